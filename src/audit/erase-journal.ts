import { sql } from "kysely";
import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";

/** Erases the lines that were sealed so many years ago, and the seals that covered them: of each chain the last one stays, and the rest is
 * verified from there on. For a clock, once a day. Nothing less than a year old goes, whatever is asked. */
export async function eraseOldLines(
  db: Db,
  { now, journalYears }: { now: Temporal.Instant; journalYears: number },
): Promise<void> {
  const day = now.toZonedDateTimeISO("UTC").subtract({ years: journalYears }).toInstant();
  await asActor(db, { kind: "system", job: "journal" }, (tx) => sql`select erase_journal_before(${day})`.execute(tx));
}
