import { paths } from "../paths.ts";
import type { Actor } from "../platform/actor.ts";
import { ButtonLink } from "../ui/button.tsx";
import { dayAndHour, duration, hourInFull, phone } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { State } from "../ui/state.tsx";
import { DayTile } from "../ui/when.tsx";
import { useWords } from "../ui/words.ts";
import { isAhead, refusalToCancel, refusalToMove } from "./appointment.ts";
import { type AppointmentDetails, phoneOf, practitionerName } from "./details.ts";
import { lengthOf } from "./length.ts";

/** What this person may still do online with an appointment. */
export interface Possible {
  canMove: boolean;
  canCancel: boolean;
}

export function possibleFor(appointment: AppointmentDetails, by: Actor, now: Temporal.Instant): Possible {
  return { canMove: !refusalToMove(appointment, by, now), canCancel: !refusalToCancel(appointment, by, now) };
}

/** One appointment to come, with what can be done about it. */
export function AppointmentCard({
  appointment,
  possible,
  forWhom,
}: {
  appointment: AppointmentDetails;
  possible: Possible;
  forWhom: string | null;
}) {
  const { language } = useRequest();
  const t = useWords("appointments");
  const { id, startsAt, zone } = appointment;
  return (
    <li class="sheet sheet-pad grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-4 sm:gap-x-6">
      <div class="sm:row-span-2">
        <DayTile day={startsAt.toZonedDateTimeISO(zone).toPlainDate()} />
      </div>
      <div class="grid sm:grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-2 content-start items-start">
        <div>
          <h3 class="text-[1.2rem]!">
            <span class="block text-[1.7rem] leading-none mb-1.5">{hourInFull(startsAt, zone, language)}</span>
            {practitionerName(appointment)}
          </h3>
          <p class="muted mt-1">
            {t("list.visit", { reason: appointment.reasonName, duration: duration(lengthOf(appointment)) })}
          </p>
          {forWhom && (
            <p class="muted flex gap-2">
              <Icon name="user-round" class="mt-0.5" />
              {t("list.forWhom", { name: forWhom })}
            </p>
          )}
        </div>
        <div class="max-sm:-order-1">
          <StatusOf appointment={appointment} />
        </div>
      </div>
      <div class="col-span-2 sm:col-span-1 sm:col-start-2 grid gap-3">
        {!possible.canMove && !possible.canCancel && <ByPhone appointment={appointment} />}
        <div class="flex flex-wrap gap-2">
          {possible.canMove && (
            <ButtonLink tone="soft" href={paths.move(id)}>
              {t("list.move")}
            </ButtonLink>
          )}
          {possible.canCancel && (
            <ButtonLink tone="ghost" href={paths.cancellation(id)}>
              {t("list.cancel")}
            </ButtonLink>
          )}
          <ButtonLink tone="ghost" href={paths.appointment(id)}>
            {t("list.details")}
          </ButtonLink>
        </div>
      </div>
    </li>
  );
}

/** How it stands, in a word and a sign. */
export function StatusOf({ appointment }: { appointment: AppointmentDetails }) {
  const { now } = useRequest();
  const t = useWords("appointments");
  switch (appointment.status) {
    case "cancelled": {
      const key = appointment.cancelledBy === "patient" ? "state.cancelledByYou" : "state.cancelledByPractice";
      return <State icon="x">{t(key)}</State>;
    }
    case "requested":
      return (
        <State kind="wait" icon="hourglass">
          {t("state.requested")}
        </State>
      );
    case "arrived":
    case "in-consultation":
      return (
        <State kind="ok" icon="check">
          {t(`state.${appointment.status}`)}
        </State>
      );
    case "missed":
      return <State icon="x">{t("state.missed")}</State>;
    case "seen":
      return <State icon="check">{t("state.seen")}</State>;
    default:
      return isAhead(appointment, now) ? (
        <State kind="ok" icon="check">
          {t("state.booked")}
        </State>
      ) : (
        <State icon="check">{t("state.over")}</State>
      );
  }
}

/** Past the deadline the buttons give way to the practice's telephone, with the reason why. */
export function ByPhone({ appointment }: { appointment: AppointmentDetails }) {
  const { now, language } = useRequest();
  const t = useWords("appointments");
  const number = phoneOf(appointment);
  const until = appointment.cancellableUntil ?? appointment.movableUntil;
  const isPast = until !== null && Temporal.Instant.compare(until, now) < 0;
  const sentence = isPast
    ? t("list.tooLate", { deadline: dayAndHour(until, appointment.zone, now, language) })
    : t("list.byPhone");
  return (
    <Notice kind="sun" icon="clock-alert">
      <p>
        <Rich>{sentence}</Rich>
      </p>
      <p class="flex flex-wrap items-center gap-x-5 gap-y-2 mt-3">
        <ButtonLink tone="outline" icon="phone" href={`tel:${number}`}>
          {phone(number)}
        </ButtonLink>
        {appointment.secretariatHours && (
          <span lang="fr" class="whitespace-pre-line">
            {appointment.secretariatHours}
          </span>
        )}
      </p>
    </Notice>
  );
}
