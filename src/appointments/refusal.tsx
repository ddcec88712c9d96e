import { paths } from "../paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { DirectPost } from "../ui/direct-post.tsx";
import { phone } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useWords } from "../ui/words.ts";
import type { BookRefusal } from "./book.ts";
import { phoneOf, practitionerName } from "./details.ts";
import type { FreeTime } from "./free-times.ts";
import { addressOf, type ChosenSlot, isoAt } from "./slot.ts";

import { instantOf, TimesByDay } from "./times-by-day.tsx";

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
