import type { Insertable } from "kysely";
import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import type { DB } from "../platform/schema.ts";
import { type FoundRefusal, refusalOfHouse } from "./found.ts";
import { changedFields, rememberSetting, type Staff } from "./remember-setting.ts";
import type { House } from "./settings.ts";

export interface HouseChange {
  changes: Partial<
    Pick<
      Insertable<DB["establishment"]>,
      "name" | "neutralName" | "kind" | "phone" | "email" | "takesReplies" | "reminders"
    >
  >;
  /** What its reader had before him. */
  version: number;
  by: Staff;
  now: Temporal.Instant;
}

export type ChangeHouseOutcome =
  | { done: true }
  | { done: false; because: FoundRefusal | "not-found" }
  /** Someone else changed it meanwhile: `now` is what stands there. */
  | { done: false; because: "stale"; now: House };

/** Changes what a manager's own establishment is called and how it is reached; nobody's work is overwritten unseen. */
export async function changeHouse(db: Db, { changes, version, by, now }: HouseChange): Promise<ChangeHouseOutcome> {
  return asActor(db, by, async (tx) => {
    const id = by.establishmentId;
    const house = await tx.selectFrom("establishment").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
    if (!house) return { done: false, because: "not-found" };
    if (house.version !== version) return { done: false, because: "stale", now: house };
    const because = refusalOfHouse({ ...house, ...changes });
    if (because) return { done: false, because };

    const fields = changedFields(house, changes);
    if (fields.length === 0) return { done: true };
    await tx
      .updateTable("establishment")
      .set({ ...changes, version: version + 1 })
      .where("id", "=", id)
      .execute();
    await rememberSetting(tx, { what: "house", id, act: "changed", fields }, { by, now });
    return { done: true };
  });
}
