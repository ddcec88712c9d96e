import { z } from "zod";
import { type Offer, offerOf } from "../establishments/offer.ts";
import type { SlotQuery } from "../paths.ts";
import type { Actor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import { lengthFor } from "./agenda-of.ts";
import type { Slot } from "./hold.ts";
import { lengthOf } from "./length.ts";
import { seekerAt } from "./seeker.ts";

/** A chosen time with what a page says of it: who, where, what for. */
export interface ChosenSlot {
  slot: Slot;
  offer: Offer;
  /** Minutes it takes for who asks. */
  durationMin: number;
  slug: string;
  title: string;
  firstName: string;
  lastName: string;
  reasonName: string;
  place: "in-person" | "video" | "phone" | "home";
  siteName: string;
  street: string;
  postalCode: string;
  commune: string;
  sitePhone: string | null;
  establishmentName: string;
  establishmentPhone: string;
}

/** The query of an address that names a free time, as links on other sites may carry it too. */
export const SlotAddress = z.object({
  soignant: z.string().min(1).max(200),
  motif: z.uuid(),
  lieu: z.uuid(),
  debut: z.string().transform((text, issue) => {
    const startsAt = instantIn(text);
    if (startsAt) return startsAt;
    issue.addIssue("not an instant");
    return z.NEVER;
  }),
});

/** The instant written in an address, where a plus sign may have become a space; null when there is none, when it
 * is no whole minute, or lies in no century of ours. */
export function instantIn(text: string | undefined): Temporal.Instant | null {
  if (!text || !/^[12]\d{3}-/.test(text)) return null;
  try {
    const instant = Temporal.Instant.from(text.replace(" ", "+"));
    return instant.epochNanoseconds % 60_000_000_000n === 0n ? instant : null;
  } catch {
    return null;
  }
}

/** The time an address names, or null when it names no practitioner, or no such hour on any clock. Whether there is such a reason there, and
 * whether the time is free, is not asked here. */
export async function slotNamed(tx: Tx, query: Record<string, unknown>): Promise<Slot | null> {
  const read = SlotAddress.safeParse(query);
  if (!read.success) return null;
  const { soignant, motif: reasonId, lieu: siteId, debut: startsAt } = read.data;
  const practitioner = await tx.selectFrom("practitioner").select("id").where("slug", "=", soignant).executeTakeFirst();
  return practitioner ? { practitionerId: practitioner.id, siteId, reasonId, startsAt } : null;
}

/** The same with what a page says of it; null also when there is no such reason or site. */
export async function chosenSlot(
  tx: Tx,
  query: Record<string, unknown>,
  { by, now }: { by: Actor; now: Temporal.Instant },
): Promise<ChosenSlot | null> {
  const slot = await slotNamed(tx, query);
  const chosen = slot && (await describe(tx, slot));
  if (!chosen) return null;
  const seeker = await seekerAt(tx, by, chosen.offer.establishmentId, now);
  return { ...chosen, durationMin: lengthFor(chosen.offer, seeker) };
}

/** The time that this hold keeps, or null when there is none for this visitor. */
export async function heldSlot(
  tx: Tx,
  holdId: string,
): Promise<{ chosen: ChosenSlot; expiresAt: Temporal.Instant } | null> {
  const hold = await tx.selectFrom("hold").selectAll().where("id", "=", holdId).executeTakeFirst();
  if (!hold) return null;
  const { practitionerId, siteId, visitReasonId: reasonId, startsAt } = hold;
  const chosen = await describe(tx, { practitionerId, siteId, reasonId, startsAt });
  return chosen && { chosen: { ...chosen, durationMin: lengthOf(hold) }, expiresAt: hold.expiresAt };
}

/** The query that names this time again. */
export function addressOf({ slot, slug, offer }: ChosenSlot): SlotQuery {
  return { soignant: slug, motif: slot.reasonId, lieu: slot.siteId, debut: isoAt(slot.startsAt, offer.zone) };
}

/** `2026-11-26T09:30+01:00`: local time with its offset, so that the repeated hour of autumn stays one of the two. */
export function isoAt(at: Temporal.Instant, zone: string): string {
  return at.toString({ timeZone: zone, smallestUnit: "minute" });
}

async function describe(tx: Tx, slot: Slot): Promise<Omit<ChosenSlot, "durationMin"> | null> {
  const offer = await offerOf(tx, slot);
  if (!offer) return null;
  const names = await tx
    .selectFrom("practitioner")
    .innerJoin("establishment", "establishment.id", "practitioner.establishmentId")
    .innerJoin("visitReason", "visitReason.establishmentId", "establishment.id")
    .innerJoin("site", "site.establishmentId", "establishment.id")
    .select([
      "practitioner.slug",
      "practitioner.title",
      "practitioner.firstName",
      "practitioner.lastName",
      "visitReason.name as reasonName",
      "visitReason.place",
      "site.name as siteName",
      "site.street",
      "site.postalCode",
      "site.commune",
      "site.phone as sitePhone",
      "establishment.name as establishmentName",
      "establishment.phone as establishmentPhone",
    ])
    .where("practitioner.id", "=", slot.practitionerId)
    .where("visitReason.id", "=", slot.reasonId)
    .where("site.id", "=", slot.siteId)
    .executeTakeFirstOrThrow();
  return { slot, offer, ...names };
}
