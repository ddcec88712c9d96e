import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { isUuid } from "./queries.ts";
import { rememberSetting, type Staff } from "./remember-setting.ts";

export type RenameRoomOutcome = { done: true } | { done: false; because: "not-found" | "no-name" };

/** Gives a room of one's own establishment another name. */
export async function renameRoom(
  db: Db,
  { id, siteId, name, by, now }: { id: string; siteId: string; name: string; by: Staff; now: Temporal.Instant },
): Promise<RenameRoomOutcome> {
  if (name === "") return { done: false, because: "no-name" };
  if (![id, siteId].every(isUuid)) return { done: false, because: "not-found" };
  return asActor(db, by, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable("room")
      .set({ name })
      .where("id", "=", id)
      .where("siteId", "=", siteId)
      .where("establishmentId", "=", by.establishmentId)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return { done: false, because: "not-found" };
    await rememberSetting(tx, { what: "room", id, act: "changed", fields: ["name"] }, { by, now });
    return { done: true };
  });
}
