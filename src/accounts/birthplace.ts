import { z } from "zod";
import type { Db } from "../platform/db.ts";
import type { FieldErrors } from "../platform/web.ts";
import { countryName } from "./countries.ts";

/** A commune as the form offers it. */
export interface CommuneChoice {
  inseeCode: string;
  label: string;
}

/** Which communes a text may mean: `exact` when it is one and no other. Handed in: the list of communes is the establishments'. */
export type CommunesMeant = (
  db: Db,
  text: string,
) => Promise<{ exact: CommuneChoice | null; close: readonly CommuneChoice[] }>;

/** Where someone was born, as a form posts it; none of it need be answered. */
export const birthplaceAnswers = {
  /** Nothing: in France. */
  birthCountry: z.string().default(""),
  birthplace: z.string().default(""),
  /** The INSEE code chosen among the communes that the text may mean. */
  birthplaceChoice: z.string().default(""),
};

/** What was found: the INSEE code of a commune or a country (null: not said), or what is wrong, with the communes to choose among. */
export type BirthplaceFound =
  | { ok: true; inseeCode: string | null }
  | { ok: false; errors: FieldErrors; choices: readonly CommuneChoice[] };

/** Reads the place of birth from a form. A commune typed in full, or as suggested, needs no choice. */
export async function birthplaceFrom(
  db: Db,
  communesMeant: CommunesMeant,
  { birthCountry = "", birthplace = "", birthplaceChoice = "" }: Record<string, string>,
): Promise<BirthplaceFound> {
  const commune = birthplace.trim();
  if (birthCountry) {
    if (commune) return wrong({ birthplace: "identity.birthplace.both" });
    if (!countryName(birthCountry, "fr")) return wrong({ birthCountry: "identity.birthCountry.wrong" });
    return { ok: true, inseeCode: birthCountry };
  }
  if (!commune) return { ok: true, inseeCode: null };

  const { exact, close } = await communesMeant(db, commune);
  const meant = close.find(({ inseeCode }) => inseeCode === birthplaceChoice) ?? exact;
  if (meant) return { ok: true, inseeCode: meant.inseeCode };
  if (close.length === 0) return wrong({ birthplace: "identity.birthplace.unknown" });
  return { ok: false, errors: { birthplaceChoice: "identity.birthplace.which" }, choices: close };
}

function wrong(errors: FieldErrors): BirthplaceFound {
  return { ok: false, errors, choices: [] };
}
