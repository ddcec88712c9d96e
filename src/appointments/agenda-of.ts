import type { Day } from "../availability/calendar.ts";
import type { Absence, Agenda, BusyTime, Closure } from "../availability/engine.ts";
import type { HolidayName, Region } from "../availability/holidays.ts";
import type { Timetable } from "../availability/recurrence.ts";
import { parseDelay, parseHorizon, type VisitRule } from "../availability/rules.ts";
import type { Offer } from "../establishments/offer.ts";
import type { Seeker } from "./seeker.ts";

/** What the database knows of the agenda behind an offer. */
export interface AgendaFacts {
  openings: readonly Timetable[];
  absences: readonly Absence[];
  /** Of the practitioner at any site, and of the room; `siteId` is where. */
  busy: readonly (BusyTime & { siteId: string })[];
  /** Days on which the quota of new patients is reached. */
  fullDays: ReadonlySet<Day>;
}

/** The question put to the availability engine: the same for a listing, a hold, a booking and a move.
 * `durationMin` is given when an existing appointment keeps its own length. */
export function agendaOf(
  offer: Offer,
  facts: AgendaFacts,
  seeker: Seeker,
  now: Temporal.Instant,
  durationMin?: number,
): Agenda {
  return {
    zone: offer.zone,
    nowMs: now.epochMilliseconds,
    reason: ruleFor(offer, seeker, durationMin),
    openings: facts.openings,
    absences: facts.absences,
    busy: facts.busy.map((time) =>
      time.siteId !== offer.siteId && offer.travelMin > 0 ? { ...time, travelMin: offer.travelMin } : time,
    ),
    holidays: {
      region: offer.holidayRegion as Region,
      goodFriday: offer.goodFriday,
      openOn: offer.openOnHolidays.includes("all") ? "all" : (offer.openOnHolidays as HolidayName[]),
    },
    fullDays: seeker === "new-patient" ? facts.fullDays : new Set(),
    closedBecause: closureOf(offer),
  };
}

/** What a visit takes: the practitioner's agenda, and the room when it needs one. */
export function resourcesOf({ practitionerId, roomId }: Offer): string[] {
  return roomId ? [practitionerId, roomId] : [practitionerId];
}

/** Whether this offer is booked online by such a person at all. */
export function isOfferedTo(offer: Offer, seeker: Seeker): boolean {
  if (seeker === "staff") return true;
  if (!offer.booksOnline) return false;
  if (offer.bookableBy === "known") return seeker === "known-patient";
  return offer.bookableBy === "everyone" && (offer.acceptsNewPatients || seeker === "known-patient");
}

/** Whether those who have such an appointment may move it online: a practice that takes no new patients still moves those it has. */
export function isChangedOnline(offer: Offer): boolean {
  return offer.booksOnline && (offer.bookableBy === "everyone" || offer.bookableBy === "known");
}

/** Minutes: a new patient may need longer. */
export function lengthFor(
  { newPatientDurationMin, durationMin }: Pick<Offer, "newPatientDurationMin" | "durationMin">,
  seeker: Seeker,
): number {
  return seeker === "new-patient" ? newPatientDurationMin : durationMin;
}

/** Staff may book at the last minute, far ahead, and in times kept back: these three rules are for patients. */
export function ruleFor(offer: Offer, seeker: Seeker, durationMin?: number): VisitRule {
  const forStaff = seeker === "staff";
  return {
    durationMin: durationMin ?? lengthFor(offer, seeker),
    stepMin: offer.stepMin,
    bufferBeforeMin: offer.bufferBeforeMin,
    bufferAfterMin: offer.bufferAfterMin,
    notice: (forStaff ? null : parseDelay(offer.bookingNotice)) ?? { hours: 0 },
    horizon: forStaff ? null : parseHorizon(offer.bookingHorizon),
    releasedHoursBefore: forStaff ? null : offer.releasedHoursBefore,
  };
}

function closureOf(offer: Offer): Closure | null {
  return offer.active ? null : "reason-inactive";
}
