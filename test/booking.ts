import { type Booking, type BookOutcome, bookAppointment } from "../src/appointments/book.ts";
import type { Db } from "../src/platform/db.ts";
import { newId } from "../src/platform/ids.ts";
import type { SamplePerson } from "./people.ts";
import type { SampleIds } from "./practice.ts";

/** What is wished of a sample practice; by default its reason « visit » at its site « main », on Tuesday 12 January 2027. */
export interface Wish {
  on?: string;
  site?: string;
  reason?: string;
  now?: Temporal.Instant;
  whenClose?: "keep" | "replace" | undefined;
}

/** A Monday, a week before the day that is booked by default. */
export const mondayBefore = Temporal.Instant.from("2027-01-04T08:00:00Z");
export const tuesday = "2027-01-12";

export function parisTime(on: string, time: string): Temporal.Instant {
  return Temporal.ZonedDateTime.from(`${on}T${time}[Europe/Paris]`).toInstant();
}

export function slotAt(
  practice: SampleIds,
  time: string,
  { on = tuesday, site = "main", reason = "visit" }: Wish = {},
) {
  const { practitionerId } = practice;
  return {
    practitionerId,
    siteId: practice.site[site]!,
    reasonId: practice.reason[reason]!,
    startsAt: parisTime(on, time),
  };
}

export function bookingOf({ by, personId }: SamplePerson, practice: SampleIds, time: string, wish: Wish = {}): Booking {
  const whenClose = "whenClose" in wish ? wish.whenClose : "keep";
  const slot = slotAt(practice, time, wish);
  return {
    slot,
    holdId: null,
    personId,
    wordsForPractice: null,
    whenClose,
    key: newId(),
    by,
    now: wish.now ?? mondayBefore,
  };
}

/** Books it, or throws: for tests that begin where a booking ended. Answers the appointment's id. */
export async function booked(
  db: Db,
  person: SamplePerson,
  practice: SampleIds,
  time: string,
  wish: Wish = {},
): Promise<string> {
  const outcome = await bookAppointment(db, bookingOf(person, practice, time, wish));
  if (!outcome.done) throw new Error(`not booked: ${outcome.because}`);
  return outcome.appointmentId;
}

export function because(outcome: BookOutcome): string {
  return outcome.done ? "done" : outcome.because;
}
