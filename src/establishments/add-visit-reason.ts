import type { Insertable } from "kysely";
import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import type { DB } from "../platform/schema.ts";
import { isDelay, isHorizon, isWhole, most } from "./rule-forms.ts";

/** Why one comes, and the rules of it. Only the name and the duration must be said: starts are then as far apart as the visit is long,
 * without buffers or notice, 90 days ahead, for everyone, in person, cancelled and moved online. */
export type NewVisitReason = Omit<Insertable<DB["visitReason"]>, "id" | "active" | "stepMin"> & { stepMin?: number };

export type AddVisitReasonRefusal =
  | "no-name"
  | "duration-out-of-range"
  | "step-out-of-range"
  | "buffer-out-of-range"
  | "malformed-delay"
  | "malformed-horizon"
  | "ages-crossed"
  | "room-elsewhere"
  | "out-of-range";
export type AddVisitReasonOutcome = { done: true; reasonId: string } | { done: false; because: AddVisitReasonRefusal };

/** One more visit reason of an establishment; offerReason() says who receives for it. */
export async function addVisitReason(tx: Tx, reason: NewVisitReason): Promise<AddVisitReasonOutcome> {
  const because = await refusalOfReason(tx, reason);
  if (because) return { done: false, because };

  const reasonId = newId();
  await tx
    .insertInto("visitReason")
    .values({ stepMin: reason.durationMin, ...reason, id: reasonId })
    .execute();
  return { done: true, reasonId };
}

/** Why a visit reason may not have these rules. */
export async function refusalOfReason(tx: Tx, reason: NewVisitReason): Promise<AddVisitReasonRefusal | null> {
  return refusalOfRules(reason) ?? (await refusalOfRoom(tx, reason));
}

function refusalOfRules(reason: NewVisitReason): AddVisitReasonRefusal | null {
  const { name, durationMin, newPatientDurationMin, stepMin, bufferBeforeMin, bufferAfterMin } = reason;
  if (name === "") return "no-name";
  if (!isWhole(durationMin, 1, 720) || !isWhole(newPatientDurationMin, 1, 720)) return "duration-out-of-range";
  if (!isWhole(stepMin, 1, 720)) return "step-out-of-range";
  if (!isWhole(bufferBeforeMin, 0, 240) || !isWhole(bufferAfterMin, 0, 240)) return "buffer-out-of-range";
  if (![reason.bookingNotice, reason.cancelNotice].every((delay) => delay == null || isDelay(delay)))
    return "malformed-delay";
  if (reason.bookingHorizon && !isHorizon(reason.bookingHorizon)) return "malformed-horizon";
  if (!areInRange(reason)) return "out-of-range";
  return (reason.minAgeYears ?? 0) > (reason.maxAgeYears ?? most) ? "ages-crossed" : null;
}

function areInRange(reason: NewVisitReason): boolean {
  return (
    isWhole(reason.hue, 1, 6) &&
    isWhole(reason.releasedHoursBefore, 1, most) &&
    isWhole(reason.minAgeYears, 0, most) &&
    isWhole(reason.maxAgeYears, 0, most) &&
    isWhole(reason.maxMoves, 0, most)
  );
}

async function refusalOfRoom(tx: Tx, { roomId, establishmentId }: NewVisitReason): Promise<"room-elsewhere" | null> {
  if (!roomId) return null;
  const room = await tx.selectFrom("room").select("establishmentId").where("id", "=", roomId).executeTakeFirst();
  return room?.establishmentId === establishmentId ? null : "room-elsewhere";
}
