import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { brokenConstraint } from "../platform/errors.ts";
import { areOurs, type StaffActor } from "./invite-colleague.ts";
import type { Rights } from "./rights.ts";

export interface RightsChange {
  staffId: string;
  rights: Rights;
  by: StaffActor;
  now: Temporal.Instant;
}

export type ChangeRightsOutcome =
  | { done: true }
  | { done: false; because: "not-found" | "unknown-agenda" | "last-manager" };

/** Gives a colleague other rights, from her next request on; a page of hers that is open is told to look again. */
export async function changeRights(db: Db, { staffId, rights, by, now }: RightsChange): Promise<ChangeRightsOutcome> {
  const { establishmentId } = by;
  const { role, practitionerId, agendas } = rights;
  return unlessLastManager(() =>
    asActor(db, by, async (tx): Promise<ChangeRightsOutcome> => {
      if (!(await areOurs(tx, establishmentId, rights))) return { done: false, because: "unknown-agenda" };
      const changed = await tx
        .updateTable("staff")
        .set({ role, practitionerId, allAgendas: agendas === "all" })
        .where("id", "=", staffId)
        .where("establishmentId", "=", establishmentId)
        .where("removedAt", "is", null)
        .returning("id")
        .executeTakeFirst();
      if (!changed) return { done: false, because: "not-found" };
      await tx.deleteFrom("staffAgenda").where("staffId", "=", staffId).execute();
      if (agendas !== "all") {
        const rows = agendas.map((agenda) => ({ staffId, practitionerId: agenda, establishmentId }));
        await tx.insertInto("staffAgenda").values(rows).execute();
      }
      await remember(tx, "staff-rights-changed", {
        establishmentId,
        now,
        detail: { staffId, role, agendas: agendas === "all" ? "all" : agendas.length },
      });
      return { done: true };
    }),
  );
}

/** The database keeps the last manager (keep_a_manager in migrations/0028_team.sql): that is a refusal, not an accident. */
export async function unlessLastManager<Outcome>(
  work: () => Promise<Outcome>,
): Promise<Outcome | { done: false; because: "last-manager" }> {
  try {
    return await work();
  } catch (error) {
    if (brokenConstraint(error) === "keep_a_manager") return { done: false, because: "last-manager" };
    throw error;
  }
}
