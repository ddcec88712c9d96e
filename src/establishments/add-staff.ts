import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";

/** Someone who works at an establishment, and whose agendas he may see there. */
export interface NewStaff {
  establishmentId: string;
  userId: string;
  role: "manager" | "practitioner" | "secretary";
  /** His own agenda, when he receives patients. */
  practitionerId?: string;
  /** `all`, those to come included, or the practitioners named. */
  agendas: "all" | readonly string[];
}

export type AddStaffOutcome =
  | { done: true; staffId: string }
  | { done: false; because: "already-staff" | "practitioner-without-agenda" };

/** Lets a user work at an establishment. Whoever left and comes back keeps the same id, under the rights given now. */
export async function addStaff(
  tx: Tx,
  { establishmentId, userId, role, practitionerId, agendas }: NewStaff,
): Promise<AddStaffOutcome> {
  if (role === "practitioner" && !practitionerId) return { done: false, because: "practitioner-without-agenda" };
  const rights = { role, practitionerId: practitionerId ?? null, allAgendas: agendas === "all", removedAt: null };
  const staff = await tx
    .insertInto("staff")
    .values({ id: newId(), establishmentId, userId, ...rights })
    .onConflict((conflict) =>
      conflict.columns(["establishmentId", "userId"]).doUpdateSet(rights).where("staff.removedAt", "is not", null),
    )
    .returning("id")
    .executeTakeFirst();
  if (!staff) return { done: false, because: "already-staff" };

  await tx.deleteFrom("staffAgenda").where("staffId", "=", staff.id).execute();
  if (agendas !== "all" && agendas.length > 0) {
    const rows = agendas.map((agenda) => ({ staffId: staff.id, practitionerId: agenda, establishmentId }));
    await tx.insertInto("staffAgenda").values(rows).execute();
  }
  return { done: true, staffId: staff.id };
}
