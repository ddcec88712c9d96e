import { paths } from "../paths.ts";
import { dayAndHour, duration, hourInFull, phone, town } from "../ui/format.ts";
import { useRequest } from "../ui/request.ts";
import { DayTile } from "../ui/when.tsx";
import { useWords } from "../ui/words.ts";
import { deadlinesOf } from "./deadlines.ts";
import { phoneOf, practitionerName } from "./details.ts";
import { addressOf, type ChosenSlot } from "./slot.ts";

/** What is about to be booked, beside its form: day, hour, who, where, and until when it can be undone. */
export function SlotSummary({ chosen }: { chosen: ChosenSlot }) {
  const { language } = useRequest();
  const t = useWords("appointments");
  const { slot, offer } = chosen;
  const { motif, lieu } = addressOf(chosen);
  return (
    <aside class="sheet sheet-pad lg:sticky lg:top-6" aria-labelledby="recap">
      <h2 id="recap" class="text-[1.15rem]! mb-4">
        {t("summary.title")}
      </h2>
      <div class="flex gap-4 items-center">
        <DayTile day={slot.startsAt.toZonedDateTimeISO(offer.zone).toPlainDate()} />
        <p class="font-display font-bold text-[2rem] leading-none tracking-tight">
          {hourInFull(slot.startsAt, offer.zone, language)}
          <span class="block font-sans font-normal text-base muted tracking-normal mt-1.5">
            {duration(chosen.durationMin)}
          </span>
        </p>
      </div>
      <dl class="facts mt-6 pt-5 border-t border-line">
        <div>
          <dt>{practitionerName(chosen)}</dt>
          <dd>
            {chosen.reasonName}, {t(`place.${chosen.place}`)}
          </dd>
        </div>
        <div>
          <dt>{chosen.siteName}</dt>
          <dd>
            {chosen.street}
            <br />
            {town(chosen)}
          </dd>
        </div>
        <div>
          <dt>{t("summary.cancelOnline")}</dt>
          <dd>
            <CancelDeadline chosen={chosen} />
          </dd>
        </div>
      </dl>
      <a
        class="link target mt-3"
        href={paths.practitioner(chosen.slug, { ...(motif && { motif }), ...(lieu && { lieu }) })}
      >
        {t("summary.change")}
      </a>
    </aside>
  );
}

function CancelDeadline({ chosen }: { chosen: ChosenSlot }) {
  const { language, now } = useRequest();
  const t = useWords("appointments");
  const { cancellableUntil } = deadlinesOf(chosen.offer, chosen.slot.startsAt);
  if (!cancellableUntil || Temporal.Instant.compare(cancellableUntil, now) <= 0)
    return <>{t("summary.notOnline", { phone: phone(phoneOf(chosen)) })}</>;
  return <>{t("summary.until", { deadline: dayAndHour(cancellableUntil, chosen.offer.zone, now, language) })}</>;
}
