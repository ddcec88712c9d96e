import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";

/** What one practitioner offers at one site for one visit reason, with every rule already resolved: the most specific wins
 * (practitioner and reason together, then the reason, then the practitioner, then the site). */
export interface Offer {
  establishmentId: string;
  practitionerId: string;
  siteId: string;
  reasonId: string;
  roomId: string | null;
  zone: string;
  holidayRegion: string;
  goodFriday: boolean;
  /** Names of the holidays on which the site works; `["all"]` for every one. */
  openOnHolidays: string[];
  /** Minutes; a new patient may need longer. */
  durationMin: number;
  newPatientDurationMin: number;
  stepMin: number;
  bufferBeforeMin: number;
  bufferAfterMin: number;
  /** ISO 8601: `PT2H` exact hours, `P1D` calendar days. */
  bookingNotice: string;
  bookingHorizon: string;
  releasedHoursBefore: number | null;
  bookableBy: "staff" | "invited" | "known" | "everyone";
  minAgeYears: number | null;
  maxAgeYears: number | null;
  needsConfirmation: boolean;
  discreet: boolean;
  cancellableOnline: boolean;
  movableOnline: boolean;
  /** Null: until the visit begins. */
  cancelNotice: string | null;
  maxMoves: number | null;
  maxFutureAppointments: number | null;
  newPatientsPerDay: number | null;
  blockedAfterMissed: number | null;
  travelMin: number;
  acceptsNewPatients: boolean;
  booksOnline: boolean;
  /** Practitioner, site and reason all active. */
  active: boolean;
  specialtyCodes: string[];
  professionCode: string;
}

export interface Asked {
  practitionerId: string;
  reasonId: string;
  siteId?: string;
}

/** Every offer behind these questions, in one query; a question without a site brings one offer per site of the practitioner.
 * What does not exist is simply not there. */
export async function offersOf(tx: Tx, asked: readonly Asked[]): Promise<Offer[]> {
  if (asked.length === 0) return [];
  const { rows } = await sql<Offer>`
    select practitioner.establishment_id, practitioner.id as practitioner_id, site.id as site_id, visit_reason.id as reason_id,
      visit_reason.room_id, site.zone, site.holiday_region, site.good_friday, site.open_on_holidays,
      coalesce(pr.duration_min, visit_reason.duration_min) as duration_min,
      coalesce(pr.new_patient_duration_min, visit_reason.new_patient_duration_min, pr.duration_min, visit_reason.duration_min)
        as new_patient_duration_min,
      visit_reason.step_min, visit_reason.buffer_before_min, visit_reason.buffer_after_min, visit_reason.booking_notice,
      visit_reason.booking_horizon, visit_reason.released_hours_before, visit_reason.bookable_by, visit_reason.min_age_years,
      visit_reason.max_age_years, visit_reason.needs_confirmation, visit_reason.discreet, visit_reason.cancellable_online,
      visit_reason.movable_online,
      coalesce(pr.cancel_notice, visit_reason.cancel_notice, practitioner.cancel_notice, site.cancel_notice) as cancel_notice,
      visit_reason.max_moves, practitioner.max_future_appointments, practitioner.new_patients_per_day,
      practitioner.blocked_after_missed, practitioner.travel_min, practitioner.accepts_new_patients, practitioner.books_online,
      practitioner.active and site.active and visit_reason.active as active,
      practitioner.specialty_codes, practitioner.profession_code
    from unnest(${asked.map((a) => a.practitionerId)}::uuid[], ${asked.map((a) => a.reasonId)}::uuid[],
        ${asked.map((a) => a.siteId ?? null)}::uuid[]) as asked (practitioner_id, reason_id, site_id)
      join practitioner on practitioner.id = asked.practitioner_id
      join practitioner_reason pr on pr.practitioner_id = practitioner.id and pr.visit_reason_id = asked.reason_id
      join visit_reason on visit_reason.id = pr.visit_reason_id
      join practitioner_site ps on ps.practitioner_id = practitioner.id
      join site on site.id = ps.site_id
    where asked.site_id is null or asked.site_id = site.id`.execute(tx);
  return rows;
}

/** The one offer behind a chosen time, or null when there is no such thing. */
export async function offerOf(tx: Tx, asked: Required<Asked>): Promise<Offer | null> {
  return (await offersOf(tx, [asked]))[0] ?? null;
}
