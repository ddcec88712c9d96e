import { phoneOf, practitionerName } from "../appointments/details.ts";
import type { FreeTime } from "../appointments/free-times.ts";
import type { Found } from "../establishments/search.ts";
import { paths } from "../paths.ts";
import { ButtonLink } from "../ui/button.tsx";
import { longDay, nearDay, phone } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useRequest } from "../ui/request.ts";
import { capitalise } from "../ui/typography.ts";
import { useWords } from "../ui/words.ts";
import { dayOf, localTime, SlotLink } from "./slot-link.tsx";
import { mondayOf } from "./week.ts";

/** Beside a result: its next free times, or how to get one. */
export function NextTimes({ found, times }: { found: Found; times: FreeTime[] }) {
  const { now } = useRequest();
  const t = useWords("directory");
  const [first] = times;
  if (!found.booksOnline || !found.reasonId) return <ByPhone found={found} words={t("search.times.byPhone")} />;
  if (!found.acceptsNewPatients) return <ForKnownPatients found={found} />;
  if (!first) return <ByPhone found={found} words={t("search.times.none")} />;
  const today = now.toZonedDateTimeISO(first.zone).toPlainDate();
  const isFar = today.until(dayOf(first)).days > farDays;
  return isFar ? (
    <FarAway found={found} first={first} today={today} />
  ) : (
    <SoonFree found={found} times={times} today={today} />
  );
}

/** Beyond this, the first day is named instead of its hours. */
const farDays = 14;
const shownTimes = 5;
const shownDays = 2;

function SoonFree({ found, times, today }: { found: Found; times: FreeTime[]; today: Temporal.PlainDate }) {
  const t = useWords("directory");
  const { language } = useRequest();
  const practitioner = practitionerName(found);
  const label = (day: Temporal.PlainDate) => (hour: string) =>
    capitalise(t("search.times.slot", { day: longDay(day, today, language), hour, practitioner }));
  const days = [...Map.groupBy(times.slice(0, shownTimes), (time) => localTime(time).date)].slice(0, shownDays);
  return (
    <>
      {days.map(([date, ofDay], index) => {
        const day = Temporal.PlainDate.from(date);
        return (
          <div key={date} class={index > 0 ? "mt-4" : undefined}>
            <h4 class="font-semibold">{capitalise(nearDay(day, today, language))}</h4>
            <ul class="flex flex-wrap gap-2 mt-2">
              {ofDay.map((time) => (
                <li key={time.startMs}>
                  <SlotLink time={time} slug={found.slug} reasonId={found.reasonId!} label={label(day)} />
                </li>
              ))}
              {index === days.length - 1 && (
                <li>
                  <a class="slot slot-more" href={sheetAt(found, times[0]!)}>
                    {t("search.times.more")}
                    <span class="sr-only"> {t("search.times.moreOf", { practitioner })}</span>
                  </a>
                </li>
              )}
            </ul>
          </div>
        );
      })}
    </>
  );
}

function FarAway({ found, first, today }: { found: Found; first: FreeTime; today: Temporal.PlainDate }) {
  const t = useWords("directory");
  const { language } = useRequest();
  const day = dayOf(first);
  return (
    <>
      <p class="muted">{t("search.times.noneBefore")}</p>
      <p class="font-display font-semibold text-[1.2rem]">
        <time datetime={day.toString()}>{longDay(day, today, language)}</time>
      </p>
      <ButtonLink tone="soft" class="w-full mt-4" href={sheetAt(found, first)}>
        {t("search.times.seeDay")}
        <span class="sr-only">, {practitionerName(found)}</span>
      </ButtonLink>
    </>
  );
}

function ForKnownPatients({ found }: { found: Found }) {
  const t = useWords("directory");
  return (
    <>
      <p>{t("search.times.notNew")}</p>
      <ButtonLink tone="outline" class="w-full mt-4" href={paths.practitioner(found.slug, { lieu: found.siteId })}>
        {t("search.times.known")}
        <span class="sr-only">, {practitionerName(found)}</span>
      </ButtonLink>
    </>
  );
}

function ByPhone({ found, words }: { found: Found; words: string }) {
  const number = phoneOf(found);
  return (
    <>
      <p class="flex gap-2.5">
        <Icon name="phone" class="text-primary mt-0.5" />
        <span>{words}</span>
      </p>
      <ButtonLink tone="outline" class="w-full mt-4" href={`tel:${number}`}>
        {phone(number)}
        <span class="sr-only">, {practitionerName(found)}</span>
      </ButtonLink>
      {found.secretariatHours && (
        <p lang="fr" class="muted small mt-2">
          {found.secretariatHours}
        </p>
      )}
    </>
  );
}

function sheetAt(found: Found, time: FreeTime): string {
  const semaine = mondayOf(dayOf(time)).toString();
  return paths.practitioner(found.slug, { motif: found.reasonId!, lieu: found.siteId, semaine });
}
