import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { type Digest, headOf, linesAtOnce, linesBetween, newDigest, noHead } from "./seal.ts";

const inTheirName: Actor = { kind: "system", job: "journal" };

/** Seals what was told since the last time, a seal for each establishment concerned; goes on where it stopped, however long ago. Several
 * at once do it once. */
export async function sealJournal(
  db: Db,
  { patienceMs = 20_000 }: { now?: Temporal.Instant; patienceMs?: number } = {},
): Promise<void> {
  const bound = await settledBound(db, patienceMs);
  if (!bound) return; // somebody has been writing for a while: the next minute
  while (await asActor(db, inTheirName, (tx) => sealNext(tx, bound)));
}

/** A place in the journal up to which no line is to come any more. */
interface Bound {
  number: number;
  /** By the clock of the database: what is recorded later has a place after it. */
  at: Temporal.Instant;
}

/** A transaction may take its place now and commit later than one that comes after it. So the last place given is looked at first; then
 * this transaction takes a number of its own: whoever has one of those places has a lower number (event_number(),
 * migrations/0019_journal.sql). When all lower numbers are over, what is not there by then never comes. Reading alone takes no number and is
 * not waited for. Null when somebody takes longer than that. */
function settledBound(db: Db, patienceMs: number): Promise<Bound | null> {
  const giveUpMs = performance.now() + patienceMs;
  return asActor(db, inTheirName, async (tx) => {
    const { rows } = await sql<Bound>`
      select last_value as number, clock_timestamp() as at from event_numbers`.execute(tx);
    await sql`select pg_current_xact_id()`.execute(tx);
    while (!(await areOthersOver(tx))) {
      if (performance.now() > giveUpMs) return null;
      await sleep(100);
    }
    return rows[0]!;
  });
}

async function areOthersOver(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ over: boolean }>`
    select pg_snapshot_xmin(pg_current_snapshot()) = pg_current_xact_id() as over`.execute(tx);
  return rows[0]!.over;
}

/** Seals the next lines, at most so many as are read at once; false when there are none. */
async function sealNext(tx: Tx, bound: Bound): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended('journal', 5))`.execute(tx);
  const lines = await linesBetween(tx, { after: await lastPlace(tx), until: bound.number });
  const last = lines.at(-1);
  if (!last) return false;

  const isAll = lines.length < linesAtOnce;
  const [untilNumber, sealedUntil] = isAll ? [bound.number, bound.at] : [last.number, last.recordedAt];
  const digests = new Map<string | null, Digest>();
  for (const line of lines) {
    const digest = digests.get(line.establishmentId) ?? newDigest();
    digests.set(line.establishmentId, digest);
    digest.add(line);
  }
  for (const [establishmentId, digest] of digests)
    await putSeal(tx, { establishmentId, untilNumber, sealedUntil, rows: digest.rows(), rowsSha256: digest.sha256() });
  return !isAll;
}

async function putSeal(
  tx: Tx,
  lines: {
    establishmentId: string | null;
    untilNumber: number;
    sealedUntil: Temporal.Instant;
    rows: number;
    rowsSha256: string;
  },
): Promise<void> {
  const before = await lastSeal(tx, lines.establishmentId);
  const { rows } = await sql<{ at: Temporal.Instant }>`select clock_timestamp() as at`.execute(tx);
  const seal = {
    ...{ ...lines, sealedAt: rows[0]!.at },
    ...{ number: (before?.number ?? 0) + 1, previousSha256: before?.headSha256 ?? noHead },
  };
  await tx
    .insertInto("journalSeal")
    .values({ id: newId(), ...seal, headSha256: headOf(seal) })
    .execute();
}

function lastSeal(tx: Tx, establishmentId: string | null) {
  return tx
    .selectFrom("journalSeal")
    .select(["number", "headSha256"])
    .where("establishmentId", establishmentId === null ? "is" : "=", establishmentId)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** The last place that any seal covers: every line up to there has its seal. */
async function lastPlace(tx: Tx): Promise<number> {
  const last = await tx
    .selectFrom("journalSeal")
    .select("untilNumber")
    .orderBy("untilNumber", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.untilNumber ?? 0;
}
