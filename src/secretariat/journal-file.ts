import { stringify } from "csv-stringify/sync";
import type { Context } from "hono";
import { type HouseLine, type JournalFilter, linesOfHouse, type Place } from "../audit/house-journal.ts";
import { listedName } from "../patients/listed-name.ts";
import { asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { wordsIn } from "../ui/words.ts";
import { byOf, detailOf, whatOf } from "./journal-lines.tsx";

const linesAtOnce = 1000;

/** The lines that fit, as CSV for French spreadsheets (semicolons, a mark of UTF-8): a thousand at a time, so that it is never whole in
 * memory. What a cell says is never a formula. */
export function journalFile(c: Context<Web>, filter: JournalFilter, zone: string): ReadableStream<Uint8Array> {
  const { db, actor, desk, now } = c.var;
  const encoder = new TextEncoder();
  let after: Place | null = null;
  let isFirst = true;
  return new ReadableStream({
    async pull(controller) {
      const lines: HouseLine[] = await asActor(db, actor, (tx) =>
        linesOfHouse(tx, desk, filter, { after, limit: linesAtOnce }),
      );
      const head = isFirst ? "\ufeff" : "";
      const cells = lines.map((line) => cellsOf(line, zone, now()));
      const rows = isFirst ? [headings(), ...cells] : cells;
      isFirst = false;
      after = lines.at(-1) ?? null;
      if (rows.length > 0) {
        const csv = stringify(rows, { delimiter: ";", record_delimiter: "windows", escape_formulas: true });
        controller.enqueue(encoder.encode(head + csv));
      }
      if (lines.length < linesAtOnce) controller.close();
    },
  });
}

function headings(): string[] {
  const t = wordsIn("fr", "secretariat");
  const columns = [
    "number",
    "day",
    "time",
    "what",
    "by",
    "patient",
    "visit",
    "practitioner",
    "detail",
    "network",
    "device",
  ] as const;
  return columns.map((column) => t(`journal.column.${column}`));
}

function cellsOf(line: HouseLine, zone: string, now: Temporal.Instant): string[] {
  const t = wordsIn("fr", "secretariat");
  const at = line.happenedAt.toZonedDateTimeISO(zone);
  const { patient, visit, actorNetwork, actorClient } = line;
  return [
    ...[String(line.number), at.toPlainDate().toString(), at.toPlainTime().toString({ smallestUnit: "second" })],
    ...[whatOf(t, line), byOf(t, line), patient ? listedName(patient) : ""],
    visit ? visit.startsAt.toZonedDateTimeISO(visit.zone).toPlainDateTime().toString({ smallestUnit: "minute" }) : "",
    visit ? [visit.title, visit.lastName].filter(Boolean).join(" ") : "",
    ...[detailOf(t, line, zone, now) ?? "", actorNetwork ?? "", actorClient ?? ""],
  ];
}
