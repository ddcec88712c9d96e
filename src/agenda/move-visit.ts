import type { AppointmentForStaff } from "../appointments/for-staff.ts";
import { type FreeTime, freeTimes } from "../appointments/free-times.ts";
import type { Tx } from "../platform/db.ts";
import { type AgendaChoice, agendaChoices, type SiteChoice } from "./agenda-choices.ts";
import { clockTime, dayTyped } from "./when-typed.ts";

/** Another place for an appointment, as the form says it so far: what is not said stays as it is. */
export interface NewPlace {
  choices: AgendaChoice[];
  agenda: AgendaChoice;
  site: SiteChoice;
  day: Temporal.PlainDate;
  /** What stands in its fields. */
  fields: { jour: string; heure: string; minutes: string };
  /** Free times of that day there, as long as the visit takes. */
  times: FreeTime[];
}

/** Reads it. Null: it names an agenda that is not there for this member of staff. A site where that practitioner does not receive gives way to
 * one where he does. */
export async function readNewPlace(
  tx: Tx,
  visit: AppointmentForStaff,
  typed: Readonly<Record<string, string>>,
  now: Temporal.Instant,
): Promise<NewPlace | null> {
  const choices = await agendaChoices(tx);
  const agenda = choices.find(({ id }) => id === (typed.praticien || visit.practitionerId));
  if (!agenda) return null;
  const wanted = typed.lieu || visit.siteId;
  const site = agenda.sites.find(({ id }) => id === wanted) ?? agenda.sites[0]!;
  const present = visit.startsAt.toZonedDateTimeISO(visit.zone).toPlainDate();
  const day = dayTyped(typed.jour ?? "") ?? present;
  const fields = {
    jour: typed.jour || present.toString(),
    heure: typed.heure || clockTime(visit.startsAt, visit.zone),
    minutes: typed.minutes ?? String(visit.durationMin),
  };
  return { choices, agenda, site, day, fields, times: await timesThatDay(tx, visit, { agenda, site, day, now }) };
}

async function timesThatDay(
  tx: Tx,
  visit: AppointmentForStaff,
  { agenda, site, day, now }: Pick<NewPlace, "agenda" | "site" | "day"> & { now: Temporal.Instant },
): Promise<FreeTime[]> {
  const asked = [{ practitionerId: agenda.id, reasonId: visit.reasonId, siteId: site.id }];
  const moving = { id: visit.id, durationMin: visit.durationMin };
  const found = await freeTimes(tx, { asked, from: day, to: day, now, as: "staff", moving });
  const present = visit.practitionerId === agenda.id ? visit.startsAt.epochMilliseconds : null;
  return (found.get(agenda.id) ?? []).filter(({ startMs }) => startMs !== present);
}
