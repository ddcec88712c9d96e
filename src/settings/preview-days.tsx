import type { Preview } from "../appointments/why-not.ts";
import { plainDateOf } from "../availability/calendar.ts";
import { longDay } from "../ui/format.ts";
import { hour } from "../ui/hour.ts";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";

export interface PreviewDaysProps {
  preview: Preview;
  /** The way to why this time, `2027-01-12T12:00`, is not offered. Without it only what is offered is shown. */
  whyHref?: ((at: string) => string) | undefined;
  /** The time whose answer is open. */
  asked?: string | undefined;
}

/** The times of a week as such a person would see them, day after day; with the ways to why the others are not. */
export function PreviewDays({ preview, whyHref, asked }: PreviewDaysProps) {
  const t = useWords("settings");
  const { now } = useRequest();
  const { offer, days, notShown } = preview;
  const today = now.toZonedDateTimeISO(offer.zone).toPlainDate();
  const told = days.map(({ day, times }) => ({
    date: plainDateOf(day),
    times: times.filter(({ refusal }) => (refusal === null && !notShown) || whyHref),
  }));
  const count = notShown ? 0 : days.flatMap(({ times }) => times.filter(({ refusal }) => refusal === null)).length;
  return (
    <>
      <p class="mt-1">{t("preview.count", { count })}</p>
      <div class="grid gap-3 mt-3">
        {told
          .filter(({ times }) => times.length > 0 || whyHref)
          .map(({ date, times }) => (
            <div key={date.toString()}>
              <h3 class="text-[1rem]!">{longDay(date, today, "fr")}</h3>
              {times.length === 0 && <p class="muted small">{t("openings.closed")}</p>}
              <ul class="flex flex-wrap gap-1.5 mt-1">
                {times.map(({ startMs, refusal }) => (
                  <Time
                    key={startMs}
                    {...{ startMs, zone: offer.zone, whyHref, asked }}
                    isFree={refusal === null && !notShown}
                  />
                ))}
              </ul>
            </div>
          ))}
      </div>
    </>
  );
}

interface TimeProps extends Pick<PreviewDaysProps, "whyHref" | "asked"> {
  startMs: number;
  zone: string;
  isFree: boolean;
}

function Time({ startMs, zone, isFree, whyHref, asked }: TimeProps) {
  const t = useWords("settings");
  const at = Temporal.Instant.fromEpochMilliseconds(startMs);
  const local = at.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: "minute" });
  const time = hour(at, zone);
  if (isFree || !whyHref)
    return (
      <li>
        <span class="slot">
          <time datetime={local}>{time}</time>
        </span>
      </li>
    );
  return (
    <li>
      <a
        class={`slot border-dashed! border-control! line-through ${local === asked ? "" : "bg-transparent! text-ink-2!"}`}
        href={whyHref(local)}
        aria-label={t("preview.timeWhyLabel", { time })}
        aria-current={local === asked ? "true" : undefined}
      >
        {time}
      </a>
    </li>
  );
}
