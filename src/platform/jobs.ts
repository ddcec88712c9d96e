import { sql } from "kysely";
import type { Tx } from "./db.ts";

/** What a transaction may announce; each slice adds its own facts by declaration merging. Payloads are ids only. */
// biome-ignore lint/suspicious/noEmptyInterface: slices fill it in
export interface Facts {}

export interface WhenToTell {
  /** A later announcement with the same key replaces the earlier one. */
  key?: string;
  at?: Temporal.Instant;
}

/** Its listeners (src/worker.ts) run if, and only if, the transaction it is called in commits. */
export async function announce<Fact extends keyof Facts & string>(
  tx: Tx,
  fact: Fact,
  payload: Facts[Fact],
  when: WhenToTell = {},
): Promise<void> {
  await sql`select announce(${fact}, ${JSON.stringify(payload)}, ${when.key ?? null}, ${when.at?.toString() ?? null})`.execute(
    tx,
  );
}
