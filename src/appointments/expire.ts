import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";

/** Removes holds an hour after their end: until then the form still knows what was chosen. Nobody waits for it: listings and bookings look past expired holds by themselves. */
export async function endExpiredHolds(db: Db, { now }: { now: Temporal.Instant }): Promise<void> {
  await asActor(db, { kind: "system", job: "expired-holds" }, (tx) =>
    tx
      .deleteFrom("hold")
      .where("expiresAt", "<", now.subtract({ minutes: 60 }))
      .execute(),
  );
}
