import { wordsIn } from "../ui/words.ts";
import { dayFigures } from "./file-typed.ts";

interface Born {
  birthDate: Temporal.PlainDate;
  birthName: string;
  nameUsed: string;
  sex: "F" | "M" | "U";
}

/** « née ROCHE le 14/03/1951 »: what tells two of one name apart, as staff read it. */
export function bornLine({ birthDate, birthName, nameUsed, sex }: Born): string {
  const t = wordsIn("fr", "patient-file");
  const [name, used] = [birthName, nameUsed].map((each) => each.toLocaleUpperCase("fr"));
  const day = dayFigures(birthDate);
  return name === used ? t(`born.${sex}`, { day }) : t(`bornAs.${sex}`, { day, name });
}
