import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { isUuid } from "./queries.ts";
import { rememberSetting, type Staff } from "./remember-setting.ts";

/** What can be closed, and the table it stands in. */
const tables = { site: "site", practitioner: "practitioner", reason: "visitReason" } as const;

export interface Closing {
  what: keyof typeof tables;
  id: string;
  by: Staff;
  now: Temporal.Instant;
}

export type CloseOutcome = { done: true } | { done: false; because: "not-found" };

/** From now on nobody books there, with him, or for it: the public does not see it any more. Appointments stay as they are. */
export async function close(db: Db, closing: Closing): Promise<CloseOutcome> {
  return setActive(db, closing, false);
}

/** And back: all is offered again, as it was. */
export async function reopen(db: Db, closing: Closing): Promise<CloseOutcome> {
  return setActive(db, closing, true);
}

async function setActive(db: Db, { what, id, by, now }: Closing, active: boolean): Promise<CloseOutcome> {
  if (!isUuid(id)) return { done: false, because: "not-found" };
  return asActor(db, by, async (tx) => {
    const found = await tx
      .selectFrom(tables[what])
      .select(["active", "version"])
      .where("id", "=", id)
      .where("establishmentId", "=", by.establishmentId)
      .forUpdate()
      .executeTakeFirst();
    if (!found) return { done: false, because: "not-found" };
    if (found.active === active) return { done: true }; // the second click is calm
    await tx
      .updateTable(tables[what])
      .set({ active, version: found.version + 1 })
      .where("id", "=", id)
      .execute();
    await rememberSetting(tx, { what, id, act: active ? "reopened" : "closed" }, { by, now });
    return { done: true };
  });
}
