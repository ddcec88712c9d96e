import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { type PortraitRefusal, portraitFrom } from "./portrait.ts";
import { rememberSetting, type Staff } from "./remember-setting.ts";
import { practitionerOf } from "./settings.ts";

export type PutPhotoOutcome = { done: true } | { done: false; because: PortraitRefusal | "not-found" };

/** Puts a practitioner's face on the public sheet, in place of the one before: a manager's, or her own. */
export async function putPhoto(
  db: Db,
  { practitionerId, bytes, by, now }: { practitionerId: string; bytes: Uint8Array; by: Staff; now: Temporal.Instant },
): Promise<PutPhotoOutcome> {
  const portrait = await portraitFrom(bytes);
  if (!portrait.done) return portrait;
  return asActor(db, by, async (tx) => {
    if (!(await isTheirs(tx, practitionerId, by))) return { done: false, because: "not-found" };
    const photo = { image: portrait.image, addedAt: now };
    await tx
      .insertInto("practitionerPhoto")
      .values({ practitionerId, establishmentId: by.establishmentId, ...photo })
      .onConflict((conflict) => conflict.column("practitionerId").doUpdateSet(photo))
      .execute();
    await rememberSetting(tx, { what: "photo", id: practitionerId, act: "added" }, { by, now });
    return { done: true };
  });
}

/** Initials again. Removing it twice is calm. */
export async function removePhoto(
  db: Db,
  { practitionerId, by, now }: { practitionerId: string; by: Staff; now: Temporal.Instant },
): Promise<{ done: true } | { done: false; because: "not-found" }> {
  return asActor(db, by, async (tx) => {
    if (!(await isTheirs(tx, practitionerId, by))) return { done: false, because: "not-found" };
    const { numDeletedRows } = await tx
      .deleteFrom("practitionerPhoto")
      .where("practitionerId", "=", practitionerId)
      .executeTakeFirst();
    if (numDeletedRows > 0n)
      await rememberSetting(tx, { what: "photo", id: practitionerId, act: "removed" }, { by, now });
    return { done: true };
  });
}

/** The photograph on the sheet at this address, in this version; null when there is none, or another by now. */
export async function photoAt(tx: Tx, { slug, version }: { slug: string; version: string }): Promise<Buffer | null> {
  const found = await tx
    .selectFrom("practitionerPhoto")
    .innerJoin("practitioner", "practitioner.id", "practitionerPhoto.practitionerId")
    .select("image")
    .where("slug", "=", slug)
    .where("sha256", "=", version)
    .where("practitioner.active", "=", true)
    .executeTakeFirst();
  return found?.image ?? null;
}

/** Whether this person may change that sheet: the row can be locked by whoever may change it only. */
async function isTheirs(tx: Tx, practitionerId: string, by: Staff): Promise<boolean> {
  if (!(await practitionerOf(tx, by, practitionerId))) return false;
  const row = await tx
    .selectFrom("practitioner")
    .select("id")
    .where("id", "=", practitionerId)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}
