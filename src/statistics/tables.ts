import { dayAndMonth } from "../ui/format.ts";
import type { Words } from "../ui/words.ts";
import { type Count, sumBy, total } from "./figures.ts";
import type { Report } from "./report.ts";

export const tableIds = ["praticiens", "motifs", "origines", "semaines", "envois"] as const;
export type TableId = (typeof tableIds)[number];

/** A table of figures, the same on the page, in its chart and in its file. */
export interface Table {
  id: TableId;
  title: string;
  /** How it was counted. */
  hint: string;
  columns: string[];
  /** The first cell names the row; null: nothing to say. */
  rows: [string, ...(number | null)[]][];
  /** The columns drawn as bars, by their index. */
  drawn: number[];
  /** The unit of the columns that are no plain counts, by index. */
  units: Record<number, "percent" | "hours" | "days">;
}

type T = Words<"statistics">;

/** All the tables of a report, in the order of the page. */
export function tablesOf(report: Report, t: T): Table[] {
  return [byPractitioner(report, t), byReason(report, t), byOrigin(report, t), byWeek(report, t), notices(report, t)];
}

function byPractitioner({ chosen, counts, openMin, nextFree }: Report, t: T): Table {
  return {
    ...head("praticiens", t),
    columns: columns(t, [
      "practitioner",
      "kept",
      "seen",
      "missed",
      "missedRate",
      "byPatient",
      "byPractice",
      "open",
      "fill",
      "nextFree",
    ]),
    rows: chosen.map(({ id, name }) => {
      const theirs = counts.filter(({ practitionerId }) => practitionerId === id);
      const [seen, missed, open] = [total(theirs, "seen"), total(theirs, "missed"), openMin.get(id) ?? 0];
      return [
        name,
        total(theirs, "kept"),
        ...[seen, missed, percent(missed, seen + missed)],
        ...[total(theirs, "cancelledByPatient"), total(theirs, "cancelledByPractice")],
        ...[Math.round(open / 60), percent(total(theirs, "minutes"), open)],
        nextFree.get(id)?.days ?? null,
      ];
    }),
    drawn: [8],
    units: { 4: "percent", 7: "hours", 8: "percent", 9: "days" },
  };
}

function byReason({ counts, reasons }: Report, t: T): Table {
  const rows = sumBy(counts, ({ reasonId }) => reasonId).map(({ key, kept }): [string, number, number | null] => {
    return [reasons.get(key) ?? "?", kept, percent(kept, total(counts, "kept"))];
  });
  return {
    ...head("motifs", t),
    columns: columns(t, ["reason", "kept", "share"]),
    rows,
    drawn: [1],
    units: { 2: "percent" },
  };
}

function byOrigin({ counts }: Report, t: T): Table {
  const rows = (["online", "staff", "import"] as const).map((origin): [string, number, number | null] => {
    const kept = total(
      counts.filter((count) => count.origin === origin),
      "kept",
    );
    return [t(`origins.${origin}`), kept, percent(kept, total(counts, "kept"))];
  });
  return {
    ...head("origines", t),
    columns: columns(t, ["origin", "kept", "share"]),
    rows,
    drawn: [1],
    units: { 2: "percent" },
  };
}

function byWeek({ counts, period }: Report, t: T): Table {
  const monday = period.from.subtract({ days: period.from.dayOfWeek - 1 });
  const weeks = Math.floor(monday.until(period.to).days / 7) + 1;
  const rows = Array.from({ length: weeks }, (_, index): [string, number, number] => {
    const on = monday.add({ days: 7 * index });
    const theirs = counts.filter((count) => count.weekOn.equals(on));
    const online = (count: Count) => count.origin === "online";
    return [
      t("weekOf", { day: dayAndMonth(on, period.to, "fr") }),
      total(theirs.filter(online), "kept"),
      total(
        theirs.filter((count) => !online(count)),
        "kept",
      ),
    ];
  });
  return { ...head("semaines", t), columns: columns(t, ["week", "online", "byStaff"]), rows, drawn: [1, 2], units: {} };
}

function notices({ sent }: Report, t: T): Table {
  const count = (channel: string, statuses: string[]) =>
    sent
      .filter((row) => row.channel === channel && statuses.includes(row.status))
      .reduce((sum, row) => sum + row.count, 0);
  const rows = (["mail", "sms"] as const).map((channel): [string, number, number, number] => [
    t(`channels.${channel}`),
    count(channel, ["sent", "sending"]),
    count(channel, ["failed"]),
    count(channel, ["not-sent"]),
  ]);
  return {
    ...head("envois", t),
    columns: columns(t, ["channel", "sent", "failed", "notSent"]),
    rows,
    drawn: [1],
    units: {},
  };
}

function head(id: TableId, t: T) {
  return { id, title: t(`tables.${id}.title`), hint: t(`tables.${id}.hint`) };
}

function columns(t: T, names: (keyof typeof import("./words.fr.json")["columns"])[]): string[] {
  return names.map((name) => t(`columns.${name}`));
}

/** Rounded to a whole; null where there is nothing to divide by. */
function percent(part: number, whole: number): number | null {
  return whole > 0 ? Math.round((100 * part) / whole) : null;
}
