import { dayOf } from "../availability/calendar.ts";
import { openOn } from "../availability/grid.ts";
import { closedDays, type HolidayName, type HolidayPolicy, type Region } from "../availability/holidays.ts";
import { namedAbsencesOf, openHoursOf } from "../availability/hours-of-agendas.ts";
import { type Range, without } from "../availability/ranges.ts";
import { clockOf, minuteMs } from "../availability/zone-clock.ts";
import type { Tx } from "../platform/db.ts";
import type { Period } from "./period.ts";

/** The minutes in which each practitioner receives in a period: openings, without absences and closed holidays. Three queries for all. */
export async function openMinutes(
  tx: Tx,
  {
    practitionerIds,
    establishmentId,
    period,
  }: { practitionerIds: readonly string[]; establishmentId: string; period: Period },
): Promise<Map<string, number>> {
  const [first, last] = [dayOf(period.from), dayOf(period.to)];
  const openHours = await openHoursOf(tx, { practitionerIds, first, last });
  const absences = await namedAbsencesOf(tx, { practitionerIds, first, last });
  const sites = await tx
    .selectFrom("site")
    .select(["id", "zone", "holidayRegion", "goodFriday", "openOnHolidays"])
    .where("establishmentId", "=", establishmentId)
    .execute();

  const minutes = new Map<string, number>();
  for (const practitionerId of practitionerIds) {
    const away = absences.filter(({ resourceId }) => resourceId === practitionerId).flatMap(({ ranges }) => ranges);
    const open = sites.flatMap((site) => {
      const timetables = openHours
        .filter((hours) => hours.practitionerId === practitionerId && hours.siteId === site.id)
        .map(({ timetable }) => timetable);
      const clock = clockOf(site.zone);
      const policy: HolidayPolicy = {
        region: site.holidayRegion as Region,
        goodFriday: site.goodFriday,
        openOn: site.openOnHolidays.includes("all") ? "all" : (site.openOnHolidays as HolidayName[]),
      };
      const closed = closedDays(policy, first, last).map((day) => {
        return { startMs: clock.startOf(day), endMs: clock.startOf(day + 1) };
      });
      return without(openOn({ clock, first, last }, timetables), closed);
    });
    const ranges = within(without(open, away), clockOf(sites[0]?.zone ?? "Europe/Paris"), first, last);
    minutes.set(
      practitionerId,
      Math.round(ranges.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) / minuteMs),
    );
  }
  return minutes;
}

/** What began the evening before the period belongs to it from midnight on only. */
function within(ranges: readonly Range[], clock: ReturnType<typeof clockOf>, first: number, last: number): Range[] {
  const [from, to] = [clock.startOf(first), clock.startOf(last + 1)];
  return ranges
    .map(({ startMs, endMs }) => ({ startMs: Math.max(startMs, from), endMs: Math.min(endMs, to) }))
    .filter(({ startMs, endMs }) => startMs < endMs);
}
