import { type Selectable, sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import type { DB } from "../platform/schema.ts";
import { isUuid } from "./queries.ts";
import type { Staff } from "./remember-setting.ts";

export type House = Selectable<DB["establishment"]>;
export type Site = Selectable<DB["site"]>;
export type Room = Selectable<DB["room"]>;
export type Reason = Selectable<DB["visitReason"]>;
export type PractitionerSettings = Omit<Selectable<DB["practitioner"]>, "nameKey"> & {
  siteIds: string[];
  /** The version of the photograph's address; null: initials. */
  photo: string | null;
};

/* The door to the settings: sheets are read by everyone, so each of these says itself whose they are. What is closed is there too. */

export async function houseOf(tx: Tx, by: Staff): Promise<House> {
  return tx.selectFrom("establishment").selectAll().where("id", "=", by.establishmentId).executeTakeFirstOrThrow();
}

/** By name, those that still receive first. */
export async function sitesOf(tx: Tx, by: Staff): Promise<Site[]> {
  return sites(tx, by).execute();
}

export async function siteOf(tx: Tx, by: Staff, id: string): Promise<Site | null> {
  return isUuid(id) ? ((await sites(tx, by).where("id", "=", id).executeTakeFirst()) ?? null) : null;
}

/** By name. */
export async function roomsOf(tx: Tx, by: Staff): Promise<Room[]> {
  return tx.selectFrom("room").selectAll().where("establishmentId", "=", by.establishmentId).orderBy("name").execute();
}

/** By family name, those who still receive first. */
export async function practitionersOf(tx: Tx, by: Staff): Promise<PractitionerSettings[]> {
  return practitioners(tx, by).execute();
}

export async function practitionerOf(tx: Tx, by: Staff, id: string): Promise<PractitionerSettings | null> {
  if (!isUuid(id)) return null;
  return (await practitioners(tx, by).where("practitioner.id", "=", id).executeTakeFirst()) ?? null;
}

/** By name, those still offered first. */
export async function reasonsOf(tx: Tx, by: Staff): Promise<Reason[]> {
  return reasons(tx, by).execute();
}

export async function reasonOf(tx: Tx, by: Staff, id: string): Promise<Reason | null> {
  return isUuid(id) ? ((await reasons(tx, by).where("id", "=", id).executeTakeFirst()) ?? null) : null;
}

/** Who receives for what in this establishment, in the order of each sheet. */
export async function offersHere(tx: Tx, by: Staff): Promise<Selectable<DB["practitionerReason"]>[]> {
  return tx
    .selectFrom("practitionerReason")
    .selectAll()
    .where("establishmentId", "=", by.establishmentId)
    .orderBy("position")
    .orderBy("visitReasonId")
    .execute();
}

function sites(tx: Tx, by: Staff) {
  return tx
    .selectFrom("site")
    .selectAll()
    .where("establishmentId", "=", by.establishmentId)
    .orderBy("active", "desc")
    .orderBy("name");
}

function reasons(tx: Tx, by: Staff) {
  return tx
    .selectFrom("visitReason")
    .selectAll()
    .where("establishmentId", "=", by.establishmentId)
    .orderBy("active", "desc")
    .orderBy("name");
}

function practitioners(tx: Tx, by: Staff) {
  return tx
    .selectFrom("practitioner")
    .leftJoin("practitionerPhoto as photo", "photo.practitionerId", "practitioner.id")
    .selectAll("practitioner")
    .select("photo.sha256 as photo")
    .select(
      sql<
        string[]
      >`array(select site_id from practitioner_site where practitioner_id = practitioner.id order by site_id)`.as(
        "siteIds",
      ),
    )
    .where("practitioner.establishmentId", "=", by.establishmentId)
    .orderBy("practitioner.active", "desc")
    .orderBy("practitioner.lastName")
    .orderBy("practitioner.firstName");
}
