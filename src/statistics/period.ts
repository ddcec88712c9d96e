/** Days that figures are about, both included. */
export interface Period {
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
}

export type Preset = "month" | "last-month" | "quarter" | "year";
export const presets = ["month", "last-month", "quarter", "year"] as const;

/** Longer periods would make a page wait: two years. */
export const mostDays = 731;

export type PeriodFault = "from" | "to" | "order" | "long";

/** The period of an address, `du` and `au` as `2026-11-23`; the month of today when it names none. */
export function periodIn(
  { du = "", au = "" }: Record<string, string>,
  today: Temporal.PlainDate,
): { period: Period; fault: PeriodFault | null } {
  const usual = presetPeriod("month", today);
  if (!du && !au) return { period: usual, fault: null };
  const [from, to] = [dayIn(du), dayIn(au)];
  if (!from) return { period: usual, fault: "from" };
  if (!to) return { period: usual, fault: "to" };
  if (Temporal.PlainDate.compare(from, to) > 0) return { period: usual, fault: "order" };
  if (from.until(to).days >= mostDays) return { period: usual, fault: "long" };
  return { period: { from, to }, fault: null };
}

export function presetPeriod(preset: Preset, today: Temporal.PlainDate): Period {
  const month = today.with({ day: 1 });
  const ends = (first: Temporal.PlainDate, months: number) => first.add({ months }).subtract({ days: 1 });
  switch (preset) {
    case "month":
      return { from: month, to: ends(month, 1) };
    case "last-month":
      return { from: month.subtract({ months: 1 }), to: month.subtract({ days: 1 }) };
    case "quarter":
      return { from: month.subtract({ months: 2 }), to: ends(month, 1) };
    case "year":
      return { from: today.with({ month: 1, day: 1 }), to: today.with({ month: 12, day: 31 }) };
  }
}

function dayIn(text: string): Temporal.PlainDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" });
  } catch {
    return null; // a day that no month has
  }
}
