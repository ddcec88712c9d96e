/** `2026-11-23`, « 23/11/2026 », « 23.11.26 »; null: no day. A heading of date and hour (`2026-11-23 10:15`) gives its day. */
export function dateIn(text: string): Temporal.PlainDate | null {
  const typed = text.trim().split(/[T ]/)[0] ?? "";
  const said = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/.exec(typed);
  const year = said && (said[3]!.length === 2 ? `20${said[3]}` : said[3]!);
  const iso = said ? `${year}-${said[2]!.padStart(2, "0")}-${said[1]!.padStart(2, "0")}` : typed;
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(iso)) return null;
  try {
    return Temporal.PlainDate.from(iso, { overflow: "reject" });
  } catch {
    return null;
  }
}

/** `10:15`, « 10h15 », « 10h », `10:15:00`; null: no hour. */
export function timeIn(text: string): Temporal.PlainTime | null {
  const typed = text.trim().split(/[T ]/).at(-1) ?? "";
  const said = /^(\d{1,2})\s*[h:.]\s*(\d{2})?(?::\d{2})?$/i.exec(typed);
  if (!said) return null;
  const [hour, minute] = [Number(said[1]), Number(said[2] ?? 0)];
  return hour < 24 && minute < 60 ? new Temporal.PlainTime(hour, minute) : null;
}

/** A length in minutes, « 20 », « 20 min », « 0:20 »; null: nothing is said; undefined: no length. */
export function minutesIn(text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === "") return null;
  const clock = /^(\d{1,2})[h:](\d{2})$/i.exec(typed);
  const minutes = clock
    ? Number(clock[1]) * 60 + Number(clock[2])
    : Number(/^(\d{1,3})\s*(min\.?|minutes?|mn)?$/i.exec(typed)?.[1] ?? Number.NaN);
  return minutes >= 1 && minutes <= 720 ? minutes : undefined;
}
