import { sql } from "kysely";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { type AddPractitionerRefusal, type NewPractitioner, refusalOfPractitioner } from "./add-practitioner.ts";
import { changedFields, rememberSetting, type Staff } from "./remember-setting.ts";
import { type PractitionerSettings, practitionerOf } from "./settings.ts";

export interface PractitionerChange {
  id: string;
  /** A practitioner who is no manager changes her own presentation and languages only (migrations/0025_settings.sql). */
  changes: Partial<Omit<NewPractitioner, "establishmentId">>;
  /** What its reader had before him. */
  version: number;
  by: Staff;
  now: Temporal.Instant;
}

export type ChangePractitionerOutcome =
  | { done: true }
  /** `openings-there`: patients may still book at a site he would leave. */
  | { done: false; because: AddPractitionerRefusal | "not-found" | "openings-there" }
  /** Someone else changed it meanwhile: `now` is what stands there. */
  | { done: false; because: "stale"; now: PractitionerSettings };

/** Changes who a practitioner is, what his sheet says, by which rules and where he receives. The address of the sheet stays, whatever his
 * name becomes: it is printed on cards. */
export async function changePractitioner(
  db: Db,
  { id, changes, version, by, now }: PractitionerChange,
): Promise<ChangePractitionerOutcome> {
  return asActor(db, by, async (tx) => {
    if (!(await lock(tx, id, by))) return { done: false, because: "not-found" };
    const practitioner = (await practitionerOf(tx, by, id))!;
    if (practitioner.version !== version) return { done: false, because: "stale", now: practitioner };
    const because =
      refusalOfPractitioner({ ...practitioner, ...changes } as NewPractitioner) ??
      (await refusalToLeave(tx, id, changes, now));
    if (because) return { done: false, because };

    const fields = changedFields(practitioner, changes);
    if (fields.length === 0) return { done: true };
    const { siteIds, ...columns } = changes;
    await tx
      .updateTable("practitioner")
      .set({ ...columns, version: version + 1 })
      .where("id", "=", id)
      .execute();
    if (siteIds && fields.includes("siteIds")) await receiveAt(tx, { id, siteIds, by });
    await rememberSetting(tx, { what: "practitioner", id, act: "changed", fields }, { by, now });
    return { done: true };
  });
}

/** Locked, if it is one that the acting person may change. */
async function lock(tx: Tx, id: string, by: Staff): Promise<boolean> {
  if (!(await practitionerOf(tx, by, id))) return false;
  const row = await tx.selectFrom("practitioner").select("id").where("id", "=", id).forUpdate().executeTakeFirst();
  return row !== undefined;
}

async function refusalToLeave(
  tx: Tx,
  id: string,
  { siteIds }: { siteIds?: readonly string[] },
  now: Temporal.Instant,
): Promise<"openings-there" | null> {
  if (!siteIds) return null;
  const today = now.toZonedDateTimeISO("UTC").toPlainDate();
  const { rows } = await sql`
    select from opening where practitioner_id = ${id} and site_id <> all (${siteIds}::uuid[])
      and coalesce(until_on, on_date, 'infinity'::date) >= ${today} limit 1`.execute(tx);
  return rows.length > 0 ? "openings-there" : null;
}

async function receiveAt(tx: Tx, { id, siteIds, by }: { id: string; siteIds: readonly string[]; by: Staff }) {
  await tx
    .deleteFrom("practitionerSite")
    .where("practitionerId", "=", id)
    .where("siteId", "not in", [...siteIds])
    .execute();
  await tx
    .insertInto("practitionerSite")
    .values(siteIds.map((siteId) => ({ practitionerId: id, siteId, establishmentId: by.establishmentId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
