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
    select * from offers(${asked.map((a) => a.practitionerId)}::uuid[], ${asked.map((a) => a.reasonId)}::uuid[],
      ${asked.map((a) => a.siteId ?? null)}::uuid[])`.execute(tx);
  return rows;
}

/** The one offer behind a chosen time, or null when there is no such thing. */
export async function offerOf(tx: Tx, asked: Required<Asked>): Promise<Offer | null> {
  return (await offersOf(tx, [asked]))[0] ?? null;
}
