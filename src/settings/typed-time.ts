import { type Weekday, weekdays } from "../availability/calendar.ts";
import { parseTime } from "../availability/moment.ts";
import type { Repetition } from "../availability/repetition.ts";
import type { FieldErrors } from "../platform/web.ts";

/** What a form said, by the names of its fields. */
export type Typed = Record<string, string>;

/** `08:30` from « 8h30 », « 830 », « 8 h », « 08.30 » or « 24:00 », as fingers type it; null for anything else. */
export function hourTyped(text = ""): string | null {
  const said = /^(\d{1,2})(?:\s?[h:.]\s?(\d\d)?|(\d\d))?$/i.exec(text.trim());
  if (!said) return null;
  const time = `${said[1]!.padStart(2, "0")}:${said[2] ?? said[3] ?? "00"}`;
  return parseTime(time) === null ? null : time;
}

/** `2027-01-05`, as browsers send it, or « 05/01/2027 »; of our century, and the next. */
export function dayTyped(text = ""): Temporal.PlainDate | null {
  const said = /^(\d{1,2})[/. ](\d{1,2})[/. ](\d{4})$/.exec(text.trim());
  const iso = said ? `${said[3]}-${said[2]!.padStart(2, "0")}-${said[1]!.padStart(2, "0")}` : text.trim();
  if (!/^2[01]\d\d-\d\d-\d\d$/.test(iso)) return null;
  try {
    return Temporal.PlainDate.from(iso, { overflow: "reject" });
  } catch {
    return null;
  }
}

/** A date that may be left out: undefined when it is, null when it is none. */
export function dayTypedMaybe(text = ""): Temporal.PlainDate | null | undefined {
  return text.trim() === "" ? undefined : dayTyped(text);
}

/** The occurrence an address names: a day, and on a day of several hours the beginning of those meant (`2027-01-12T14:00`). */
export function occurrenceAsked(text = ""): { on: Temporal.PlainDate; at?: string } | null {
  const [day, at] = text.split("T");
  const on = dayTyped(day);
  if (!on) return null;
  const time = at === undefined ? null : hourTyped(at);
  return time ? { on, at: time } : { on };
}

/** How the fields of a repetition are named; each weekday is a tick of its own. */
export const dayField = (day: Weekday) => `j-${day}` as const;

/** The repetition a form asks for, or null for none at all (« une seule fois »). Errors are keys of the words of this slice. */
export function repetitionTyped(typed: Typed, errors: FieldErrors): Repetition | null {
  if ((typed.repetition ?? "") === "une-fois") return null;
  const everyWeeks = Number(typed.repetition);
  if (!Number.isInteger(everyWeeks) || everyWeeks < 1 || everyWeeks > 52) errors.repetition = "wrongTime.weeks";
  const days = weekdays.filter((day) => typed[dayField(day)] !== undefined);
  if (days.length === 0) errors[dayField("MO")] = "wrongTime.weekday";
  const [since, until] = [dayTypedMaybe(typed.du), dayTypedMaybe(typed.au)];
  if (since === null) errors.du = "wrongTime.day";
  if (until === null) errors.au = "wrongTime.day";
  if (everyWeeks > 1 && since === undefined) errors.du = "wrongTime.since";
  if (since && until && Temporal.PlainDate.compare(until, since) < 0) errors.au = "wrongTime.until";
  const isoWeeks = (["odd", "even"] as const).find((each) => each === typed.semaines);
  const nth = ([1, 2, 3, 4, 5, -1] as const).find((each) => String(each) === typed.rang);
  return {
    weekdays: days,
    everyWeeks,
    ...(isoWeeks && { isoWeeks }),
    ...(nth && { nth }),
    ...(since && { since }),
    ...(until && { until }),
  };
}

/** What those fields show for a repetition that stands. */
export function typedRepetition({ weekdays: days, everyWeeks = 1, isoWeeks, nth, since, until }: Repetition): Typed {
  return {
    ...Object.fromEntries(days.map((day) => [dayField(day), "on"])),
    repetition: String(everyWeeks),
    semaines: isoWeeks ?? "",
    rang: nth ? String(nth) : "",
    du: since?.toString() ?? "",
    au: until?.toString() ?? "",
  };
}
