import { asActor, nobody } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { type Commune, findCommunes, labelOf } from "./communes.ts";
import { searchKey } from "./search-key.ts";

/** A commune as a field shows it and a form posts it: « Vincennes (94300) », which is no other’s label. */
export interface CommuneChoice {
  inseeCode: string;
  label: string;
}

/** Which commune a text means: `exact` when it names one and no other, as a suggestion does; otherwise those to choose among. */
export interface CommunesMeant {
  exact: CommuneChoice | null;
  close: CommuneChoice[];
}

/** The communes this text may mean. Case, accents and hyphens do not count. */
export async function communesMeant(db: Db, text: string): Promise<CommunesMeant> {
  const found = await asActor(db, nobody, (tx) => findCommunes(tx, text, mostToChoose));
  const asked = searchKey(text.slice(0, 100));
  const labelled = found.filter((commune) => searchKey(labelOf(commune)) === asked);
  const named = found.filter((commune) => searchKey(commune.name) === asked);
  const exact = labelled[0] ?? (named.length === 1 ? named[0] : undefined);
  return { exact: exact ? choiceOf(exact) : null, close: found.map(choiceOf) };
}

/** How a commune kept by its code is shown again, or null when the list no longer has it. */
export async function communeLabel(db: Db, inseeCode: string): Promise<string | null> {
  const commune = await asActor(db, nobody, (tx) =>
    tx
      .selectFrom("commune")
      .select(["name", "postalCodes", "department"])
      .where("inseeCode", "=", inseeCode)
      .executeTakeFirst(),
  );
  if (!commune) return null;
  const [postalCode = null, ...others] = commune.postalCodes;
  return labelOf({ ...commune, postalCode: others.length === 0 ? postalCode : null });
}

const mostToChoose = 8;

function choiceOf(commune: Commune): CommuneChoice {
  return { inseeCode: commune.inseeCode, label: labelOf(commune) };
}
