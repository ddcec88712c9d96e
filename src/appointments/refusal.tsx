import { paths } from "../paths.ts";
import type { Tx } from "../platform/db.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { DirectPost } from "../ui/direct-post.tsx";
import { hourInFull, nearDay, phone } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.tsx";
import { capitalise } from "../ui/typography.ts";
import { useWords } from "../ui/words.ts";
import type { Seeker } from "./agenda-of.ts";
import type { BookRefusal } from "./book.ts";
import { phoneOf, practitionerName } from "./details.ts";
import { type FreeTime, freeTimes, nextFreeTimes } from "./free-times.ts";
import { addressOf, type ChosenSlot, isoAt } from "./slot.ts";

type Refusal = Exclude<BookRefusal, "close-to-another" | "not-found">;
/** Refusals that another time would lift. */
const aboutTheTime = new Set<Refusal>([
  "slot-taken",
  "busy",
  "past",
  "too-soon",
  "beyond-horizon",
  "not-released-yet",
  "quota-full",
  "overlaps-own",
  "outside-openings",
  "not-on-the-grid",
  "holiday",
  "absence",
]);

/** The free times nearest to the one that could not be had: at most eight, the day before and the fortnight after, then whatever comes. */
export async function alternativesTo(
  tx: Tx,
  { slot, offer }: ChosenSlot,
  seeker: Seeker,
  now: Temporal.Instant,
): Promise<FreeTime[]> {
  const asked = [{ practitionerId: slot.practitionerId, reasonId: slot.reasonId, siteId: slot.siteId }];
  const day = slot.startsAt.toZonedDateTimeISO(offer.zone).toPlainDate();
  const around = (
    await freeTimes(tx, { asked, from: day.subtract({ days: 1 }), to: day.add({ days: 14 }), now, as: seeker })
  ).get(slot.practitionerId);
  const wished = slot.startsAt.epochMilliseconds;
  if (around) {
    const nearest = around.toSorted((a, b) => Math.abs(a.startMs - wished) - Math.abs(b.startMs - wished)).slice(0, 8);
    return nearest.sort((a, b) => a.startMs - b.startMs);
  }
  const today = now.toZonedDateTimeISO(offer.zone).toPlainDate();
  return (await nextFreeTimes(tx, { asked, from: today, now, as: seeker, limit: 8 })).get(slot.practitionerId) ?? [];
}

/** A calm page: what happened, the nearest times, and the telephone when nothing online will help. */
export function Refused({
  chosen,
  because,
  alternatives,
}: {
  chosen: ChosenSlot;
  because: Refusal;
  alternatives: FreeTime[];
}) {
  const t = useWords("appointments");
  const { motif, lieu } = addressOf(chosen);
  const sheet = paths.practitioner(chosen.slug, { ...(motif && { motif }), ...(lieu && { lieu }) });
  const title = because === "slot-taken" ? t("refusal.taken") : t("refusal.title");
  return (
    <Page title={title} width="narrow">
      <BackLink href={sheet}>{practitionerName(chosen)}</BackLink>
      <h1>{title}</h1>
      <Notice kind="sun" icon="clock-alert" role="alert" class="mt-6">
        <p>{t(`refusal.${sentenceFor(because)}`, { phone: phone(phoneOf(chosen)) })}</p>
      </Notice>
      {aboutTheTime.has(because) ? <Alternatives chosen={chosen} times={alternatives} /> : <Call chosen={chosen} />}
      <p class="mt-6">
        <a class="link target" href={sheet}>
          {t("refusal.sheet")}
        </a>
      </p>
    </Page>
  );
}

function Alternatives({ chosen, times }: { chosen: ChosenSlot; times: FreeTime[] }) {
  const t = useWords("appointments");
  if (times.length === 0) return <p class="mt-6">{t("refusal.noAlternatives", { phone: phone(phoneOf(chosen)) })}</p>;
  return (
    <section class="mt-8" aria-labelledby="alternatives">
      <h2 id="alternatives">{t("refusal.alternatives")}</h2>
      <DirectPost action={paths.choice()} fields={["soignant", "motif", "lieu", "debut"]} />
      <TimesByDay
        times={times}
        hrefOf={(time) =>
          paths.choice({ ...addressOf(chosen), lieu: time.siteId, debut: isoAt(instantOf(time), time.zone) })
        }
        posts
      />
    </section>
  );
}

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

function Call({ chosen }: { chosen: ChosenSlot }) {
  const number = phoneOf(chosen);
  return (
    <p class="mt-6">
      <ButtonLink tone="outline" icon="phone" href={`tel:${number}`}>
        {phone(number)}
      </ButtonLink>
    </p>
  );
}

export function instantOf({ startMs }: { startMs: number }): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(startMs);
}

export function sentenceFor(because: Refusal) {
  switch (because) {
    case "busy":
      return "slot-taken";
    case "outside-openings":
    case "not-on-the-grid":
    case "holiday":
    case "absence":
    case "reason-inactive":
    case "site-closed":
    case "not-for-this-practitioner":
      return "not-there";
    default:
      return because;
  }
}
