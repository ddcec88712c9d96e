import type { ComponentChildren } from "preact";
import { paths } from "../paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { dayAndHour, duration, longDay, phone } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.tsx";
import { Rich } from "../ui/rich.tsx";
import { When } from "../ui/when.tsx";
import { useWords } from "../ui/words.ts";
import { isAhead } from "./appointment.ts";
import { ByPhone, type Possible, StatusOf } from "./appointment-card.tsx";
import { type AppointmentDetails, directionsTo, phoneOf, practitionerName } from "./details.ts";
import { lengthOf } from "./length.ts";

/** Right after booking: the day and the hour, what to bring, until when it can be changed. */
export function Confirmed({ appointment, address }: { appointment: AppointmentDetails; address: string }) {
  const { now, language } = useRequest();
  const t = useWords("appointments");
  const { id, startsAt, zone, status } = appointment;
  const isRequest = status === "requested";
  const day = startsAt.toZonedDateTimeISO(zone).toPlainDate();
  return (
    <Page title={t(isRequest ? "confirmed.requestedTitle" : "confirmed.title")} current={paths.myAppointments()}>
      <div class="max-w-[46rem] mx-auto">
        <div class="deep on-deep p-6 sm:p-10">
          <p class="inline-flex items-center gap-2.5 rounded-full bg-[#f4c34f] text-[#2e2206] font-semibold ps-2.5 pe-4 py-1">
            <Icon name="check" /> {t(isRequest ? "confirmed.requestedState" : "confirmed.state")}
          </p>
          <h1 class="mt-5 text-[clamp(2rem,1.4rem+2.6vw,3rem)]!">
            {t("confirmed.heading", {
              day: longDay(day, now.toZonedDateTimeISO(zone).toPlainDate(), language),
              name: appointment.patientFirstNames.split(" ")[0],
            })}
          </h1>
          <div class="mt-7">
            <When at={startsAt} zone={zone} tone="white">
              <p class="font-semibold text-[1.2rem]">{practitionerName(appointment)}</p>
              <p class="muted">
                {appointment.siteName}
                <br />
                {appointment.street}, {appointment.postalCode} {appointment.commune}
              </p>
            </When>
          </div>
          <div class="flex flex-wrap gap-3 mt-8">
            <ButtonLink tone="on-deep" icon="calendar-plus" href={paths.calendarFile(id)}>
              {t("confirmed.addToCalendar")}
            </ButtonLink>
            <ButtonLink tone="line-deep" icon="map-pin" href={directionsTo(appointment)} rel="noreferrer">
              {t("confirmed.directions")}
            </ButtonLink>
          </div>
        </div>
        <div class="grid gap-5 sm:grid-cols-2 mt-5">
          <Preparation appointment={appointment} />
          <Trouble appointment={appointment} />
        </div>
        <p class="muted mt-7 flex gap-3">
          <Icon name="mail" class="mt-0.5" />
          <span>
            <Rich>{t(isRequest ? "confirmed.requestedMail" : "confirmed.mail", { address })}</Rich>
          </span>
        </p>
        <p class="mt-5">
          <a class="link target" href={paths.myAppointments()}>
            {t("confirmed.all")} <Icon name="arrow-right" />
          </a>
        </p>
      </div>
    </Page>
  );
}

/** All about one appointment, at the address its mails lead to. */
export function Show({
  appointment,
  possible,
  moved,
}: {
  appointment: AppointmentDetails;
  possible: Possible;
  moved: boolean;
}) {
  const { now, language } = useRequest();
  const t = useWords("appointments");
  const { id, startsAt, zone } = appointment;
  const day = longDay(
    startsAt.toZonedDateTimeISO(zone).toPlainDate(),
    now.toZonedDateTimeISO(zone).toPlainDate(),
    language,
  );
  const ahead = isAhead(appointment, now);
  return (
    <Page title={t("show.title", { day })} current={paths.myAppointments()} width="narrow">
      <BackLink href={paths.myAppointments()}>{t("show.back")}</BackLink>
      <h1 class="mb-5">{t("show.title", { day })}</h1>
      {moved && (
        <Notice kind="ok" icon="check" role="status" class="mb-6">
          <p>
            <strong>{t("move.movedTitle")}.</strong>{" "}
            {t("move.movedText", { when: dayAndHour(startsAt, zone, now, language) })}
          </p>
        </Notice>
      )}
      <div class="sheet sheet-pad grid gap-6">
        <p>
          <StatusOf appointment={appointment} />
        </p>
        <When at={startsAt} zone={zone} tone={ahead ? "plain" : "past"}>
          <p class="font-semibold text-[1.2rem]">{practitionerName(appointment)}</p>
          <p class="muted">
            {appointment.reasonName}, {duration(lengthOf(appointment))}, {t(`place.${appointment.place}`)}
          </p>
        </When>
        <Facts appointment={appointment} />
        {ahead && <Actions appointment={appointment} possible={possible} />}
      </div>
      {ahead && (
        <div class="mt-5 grid gap-5">
          <Preparation appointment={appointment} />
        </div>
      )}
      <p class="mt-6 flex flex-wrap gap-x-6 gap-y-1">
        {ahead && (
          <a class="link target" href={paths.calendarFile(id)}>
            <Icon name="calendar-plus" /> {t("show.download")}
          </a>
        )}
        <a class="link target" href={paths.practitioner(appointment.slug)}>
          {t("show.sheet")}
        </a>
      </p>
    </Page>
  );
}

function Facts({ appointment }: { appointment: AppointmentDetails }) {
  const t = useWords("appointments");
  const number = phoneOf(appointment);
  return (
    <dl class="facts pt-5 border-t border-line">
      <div>
        <dt>{t("show.where")}</dt>
        <dd>
          {appointment.siteName}
          <br />
          {appointment.street}, {appointment.postalCode} {appointment.commune}
          {appointment.access && (
            <>
              <br />
              {appointment.access}
            </>
          )}
          <br />
          <a class="link target" href={directionsTo(appointment)} rel="noreferrer">
            {t("list.directions")}
          </a>
        </dd>
      </div>
      <div>
        <dt>{t("show.phone")}</dt>
        <dd>
          <a class="link target" href={`tel:${number}`}>
            {phone(number)}
          </a>
        </dd>
      </div>
      <div>
        <dt>{t("show.forWhom")}</dt>
        <dd>
          {appointment.patientFirstNames} {appointment.patientName}
        </dd>
      </div>
      {appointment.wordsForPractice && (
        <div>
          <dt>{t("show.your")}</dt>
          <dd class="whitespace-pre-line">{appointment.wordsForPractice}</dd>
        </div>
      )}
    </dl>
  );
}

function Actions({ appointment, possible }: { appointment: AppointmentDetails; possible: Possible }) {
  const { now, language } = useRequest();
  const t = useWords("appointments");
  const { id, zone, cancellableUntil } = appointment;
  if (!possible.canMove && !possible.canCancel) return <ByPhone appointment={appointment} />;
  return (
    <div class="grid gap-3">
      <div class="flex flex-wrap gap-3">
        {possible.canMove && (
          <ButtonLink icon="calendar-sync" href={paths.move(id)}>
            {t("list.move")}
          </ButtonLink>
        )}
        {possible.canCancel && (
          <ButtonLink tone="outline" icon="x" href={paths.cancellation(id)}>
            {t("list.cancel")}
          </ButtonLink>
        )}
      </div>
      {cancellableUntil && (
        <p class="muted">{t("list.changeUntil", { deadline: dayAndHour(cancellableUntil, zone, now, language) })}</p>
      )}
    </div>
  );
}

function Preparation({ appointment }: { appointment: AppointmentDetails }) {
  const t = useWords("appointments");
  return (
    <>
      {appointment.toBring && (
        <Told id="apporter" icon="backpack" title={t("confirmed.bring")}>
          <ul class="mt-3 grid gap-2">
            {appointment.toBring.split("\n").map((item) => (
              <li key={item} class="flex gap-2.5">
                <Icon name="check" class="text-primary mt-0.5" />
                {item}
              </li>
            ))}
          </ul>
        </Told>
      )}
      {appointment.instructions && (
        <Told id="avant" icon="info" title={t("confirmed.before")}>
          <p class="mt-3 whitespace-pre-line">{appointment.instructions}</p>
        </Told>
      )}
    </>
  );
}

function Trouble({ appointment }: { appointment: AppointmentDetails }) {
  const { now, language } = useRequest();
  const t = useWords("appointments");
  const { id, zone, cancellableUntil } = appointment;
  return (
    <Told id="empechement" icon="calendar-sync" title={t("confirmed.trouble")}>
      <p class="mt-3">
        <Rich>
          {cancellableUntil
            ? t("confirmed.troubleText", { deadline: dayAndHour(cancellableUntil, zone, now, language) })
            : t("confirmed.troubleByPhone", { phone: phone(phoneOf(appointment)) })}
        </Rich>
      </p>
      {cancellableUntil && (
        <a class="link target mt-1" href={paths.appointment(id)}>
          {t("confirmed.change")}
        </a>
      )}
    </Told>
  );
}

function Told({
  id,
  icon,
  title,
  children,
}: {
  id: string;
  icon: IconName;
  title: string;
  children: ComponentChildren;
}) {
  return (
    <section class="sheet sheet-pad" aria-labelledby={id}>
      <h2 id={id} class="flex items-center gap-3">
        <Icon name={icon} class="text-primary" /> {title}
      </h2>
      {children}
    </section>
  );
}
