import { type Context, Hono } from "hono";
import type { Staff } from "../appointments/act.ts";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { onlyFor } from "../team/desk.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useWords } from "../ui/words.ts";
import { exported, exportHouse } from "./export-house.ts";

/** « Exporter les données »: all that the establishment owns, for a manager who sees all its agendas. */
export const exportsPage = new Hono<Web>()
  .get(proPaths.exports(), onlyFor("manager"), (c) => c.render(<Exports mayExport={c.var.desk.allAgendas} />))
  .post(proPaths.exports(), onlyFor("manager"), async (c: Context<Web>) => {
    if (!c.var.desk.allAgendas) return c.render(<Exports mayExport={false} />, 403);
    const archive = await exportHouse(c.var.db, { by: c.var.actor as Staff, now: c.var.now() });
    const day = c.var.now().toZonedDateTimeISO("Europe/Paris").toPlainDate();
    return c.body(archive, 200, {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="etablissement-${day}.zip"`,
      "cache-control": "private, no-store, no-transform",
    });
  });

function Exports({ mayExport }: { mayExport: boolean }) {
  const t = useWords("transfer");
  return (
    <ProPage title={t("exports.title")}>
      <BackLink href={proPaths.settings()}>{useWords("ui")("nav.settings")}</BackLink>
      <h1>{t("exports.title")}</h1>
      <p class="muted mt-1 max-w-[45rem]">{t("exports.lead")}</p>
      {mayExport ? (
        <form method="post" action={proPaths.exports()} class="mt-5">
          {/* the page stays while the archive leaves: a button that says « Un instant… » for ever would be wrong */}
          <button type="submit" class="btn btn-primary">
            {t("exports.submit")}
          </button>
        </form>
      ) : (
        <p class="mt-5">{t("exports.all")}</p>
      )}
      <h2 class="mt-7">{t("exports.what")}</h2>
      <ul class="list-disc ps-6 mt-2">
        {exported.map(({ name }) => (
          <li key={name}>{t(`tables.${name}`)}</li>
        ))}
      </ul>
    </ProPage>
  );
}
