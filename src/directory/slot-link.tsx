import type { FreeTime } from "../appointments/free-times.ts";
import { isoAt } from "../appointments/slot.ts";
import { paths } from "../paths.ts";
import { hour, repeatedHour } from "../ui/format.ts";
import { useRequest } from "../ui/request.tsx";

export interface SlotLinkProps {
  time: FreeTime;
  slug: string;
  reasonId: string;
  /** What a screen reader says: day, hour, and whatever else tells this link from the others. */
  label: string;
}

/** A free time. It leads to the page that asks to take it; with script and a DirectPost on the page, it takes it at once. */
export function SlotLink({ time, slug, reasonId, label }: SlotLinkProps) {
  const { language } = useRequest();
  const at = startOf(time);
  const season = repeatedHour(at, time.zone, language);
  const debut = isoAt(at, time.zone);
  const href = paths.choice({ soignant: slug, motif: reasonId, lieu: time.siteId, debut });
  return (
    <a class="slot" href={href} rel="nofollow" data-hold aria-label={label}>
      <time datetime={debut}>{hour(at, time.zone)}</time>
      {season && <span class="small font-normal">{season}</span>}
    </a>
  );
}

/** The fields a DirectPost beside such links fills in. */
export const slotFields = ["soignant", "motif", "lieu", "debut"];

export function startOf({ startMs }: FreeTime): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(startMs);
}

/** The day it is at the site when this time comes. */
export function dayOf(time: FreeTime): Temporal.PlainDate {
  return startOf(time).toZonedDateTimeISO(time.zone).toPlainDate();
}
