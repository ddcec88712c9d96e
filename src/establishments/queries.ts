import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import type { Offer } from "./offer.ts";

/** All that the public sheet of a practitioner prints. */
export interface Sheet {
  id: string;
  establishmentId: string;
  establishmentName: string;
  establishmentPhone: string;
  slug: string;
  title: string;
  firstName: string;
  lastName: string;
  professionCode: string;
  specialtyCodes: string[];
  presentation: string | null;
  /** The version of the photograph's address; null: initials. */
  photo: string | null;
  languages: string[];
  feeSector: "1" | "2" | "optam" | "none" | null;
  paymentMeans: ("card" | "cheque" | "cash" | "transfer")[];
  takesVitale: boolean;
  acceptsNewPatients: boolean;
  booksOnline: boolean;
  cancelNotice: string | null;
  /** The last day on which one can be received; null: no departure is planned. */
  leavesOn: Temporal.PlainDate | null;
  /** Who receives instead, today or next; days as `2026-11-23`. */
  replacement: { slug: string; name: string; fromOn: string; toOn: string } | null;
  /** Where the practitioner receives, by name; at least one. */
  sites: SheetSite[];
  /** In the order the practice wishes. */
  reasons: SheetReason[];
}

export interface SheetSite {
  id: string;
  name: string;
  street: string;
  postalCode: string;
  commune: string;
  zone: string;
  phone: string | null;
  access: string | null;
  secretariatHours: string | null;
  wheelchair: boolean;
  cancelNotice: string | null;
  /** ISO weekdays (1 is Monday) on which the practitioner receives there, from some week on. */
  weekdays: number[];
}

export interface SheetReason {
  id: string;
  name: string;
  durationMin: number;
  newPatientDurationMin: number;
  bookingHorizon: string;
  bookableBy: "staff" | "invited" | "known" | "everyone";
  place: "in-person" | "video" | "phone" | "home";
  minAgeYears: number | null;
  maxAgeYears: number | null;
  instructions: string | null;
  toBring: string | null;
  needsConfirmation: boolean;
  cancellableOnline: boolean;
  movableOnline: boolean;
  /** Of the practitioner for this reason, else of the reason; null: the practitioner's, else the site's. */
  cancelNotice: string | null;
}

/** The sheet at this address, or null when nobody who practises has it. One query. */
export async function sheetOf(tx: Tx, slug: string, today: Temporal.PlainDate): Promise<Sheet | null> {
  if (!isSlug(slug)) return null;
  const { rows } = await sql<Sheet>`
    select practitioner.id, practitioner.establishment_id, establishment.name as establishment_name,
      establishment.phone as establishment_phone, practitioner.slug, practitioner.title, practitioner.first_name,
      practitioner.last_name, practitioner.profession_code, practitioner.specialty_codes, practitioner.presentation,
      practitioner.languages, practitioner.fee_sector, practitioner.payment_means, practitioner.takes_vitale,
      practitioner.accepts_new_patients, practitioner.books_online, practitioner.cancel_notice, practitioner_photo.sha256 as photo,
      practitioner.leaves_on, sites.sites, reasons.reasons,
      (select json_build_object('slug', other.slug, 'name', concat_ws(' ', nullif(other.title, ''), other.first_name, other.last_name),
          'fromOn', substitution.from_on, 'toOn', substitution.to_on)
        from substitution join practitioner other on other.id = substitution.substitute_id
        where substitution.practitioner_id = practitioner.id and other.active and substitution.to_on >= ${today}
          and substitution.from_on <= substitution.to_on
        order by substitution.from_on limit 1) as replacement
    from practitioner
      join establishment on establishment.id = practitioner.establishment_id
      left join practitioner_photo on practitioner_photo.practitioner_id = practitioner.id
      cross join lateral (
        select coalesce(json_agg(json_build_object(
          'id', site.id, 'name', site.name, 'street', site.street, 'postalCode', site.postal_code, 'commune', site.commune,
          'zone', site.zone, 'phone', site.phone, 'access', site.access, 'secretariatHours', site.secretariat_hours,
          'wheelchair', site.wheelchair, 'cancelNotice', site.cancel_notice,
          'weekdays', array(
            select distinct unnest(opening.weekdays) from opening
            where opening.practitioner_id = practitioner.id and opening.site_id = site.id
              and (opening.until_on is null or opening.until_on >= ${today}))
        ) order by site.name), '[]') as sites
        from practitioner_site join site on site.id = practitioner_site.site_id
        where practitioner_site.practitioner_id = practitioner.id and site.active
      ) sites
      cross join lateral (
        select coalesce(json_agg(json_build_object(
          'id', visit_reason.id, 'name', visit_reason.name,
          'durationMin', coalesce(pr.duration_min, visit_reason.duration_min),
          'newPatientDurationMin', coalesce(pr.new_patient_duration_min, visit_reason.new_patient_duration_min, pr.duration_min, visit_reason.duration_min),
          'bookingHorizon', visit_reason.booking_horizon, 'bookableBy', visit_reason.bookable_by, 'place', visit_reason.place,
          'minAgeYears', visit_reason.min_age_years, 'maxAgeYears', visit_reason.max_age_years,
          'instructions', visit_reason.instructions, 'toBring', visit_reason.to_bring,
          'needsConfirmation', visit_reason.needs_confirmation,
          'cancellableOnline', visit_reason.cancellable_online, 'movableOnline', visit_reason.movable_online,
          'cancelNotice', coalesce(pr.cancel_notice, visit_reason.cancel_notice)
        ) order by pr.position, visit_reason.name), '[]') as reasons
        from practitioner_reason pr join visit_reason on visit_reason.id = pr.visit_reason_id
        where pr.practitioner_id = practitioner.id and visit_reason.active
      ) reasons
    where practitioner.slug = ${slug} and practitioner.active`.execute(tx);
  const sheet = rows[0];
  return sheet && sheet.sites.length > 0 ? sheet : null;
}

/** A reason of a practitioner, as the world outside names the two. */
export interface ReasonNamed {
  /** A slug, or an id. */
  practitioner: string;
  reason: string;
}

/** What this practitioner offers for this reason, at each of his sites; nothing when nobody who practises is named so, or the reason is
 * none of his. */
export async function offersNamed(tx: Tx, { practitioner, reason }: ReasonNamed): Promise<Offer[]> {
  if (!isSlug(practitioner) || !isUuid(reason)) return [];
  const { rows } = await sql<Offer>`
    select offers.*
    from practitioner, offers(array[practitioner.id], array[${reason}]::uuid[], array[null]::uuid[]) as offers
      join site on site.id = offers.site_id and site.active
    where ${isNamed(practitioner)}
    order by site.name`.execute(tx);
  return rows;
}

/** Whether somebody who practises is named so. */
export async function practises(tx: Tx, practitioner: string): Promise<boolean> {
  if (!isSlug(practitioner)) return false;
  const { rows } = await sql`
    select from practitioner
      join practitioner_site on practitioner_site.practitioner_id = practitioner.id
      join site on site.id = practitioner_site.site_id and site.active
    where ${isNamed(practitioner)} limit 1`.execute(tx);
  return rows.length > 0;
}

function isNamed(practitioner: string) {
  const name = isUuid(practitioner) ? sql`practitioner.id = ${practitioner}` : sql`practitioner.slug = ${practitioner}`;
  return sql`practitioner.active and ${name}`;
}

/** Addresses are written by anyone: what no slug can be is not even looked for. A UUID passes too. */
function isSlug(text: string): boolean {
  return /^[a-z0-9-]{1,200}$/.test(text);
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
