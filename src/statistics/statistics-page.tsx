import { type Context, Hono } from "hono";
import type { Actor } from "../platform/actor.ts";
import { isId, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { wordsIn } from "../ui/words.ts";
import { csvOf } from "./csv.ts";
import { type PeriodFault, periodIn } from "./period.ts";
import { type Report, reportFor } from "./report.ts";
import { Statistics } from "./statistics-view.tsx";
import { tableIds, tablesOf } from "./tables.ts";

/** « Chiffres »: what the agendas one may see tell of a period; each table as a file too. */
export const statisticsPage = new Hono<Web>()
  .get(proPaths.statistics(), async (c) => {
    const { report, fault } = await reportIn(c);
    return report ? c.render(<Statistics report={report} fault={fault} />, fault ? 422 : 200) : c.notFound();
  })
  .get(proPaths.statisticsFile(), async (c) => {
    const { report, fault } = await reportIn(c);
    const id = tableIds.find((one) => one === c.req.query("tableau"));
    if (!report || !id || fault) return c.notFound();
    const table = tablesOf(report, wordsIn("fr", "statistics")).find((one) => one.id === id)!;
    const { from, to } = report.period;
    return c.body(csvOf(table), 200, {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${id}-${from}-${to}.csv"`,
    });
  });

async function reportIn(c: Context<Web>): Promise<{ report: Report | null; fault: PeriodFault | null }> {
  const now = c.var.now();
  const { period, fault } = periodIn(c.req.query(), now.toZonedDateTimeISO("Europe/Paris").toPlainDate());
  const practitionerId = c.req.query("praticien") || null;
  if (practitionerId && !isId(practitionerId)) return { report: null, fault };
  const by = c.var.actor as Extract<Actor, { kind: "staff" }>;
  return { report: await reportFor(c.var.db, { by, period, practitionerId, now }), fault };
}
