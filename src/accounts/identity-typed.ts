import { countryName } from "./countries.ts";
import type { VouchedTraits } from "./vouching.ts";

/** Who someone is as she would have typed it, by field: to fill a form in. `commune`: where she was born, if it was in France. */
export function typedIdentity(traits: VouchedTraits, commune: string | null): Record<string, string> {
  const { birthName, nameUsed, firstNames, sex, birthDate, birthplaceInsee } = traits;
  const two = (number: number) => String(number).padStart(2, "0");
  const isAbroad = birthplaceInsee !== null && countryName(birthplaceInsee, "fr") !== null;
  return {
    ...{ birthName, firstNames, sex, nameUsed: nameUsed === birthName ? "" : nameUsed },
    ...(birthDate && { birthDate: `${two(birthDate.day)}/${two(birthDate.month)}/${birthDate.year}` }),
    birthCountry: isAbroad ? birthplaceInsee : "",
    birthplace: commune ?? "",
  };
}
