import { z } from "zod";
import { practicePhone } from "../establishments/practice-phone.ts";
import { most } from "../establishments/rule-forms.ts";
import { phone } from "../ui/format.ts";

/* How the fields of the settings are read; each message is a key of the words of this slice. */

/** A text that must be said, on one line. */
export function line(missing: string, longest = 120) {
  return z
    .string()
    .default("")
    .transform((text) => text.trim().replace(/\s+/g, " "))
    .pipe(z.string().min(1, missing).max(longest, "wrong.tooLong"));
}

/** A text on several lines, or nothing. */
export function lines(longest: number) {
  return z
    .string()
    .default("")
    .transform((text) => text.trim().replaceAll("\r\n", "\n"))
    .pipe(z.string().max(longest, "wrong.tooLong"))
    .transform((text) => text || null);
}

/** A tick: made, or not there at all. */
export const tick = z
  .string()
  .optional()
  .transform((value) => value !== undefined && value !== "");

/** A whole number between the two, or nothing at all. */
export function number(least: number, largest: number, wrong: string) {
  return z
    .string()
    .default("")
    .transform((text) => text.trim())
    .pipe(z.string().regex(/^\d{0,6}$/, wrong))
    .transform((text) => (text === "" ? null : Number(text)))
    .refine((value) => value === null || (value >= least && value <= largest), wrong);
}

/** The same, that must be said. */
export function numberSaid(least: number, largest: number, wrong: string) {
  return number(least, largest, wrong)
    .refine((value) => value !== null, wrong)
    .transform((value) => value ?? least);
}

/** The number of hours or days of a delay. */
export const delayNumber = number(0, most, "wrong.delay");
export const delayUnit = z.enum(["H", "D"]).catch("H");

/** `PT48H`, `P2D`, or null when nothing was said. */
export function delayFrom(count: number | null, unit: "H" | "D"): string | null {
  if (count === null) return null;
  return unit === "H" ? `PT${count}H` : `P${count}D`;
}

/** What the two fields of a delay show. */
export function delayTyped(name: string, delay: string | null): Record<string, string> {
  const [, days, hours] = /^P(?:(\d+)D|T(\d+)H)$/.exec(delay ?? "") ?? [];
  return { [name]: days ?? hours ?? "", [`${name}Unit`]: days ? "D" : "H" };
}

/** The telephone of a practice, or nothing. */
export const phoneMaybe = z
  .string()
  .default("")
  .transform((text, context) => {
    if (text.trim() === "") return null;
    const found = practicePhone(text);
    if (!found) context.addIssue({ code: "custom", message: "wrong.phone" });
    return found;
  });

/** The telephone of a practice, which must be said. */
export const phoneSaid = phoneMaybe
  .refine((value) => value !== null, "wrong.noPhone")
  .transform((value) => value ?? "");

export function phoneTyped(e164: string | null): string {
  return e164 ? phone(e164) : "";
}

/** `on` for what is so, as a tick is posted; nothing otherwise. */
export function tickTyped(name: string, isSo: boolean): Record<string, string> {
  return isSo ? { [name]: "on" } : {};
}

/** The names posted under `prefix.`, such as `site.<id>`: those among `known` that were ticked. */
export function tickedAmong(typed: Record<string, string>, prefix: string, known: readonly string[]): string[] {
  return known.filter((each) => typed[`${prefix}.${each}`] !== undefined);
}

/** The version that the form was filled from. */
export const version = z.coerce.number().int().catch(0);

/** The key of a form that adds something: posted twice, it adds once. */
export const key = z.uuid().catch(() => crypto.randomUUID());
