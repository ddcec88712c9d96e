import { sql } from "kysely";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";

/** Erases the proofs of those whose account ended five years ago: until then one may have to show what was said. For a clock, once a day. */
export async function forgetOldProofs(db: Db, { now }: { now: Temporal.Instant }): Promise<void> {
  await asActor(db, { kind: "system", job: "old-proofs" }, (tx) => sql`select forget_proofs(${now})`.execute(tx));
}

/** Called by the transaction that erases an account: what was accepted and given ends, and the five years begin. */
export async function endConsents(tx: Tx, { userId, now }: { userId: string; now: Temporal.Instant }): Promise<void> {
  await sql`select end_consents(${userId}, ${now})`.execute(tx);
}
