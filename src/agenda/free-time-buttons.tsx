import type { FreeTime } from "../appointments/free-times.ts";
import { instantOf } from "../appointments/times-by-day.tsx";
import { hourInFull, nearDay } from "../ui/format.ts";
import { useRequest } from "../ui/request.ts";
import { capitalise } from "../ui/typography.ts";
import { clockTime } from "./when-typed.ts";

/** Free times under their days, each a button of the form around it, so that nothing typed is lost: it posts `horaire`, as
 * `site|2026-11-23|10:15`. Where one receives at several sites, each time says at which. */
export function FreeTimeButtons({
  times,
  sites,
}: {
  times: readonly FreeTime[];
  sites: readonly { id: string; name: string }[];
}) {
  const { now, language } = useRequest();
  const days = Map.groupBy(times, (time) => dayOf(time).toString());
  return (
    <div class="grid gap-3">
      {[...days].map(([day, ofDay]) => {
        const today = now.toZonedDateTimeISO(ofDay[0]!.zone).toPlainDate();
        const name = nearDay(Temporal.PlainDate.from(day), today, language);
        return (
          <div key={day}>
            <p class="font-semibold text-sm">{capitalise(name)}</p>
            <ul class="flex flex-wrap gap-2 mt-1.5">
              {ofDay.map((time) => {
                const at = instantOf(time);
                const shown = hourInFull(at, time.zone, language);
                const site = sites.length > 1 ? sites.find(({ id }) => id === time.siteId)?.name : undefined;
                return (
                  <li key={`${time.siteId} ${time.startMs}`}>
                    <button
                      type="submit"
                      class="slot cursor-pointer"
                      name="horaire"
                      value={`${time.siteId}|${day}|${clockTime(at, time.zone)}`}
                      aria-label={[name, shown, site].filter(Boolean).join(", ")}
                    >
                      {shown}
                      {site && <span class="font-normal text-sm">{site}</span>}
                    </button>
                  </li>
                );
              })}
            </ul>
          </div>
        );
      })}
    </div>
  );
}

function dayOf(time: FreeTime): Temporal.PlainDate {
  return instantOf(time).toZonedDateTimeISO(time.zone).toPlainDate();
}
