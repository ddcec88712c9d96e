import type { Context } from "hono";
import { sql } from "kysely";
import type { VNode } from "preact";
import { homeZone } from "../accounts/home-zone.ts";
import { look } from "../audit/look.ts";
import { filesOpenTo, type StaffActor } from "../patients/files.ts";
import { whereIsFile } from "../patients/open-file.ts";
import { asActor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import { idIn, isId, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";

/** A patient's file, as every page of it needs it for its head. */
export interface OpenedFile {
  id: string;
  establishmentId: string;
  /** The establishment's own number. */
  number: string | null;
  nameUsed: string;
  birthName: string;
  firstNames: string;
  birthDate: Temporal.PlainDate;
  sex: "F" | "M" | "U";
  phone: string | null;
  email: string | null;
  address: string | null;
  birthplaceInsee: string | null;
  identityStatus: "provisional" | "validated" | "retrieved" | "qualified";
  /** An account finds it online. */
  isLinked: boolean;
  isKnown: boolean;
  blockedBecause: string | null;
  createdAt: Temporal.Instant;
  createdBy: "patient" | "staff" | "import";
  /** Of the house's first place: times that belong to no visit are told by its clocks. */
  zone: string;
  /** Another file here that is perhaps the same person's; certain: as she showed herself by following an invitation. */
  twin: { id: string; isCertain: boolean } | null;
}

/** Opens a file of the house and writes down that it was; null when there is none: not there and not theirs are the same answer. `id` may be
 * anything. */
export async function openedFile(
  tx: Tx,
  by: StaffActor,
  { id, now }: { id: string; now: Temporal.Instant },
): Promise<OpenedFile | null> {
  if (!isId(id)) return null;
  const found = await filesOpenTo(tx, by)
    .select(["patient.id", "patient.establishmentId", "number", "nameUsed", "birthName", "firstNames", "birthDate"])
    .select(["sex", "phone", "email", "address", "birthplaceInsee", "identityStatus", "isKnown", "createdAt"])
    .select(["createdBy", "blockedOnlineBecause as blockedBecause"])
    .select([sql<boolean>`patient.person_id is not null`.as("isLinked"), twin.as("twin"), houseZone.as("zone")])
    .where("patient.id", "=", id)
    .executeTakeFirst();
  if (!found) return null;
  await look(tx, "patient-file-viewed", { establishmentId: found.establishmentId, patientId: found.id }, now);
  return found;
}

const twin = sql<
  OpenedFile["twin"]
>`(select jsonb_build_object('id', other.id, 'isCertain', pair.because = 'invitation')
  from patient_pair pair join patient other on other.id = case when pair.one_id = patient.id then pair.other_id else pair.one_id end
  where patient.id in (pair.one_id, pair.other_id) and pair.told_apart_at is null and other.merged_into is null
  order by pair.because = 'invitation' desc, pair.found_at limit 1)`;

/** By whose clocks a house tells times that belong to no visit: those of its first place. */
export const houseZone = sql<string>`coalesce((select site.zone from site where site.establishment_id = my_establishment()
  order by site.active desc, site.id limit 1), ${homeZone})`;

export async function houseZoneOf(tx: Tx): Promise<string> {
  const { rows } = await sql<{ zone: string }>`select ${houseZone} as zone`.execute(tx);
  return rows[0]!.zone;
}

export interface FilePage<Found> {
  /** What the page shows besides the head. */
  read: (tx: Tx, file: OpenedFile, by: StaffActor) => Promise<Found>;
  view: (file: OpenedFile, found: Found) => VNode;
  status?: 200 | 409 | 422 | 429;
}

/** Answers with a page of the file that the address names: one transaction opens it, reads what the page shows and writes the look. A file
 * that was joined to another leads there. */
export async function renderFile<Found>(c: Context<Web>, { read, view, status = 200 }: FilePage<Found>) {
  const by = c.var.actor as StaffActor;
  const opened = await asActor(c.var.db, by, async (tx) => {
    const file = await openedFile(tx, by, { id: idIn(c), now: c.var.now() });
    return file && { file, found: await read(tx, file, by) };
  });
  if (opened) return c.render(view(opened.file, opened.found), status);
  const where = await asActor(c.var.db, by, (tx) => whereIsFile(tx, by, idIn(c)));
  return where?.kind === "joined" ? c.redirect(proPaths.patient(where.into), 303) : c.notFound();
}
