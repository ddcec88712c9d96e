import { Hono } from "hono";
import type { StaffActor } from "../patients/files.ts";
import { listedName } from "../patients/listed-name.ts";
import { type PairToCheck, patientsToCheck } from "../patients/patients-to-check.ts";
import { lookAtFound } from "../patients/search.ts";
import { tellApart } from "../patients/tell-apart.ts";
import { asActor } from "../platform/actor.ts";
import { typedIn, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { ProPage } from "../ui/pro.tsx";
import { State } from "../ui/state.tsx";
import { useWords } from "../ui/words.ts";
import { detailOf } from "./found-list.tsx";

const pairsAPage = 20;

/** Files that are perhaps of one person: staff join them, or say that they are two. Answered ones make room for the next. */
export const patientsToCheckPage = new Hono<Web>()
  .get(proPaths.patientsToCheck(), async (c) => {
    const by = c.var.actor as StaffActor;
    const { pairs } = await asActor(c.var.db, by, async (tx) => {
      const found = await patientsToCheck(tx, by, { limit: pairsAPage });
      const files = new Map(found.pairs.flatMap(({ one, other }) => [one, other]).map((file) => [file.id, file]));
      await lookAtFound(tx, by, [...files.values()], c.var.now());
      return found;
    });
    return c.render(<ToCheck pairs={pairs} isTold={c.req.query("fait") === "distincts"} />);
  })
  .post(proPaths.patientsToCheck(), async (c) => {
    const { un = "", autre = "" } = await typedIn(c);
    const by = c.var.actor as StaffActor;
    const outcome = await tellApart(c.var.db, { files: [un, autre], by, now: c.var.now() });
    return outcome.done ? c.redirect(proPaths.patientsToCheck({ fait: "distincts" }), 303) : c.notFound();
  });

function ToCheck({ pairs, isTold }: { pairs: readonly PairToCheck[]; isTold: boolean }) {
  const t = useWords("secretariat");
  return (
    <ProPage title={t("toCheck.title")} current={proPaths.patients()}>
      <BackLink href={proPaths.patients()}>{t("toCheck.back")}</BackLink>
      <h1>{t("toCheck.title")}</h1>
      <div class="max-w-[60rem] mt-2 grid gap-4">
        {isTold && (
          <Notice kind="ok" icon="check" role="status">
            <p>{t("toCheck.done")}</p>
          </Notice>
        )}
        {pairs.length === 0 ? (
          <EmptyState icon="check-check" title={t("toCheck.none")} text={t("toCheck.noneThen")} />
        ) : (
          <>
            <p class="muted">{t("toCheck.lead")}</p>
            <ul class="grid gap-3">
              {pairs.map((pair) => (
                <li key={`${pair.one.id} ${pair.other.id}`}>
                  <Pair pair={pair} />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </ProPage>
  );
}

function Pair({ pair: { one, other, because } }: { pair: PairToCheck }) {
  const t = useWords("secretariat");
  const say = useWords("patient-file");
  const [kept, gone] = other.isLinked && !one.isLinked ? [other, one] : [one, other];
  const both = t("toCheck.both", { one: listedName(kept), other: listedName(gone) });
  return (
    <article class="sheet p-4 grid gap-3" aria-label={both}>
      <p>
        <State kind="wait" icon="merge">
          {say(`because.${because}`)}
        </State>
      </p>
      <div class="grid sm:grid-cols-2 gap-x-6 gap-y-3">
        {[kept, gone].map((file) => (
          <div key={file.id} class="min-w-0">
            <a class="link font-semibold break-words" href={proPaths.patient(file.id)}>
              {listedName(file)}
            </a>
            <p class="text-sm break-words">{detailOf(file)}</p>
            {file.createdBy === "patient" && <p class="muted text-sm">{t("toCheck.online")}</p>}
          </div>
        ))}
      </div>
      <div class="flex flex-wrap gap-3">
        <ButtonLink
          tone="soft"
          href={proPaths.mergePatients(kept.id, { avec: gone.id })}
          aria-label={`${t("toCheck.compare")} : ${both}`}
        >
          {t("toCheck.compare")}
        </ButtonLink>
        <form method="post" action={proPaths.patientsToCheck()}>
          <input type="hidden" name="un" value={kept.id} />
          <input type="hidden" name="autre" value={gone.id} />
          <Button tone="outline" aria-label={`${t("toCheck.apart")} : ${both}`}>
            {t("toCheck.apart")}
          </Button>
        </form>
      </div>
    </article>
  );
}
