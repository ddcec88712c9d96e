/** The version of a notice that follows `last`, published on a day: `2026-11-22`, then `2026-11-22.2` to `.9` the same day, which sort as texts. Null when
 * a day is full, or the clock went back behind the last version. */
export function nextVersion(last: string | null, day: Temporal.PlainDate): string | null {
  const today = day.toString();
  if (!last || last < today) return today;
  if (last.slice(0, 10) !== today) return null;
  const number = Number(last.slice(11) || "1") + 1;
  return number > 9 ? null : `${today}.${number}`;
}
