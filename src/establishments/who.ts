import { searchKey } from "./search-key.ts";
import { matchSpecialties, type Specialty, specialtiesCalled } from "./specialty.ts";

/** Whom a text asks for. */
export interface Who {
  specialties: Specialty[];
  /** A search key, of a practitioner's or an establishment's name; "" when none is asked for. */
  name: string;
  /** Whether both must hold, as in "cardiologue Brézolles", or either will do, when it is not sure which was meant. */
  both: boolean;
}

const anyone: Who = { specialties: [], name: "", both: false };

/** "kiné" is a specialty, "Dr Lune" a name, "dentiste Lune" both; "denti" may be either. An empty text asks for anyone. */
export function readWho(text: string): Who {
  const key = withoutTitle(searchKey(text.slice(0, 100)).split(" ", mostWords).join(" "));
  if (key === "") return anyone;
  const whole = matchSpecialties(key);
  if (whole.isCertain) return { ...anyone, specialties: whole.specialties };
  return specialtyBesideName(key.split(" ")) ?? { specialties: whole.specialties, name: key, both: false };
}

const mostWords = 8;

/** "docteur Lune" is about Lune, but "docteur" alone is about a doctor. */
function withoutTitle(key: string): string {
  return key.replace(/^(dr|dre|docteur|docteure|pr|pre|professeur|m|mme|monsieur|madame) (?=.)/, "");
}

function specialtyBesideName(words: string[]): Who | null {
  for (let length = words.length - 1; length > 0; length--) {
    for (const [asked, name] of [
      [words.slice(0, length), words.slice(length)],
      [words.slice(-length), words.slice(0, -length)],
    ] as const) {
      const specialties = specialtiesCalled(asked.join(" "));
      if (specialties.length > 0) return { specialties, name: name.join(" "), both: true };
    }
  }
  return null;
}
