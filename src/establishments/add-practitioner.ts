import type { Insertable } from "kysely";
import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import type { DB } from "../platform/schema.ts";
import { ordinalSpecialties, professions } from "./national-codes.ts";
import { isRpps } from "./rpps.ts";
import { isDelay, isWhole, most } from "./rule-forms.ts";
import { searchKey } from "./search-key.ts";

/** Someone who receives patients. All that is left out has the default of the table. */
export type NewPractitioner = Omit<Insertable<DB["practitioner"]>, "id" | "slug" | "active" | "paymentMeans"> & {
  paymentMeans?: ("card" | "cheque" | "cash" | "transfer")[];
  /** Where he receives: sites of the same establishment, at least one. */
  siteIds: readonly string[];
};

export type AddPractitionerRefusal =
  | "no-name"
  | "no-site"
  | "malformed-rpps"
  | "unknown-profession"
  | "unknown-specialty"
  | "malformed-delay"
  | "out-of-range";
export type AddPractitionerOutcome =
  | { done: true; practitionerId: string; slug: string }
  | { done: false; because: AddPractitionerRefusal };

/** One more practitioner with an agenda of his own, and the address of his public sheet: his name, numbered when it is not the first. */
export async function addPractitioner(tx: Tx, newcomer: NewPractitioner): Promise<AddPractitionerOutcome> {
  const because = refusalOfPractitioner(newcomer);
  if (because) return { done: false, because };

  const { siteIds, ...practitioner } = newcomer;
  const { establishmentId } = practitioner;
  const id = newId();
  await tx.insertInto("resource").values({ id, establishmentId }).execute();
  const slug = await insertUnderFreeSlug(tx, { ...practitioner, id });
  await tx
    .insertInto("practitionerSite")
    .values(siteIds.map((siteId) => ({ practitionerId: id, siteId, establishmentId })))
    .execute();
  return { done: true, practitionerId: id, slug };
}

/** What the address of a sheet is made of: "Dre Zoé d'Arlac" is at `zoe-d-arlac`. */
export function slugOf({ firstName, lastName }: { firstName: string; lastName: string }): string {
  return searchKey(`${firstName} ${lastName}`).replaceAll(" ", "-") || "soignant";
}

/** Why a practitioner may not be described so. */
export function refusalOfPractitioner(newcomer: NewPractitioner): AddPractitionerRefusal | null {
  const { lastName, siteIds, rpps, professionCode, specialtyCodes, cancelNotice } = newcomer;
  if (lastName === "") return "no-name";
  if (siteIds.length === 0) return "no-site";
  if (rpps && !isRpps(rpps)) return "malformed-rpps";
  if (!(professionCode in professions)) return "unknown-profession";
  if (specialtyCodes?.some((code) => !(code in ordinalSpecialties))) return "unknown-specialty";
  if (cancelNotice && !isDelay(cancelNotice)) return "malformed-delay";
  return areInRange(newcomer) ? null : "out-of-range";
}

function areInRange(newcomer: NewPractitioner): boolean {
  return (
    isWhole(newcomer.travelMin, 0, 600) &&
    isWhole(newcomer.maxFutureAppointments, 1, most) &&
    isWhole(newcomer.newPatientsPerDay, 0, most) &&
    isWhole(newcomer.blockedAfterMissed, 1, most)
  );
}

/** Two people of one name added at the same moment: the second waits for the first, and takes the next number. */
async function insertUnderFreeSlug(tx: Tx, row: Omit<Insertable<DB["practitioner"]>, "slug">): Promise<string> {
  const name = slugOf(row);
  for (let number = (await lastNumber(tx, name)) + 1; ; number++) {
    const slug = number === 1 ? name : `${name}-${number}`;
    const inserted = await tx
      .insertInto("practitioner")
      .values({ ...row, slug })
      .onConflict((conflict) => conflict.column("slug").doNothing())
      .returning("slug")
      .executeTakeFirst();
    if (inserted) return slug;
  }
}

async function lastNumber(tx: Tx, name: string): Promise<number> {
  const taken = await tx
    .selectFrom("practitioner")
    .select("slug")
    .where((eb) => eb.or([eb("slug", "=", name), eb("slug", "~", `^${name}-[0-9]+$`)]))
    .execute();
  return Math.max(0, ...taken.map(({ slug }) => (slug === name ? 1 : Number(slug.slice(name.length + 1)))));
}
