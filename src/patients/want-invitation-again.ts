import { sql } from "kysely";
import { fingerprint } from "../accounts/activation.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { announce } from "../platform/jobs.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "patient-invitation-wanted": { invitationId: string };
  }
}

/** Whoever holds a link that expired, or was tried too often, asks the establishment for another: it alone may invite, and is told, once. Calm
 * the second time, and where there is nothing to ask. */
export async function wantInvitationAgain(
  db: Db,
  { token, by, now }: { token: string; by: Actor; now: Temporal.Instant },
): Promise<void> {
  await asActor(db, by, async (tx) => {
    const { rows } = await sql<{ id: string | null }>`
      select want_patient_invitation_again(${fingerprint(token)}, ${now}) as id`.execute(tx);
    const invitationId = rows[0]?.id;
    if (invitationId) await announce(tx, "patient-invitation-wanted", { invitationId });
  });
}
