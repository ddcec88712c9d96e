import { sql } from "kysely";
import type { Worded } from "../help/worded.ts";
import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import type { Decision, ProofKind, Subject } from "./consent.ts";
import type { Evidence } from "./evidence.ts";

/** What one user says of one text. */
export interface Saying {
  kind: ProofKind;
  about: Subject;
  decision: Decision;
  text: Worded;
  /** Whom it concerns; null: a user without a profile. */
  personId: string | null;
  /** Whose notice it is, when it is a practice's. */
  establishmentId?: string;
}

export interface Circumstances {
  channel: "gate" | "booking" | "consents";
  evidence: Evidence;
  now: Temporal.Instant;
}

/** Writes down, in the name of the user who acts, what was said and the very words of it. Neither is ever changed afterwards. One
 * statement. */
export async function prove(
  tx: Tx,
  sayings: readonly Saying[],
  { channel, evidence, now }: Circumstances,
): Promise<void> {
  if (sayings.length === 0) return;
  const texts = new Map(sayings.map(({ text }) => [text.sha256, { sha256: text.sha256, body: text.markdown }]));
  await tx
    .with("kept", (db) =>
      db
        .insertInto("consentText")
        .values([...texts.values()])
        .onConflict((conflict) => conflict.column("sha256").doNothing()),
    )
    .insertInto("consentProof")
    .values(
      sayings.map(({ kind, about, decision, text, personId, establishmentId = null }) => ({
        ...{ id: newId(), kind, purpose: about, decision, personId, establishmentId },
        ...{ version: text.version, textSha256: text.sha256, language: text.language },
        ...{ channel, decidedAt: now, ...evidence },
      })),
    )
    .execute();
}

/** One thing said at a time by each user, or published by each practice, until the transaction ends: of two clicks the second sees what the
 * first one wrote. */
export async function oneAtATime(tx: Tx, speaker: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${speaker}, 5))`.execute(tx);
}
