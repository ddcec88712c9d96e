import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";

export type AddRoomOutcome = { done: true; roomId: string } | { done: false; because: "no-name" };

/** A room of a site, which a visit may need: it is taken for as long as the visit occupies it. */
export async function addRoom(
  tx: Tx,
  { establishmentId, siteId, name }: { establishmentId: string; siteId: string; name: string },
): Promise<AddRoomOutcome> {
  if (name === "") return { done: false, because: "no-name" };
  const id = newId();
  await tx.insertInto("resource").values({ id, establishmentId }).execute();
  await tx.insertInto("room").values({ id, establishmentId, siteId, name }).execute();
  return { done: true, roomId: id };
}
