import { z } from "zod";
import { homeZone } from "../accounts/home-zone.ts";
import { dayTyped, identityAnswers, isBirthDate } from "../accounts/identity.ts";
import { e164 } from "../accounts/phone.ts";
import type { FieldErrors } from "../platform/web.ts";
import type { Relation, Relative, RelativeIdentity } from "./relative.ts";

/** Who a relative is, as a form posts it. Messages are keys of words.*.json. */
export const relativeAnswers = {
  firstNames: identityAnswers.firstNames,
  birthName: identityAnswers.birthName,
  nameUsed: identityAnswers.nameUsed.default(""),
  birthDate: identityAnswers.birthDate,
  sex: identityAnswers.sex,
  phone: z
    .string()
    .default("")
    .transform((typed, check) => {
      const number = typed.trim() ? e164(typed) : null;
      if (number || !typed.trim()) return number;
      check.addIssue({ code: "custom", message: "identity.phone.wrong" });
      return z.NEVER;
    }),
};

/** A day that need not be said. */
export const optionalDay = z
  .string()
  .default("")
  .transform((typed, check) => {
    const day = typed.trim() ? dayTyped(typed) : null;
    if (day || !typed.trim()) return day;
    check.addIssue({ code: "custom", message: "identity.endsOn.wrong" });
    return z.NEVER;
  });

/** As it is kept: the name used is the birth name unless another was said. */
export function relativeIn(answers: Omit<RelativeIdentity, "nameUsed"> & { nameUsed: string }): RelativeIdentity {
  const { birthName, nameUsed, firstNames, birthDate, sex, phone } = answers;
  return { birthName, nameUsed: nameUsed || birthName, firstNames, birthDate, sex, phone };
}

/** What to print beside the birth date, if nobody can have been born then. */
export function wrongBirthDate({ birthDate }: Pick<Relative, "birthDate">, now: Temporal.Instant): FieldErrors {
  const today = now.toZonedDateTimeISO(homeZone).toPlainDate();
  return isBirthDate(birthDate, today) ? {} : { birthDate: "identity.birthDate.wrong" };
}

/** The relation an address names: `enfant`, `parent`, `conjoint`, `autre`; null when it names none. */
export function relationNamed(word: string | undefined): Relation | null {
  return Object.hasOwn(byWord, word ?? "") ? byWord[word as keyof typeof byWord] : null;
}

export function wordOf(relation: Relation): string {
  return words[relation];
}

const byWord = { enfant: "child", parent: "parent", conjoint: "partner", autre: "other" } as const;
const words = { child: "enfant", parent: "parent", partner: "conjoint", other: "autre" } as const;
