import { homeZone } from "../accounts/home-zone.ts";
import { useRequest } from "../ui/request.ts";
import { useWords, type Words } from "../ui/words.ts";
import { ageOn, type Relative } from "./relative.ts";

/** Today, where the portal is. */
export function useToday(): Temporal.PlainDate {
  return useRequest().now.toZonedDateTimeISO(homeZone).toPlainDate();
}

/** « Votre enfant, 8 ans ». */
export function useKinship(): (relative: Pick<Relative, "relation" | "birthDate">) => string {
  const t = useWords("patients");
  const today = useToday();
  return ({ relation, birthDate }) =>
    t("relative.kinship", { relation: t(`relation.${relation}`), age: ageInWords(t, ageOn(birthDate, today)) });
}

/** « 8 ans », « moins d'un an ». */
function ageInWords(t: Words<"patients">, years: number): string {
  return years === 0 ? t("relative.underOne") : t("relative.age", { count: years });
}

/** « Lia Martin ». */
export function fullName({ firstNames, nameUsed }: Pick<Relative, "firstNames" | "nameUsed">): string {
  return `${firstNames.split(/[\s,]+/).find(Boolean) ?? firstNames} ${nameUsed}`;
}

/** « LM ». */
export function initialsOf({ firstNames, nameUsed }: Pick<Relative, "firstNames" | "nameUsed">): string {
  return `${firstNames.charAt(0)}${nameUsed.charAt(0)}`.toUpperCase();
}
