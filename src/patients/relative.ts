import type { Identity } from "../accounts/identity.ts";

/** How someone is related to whoever acts for her. */
export type Relation = "child" | "parent" | "partner" | "other";

/** In what capacity one acts for someone else. Of someone under age, `agreement` is that of the parents. The last four are measures of
 * protection (code civil, art. 390 and 415 to 494-12). */
export type Representation =
  | "parental-authority"
  | "agreement"
  | "guardianship"
  | "curatorship"
  | "family-authorisation"
  | "future-protection-mandate";

/** Who a relative is; without a phone of her own, that of whoever acts for her is given to the practices. */
export type RelativeIdentity = Omit<Identity, "phone"> & { phone: string | null };

/** Someone a user acts for, today. */
export interface Relative extends RelativeIdentity {
  personId: string;
  relation: Relation;
  /** Null: it was never stated (before it was asked). */
  representation: Representation | null;
  since: Temporal.Instant;
  /** The last day; null: no end is known. */
  untilOn: Temporal.PlainDate | null;
}

/** More relatives than this are a profession. */
export const mostRelatives = 15;
/** A child is shared by two adults, no more. */
export const adultsOfChild = 2;
/** From this age on one may have an account of one's own. */
export const ownAccountFromYears = 16;

export const relations = ["child", "parent", "partner", "other"] as const;

/** In what capacities one may act for someone so related. */
export function representationsOf(relation: Relation): readonly Representation[] {
  return relation === "child"
    ? ["parental-authority", "guardianship"]
    : ["agreement", "guardianship", "curatorship", "family-authorisation", "future-protection-mandate"];
}

/** The capacities that have an end of their own: a judge or a contract set it. */
export function isMeasure(representation: Representation): boolean {
  return representation !== "parental-authority" && representation !== "agreement";
}

/** The 18th birthday. Who was born on 29 February is of age on 28 February: 18 years after a leap year comes none (code de procédure
 * civile, art. 641). */
export function comesOfAgeOn(birthDate: Temporal.PlainDate): Temporal.PlainDate {
  return birthDate.add({ years: 18 });
}

/** Under age on that day. */
export function isMinor({ birthDate }: Pick<Relative, "birthDate">, today: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(today, comesOfAgeOn(birthDate)) < 0;
}

/** The last day on which one acts for someone: the eve of her 18th birthday, or the end of the measure that protects her, if that comes
 * earlier; null when no end is known. The database says the same of whoever is under age (migrations/0011_relatives.sql). */
export function lastDayFor(
  birthDate: Temporal.PlainDate,
  measureEndsOn: Temporal.PlainDate | null,
  today: Temporal.PlainDate,
): Temporal.PlainDate | null {
  if (!isMinor({ birthDate }, today)) return measureEndsOn;
  const eve = comesOfAgeOn(birthDate).subtract({ days: 1 });
  return measureEndsOn && Temporal.PlainDate.compare(measureEndsOn, eve) < 0 ? measureEndsOn : eve;
}

/** Whole years lived on that day; a birthday counts as comesOfAgeOn() counts it. */
export function ageOn(birthDate: Temporal.PlainDate, today: Temporal.PlainDate): number {
  const years = today.year - birthDate.year;
  return Temporal.PlainDate.compare(birthDate.add({ years }), today) > 0 ? years - 1 : years;
}

/** Only a child is shared: an adult decides herself who acts for her. */
export function mayBeShared(relative: Pick<Relative, "birthDate">, today: Temporal.PlainDate): boolean {
  return isMinor(relative, today);
}

/** Old enough for an account of her own. */
export function mayHaveOwnAccount({ birthDate }: Pick<Relative, "birthDate">, today: Temporal.PlainDate): boolean {
  return ageOn(birthDate, today) >= ownAccountFromYears;
}

/** « Lia », of « Lia, Rose ». */
export function firstNameOf({ firstNames }: { firstNames: string }): string {
  return firstNames.split(/[\s,]+/).find(Boolean) ?? firstNames;
}
