import type { FreeTime } from "../appointments/free-times.ts";
import { clockOf, hourMs } from "../availability/zone-clock.ts";
import { paths } from "../paths.ts";
import { repeatedHour } from "../ui/format.ts";
import { useRequest } from "../ui/request.ts";

export interface SlotLinkProps {
  time: FreeTime;
  slug: string;
  reasonId: string;
  /** What a screen reader says, of the hour as it should be said: the day besides, and whatever else tells this link from the others. */
  label: (hour: string) => string;
}

/** A free time. It leads to the page that asks to take it; with script and a DirectPost on the page, it takes it at once. */
export function SlotLink({ time, slug, reasonId, label }: SlotLinkProps) {
  const { language } = useRequest();
  const { hour, debut } = localTime(time);
  const season = isNearClockChange(time) ? repeatedHour(startOf(time), time.zone, language) : null;
  const href = paths.choice({ soignant: slug, motif: reasonId, lieu: time.siteId, debut });
  return (
    <a class="slot" href={href} rel="nofollow" data-hold aria-label={label(season ? `${hour} (${season})` : hour)}>
      <time datetime={debut}>{hour}</time>
      {season && <span class="small font-normal">{season}</span>}
    </a>
  );
}

/** The fields a DirectPost beside such links fills in. */
export const slotFields = ["soignant", "motif", "lieu", "debut"];

/** A free time as the clocks of its site show it. Pages show hundreds: Temporal would take its time. */
export interface LocalTime {
  /** `2026-11-26` */
  date: string;
  /** `09:30` */
  hour: string;
  /** `2026-11-26T09:30+01:00` */
  debut: string;
}

export function localTime({ startMs, zone }: FreeTime): LocalTime {
  const iso = clockOf(zone).iso(startMs);
  return { date: iso.slice(0, 10), hour: iso.slice(11, 16), debut: iso.slice(0, 16) + iso.slice(19) };
}

/** The day it is at the site when this time comes. */
export function dayOf(time: FreeTime): Temporal.PlainDate {
  return Temporal.PlainDate.from(localTime(time).date);
}

function startOf({ startMs }: FreeTime): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(startMs);
}

function isNearClockChange({ startMs, zone }: FreeTime): boolean {
  const clock = clockOf(zone);
  return clock.offsetAt(startMs - hourMs) !== clock.offsetAt(startMs + hourMs);
}
