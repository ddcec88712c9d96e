import { dayOf, weekdays } from "../availability/calendar.ts";
import { hoursOn, type PlannedOpening, type Scope, scopes, timeOf, writtenAs } from "../availability/opening.ts";
import type { OpeningTime, PlanRefusal } from "../availability/plan-opening.ts";
import type { FieldErrors } from "../platform/web.ts";
import type { AgendaKept } from "./agendas-kept.ts";
import { dayField, dayTyped, hourTyped, repetitionTyped, type Typed, typedRepetition } from "./typed-time.ts";

/** What a form asks an opening to be. */
export interface OpeningAsked {
  siteId: string;
  reasonIds: string[];
  time: OpeningTime;
}

export type OpeningRead = { ok: true; value: OpeningAsked } | { ok: false; errors: FieldErrors };

export const reasonField = (id: string) => `motif-${id}`;

/** Reads the form of an opening. With `on`, it asks for that day only, and says nothing of a repetition. */
export function readOpening(
  typed: Typed,
  { sites, reasons }: AgendaKept,
  on: Temporal.PlainDate | null = null,
): OpeningRead {
  const errors: FieldErrors = {};
  const hours = readHours(typed, errors);
  const time = on ? { on, ...hours } : readTime(typed, hours, errors);
  const site = sites.find(({ id }) => id === typed.lieu);
  if (!site) errors.lieu = "wrongTime.site";
  const reasonIds = reasons.filter(({ id }) => typed[reasonField(id)] !== undefined).map(({ id }) => id);
  if (reasonIds.length === 0) errors.motifs = "wrongTime.reasons";
  return site && time && Object.keys(errors).length === 0
    ? { ok: true, value: { siteId: site.id, reasonIds, time } }
    : { ok: false, errors };
}

/** Hours of one day. An end before the beginning is a slip of the fingers, unless it is said to be on the next day. */
export function readHours(typed: Typed, errors: FieldErrors): { from: string; to: string } {
  const [from, to] = [hourTyped(typed.de), hourTyped(typed.a)];
  if (!from || from === "24:00") errors.de = "wrongTime.hour";
  if (!to) errors.a = "wrongTime.hour";
  const isMidnight = to === "24:00" || to === "00:00";
  if (from && to && to <= from && !isMidnight && typed.lendemain === undefined) errors.a = "wrongTime.order";
  return { from: from ?? "", to: to === "00:00" && typed.lendemain === undefined ? "24:00" : (to ?? "") };
}

function readTime(typed: Typed, hours: { from: string; to: string }, errors: FieldErrors): OpeningTime | null {
  const repetition = repetitionTyped(typed, errors);
  if (repetition) return { ...repetition, ...hours };
  const on = dayTyped(typed.jour);
  if (!on) errors.jour = typed.jour?.trim() ? "wrongTime.day" : "wrongTime.dayMissing";
  return on ? { on, ...hours } : null;
}

/** The scope that was chosen, « all » when there is nothing to choose. */
export function scopeTyped(typed: Typed, { timetable }: PlannedOpening): Scope | null {
  return "on" in timetable ? "all" : (scopes.find((scope) => scope === typed.portee) ?? null);
}

/** What the form of a new opening shows at first: every week from a day on, for all that the practitioner offers. */
export function typedAnew(
  { sites, reasons }: AgendaKept,
  {
    jour,
    de,
    a,
    lieu,
  }: { jour?: string | undefined; de?: string | undefined; a?: string | undefined; lieu?: string | undefined },
  today: Temporal.PlainDate,
): Typed {
  const day = dayTyped(jour) ?? today.add({ days: 8 - today.dayOfWeek });
  return {
    lieu: sites.find(({ id }) => id === lieu)?.id ?? sites.find(({ active }) => active)?.id ?? "",
    de: hourTyped(de) ?? "09:00",
    a: hourTyped(a) ?? "12:00",
    jour: day.toString(),
    ...typedRepetition({ weekdays: [weekdays[day.dayOfWeek - 1]!], since: day }),
    ...ticked(reasons.map(({ id }) => id)),
  };
}

/** What the form shows of an opening that stands, seen from one of its days. */
export function typedAs(opening: PlannedOpening, where: { on: Temporal.PlainDate; at?: string } | null): Typed {
  const time = writtenAs(opening.timetable);
  const hours = hoursShown(opening, where) ?? time;
  const isOnce = "on" in time;
  const days = isOnce
    ? typedRepetition({ weekdays: [weekdays[time.on.dayOfWeek - 1]!], since: time.on })
    : typedRepetition(time);
  return {
    ...days,
    ...(isOnce && { repetition: "une-fois" }),
    lieu: opening.siteId,
    de: hours.from,
    a: hours.to,
    ...(hours.to <= hours.from && { lendemain: "on" }),
    jour: (isOnce ? time.on : where?.on)?.toString() ?? "",
    le: where ? `${where.on}` : "",
    portee: where && !isOnce ? "day" : "all",
    ...ticked(opening.reasonIds),
  };
}

function hoursShown(opening: PlannedOpening, where: { on: Temporal.PlainDate; at?: string } | null) {
  if (!where) return null;
  const those = hoursOn(opening, dayOf(where.on)).map(({ fromMin, toMin }) => ({
    from: timeOf(fromMin),
    to: timeOf(toMin),
  }));
  return those.find(({ from }) => from === where.at) ?? those[0] ?? null;
}

function ticked(reasonIds: readonly string[]): Typed {
  return Object.fromEntries(reasonIds.map((id) => [reasonField(id), "on"]));
}

/** Where in the form a refusal of the verb belongs, and its sentence. */
export const refusalSentences: Record<PlanRefusal, FieldErrors> = {
  "malformed-time": { de: "wrongTime.hour" },
  "no-weekday": { [dayField("MO")]: "wrongTime.weekday" },
  "weeks-out-of-range": { repetition: "wrongTime.weeks" },
  "since-required": { du: "wrongTime.since" },
  "until-before-since": { au: "wrongTime.until" },
  "no-reason": { motifs: "wrongTime.reasons" },
  "not-at-this-site": { lieu: "wrongTime.site" },
  "not-offered": { motifs: "wrongTime.reasons" },
};
