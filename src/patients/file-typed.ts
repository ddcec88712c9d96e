import { z } from "zod";
import { emailAnswer } from "../accounts/email.ts";
import { homeZone } from "../accounts/home-zone.ts";
import { dayTyped, isBirthDate } from "../accounts/identity.ts";
import { e164 } from "../accounts/phone.ts";
import { type FieldErrors, freeText } from "../platform/web.ts";
import { searchTerms } from "./search-terms.ts";

/** Who a file is about, and how she is reached, as the house keeps it. Five of them are the traits an identity is checked by (RNIV): birth name,
 * first names, birth date, sex, place of birth. */
export interface FileTraits {
  nameUsed: string;
  birthName: string;
  firstNames: string;
  birthDate: Temporal.PlainDate;
  /** U: not said. */
  sex: "F" | "M" | "U";
  /** The INSEE code of a commune, or of a country abroad (99…). */
  birthplaceInsee: string | null;
  /** E.164. */
  phone: string | null;
  email: string | null;
  address: string | null;
  /** The house's own. */
  number: string | null;
}

/** A file as a form posts it, but the place of birth, which asks the list of communes (accounts/birthplace.ts). Messages are keys of
 * file-words.fr.json. Whether someone can have been born that day is for `birthDateError`, which knows what day it is. */
export const fileTyped = z
  .object({
    nameUsed: named("fields.nameUsed.missing"),
    birthName: z.string().default("").pipe(letters()),
    firstNames: named("fields.firstNames.missing"),
    birthDate: z.string("fields.birthDate.missing").transform((typed, check) => {
      const day = dayOfBirthTyped(typed);
      if (day) return day;
      const message = typed.trim() ? "fields.birthDate.wrong" : "fields.birthDate.missing";
      check.addIssue({ code: "custom", message });
      return z.NEVER;
    }),
    sex: z.enum(["F", "M", "U"], "fields.sex.missing").default("U"),
    phone: unlessEmpty("fields.phone.wrong", e164),
    email: unlessEmpty("fields.email.wrong", (typed) => emailAnswer.safeParse(typed).data ?? null),
    address: freeText({ most: 300, tooLong: "fields.address.tooLong" }),
    number: unlessEmpty("fields.number.wrong", (typed) => (/^[\p{L}\d ./-]{1,20}$/u.test(typed) ? typed : null)),
  })
  .transform(
    ({ birthName, nameUsed, ...traits }): FileTraits => ({
      ...traits,
      nameUsed,
      birthName: birthName || nameUsed,
      birthplaceInsee: null,
    }),
  );

/** What to print beside the date of birth, if nobody can have been born that day. */
export function birthDateError({ birthDate }: Pick<FileTraits, "birthDate">, now: Temporal.Instant): FieldErrors {
  const today = now.toZonedDateTimeISO(homeZone).toPlainDate();
  return isBirthDate(birthDate, today) ? {} : { birthDate: "fields.birthDate.impossible" };
}

/** The fields of a form as a file would fill them in. `commune`: where she was born, if it was in France. */
export function typedFile(traits: FileTraits, { commune, phone }: { commune: string | null; phone: string | null }) {
  const { birthName, nameUsed, birthDate, birthplaceInsee } = traits;
  const isAbroad = birthplaceInsee?.startsWith("99") ?? false;
  return {
    ...{ nameUsed, birthName: birthName === nameUsed ? "" : birthName, firstNames: traits.firstNames, sex: traits.sex },
    birthDate: dayFigures(birthDate),
    ...{ birthCountry: isAbroad ? birthplaceInsee! : "", birthplace: commune ?? "" },
    ...{ phone: phone ?? "", email: traits.email ?? "", address: traits.address ?? "", number: traits.number ?? "" },
  } satisfies Record<string, string>;
}

/** « 14/03/1951 ». */
export function dayFigures({ day, month, year }: Temporal.PlainDate): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${two(day)}/${two(month)}/${year}`;
}

/** What the search box tells of someone who is not found: « marchand hélène 14/03/1951 0639984107 » fills five fields in. */
export function guessFromSearch(
  q: string,
): Partial<Record<"nameUsed" | "firstNames" | "birthDate" | "phone" | "email", string>> {
  const { digits, mail } = searchTerms(q, Temporal.PlainDate.from("2100-01-01"));
  const meant = digits.flat();
  const day = meant.find((one) => "from" in one && one.from === one.until);
  const phone = meant.map((one) => ("phone" in one ? e164(one.phone) : null)).find((number) => number !== null);
  const [nameUsed = "", ...firstNames] = q.split(/[\s,]+/).filter((word) => /^[\p{L}\p{M}'’-]+$/u.test(word));
  return {
    ...(nameUsed && { nameUsed: capitalised(nameUsed) }),
    ...(firstNames.length > 0 && { firstNames: firstNames.map(capitalised).join(" ") }),
    ...(day && "from" in day && { birthDate: dayFigures(Temporal.PlainDate.from(day.from)) }),
    ...(phone && { phone: phone.replace(/^\+33/, "0") }),
    ...(mail && { email: mail }),
  };
}

/** « marie-hélène » is « Marie-Hélène »; « LE GOFF » is left as it was typed. */
function capitalised(word: string): string {
  if (word !== word.toLocaleLowerCase("fr")) return word;
  return word.replace(
    /(^|[-'’])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toLocaleUpperCase("fr"),
  );
}

/** A day as people say it on the telephone: 14/03/1951, 14031951, 140351. A year of two figures is the last that can be. */
function dayOfBirthTyped(typed: string): Temporal.PlainDate | null {
  const figures = typed.trim();
  const [, day, month, year] =
    /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(figures) ?? /^(\d{1,2})\D(\d{1,2})\D(\d{2})$/.exec(figures) ?? [];
  if (!day) return dayTyped(typed);
  if (year!.length === 4) return dayTyped(`${day}/${month}/${year}`);
  const century = Number(year) > thisYear() % 100 ? "19" : "20";
  return dayTyped(`${day}/${month}/${century}${year}`);
}

/** Only to tell the century of a year of two figures. */
function thisYear(): number {
  return Temporal.Now.plainDateISO(homeZone).year;
}

function named(missing: string) {
  return z.string(missing).trim().min(1, missing).pipe(letters());
}

/** « J.P. » and « St. Pierre », not « exemple.fr »: programs would make a link of it in a mail. */
function letters() {
  return z
    .string()
    .trim()
    .max(80, "fields.tooLong")
    .regex(/^[\p{L}\p{M} ,.'’-]*$/u, "fields.notAName")
    .refine((name) => !/\.[\p{L}\p{M}]{2}/u.test(name), "fields.notAName");
}

function unlessEmpty(wrong: string, read: (typed: string) => string | null) {
  return z
    .string()
    .default("")
    .transform((text, check) => {
      const typed = text.trim();
      const value = typed === "" ? null : read(typed);
      if (typed !== "" && value === null) check.addIssue({ code: "custom", message: wrong });
      return value;
    });
}
