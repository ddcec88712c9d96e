import { appointmentsInside, type Inside } from "../appointments/inside.ts";
import { dayOf } from "../availability/calendar.ts";
import { rangeOf } from "../availability/grid.ts";
import type { PlannedOpening, Scope } from "../availability/opening.ts";
import type { Range } from "../availability/ranges.ts";
import { occurrencesOf } from "../availability/recurrence.ts";
import { clockOf } from "../availability/zone-clock.ts";
import type { Tx } from "../platform/db.ts";
import type { AgendaKept } from "./agendas-kept.ts";

/** The appointments to come within an opening, by what a change would apply to. */
export type InsideScopes = Record<Scope, Inside[]>;

/** How far ahead they are looked for. */
const yearDays = 366;

/** The appointments of the coming year that lie within this opening, at its site: they stay whatever becomes of it. One query. */
export async function insideOpening(
  tx: Tx,
  {
    opening,
    agenda,
    on,
    now,
  }: { opening: PlannedOpening; agenda: AgendaKept; on: Temporal.PlainDate | null; now: Temporal.Instant },
): Promise<InsideScopes> {
  const ranges = rangesAhead([opening], agenda, now);
  const all = await appointmentsInside(tx, { resourceIds: [agenda.id], siteId: opening.siteId, ranges, now });
  const dayOfStart = ({ startsAt, zone }: Inside) => startsAt.toZonedDateTimeISO(zone).toPlainDate();
  return {
    all,
    day: on ? all.filter((each) => dayOfStart(each).equals(on)) : [],
    following: on ? all.filter((each) => Temporal.PlainDate.compare(dayOfStart(each), on) >= 0) : [],
  };
}

/** Those of the coming year that lie in no opening of their site any more. */
export async function outsideOpenings(
  tx: Tx,
  { openings, agenda, now }: { openings: readonly PlannedOpening[]; agenda: AgendaKept; now: Temporal.Instant },
): Promise<Inside[]> {
  const startMs = now.epochMilliseconds;
  const year = [{ startMs, endMs: now.add({ hours: yearDays * 24 }).epochMilliseconds }];
  const ahead = await appointmentsInside(tx, { resourceIds: [agenda.id], ranges: year, now });
  if (ahead.length === 0) return [];
  const open = new Map(
    agenda.sites.map(({ id }) => [
      id,
      rangesAhead(
        openings.filter(({ siteId }) => siteId === id),
        agenda,
        now,
      ),
    ]),
  );
  return ahead.filter(({ siteId, startsAt }) => {
    const at = startsAt.epochMilliseconds;
    return !open.get(siteId)?.some((range) => range.startMs <= at && at < range.endMs);
  });
}

function rangesAhead(openings: readonly PlannedOpening[], { sites }: AgendaKept, now: Temporal.Instant): Range[] {
  return openings.flatMap(({ timetable, siteId }) => {
    const zone = sites.find(({ id }) => id === siteId)?.zone;
    if (!zone) return [];
    const today = dayOf(now.toZonedDateTimeISO(zone).toPlainDate());
    return occurrencesOf(timetable, today - 1, today + yearDays).map((hours) => rangeOf(clockOf(zone), hours));
  });
}
