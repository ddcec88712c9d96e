import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { type AddSiteRefusal, type NewSite, refusalOfSite } from "./add-site.ts";
import { isUuid } from "./queries.ts";
import { changedFields, rememberSetting, type Staff } from "./remember-setting.ts";
import type { Site } from "./settings.ts";
import { territoryOf } from "./territory.ts";

export interface SiteChange {
  id: string;
  /** Another commune brings its own zone and holidays, unless they are said too. */
  changes: Partial<Omit<NewSite, "establishmentId">>;
  /** What its reader had before him. */
  version: number;
  by: Staff;
  now: Temporal.Instant;
}

export type ChangeSiteOutcome =
  | { done: true }
  | { done: false; because: AddSiteRefusal | "not-found" }
  /** Someone else changed it meanwhile: `now` is what stands there. */
  | { done: false; because: "stale"; now: Site };

/** Changes a site of one's own establishment. Appointments keep the place, the zone and the hour they were booked with. */
export async function changeSite(db: Db, { id, version, by, now, ...wished }: SiteChange): Promise<ChangeSiteOutcome> {
  return asActor(db, by, async (tx) => {
    const site = isUuid(id)
      ? await tx
          .selectFrom("site")
          .selectAll()
          .where("id", "=", id)
          .where("establishmentId", "=", by.establishmentId)
          .forUpdate()
          .executeTakeFirst()
      : undefined;
    if (!site) return { done: false, because: "not-found" };
    if (site.version !== version) return { done: false, because: "stale", now: site };

    const moved = wished.changes.inseeCode && wished.changes.inseeCode !== site.inseeCode;
    const changes = { ...(moved && territoryOf(wished.changes.inseeCode!)), ...wished.changes };
    const because = refusalOfSite({ ...site, ...changes });
    if (because) return { done: false, because };
    const fields = changedFields(site, changes);
    if (fields.length === 0) return { done: true };
    await tx
      .updateTable("site")
      .set({ ...changes, version: version + 1 })
      .where("id", "=", id)
      .execute();
    await rememberSetting(tx, { what: "site", id, act: "changed", fields }, { by, now });
    return { done: true };
  });
}
