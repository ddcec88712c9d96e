import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";

/** How long after its link ended an invitation is kept. */
const keptDays = 30;

/** For a clock, once a day: erases invitations whose link ended long ago. Those that leave two files to be joined stay with the files. */
export async function forgetPatientInvitations(db: Db, { now }: { now: Temporal.Instant }): Promise<void> {
  await asActor(db, { kind: "system", job: "patient-invitations" }, (tx) =>
    tx
      .deleteFrom("patientInvitation")
      .where("expiresAt", "<", now.subtract({ hours: 24 * keptDays }))
      .where((row) => row.or([row("outcome", "is", null), row("outcome", "<>", "to-merge")]))
      .execute(),
  );
}
