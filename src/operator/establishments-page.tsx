import { type Context, Hono } from "hono";
import { sql } from "kysely";
import { asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useWords } from "../ui/words.ts";

interface House {
  id: string;
  name: string;
  kind: "solo" | "shared-practice" | "health-centre" | "clinic";
}

/** The establishments of this installation. */
export const establishmentsPage = new Hono<Web>().get(proPaths.operatorEstablishments(), show);

async function show(c: Context<Web>) {
  const houses = await asActor(c.var.db, c.var.actor, (tx) =>
    sql<House>`select id, name, kind from establishment order by search_key(name), id`.execute(tx),
  );
  return c.render(<Establishments houses={houses.rows} isNew={c.req.query("fait") === "ouvert"} />);
}

function Establishments({ houses, isNew }: { houses: House[]; isNew: boolean }) {
  const t = useWords("operator");
  return (
    <ProPage title={t("nav.establishments")}>
      <div class="flex flex-wrap items-center gap-3">
        <h1 class="me-auto">{t("nav.establishments")}</h1>
        <ButtonLink href={proPaths.newEstablishment()} icon="plus">
          {t("establishments.new")}
        </ButtonLink>
      </div>
      {isNew && (
        <Notice kind="ok" icon="check" role="status" class="mt-4">
          <p>
            <strong>{t("establishments.founded")}</strong>
          </p>
        </Notice>
      )}
      {houses.length === 0 ? (
        <p class="mt-5">{t("establishments.none")}</p>
      ) : (
        <ul class="sheet rows mt-5">
          {houses.map(({ id, name, kind }) => (
            <li key={id}>
              <a href={proPaths.operatorEstablishment(id)} class="target block! p-4 no-underline text-base-content">
                <span class="font-semibold block">{name}</span>
                <span class="muted text-sm">{t(`establishments.kinds.${kind}`)}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </ProPage>
  );
}
