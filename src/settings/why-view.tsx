import type { Seeker } from "../appointments/seeker.ts";
import { lengthPreviewed, type Why, type WhyNot } from "../appointments/why-not.ts";
import { parseDelay, parseHorizon } from "../availability/rules.ts";
import { proPaths } from "../pro-paths.ts";
import { duration, hour, longDay } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";

export interface WhyProps {
  why: Why;
  as: Seeker;
  /** Who may change the rules of the house, and not only the agenda. */
  isManager: boolean;
}

/** Why a time is not offered, in one sentence, with the way to what causes it. */
export function WhyAnswer({ why, as, isManager }: WhyProps) {
  const t = useWords("settings");
  const { now } = useRequest();
  const { offer, startMs, because } = why;
  const at = Temporal.Instant.fromEpochMilliseconds(startMs);
  const day = longDay(
    at.toZonedDateTimeISO(offer.zone).toPlainDate(),
    now.toZonedDateTimeISO(offer.zone).toPlainDate(),
    "fr",
  );
  const sentences = useSentence(why, as);
  const way = useWay(why);
  const isRule = way?.needsManager && !isManager;
  return (
    <Notice kind={because ? "sun" : "ok"} icon={because ? "circle-help" : "check"} role="status">
      <p>
        <strong>{t("preview.whyTitle", { day, time: hour(at, offer.zone) })}</strong>
      </p>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {isRule && <p class="muted">{t("why.askManager")}</p>}
      {way && !isRule && (
        <a class="link target" href={way.href}>
          {way.label}
        </a>
      )}
    </Notice>
  );
}

/** The refusal in plain words: one for every answer of the engine, as the compiler sees to. */
function useSentence({ offer, because, cause, startMs, endMs }: Why, as: Seeker): string[] {
  const t = useWords("settings");
  const time = (at: Temporal.Instant) => hour(at, offer.zone);
  const told: Record<WhyNot, () => string[]> = {
    past: () => [t("why.past")],
    "too-soon": () => [t("why.too-soon", { notice: delay(offer.bookingNotice) })],
    "beyond-horizon": () => [t("why.beyond-horizon", { horizon: horizon(offer.bookingHorizon) })],
    "not-released-yet": () => [t("why.not-released-yet", { hours: offer.releasedHoursBefore ?? 0 })],
    holiday: () => [t("why.holiday", { name: cause.kind === "holiday" ? t(`holidays.${cause.name}`) : "" })],
    absence: () => [t("why.absence")],
    busy: () => [
      t("why.busy"),
      cause.kind === "appointment"
        ? t("why.busyBy", { from: time(cause.startsAt), to: time(cause.endsAt) })
        : t("why.busyUnseen"),
    ],
    "quota-full": () => [t("why.quota-full", { quota: offer.newPatientsPerDay ?? 0 })],
    "outside-openings": () => [
      t("why.outside-openings", { minutes: duration(lengthPreviewed(offer, as)) }),
      cause.kind === "exception" ? t("why.removed") : neighbours(),
    ],
    "not-on-the-grid": () => [t("why.not-on-the-grid", { step: offer.stepMin }), neighbours()],
    "reason-inactive": () => [t(closedWords[cause.kind === "closed" ? cause.what : "reason"])],
    "site-closed": () => [t("why.site-closed")],
    "not-for-this-practitioner": () => [t("why.not-for-this-practitioner")],
    "not-online": () => [t("why.not-online")],
    "staff-only": () => [t("why.staff-only")],
    "invited-only": () => [t("why.invited-only")],
    "known-only": () => [t("why.known-only")],
    "no-new-patients": () => [t("why.no-new-patients")],
  };
  return because ? told[because]().filter(Boolean) : [t("why.offered")];

  function neighbours(): string {
    if (cause.kind !== "neighbours") return "";
    const times = [cause.before, cause.after].filter((ms) => ms !== null);
    const said = times.map((ms) => time(Temporal.Instant.fromEpochMilliseconds(ms))).join(", ");
    return times.length > 0 && startMs < endMs ? t("why.neighbours", { times: said }) : "";
  }
  function delay(text: string): string {
    const read = parseDelay(text) ?? { hours: 0 };
    return "hours" in read ? t("why.hours", { count: read.hours }) : t("why.days", { count: read.days });
  }
  function horizon(text: string): string {
    const read = parseHorizon(text) ?? { days: 0 };
    return "days" in read ? t("why.days", { count: read.days }) : t("why.months", { count: read.months });
  }
}

const closedWords = {
  practitioner: "why.practitioner-inactive",
  site: "why.site-closed",
  reason: "why.reason-inactive",
} as const;

/** The page where what causes it can be changed; `needsManager`: by whoever manages the practice. */
function useWay({
  offer,
  because,
  cause,
  startMs,
}: Why): { href: string; label: string; needsManager?: boolean } | null {
  const t = useWords("settings");
  const { practitionerId: praticien, siteId, reasonId } = offer;
  const local = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(offer.zone);
  const jour = local.toPlainDate().toString();
  const toReason = { href: proPaths.reason(reasonId), label: t("why.toReason"), needsManager: true };
  const toSite = { href: proPaths.site(siteId), label: t("why.toSite"), needsManager: true };
  const toPractitioner = { href: proPaths.practitioner(praticien), label: t("why.toPractitioner"), needsManager: true };
  const toOffers = { href: proPaths.practitionerReasons(praticien), label: t("why.toOffers"), needsManager: true };

  if (cause.kind === "absence") return { href: proPaths.absence(cause.id), label: t("why.toAbsence") };
  if (cause.kind === "appointment") return { href: proPaths.appointment(cause.id), label: t("why.toAppointment") };
  if (cause.kind === "exception")
    return { href: proPaths.opening(cause.openingId, { jour }), label: t("why.toOpening") };
  const ways: Record<WhyNot, ReturnType<typeof useWay>> = {
    past: null,
    "too-soon": toReason,
    "beyond-horizon": toReason,
    "not-released-yet": toReason,
    holiday: toSite,
    absence: { href: proPaths.absences({ praticien }), label: t("why.toAbsence") },
    busy: null,
    "quota-full": toPractitioner,
    "outside-openings": {
      href: proPaths.newOpening({ praticien, jour, de: local.toPlainTime().toString({ smallestUnit: "minute" }) }),
      label: t("why.toNewOpening"),
    },
    "not-on-the-grid": toReason,
    "reason-inactive":
      cause.kind === "closed" ? { practitioner: toPractitioner, site: toSite, reason: toReason }[cause.what] : toReason,
    "site-closed": toSite,
    "not-for-this-practitioner": toOffers,
    "not-online": toPractitioner,
    "staff-only": toReason,
    "invited-only": toReason,
    "known-only": toReason,
    "no-new-patients": toPractitioner,
  };
  return because ? ways[because] : null;
}
