import { look } from "../audit/look.ts";
import { personsOf } from "../patients/queries.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { isId } from "../platform/web.ts";
import { exportDays } from "./request-export.ts";

type User = Extract<Actor, { kind: "user" }>;

/** A file that was asked for. */
export interface Export {
  id: string;
  status: "preparing" | "ready" | "failed";
  requestedAt: Temporal.Instant;
  readyAt: Temporal.Instant | null;
  sizeBytes: number | string | null;
  partsDone: number;
  partsInAll: number;
}

/** The only door to files that were asked for: this user's, as long as they are kept. Row-level security stands behind it. */
function exportsOpenTo(tx: Tx, by: User, now: Temporal.Instant) {
  return tx
    .selectFrom("dataExport")
    .select(["id", "status", "requestedAt", "readyAt", "sizeBytes", "partsDone", "partsInAll"])
    .where("userId", "=", by.userId)
    .where("requestedAt", ">", now.subtract({ hours: 24 * exportDays }));
}

/** The newest first. */
export function exportsOf(db: Db, { by, now }: { by: User; now: Temporal.Instant }): Promise<Export[]> {
  return asActor(db, by, (tx) => exportsOpenTo(tx, by, now).orderBy("id", "desc").execute());
}

interface Wanted {
  /** As it came with an address. */
  id: string;
  by: User;
  now: Temporal.Instant;
}

/** Not there, too old and not hers are the same answer: undefined. */
export async function exportOf(db: Db, { id, by, now }: Wanted): Promise<Export | undefined> {
  return isId(id)
    ? asActor(db, by, (tx) => exportsOpenTo(tx, by, now).where("id", "=", id).executeTakeFirst())
    : undefined;
}

/** The same of one that is ready, for whoever takes it along now: of each person it is about, the journal tells. */
export async function takeAlong(db: Db, { id, by, now }: Wanted): Promise<Export | undefined> {
  if (!isId(id)) return undefined;
  return asActor(db, by, async (tx) => {
    const ready = exportsOpenTo(tx, by, now).where("id", "=", id).where("status", "=", "ready");
    const found = await ready.executeTakeFirst();
    if (!found) return undefined;
    const persons = await personsOf(tx, by);
    await look(
      tx,
      "data-downloaded",
      persons.map(({ personId }) => ({ personId })),
      now,
    );
    return found;
  });
}

/** One piece of the file, still sealed; null after the last one. */
export async function pieceOf(
  db: Db,
  { exportId, number, by }: { exportId: string; number: number; by: User },
): Promise<Uint8Array | null> {
  const piece = await asActor(db, by, (tx) =>
    tx
      .selectFrom("dataExportPiece")
      .select("sealed")
      .where("exportId", "=", exportId)
      .where("number", "=", number)
      .executeTakeFirst(),
  );
  return piece?.sealed ?? null;
}
