import { paths } from "../paths.ts";
import type { Tx } from "../platform/db.ts";

const booking = new RegExp(`^${paths.booking("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")}(?:[?]|$)`);

/** Until when the acting user's time is kept that this address of ours would book, and in which zone that hour is told; null when it books
 * nothing of hers. */
export async function heldUntil(
  tx: Tx,
  address: string,
): Promise<{ expiresAt: Temporal.Instant; zone: string } | null> {
  const id = booking.exec(address)?.[1];
  if (!id) return null;
  const hold = await tx
    .selectFrom("hold")
    .innerJoin("site", "site.id", "hold.siteId")
    .select(["hold.expiresAt", "site.zone"])
    .where("hold.id", "=", id)
    .executeTakeFirst();
  return hold ?? null;
}
