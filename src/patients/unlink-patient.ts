import { sql } from "kysely";
import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";
import { filesOpenTo, type StaffActor } from "./files.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    /** `id` names the unlinking: a file may be linked, and unlinked, again. */
    "patient-unlinked": { id: string; patientId: string; personId: string };
  }
}

export type UnlinkOutcome = { done: true } | { done: false; because: "not-found" };

/** Takes a file away from the account it was linked to, by mistake for instance: whoever acts for that person sees it no more and is told so
 * by mail. The file and its appointments stay the establishment's. Calm when it is linked to nobody. */
export async function unlinkPatient(
  db: Db,
  { patientId, by, now }: { patientId: string; by: StaffActor; now: Temporal.Instant },
): Promise<UnlinkOutcome> {
  return asActor(db, by, async (tx) => {
    const file = await filesOpenTo(tx, by)
      .select(["patient.id", "patient.personId", "patient.establishmentId"])
      .where(sql<string>`patient.id::text`, "=", patientId)
      .forUpdate("patient")
      .executeTakeFirst();
    if (!file) return { done: false, because: "not-found" };
    const { id, personId, establishmentId } = file;
    if (!personId) return { done: true };

    await tx.updateTable("patient").set({ personId: null }).where("id", "=", id).execute();
    await remember(tx, "patient-unlinked", { establishmentId, patientId: id, now });
    await announce(tx, "patient-unlinked", { id: newId(), patientId: id, personId });
    return { done: true };
  });
}
