/** `2026-11-23`, as browsers send it, or « 23/11/2026 »; null: no day of our century or the next. */
export function dayTyped(text: string | undefined): Temporal.PlainDate | null {
  const typed = (text ?? "").trim();
  const said = /^(\d{1,2})[/. ](\d{1,2})[/. ](\d{4})$/.exec(typed);
  const iso = said ? `${said[3]}-${said[2]!.padStart(2, "0")}-${said[1]!.padStart(2, "0")}` : typed;
  if (!/^2[01]\d\d-\d\d-\d\d$/.test(iso)) return null;
  try {
    return Temporal.PlainDate.from(iso, { overflow: "reject" });
  } catch {
    return null;
  }
}
