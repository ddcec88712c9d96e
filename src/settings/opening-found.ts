import type { Context } from "hono";
import { dayOf } from "../availability/calendar.ts";
import { isItsDay, nextDayOf, type PlannedOpening } from "../availability/opening.ts";
import { openingsOpenTo } from "../availability/openings.ts";
import { asActor } from "../platform/actor.ts";
import { idIn, isId, type Web } from "../platform/web.ts";
import { todayOf } from "./agenda-week.ts";
import { type AgendaKept, agendasKept } from "./agendas-kept.ts";
import { occurrenceAsked } from "./typed-time.ts";

/** An opening and the agenda it belongs to. */
export interface Found {
  opening: PlannedOpening;
  agenda: AgendaKept;
}

/** The opening of the address and its agenda, or null when it is not there for whoever asks. */
export async function openingFor(c: Context<Web>): Promise<Found | null> {
  const id = idIn(c);
  if (!isId(id)) return null;
  return asActor(c.var.db, c.var.actor, async (tx) => {
    const [opening] = await openingsOpenTo(tx, { id });
    const agenda = opening && (await agendasKept(tx)).find((each) => each.id === opening.practitionerId);
    return opening && agenda ? { opening, agenda } : null;
  });
}

/** The day it is seen from: as asked, or else the next one. */
export function shownDay(c: Context<Web>, { opening, agenda }: Found): { on: Temporal.PlainDate; at?: string } | null {
  if ("on" in opening.timetable) return null;
  const asked = occurrenceAsked(c.req.query("jour"));
  if (asked && isItsDay(opening, dayOf(asked.on))) return asked;
  const today = todayOf(agenda, c.var.now());
  const next = nextDayOf(opening, today);
  return next === null ? null : { on: today.add({ days: next - dayOf(today) }) };
}
