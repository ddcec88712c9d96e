import { lengthOf } from "../appointments/length.ts";
import { proPaths } from "../pro-paths.ts";
import { dayParts, duration, hour, nearDay } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { useRequest } from "../ui/request.ts";
import { State, type StateKind } from "../ui/state.tsx";
import { useWords, type Words } from "../ui/words.ts";
import type { OpenedFile } from "./opened-file.ts";
import type { FileVisit } from "./visits.ts";

interface VisitRowProps {
  visit: FileVisit;
  sex: OpenedFile["sex"];
  /** Where one comes back to. */
  back: string;
}

/** One visit of a file: its day, what it is, how it stands; the whole leads to the visit. */
export function VisitRow({ visit, sex, back }: VisitRowProps) {
  const t = useWords("secretariat");
  const { now, path } = useRequest();
  const { startsAt, zone, title, lastName, reasonName, place, siteName } = visit;
  const day = startsAt.toZonedDateTimeISO(zone).toPlainDate();
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const { number } = dayParts(day, "fr");
  const away = today.until(day).days;
  const dayInWords = away === 0 || away === 1 ? nearDay(day, today, "fr").split(",")[0]! : nearDay(day, today, "fr");
  const what = [
    [title, lastName].filter(Boolean).join(" "),
    reasonName,
    placeOf(t, { place, reasonName }) ?? siteName,
    duration(lengthOf(visit)),
  ];
  return (
    <li class="flex flex-wrap items-center gap-x-3.5 gap-y-2 py-3">
      <span
        aria-hidden="true"
        class="grid place-items-center content-center rounded-lg bg-soft text-secondary-content size-12 leading-none font-display font-bold text-lg"
      >
        {number}
        <span class="font-sans font-medium text-[.75rem]">{day.toLocaleString("fr-FR", { month: "short" })}</span>
      </span>
      <div class="flex-1 min-w-[11rem]">
        <p class="font-semibold leading-tight first-letter:uppercase">
          <time datetime={startsAt.toString()}>{t("visits.at", { day: dayInWords, hour: hour(startsAt, zone) })}</time>
        </p>
        <p class="muted small">{what.filter(Boolean).join(", ")}</p>
      </div>
      <div class="flex flex-wrap items-center gap-2">
        {visit.overbooked && visit.status !== "cancelled" && <State icon="layers-2">{t("visits.overbooked")}</State>}
        {visit.isDiscreet && <State icon="eye-off">{t("visits.discreet")}</State>}
        <VisitState visit={visit} sex={sex} />
        <a
          class="btn btn-ghost btn-square"
          href={proPaths.appointment(visit.id, { retour: back || path })}
          aria-label={t("visits.open", { day: dayInWords, hour: hour(startsAt, zone) })}
        >
          <Icon name="chevron-right" />
        </a>
      </div>
    </li>
  );
}

/** « visio », unless the name of the reason says so already. */
function placeOf(
  t: Words<"secretariat">,
  { place, reasonName }: Pick<FileVisit, "place" | "reasonName">,
): string | null {
  if (place === "in-person") return null;
  const words = t(`visits.place.${place}`);
  return reasonName.toLocaleLowerCase("fr").includes(words) ? "" : words;
}

const dresses: Record<FileVisit["status"], [StateKind, IconName]> = {
  requested: ["wait", "hourglass"],
  booked: ["ok", "check"],
  arrived: ["wait", "armchair"],
  "in-consultation": ["info", "door-open"],
  seen: ["plain", "check-check"],
  missed: ["stop", "user-x"],
  cancelled: ["plain", "calendar-x-2"],
};

/** How a visit stands, said of a woman, a man, or someone who did not say. */
function VisitState({ visit, sex }: Pick<VisitRowProps, "visit" | "sex">) {
  const t = useWords("secretariat");
  const { now } = useRequest();
  const { status, arrivedAt, zone, endsAt, cancelledBy } = visit;
  const [kind, icon] = dresses[status];
  if (status === "booked" && Temporal.Instant.compare(endsAt, now) <= 0)
    return <State icon="clock">{t("visits.state.past")}</State>;
  if (status === "arrived" && arrivedAt)
    return (
      <State kind={kind} icon={icon}>
        {t(`visits.arrivedAt.${sex}`, { hour: hour(arrivedAt, zone) })}
      </State>
    );
  const isByPatient = status === "cancelled" && cancelledBy === "patient";
  const words =
    status === "seen" || status === "missed" || status === "arrived"
      ? t(`visits.${status}.${sex}`)
      : t(`visits.state.${isByPatient ? "cancelledByPatient" : status}`);
  return (
    <State kind={kind} icon={icon}>
      {words}
    </State>
  );
}
