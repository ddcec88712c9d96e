import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "export-requested": { exportId: string; userId: string };
  }
}

/** How long a file that is ready is kept. */
export const exportDays = 7;
/** How many may be asked for in a day. */
const mostADay = 5;
/** Gathering, the file itself, and telling. */
export const exportParts = 3;

export type ExportRequest = { done: true; exportId: string } | { done: false; because: "too-many" };

/** Asks for a file with everything kept about this user. One at a time: asking again while it is prepared leads to the same one. */
export async function requestExport(
  db: Db,
  { by, now }: { by: Extract<Actor, { kind: "user" }>; now: Temporal.Instant },
): Promise<ExportRequest> {
  const { userId } = by;
  return asActor(db, by, async (tx) => {
    const today = await tx
      .selectFrom("dataExport")
      .select(["id", "status"])
      .where("userId", "=", userId)
      .where("requestedAt", ">", now.subtract({ hours: 24 }))
      .orderBy("id", "desc")
      .execute();
    const running = today.find(({ status }) => status === "preparing");
    if (running) return { done: true, exportId: running.id };
    if (today.length >= mostADay) return { done: false, because: "too-many" };

    const exportId = newId();
    const asked = await tx
      .insertInto("dataExport")
      .values({ id: exportId, userId, requestedAt: now, partsInAll: exportParts })
      .onConflict((conflict) => conflict.doNothing())
      .returning("id")
      .executeTakeFirst();
    if (asked) await announce(tx, "export-requested", { exportId, userId });
    const theirs = asked ?? (await newest(tx, userId));
    return { done: true, exportId: theirs.id };
  });
}

/** Of two clicks at the same moment, the second finds what the first asked for. */
function newest(tx: Tx, userId: string) {
  return tx
    .selectFrom("dataExport")
    .select("id")
    .where("userId", "=", userId)
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
}
