import { z } from "zod";
import type { FieldErrors } from "../platform/web.ts";
import { homeZone } from "./home-zone.ts";
import { e164 } from "./phone.ts";

/** Who a person is, as she says. */
export interface Identity {
  birthName: string;
  /** The one she goes by: the birth name unless she said otherwise. */
  nameUsed: string;
  firstNames: string;
  birthDate: Temporal.PlainDate;
  /** U: not said. */
  sex: "F" | "M" | "U";
  /** E.164. */
  phone: string;
  /** The INSEE code of a commune, or of a country abroad (99…); null when not said. */
  birthplaceInsee?: string | null;
}

/** The answers about a person as a form posts them. Messages are keys of words.*.json. */
export const identityAnswers = {
  birthName: named("identity.birthName.missing"),
  nameUsed: z
    .string()
    .trim()
    .max(80, "identity.tooLong")
    .regex(/^[\p{L}\p{M} .'’-]*$/u, "identity.notAName")
    .refine(isNoAddress, "identity.notAName"),
  firstNames: named("identity.firstNames.missing"),
  birthDate: z.string("identity.birthDate.missing").transform((typed, check) => {
    const day = dayTyped(typed);
    if (day) return day;
    check.addIssue({
      code: "custom",
      message: typed.trim() ? "identity.birthDate.wrong" : "identity.birthDate.missing",
    });
    return z.NEVER;
  }),
  sex: z.enum(["F", "M", "U"], "identity.sex.missing"),
  phone: z.string("identity.phone.missing").transform((typed, check) => {
    const number = e164(typed);
    if (number) return number;
    check.addIssue({ code: "custom", message: typed.trim() ? "identity.phone.wrong" : "identity.phone.missing" });
    return z.NEVER;
  }),
};

/** What the form said, as it is kept. Names stay as they were typed: `nameUsed` is the birth name unless she said otherwise. */
export function identityIn(
  answers: Pick<Identity, "birthName" | "nameUsed" | "firstNames" | "birthDate" | "sex" | "phone">,
  birthplaceInsee: string | null,
): Identity {
  const { birthName, nameUsed, firstNames, birthDate, sex, phone } = answers;
  return { birthName, nameUsed: nameUsed || birthName, firstNames, birthDate, sex, phone, birthplaceInsee };
}

/** What to print beside the date of birth, if anything is wrong with it. */
export function birthDateError({ birthDate }: Pick<Identity, "birthDate">, now: Temporal.Instant): FieldErrors {
  const today = now.toZonedDateTimeISO(homeZone).toPlainDate();
  return isBirthDate(birthDate, today) ? {} : { birthDate: "identity.birthDate.wrong" };
}

/** Whether someone can have been born that day, seen from `today`. */
export function isBirthDate(day: Temporal.PlainDate, today: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(day, today) <= 0 && day.until(today, { largestUnit: "years" }).years <= 125;
}

/** « Hélène Marchand », of « Hélène, Marie » and « Marchand »: as pages greet. */
export function nameToGreet({ firstNames, nameUsed }: Pick<Identity, "firstNames" | "nameUsed">): string {
  return `${firstNames.split(/[\s,]+/)[0]} ${nameUsed}`;
}

/** A day typed as 14/03/1951, 14 3 1951 or 1951-03-14; null when there is no such day. */
export function dayTyped(typed: string): Temporal.PlainDate | null {
  const parts = typed.trim().split(/\D+/).filter(Boolean);
  const [day, month, year] = parts[0]?.length === 4 ? parts.toReversed() : parts;
  if (parts.length !== 3 || year?.length !== 4) return null;
  try {
    return Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: "reject" },
    );
  } catch {
    return null;
  }
}

function named(missing: string) {
  return z
    .string(missing)
    .trim()
    .min(1, missing)
    .max(80, "identity.tooLong")
    .regex(/^[\p{L}\p{M} ,.'’-]+$/u, "identity.notAName")
    .refine(isNoAddress, "identity.notAName");
}

/** « J.P. » and « St. Pierre », not « exemple.fr »: names stand in mails to strangers, where programs would make a link of it. */
function isNoAddress(name: string): boolean {
  return !/\.[\p{L}\p{M}]{2}/u.test(name);
}
