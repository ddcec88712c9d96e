import { hourInFull, nearDay } from "../ui/format.ts";
import { useRequest } from "../ui/request.ts";
import { capitalise } from "../ui/typography.ts";
import type { FreeTime } from "./free-times.ts";
import { isoAt } from "./slot.ts";

/** Times under their days, each a link whose name says day and hour. */
export function TimesByDay({
  times,
  hrefOf,
  posts,
  chosen,
}: {
  times: FreeTime[];
  hrefOf: (time: FreeTime) => string;
  posts?: boolean;
  chosen?: number | null;
}) {
  const { language, now } = useRequest();
  const days = Map.groupBy(times, (time) => instantOf(time).toZonedDateTimeISO(time.zone).toPlainDate().toString());
  return (
    <div class="sheet sheet-pad mt-4 rows py-2!">
      {[...days].map(([day, ofDay]) => {
        const date = Temporal.PlainDate.from(day);
        const name = nearDay(date, now.toZonedDateTimeISO(ofDay[0]!.zone).toPlainDate(), language);
        return (
          <div key={day} class="grid gap-2 py-4 sm:grid-cols-[13rem_minmax(0,1fr)] sm:items-center">
            <h3 class="text-base! font-sans! font-semibold! tracking-normal!">{capitalise(name)}</h3>
            <ul class="flex flex-wrap gap-2">
              {ofDay.map((time) => {
                const shown = hourInFull(instantOf(time), time.zone, language);
                return (
                  <li key={time.startMs}>
                    <a
                      class="slot"
                      href={hrefOf(time)}
                      aria-label={`${name}, ${shown}`}
                      aria-current={time.startMs === chosen ? "true" : undefined}
                      data-hold={posts || undefined}
                    >
                      <time datetime={isoAt(instantOf(time), time.zone)}>{shown}</time>
                    </a>
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

export function instantOf({ startMs }: { startMs: number }): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(startMs);
}
