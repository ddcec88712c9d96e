import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";

/** An invitation into a team is kept a year after its end, should someone ask who let a person in; the journal says it longer. */
export async function forgetStaffInvitations(db: Db, { now }: { now: Temporal.Instant }): Promise<void> {
  await asActor(db, { kind: "system", job: "staff-invitations" }, (tx) =>
    tx
      .deleteFrom("staffInvitation")
      .where("expiresAt", "<", now.subtract({ hours: 24 * 365 }))
      .execute(),
  );
}
