import type { Tx } from "../platform/db.ts";
import type { Proof } from "./consent.ts";
import { thoseISpeakFor } from "./queries.ts";

/** One thing said, whomever it concerned. */
export interface Said extends Proof {
  /** Of the practice whose notice it was. */
  practice: string | null;
  /** It concerned oneself. */
  isForMe: boolean;
  /** Whom else it concerned, by name; null: someone one speaks for no more. */
  others: (string | null)[];
}

/** The same proofs as one tells them: what was said of a text at one moment is one line, for everyone it concerned. */
export async function historyOf(tx: Tx, proofs: readonly Proof[]): Promise<Said[]> {
  const people = await thoseISpeakFor(tx);
  const practices = await namesOf(tx, proofs);
  const lines = new Map<string, Said>();
  for (const proof of proofs) {
    const { purpose, establishmentId, decision, textSha256, decidedAt } = proof;
    const key = [purpose, establishmentId, decision, textSha256, decidedAt].join(" ");
    const practice = establishmentId && (practices.get(establishmentId) ?? null);
    const line = lines.get(key) ?? { ...proof, practice, isForMe: false, others: [] };
    const person = people.find(({ personId }) => personId === proof.personId);
    if (proof.personId === null || person?.isSelf) line.isForMe = true;
    else line.others.push(person?.name ?? null);
    lines.set(key, line);
  }
  return [...lines.values()];
}

async function namesOf(tx: Tx, proofs: readonly Proof[]): Promise<Map<string, string>> {
  const ids = [...new Set(proofs.flatMap(({ establishmentId }) => establishmentId ?? []))];
  if (ids.length === 0) return new Map();
  const practices = await tx.selectFrom("establishment").select(["id", "name"]).where("id", "in", ids).execute();
  return new Map(practices.map(({ id, name }) => [id, name]));
}
