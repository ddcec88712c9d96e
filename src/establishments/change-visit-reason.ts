import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { type AddVisitReasonRefusal, type NewVisitReason, refusalOfReason } from "./add-visit-reason.ts";
import { isUuid } from "./queries.ts";
import { changedFields, rememberSetting, type Staff } from "./remember-setting.ts";
import type { Reason } from "./settings.ts";

export interface VisitReasonChange {
  id: string;
  changes: Partial<Omit<NewVisitReason, "establishmentId">>;
  /** What its reader had before him. */
  version: number;
  by: Staff;
  now: Temporal.Instant;
}

export type ChangeVisitReasonOutcome =
  | { done: true }
  | { done: false; because: AddVisitReasonRefusal | "not-found" }
  /** Someone else changed it meanwhile: `now` is what stands there. */
  | { done: false; because: "stale"; now: Reason };

/** Changes a visit reason of one's own establishment: what is offered from now on. What is booked keeps its length and the deadline that
 * held when it was booked. */
export async function changeVisitReason(
  db: Db,
  { id, changes, version, by, now }: VisitReasonChange,
): Promise<ChangeVisitReasonOutcome> {
  return asActor(db, by, async (tx) => {
    const reason = isUuid(id)
      ? await tx
          .selectFrom("visitReason")
          .selectAll()
          .where("id", "=", id)
          .where("establishmentId", "=", by.establishmentId)
          .forUpdate()
          .executeTakeFirst()
      : undefined;
    if (!reason) return { done: false, because: "not-found" };
    if (reason.version !== version) return { done: false, because: "stale", now: reason };
    const because = await refusalOfReason(tx, { ...reason, ...changes });
    if (because) return { done: false, because };

    const fields = changedFields(reason, changes);
    if (fields.length === 0) return { done: true };
    await tx
      .updateTable("visitReason")
      .set({ ...changes, version: version + 1 })
      .where("id", "=", id)
      .execute();
    await rememberSetting(tx, { what: "reason", id, act: "changed", fields }, { by, now });
    return { done: true };
  });
}
