import type { Day } from "./calendar.ts";
import { type Days, nightDays, openOn, rangeOf, startsOn } from "./grid.ts";
import { closedDays, type HolidayPolicy } from "./holidays.ts";
import { overlapWith, type Range, union } from "./ranges.ts";
import { occurrencesOf, type Timetable } from "./recurrence.ts";
import { bookableTime, type VisitRule } from "./rules.ts";
import { clockOf, dayMs, minuteMs } from "./zone-clock.ts";

/**
 * All that decides when one practitioner could see someone for one visit reason at one site. It is given, never fetched,
 * so that the listing, the search, the hold, the booking and the move ask the very same question.
 */
export interface Agenda {
  /** The IANA zone of the site. Every day and local hour below is read on its clock. */
  zone: string;
  nowMs: number;
  reason: VisitRule;
  /** The openings of this practitioner at this site for this reason. */
  openings: readonly Timetable[];
  /** The practitioner's absences, wherever he is: repeated ones, or stretches of time. */
  absences: readonly Absence[];
  /** What is taken, of the practitioner at any site, and of the room when the visit needs one. */
  busy: readonly BusyTime[];
  holidays: HolidayPolicy;
  /** Days on which no more people like this one are seen: the daily quota for new patients, counted on the start's day. */
  fullDays?: ReadonlySet<Day>;
  /** The appointment being moved, whose own time does not stand in its way. */
  moving?: string;
  /** Why nothing at all is offered here, when that is so. */
  closedBecause?: Closure | null;
}

export type Absence = Timetable | Range;

/** Time taken, buffers included: what the `occupation` table calls occupied. Cancelled appointments are not among them. */
export interface BusyTime extends Range {
  /** The appointment this time belongs to. */
  of?: string;
  /** Minutes on the road between that place and this one, needed on both sides. */
  travelMin?: number;
}

/** A consultation that can be booked, without its buffers. */
export type FreeTime = Range;

export type Closure = "reason-inactive" | "site-closed" | "not-for-this-practitioner";

/** What can be said against a time that an opening offers, in the order in which it is looked at. */
const objections = [
  "past",
  "too-soon",
  "beyond-horizon",
  "not-released-yet",
  "holiday",
  "absence",
  "busy",
  "quota-full",
] as const;
export type Objection = (typeof objections)[number];

/** Why a time is not offered. */
export type SlotRefusal = Closure | "outside-openings" | "not-on-the-grid" | Objection;

/**
 * The times that begin on a local day from `from` to `to`, both included, in order, each once.
 *
 * Ranges are half-open. Openings that begin on one day and touch or overlap are one, and starts are laid on it from its
 * beginning, every `stepMin` of real time. A time is offered when the consultation lies within such an opening and
 * outside absences and closed days, and when nothing is taken between the beginning of its buffer before and the end of
 * its buffer after. Where the clock is changed: hours skipped in spring are read one gap later, hours shown twice in
 * autumn are the first, an opening that no clock shows gives nothing, and a range emptied by the gap covers nothing.
 * The result depends on these inputs alone: neither on their order, nor on the zone or the clock of the machine.
 */
export function freeTimes(agenda: Agenda, from: Day, to: Day): FreeTime[] {
  if (agenda.closedBecause) return [];
  const { clock, first, last } = bookableDays(agenda, from, to);
  const starts = startsOn({ clock, first, last }, agenda.openings, agenda.reason);
  const [earliest, latest] = [starts[0], starts.at(-1)];
  if (earliest === undefined || latest === undefined) return [];
  // What closes a century is of no interest to the one morning that is open in it.
  const objectionTo = judge(agenda, { clock, first: clock.dayOf(earliest), last: clock.dayOf(latest) });
  return starts.filter((startMs) => objectionTo(startMs) === null).map((startMs) => consultation(agenda, startMs));
}

/** The first free time that begins on a local day from `from` to `to`, or null: looked for a week on, then two, then four. */
export function firstFreeTime(agenda: Agenda, from: Day, to: Day): FreeTime | null {
  const { first, last } = bookableDays(agenda, from, to);
  for (let day = first, days = 7; day <= last; day += days, days *= 2) {
    const [free] = freeTimes(agenda, day, Math.min(day + days - 1, last));
    if (free) return free;
  }
  return null;
}

/** Why this very start is not offered, or null when `freeTimes` lists it: the last word before a time is held or booked. */
export function refusalAt(agenda: Agenda, startMs: number): SlotRefusal | null {
  if (agenda.closedBecause) return agenda.closedBecause;
  const itsDay = onlyDay(agenda, clockOf(agenda.zone).dayOf(startMs));
  if (startsOn(itsDay, agenda.openings, agenda.reason).includes(startMs)) return judge(agenda, itsDay)(startMs);
  const { endMs } = consultation(agenda, startMs);
  const isOpen = openOn(itsDay, agenda.openings).some((open) => open.startMs <= startMs && endMs <= open.endMs);
  return isOpen ? "not-on-the-grid" : "outside-openings";
}

/** Every start the openings of a local day lay out, with what is said against it: for whoever asks "why not this one?" */
export function timesOn(agenda: Agenda, day: Day): (FreeTime & { refusal: SlotRefusal | null })[] {
  const days = onlyDay(agenda, day);
  const objectionTo = judge(agenda, days);
  return startsOn(days, agenda.openings, agenda.reason).map((startMs) => ({
    ...consultation(agenda, startMs),
    refusal: agenda.closedBecause ?? objectionTo(startMs),
  }));
}

/** Why a local day offers nothing, or null when it does: what is said against the time that came nearest to being free. */
export function refusalOfDay(agenda: Agenda, day: Day): SlotRefusal | null {
  if (agenda.closedBecause) return agenda.closedBecause;
  const refusals = new Set(timesOn(agenda, day).map(({ refusal }) => refusal));
  if (refusals.has(null)) return null;
  return objections.findLast((objection) => refusals.has(objection)) ?? "outside-openings";
}

/**
 * The instants within which something taken can stand in the way of a time of these days. Whoever gathers busy times
 * asks for all that overlaps them; `travelMin` is the longest road between two sites of the practitioner.
 */
export function busyWindow(
  { zone, reason }: Pick<Agenda, "zone" | "reason">,
  from: Day,
  to: Day,
  travelMin = 0,
): Range {
  const clock = clockOf(zone);
  return {
    startMs: clock.startOf(from) - (reason.bufferBeforeMin + travelMin) * minuteMs,
    endMs: clock.startOf(to + 1) + (reason.durationMin + reason.bufferAfterMin + travelMin) * minuteMs,
  };
}

/** Gathers what closes these days; then says what stands against a start of theirs, or null when nothing does. */
function judge(agenda: Agenda, days: Days): (startMs: number) => Objection | null {
  const { reason, nowMs, fullDays } = agenda;
  const { clock } = days;
  const { firstMs, firstDay, lastMs, lastDay } = bookableTime(reason, nowMs, clock);
  const durationMs = reason.durationMin * minuteMs;
  const beforeMs = reason.bufferBeforeMin * minuteMs;
  const afterMs = reason.bufferAfterMin * minuteMs;
  const meetsHoliday = overlapWith(union(holidays(agenda, days)));
  const meetsAbsence = overlapWith(union(absences(agenda, days)));
  const meetsBusyTime = overlapWith(union(busyTimes(agenda)));

  return (startMs) => {
    const endMs = startMs + durationMs;
    const day = clock.dayOf(startMs);
    if (startMs < nowMs) return "past";
    if (startMs < firstMs || day < firstDay) return "too-soon";
    if (day > lastDay) return "beyond-horizon";
    if (startMs > lastMs) return "not-released-yet";
    if (meetsHoliday(startMs, endMs)) return "holiday";
    if (meetsAbsence(startMs, endMs)) return "absence";
    if (meetsBusyTime(startMs - beforeMs, endMs + afterMs)) return "busy";
    return fullDays?.has(day) ? "quota-full" : null;
  };
}

/** A closed day is closed from its first instant to its last, whatever began there the evening before. */
function holidays(agenda: Agenda, { clock, first, last }: Days): Range[] {
  return closedDays(agenda.holidays, first, last + nightDays).map((day) => {
    return { startMs: clock.startOf(day), endMs: clock.startOf(day + 1) };
  });
}

function absences(agenda: Agenda, { clock, first, last }: Days): Range[] {
  return agenda.absences.flatMap((absence) => {
    if ("startMs" in absence) return [absence];
    return occurrencesOf(absence, first - nightDays, last + nightDays).map((hours) => rangeOf(clock, hours));
  });
}

function busyTimes({ busy, moving }: Agenda): Range[] {
  return busy
    .filter(({ of }) => of === undefined || of !== moving)
    .map(({ startMs, endMs, travelMin = 0 }) => {
      return { startMs: startMs - travelMin * minuteMs, endMs: endMs + travelMin * minuteMs };
    });
}

/** The days that notice and horizon leave of these. One too many does no harm, every start being judged; a century does. */
function bookableDays({ zone, reason, nowMs }: Agenda, from: Day, to: Day): Days {
  const clock = clockOf(zone);
  const { firstMs, firstDay, lastMs, lastDay } = bookableTime(reason, nowMs, clock);
  const first = Math.max(from, firstDay, Math.floor(firstMs / dayMs) - 1);
  const last = Math.min(to, lastDay, Math.floor(lastMs / dayMs) + 1);
  return { clock, first, last };
}

function onlyDay({ zone }: Agenda, day: Day): Days {
  return { clock: clockOf(zone), first: day, last: day };
}

function consultation({ reason }: Agenda, startMs: number): FreeTime {
  return { startMs, endMs: startMs + reason.durationMin * minuteMs };
}
