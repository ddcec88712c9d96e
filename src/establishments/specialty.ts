import type { Language } from "../platform/web.ts";
import { type ProfessionCode, professions } from "./national-codes.ts";
import { forgivenErrors, searchKey, typingErrors } from "./search-key.ts";
import { publicSpecialties } from "./specialties.ts";

/** What patients look for by name: a specialty or a profession, over the national codes. */
export interface Specialty {
  key: SpecialtyKey;
  names: Record<Language, JobNames>;
  /** TRE_R38 codes; whoever has one of them is meant. */
  codes: readonly string[];
  /** TRE_G15 and TRE_R95 codes; whoever has one of them and no TRE_R38 code is meant. */
  professions: readonly string[];
  /** Whom else to ask when none is found. */
  near: readonly SpecialtyKey[];
  /** Its lucide drawing, for those the home page shows. */
  icon: string | null;
  /** Search keys of all it is called, names first. */
  calledKeys: readonly string[];
}
export interface JobNames {
  masculine: string;
  feminine: string;
  plural: string;
}
export type SpecialtyKey = (typeof publicSpecialties)[number]["key"];

/** Most asked for first. */
export const specialties: readonly Specialty[] = publicSpecialties.map(read);

export interface SpecialtyMatch {
  specialties: Specialty[];
  /** True when the text is the name of something, and not the beginning of it or nearly it: it is surely not somebody's name. */
  isCertain: boolean;
}

/** The specialties this text means: by name, synonym, beginning of either, or either with small typing errors (one from 4 letters on,
 * two from 8 on, a swap counting as one). Case, accents and plurals do not matter. The closest way that finds any decides. */
export function matchSpecialties(text: string): SpecialtyMatch {
  const typed = keyOf(text);
  const named = specialtiesCalled(text);
  if (named.length > 0 || typed.length < 3) return { specialties: named, isCertain: named.length > 0 };
  const begun = specialties.filter(({ calledKeys }) => calledKeys.some((key) => key.startsWith(typed)));
  if (begun.length > 0) return { specialties: begun, isCertain: false };
  return { specialties: nearestTo(typed, forgivenErrors(typed)), isCertain: false };
}

/** Those with exactly this name or synonym; case, accents and plurals do not matter. */
export function specialtiesCalled(text: string): Specialty[] {
  const typed = keyOf(text);
  return specialties.filter(({ calledKeys }) => calledKeys.includes(typed));
}

/** Those that may have been meant by a text that names none: one error in three letters is still a guess worth offering. */
export function specialtiesSpeltLike(text: string): Specialty[] {
  const typed = keyOf(text);
  return nearestTo(typed, Math.floor(typed.length / 3)).slice(0, 4);
}

/** Those with the fewest typing errors, if few enough. */
function nearestTo(typed: string, forgiven: number): Specialty[] {
  if (forgiven === 0) return [];
  const couldBe = (key: string) => Math.abs(key.length - typed.length) <= forgiven;
  const errors = specialties.map(({ calledKeys }) =>
    Math.min(...calledKeys.filter(couldBe).map((key) => typingErrors(typed, key))),
  );
  const fewest = Math.min(...errors);
  return fewest > forgiven ? [] : specialties.filter((_, index) => errors[index] === fewest);
}

/** Those a practitioner of these codes is found under. */
export function specialtiesOf(practitioner: {
  professionCode: string;
  specialtyCodes: readonly string[];
}): Specialty[] {
  return specialties.filter((specialty) =>
    practitioner.specialtyCodes.length > 0
      ? specialty.codes.some((code) => practitioner.specialtyCodes.includes(code))
      : specialty.professions.includes(practitioner.professionCode),
  );
}

/** What this practitioner is, as the sheet says it under the name: "Sage-femme", "Cardiologue, angiologue". */
export function jobOf(
  practitioner: { title: string; professionCode: string; specialtyCodes: readonly string[] },
  language: Language,
): string {
  const gender = feminineTitles.has(practitioner.title) ? "feminine" : "masculine";
  const [first, ...others] = specialtiesOf(practitioner).map(({ names }) => names[language][gender]);
  if (first === undefined) return professions[practitioner.professionCode as ProfessionCode] ?? "";
  return [first, ...others.map(withinSentence)].join(", ");
}

const feminineTitles = new Set(["Dre", "Pre", "Mme"]);

/** The name as it stands inside a sentence: "cardiologue", but still "ORL". */
export function withinSentence(name: string): string {
  return /^\p{Lu}{2}/u.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);
}

export function specialtyOf(key: SpecialtyKey): Specialty {
  return specialties.find((specialty) => specialty.key === key)!;
}

interface Written {
  key: SpecialtyKey;
  fr: string;
  en: string;
  codes?: string;
  professions?: string;
  synonyms: string;
  near?: string;
  icon?: string;
}

function read({ key, fr, en, codes = "", professions = "", synonyms, near = "", icon }: Written): Specialty {
  const names = { fr: jobNames(fr), en: jobNames(en) };
  const called = [...Object.values(names.fr), ...Object.values(names.en), ...synonyms.split("; ")];
  return {
    key,
    names,
    codes: codes.split(" ").filter(Boolean),
    professions: professions.split(" ").filter(Boolean),
    near: near.split(" ").filter(Boolean) as SpecialtyKey[],
    icon: icon ?? null,
    calledKeys: [...new Set(called.map(keyOf))],
  };
}

function jobNames(written: string): JobNames {
  const [masculine = "", feminine = masculine, plural = `${masculine}s`] = written.split("; ");
  return { masculine, feminine, plural };
}

/** The search key of a job: singular, initials together ("O.R.L." is "orl"). */
function keyOf(name: string): string {
  return searchKey(name)
    .replace(/\b(\w) (?=\w\b)/g, "$1")
    .replace(/(\w{3,})[sx]\b/g, "$1");
}
