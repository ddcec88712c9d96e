import { type FreeTime, freeTimes, nextFreeTimes } from "../appointments/free-times.ts";
import type { Seeker } from "../appointments/seeker.ts";
import { seekerAt } from "../appointments/seeker.ts";
import { type Sheet, type SheetReason, type SheetSite, sheetOf } from "../establishments/queries.ts";
import type { SheetChoice } from "../paths.ts";
import type { Actor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import { dayOf } from "./slot-link.tsx";
import { mondayOf } from "./week.ts";

/** A sheet as one person sees it: what is chosen so far, and the week of free times that follows from it. */
export interface SheetVisit {
  sheet: Sheet;
  seeker: Seeker;
  /** Those that this address offers to choose from, online. */
  reasons: SheetReason[];
  /** Those that are booked otherwise. */
  otherReasons: SheetReason[];
  /** Null when nothing can be booked online. */
  reason: SheetReason | null;
  site: SheetSite;
  /** What the address named but is not offered (any more). */
  unknown: { reason: boolean; site: boolean };
  today: Temporal.PlainDate;
  /** The free times of a week, or why none are shown at all. */
  week: Week | Closed;
}

export type Closed = "by-phone" | "no-reason" | "only-known" | "no-new-patients";

export interface Week {
  monday: Temporal.PlainDate;
  times: FreeTime[];
  /** Its address names no week, and the current one has nothing: this is the first that has. */
  isFirstWithTimes: boolean;
  /** After an empty week, the next time there is. */
  nextFree: FreeTime | null;
  /** People may book until this day, included. */
  lastDay: Temporal.PlainDate;
}

/** What the sheet at this address shows to this person, or null when there is no such practitioner. */
export async function visitSheet(
  tx: Tx,
  { slug, choice, by, now }: { slug: string; choice: SheetChoice; by: Actor; now: Temporal.Instant },
): Promise<SheetVisit | null> {
  const sheet = await sheetOf(tx, slug, now.toZonedDateTimeISO("UTC").toPlainDate());
  if (!sheet) return null;
  const seeker = by.kind === "user" ? await seekerAt(tx, by, sheet.establishmentId, now) : "new-patient";
  const [reasons, otherReasons] = partition(
    sheet.reasons,
    ({ bookableBy }) => bookableBy === "everyone" || bookableBy === "known",
  );
  const reason = reasons.find(({ id }) => id === choice.motif) ?? firstFor(seeker, reasons);
  const namedSite = sheet.sites.find(({ id }) => id === choice.lieu);
  const today = now.toZonedDateTimeISO((namedSite ?? sheet.sites[0]!).zone).toPlainDate();
  const week =
    closedBecause(sheet, reason, seeker) ??
    (await weekOf(tx, { sheet, reason: reason!, site: namedSite, choice, today, seeker, now }));

  const firstSiteId = typeof week === "string" ? undefined : week.times[0]?.siteId;
  const site = namedSite ?? sheet.sites.find(({ id }) => id === firstSiteId) ?? sheet.sites[0]!;
  return {
    sheet,
    seeker,
    reasons,
    otherReasons,
    reason,
    site,
    unknown: {
      reason: choice.motif !== undefined && reason?.id !== choice.motif,
      site: choice.lieu !== undefined && !namedSite,
    },
    today,
    week: typeof week === "string" ? week : { ...week, times: week.times.filter(({ siteId }) => siteId === site.id) },
  };
}

function firstFor(seeker: Seeker, reasons: SheetReason[]): SheetReason | null {
  const forAll = seeker === "new-patient" && reasons.find(({ bookableBy }) => bookableBy === "everyone");
  return forAll || (reasons[0] ?? null);
}

function closedBecause(sheet: Sheet, reason: SheetReason | null, seeker: Seeker): Closed | null {
  if (!sheet.booksOnline) return "by-phone";
  if (!reason) return "no-reason";
  if (seeker !== "new-patient") return null;
  if (reason.bookableBy === "known") return "only-known";
  return sheet.acceptsNewPatients ? null : "no-new-patients";
}

interface WeekQuestion {
  sheet: Sheet;
  reason: SheetReason;
  /** Undefined: at any site. */
  site: SheetSite | undefined;
  choice: SheetChoice;
  today: Temporal.PlainDate;
  seeker: Seeker;
  now: Temporal.Instant;
}

/** The week the address names; without one the current week, or when that is empty the first with free times. */
async function weekOf(tx: Tx, question: WeekQuestion): Promise<Week> {
  const { today, reason, choice } = question;
  const thisMonday = mondayOf(today);
  const named = mondayIn(choice.semaine);
  const monday = named && Temporal.PlainDate.compare(named, thisMonday) > 0 ? named : thisMonday;
  const lastDay = today.add(reason.bookingHorizon);
  const isBeyond = Temporal.PlainDate.compare(monday, lastDay) > 0;
  const times = isBeyond ? [] : await timesIn(tx, question, monday);
  const week = { monday, times, isFirstWithTimes: false, nextFree: null, lastDay };
  if (times.length > 0 || isBeyond) return week;

  const nextFree = await nextFreeFrom(tx, question, monday);
  if (!nextFree || named) return { ...week, nextFree };
  const first = mondayOf(dayOf(nextFree));
  return { ...week, monday: first, times: await timesIn(tx, question, first), isFirstWithTimes: true };
}

async function timesIn(tx: Tx, question: WeekQuestion, monday: Temporal.PlainDate): Promise<FreeTime[]> {
  const { sheet, seeker, now, today } = question;
  const from = Temporal.PlainDate.compare(monday, today) < 0 ? today : monday;
  const times = await freeTimes(tx, { asked: [asked(question)], from, to: monday.add({ days: 6 }), now, as: seeker });
  return times.get(sheet.id) ?? [];
}

async function nextFreeFrom(tx: Tx, question: WeekQuestion, monday: Temporal.PlainDate): Promise<FreeTime | null> {
  const { sheet, seeker, now, today } = question;
  const from = Temporal.PlainDate.compare(monday, today) < 0 ? today : monday;
  const times = await nextFreeTimes(tx, { asked: [asked(question)], from, now, as: seeker, limit: 1 });
  return times.get(sheet.id)?.[0] ?? null;
}

function asked({ sheet, reason, site }: WeekQuestion) {
  return { practitionerId: sheet.id, reasonId: reason.id, ...(site && { siteId: site.id }) };
}

/** The Monday of the week that contains this date; null when the text is no date. */
function mondayIn(text: string | undefined): Temporal.PlainDate | null {
  if (!text || !/^[12]\d{3}-\d\d-\d\d$/.test(text)) return null;
  try {
    return mondayOf(Temporal.PlainDate.from(text));
  } catch {
    return null;
  }
}

function partition<T>(items: T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
