import { firstNameOf } from "./relative.ts";

/** « MARCHAND Hélène »: as staff list and call people, by the name used and the first of the first names. */
export function listedName({ nameUsed, firstNames }: { nameUsed: string; firstNames: string }): string {
  return `${nameUsed.toLocaleUpperCase("fr")} ${firstNameOf({ firstNames })}`;
}
