import { absencesOpenTo, type DeclaredAbsence } from "../availability/absences.ts";
import type { PlannedOpening } from "../availability/opening.ts";
import { openingsOpenTo } from "../availability/openings.ts";
import type { Tx } from "../platform/db.ts";
import type { AgendaKept } from "./agendas-kept.ts";
import { type Week, weekOfDay } from "./week.ts";

/** All that is planned on an agenda, and one week of it as it is drawn. Two queries. */
export interface AgendaWeek {
  openings: PlannedOpening[];
  absences: DeclaredAbsence[];
  week: Week;
}

/** The week that holds this day. */
export async function agendaWeek(tx: Tx, { id, sites }: AgendaKept, day: Temporal.PlainDate): Promise<AgendaWeek> {
  const openings = await openingsOpenTo(tx, { practitionerId: id });
  const absences = await absencesOpenTo(tx, { resourceIds: [id] });
  return { openings, absences, week: weekOfDay(day, { openings, absences, sites }) };
}

/** What day it is where this practitioner receives. */
export function todayOf({ sites }: AgendaKept, now: Temporal.Instant): Temporal.PlainDate {
  return now.toZonedDateTimeISO(sites[0]?.zone ?? "Europe/Paris").toPlainDate();
}
