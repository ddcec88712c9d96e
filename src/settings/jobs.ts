import {
  ordinalSpecialties,
  type ProfessionCode,
  professions,
  type SpecialtyCode,
} from "../establishments/national-codes.ts";
import { specialties, specialtiesOf } from "../establishments/specialty.ts";

/** What a practitioner can be, as a list shows it: the public's word first, then the register's. */
export interface Job {
  /** `10:SM54`, or `50:` for a profession without ordinal specialty. */
  value: string;
  label: string;
}

/** Every profession and ordinal specialty, by label: the national codes behind words that everyone knows. */
export const jobs: readonly Job[] = [...specialised(), ...unspecialised()].sort((a, b) =>
  a.label.localeCompare(b.label, "fr"),
);

/** Those with an ordinal specialty: what someone may be besides. */
export const secondJobs: readonly Job[] = jobs.filter(({ value }) => !value.endsWith(":"));

export function isJob(value: string): boolean {
  return jobs.some((job) => job.value === value);
}

/** The national codes behind what was chosen. */
export function codesOf(value: string): { professionCode: string; specialtyCode: string | null } {
  const [professionCode = "", specialtyCode = ""] = value.split(":");
  return { professionCode, specialtyCode: specialtyCode || null };
}

/** As the list shows these codes again. */
export function jobValue(professionCode: string, specialtyCode: string | undefined): string {
  return `${specialtyCode ? registeredUnder(specialtyCode) : professionCode}:${specialtyCode ?? ""}`;
}

function specialised(): Job[] {
  return Object.entries(ordinalSpecialties).map(([code, registered]) => {
    const professionCode = registeredUnder(code);
    const [called] = specialtiesOf({ professionCode, specialtyCodes: [code] });
    const name = called?.names.fr.masculine;
    return {
      value: `${professionCode}:${code as SpecialtyCode}`,
      label: name && name !== registered ? `${name} (${registered})` : registered,
    };
  });
}

function unspecialised(): Job[] {
  return Object.entries(professions).map(([code, registered]) => {
    const called = specialties.find((specialty) => specialty.professions.includes(code as ProfessionCode));
    return { value: `${code}:`, label: called?.names.fr.masculine ?? registered };
  });
}

/** Doctors, dentists and advanced nurses have ordinal specialties. */
function registeredUnder(specialtyCode: string): ProfessionCode {
  if (specialtyCode.startsWith("SCD")) return "40";
  return specialtyCode.startsWith("SI") ? "60" : "10";
}
