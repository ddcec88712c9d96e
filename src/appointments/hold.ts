import { sql } from "kysely";
import { offerOf } from "../establishments/offer.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { isOfferedTo } from "./agenda-of.ts";
import { occupy, openAgenda, type TimeRefusal } from "./open-agenda.ts";
import { seekerAt } from "./seeker.ts";

/** One free time, as an address or a form names it. */
export interface Slot {
  practitionerId: string;
  siteId: string;
  reasonId: string;
  startsAt: Temporal.Instant;
}

/** Minutes for which a chosen time is kept while the form is filled; asking for more time gives as many again, twice. */
export const holdMin = 10;
const longestHoldMin = 3 * holdMin;

export type HoldRefusal = TimeRefusal | "not-offered-online" | "not-found";
export type HoldOutcome = { done: true; holdId: string } | { done: false; because: HoldRefusal };

/** Keeps this time ten minutes for this user, or for this visitor while nobody has signed in, and for no other; or says why not. Each
 * holds one time: the newest. Holding the same time again finds the same hold. A refusal leaves the earlier hold as it was. */
export async function holdTime(
  db: Db,
  { slot, by, visitor, now }: { slot: Slot; by: Actor; visitor: string; now: Temporal.Instant },
): Promise<HoldOutcome> {
  return asActor(db, by, async (tx) => {
    const mine = await heldBy(tx, by, visitor);
    if (mine && isSame(mine, slot) && Temporal.Instant.compare(mine.expiresAt, now) > 0)
      return { done: true, holdId: mine.id };

    const offer = await offerOf(tx, slot);
    if (!offer) return { done: false, because: "not-found" };
    const seeker = await seekerAt(tx, by, offer.establishmentId, now);
    if (!isOfferedTo(offer, seeker)) return { done: false, because: "not-offered-online" };

    const opened = await openAgenda(tx, {
      offer,
      startsAt: slot.startsAt,
      seeker,
      now,
      personId: null,
      exceptHold: mine?.id ?? null,
    });
    if (!opened.free) return { done: false, because: opened.because };

    if (mine) await tx.deleteFrom("hold").where("id", "=", mine.id).execute();
    const { establishmentId, practitionerId, siteId, reasonId } = offer;
    const { startsAt, endsAt } = opened.time;
    const hold = {
      id: newId(),
      establishmentId,
      practitionerId,
      siteId,
      visitReasonId: reasonId,
      startsAt,
      endsAt,
      visitor,
    };
    const expiresAt = now.add({ minutes: holdMin });
    await tx
      .insertInto("hold")
      .values({ ...hold, userId: by.kind === "user" ? by.userId : null, heldAt: now, expiresAt })
      .execute();
    await occupy(tx, opened.time, { establishmentId, siteId, holdId: hold.id, status: "held", expiresAt });
    return { done: true, holdId: hold.id };
  });
}

/** What this user or visitor holds already. Until the transaction ends, another press of the same person waits. */
async function heldBy(tx: Tx, by: Actor, visitor: string) {
  const holds = tx.selectFrom("hold").selectAll();
  const holder = by.kind === "user" ? by.userId : visitor;
  await sql`select pg_advisory_xact_lock(hashtextextended(${holder}, 3))`.execute(tx);
  return by.kind === "user"
    ? holds.where("userId", "=", by.userId).executeTakeFirst()
    : holds.where("visitor", "=", visitor).where("userId", "is", null).executeTakeFirst();
}

/** Ten more minutes, up to thirty in all; once expired, the time must still be free, which holding it anew decides. */
export async function extendHold(
  db: Db,
  { holdId, by, now }: { holdId: string; by: Actor; now: Temporal.Instant },
): Promise<boolean> {
  return asActor(db, by, async (tx) => {
    const hold = await tx.selectFrom("hold").selectAll().where("id", "=", holdId).executeTakeFirst();
    if (!hold || Temporal.Instant.compare(hold.expiresAt, now) <= 0) return false;
    const latest = hold.heldAt.add({ minutes: longestHoldMin });
    const wished = now.add({ minutes: holdMin });
    const expiresAt = Temporal.Instant.compare(wished, latest) < 0 ? wished : latest;
    await tx.updateTable("hold").set({ expiresAt }).where("id", "=", holdId).execute();
    await tx.updateTable("occupation").set({ expiresAt }).where("holdId", "=", holdId).execute();
    return true;
  });
}

/** Gives the time back at once. Calm when there is nothing to give back. */
export async function abandonHold(db: Db, { holdId, by }: { holdId: string; by: Actor }): Promise<void> {
  await asActor(db, by, (tx) => tx.deleteFrom("hold").where("id", "=", holdId).execute());
}

/** The choice follows its visitor into the account just opened or entered, on whatever device that happened, in place of what the account
 * held. What belongs to an account already is nobody else's to claim. */
export async function claimHold(tx: Tx, { visitor, userId }: { visitor: string; userId: string }): Promise<void> {
  const held = await heldBy(tx, { kind: "anonymous", visitor }, visitor);
  if (!held) return;
  await tx.deleteFrom("hold").where("userId", "=", userId).execute();
  await tx.updateTable("hold").set({ userId }).where("id", "=", held.id).execute();
}

function isSame(
  hold: { practitionerId: string; siteId: string; visitReasonId: string; startsAt: Temporal.Instant },
  slot: Slot,
): boolean {
  return (
    hold.practitionerId === slot.practitionerId &&
    hold.siteId === slot.siteId &&
    hold.visitReasonId === slot.reasonId &&
    hold.startsAt.equals(slot.startsAt)
  );
}
