import { paths } from "../paths.ts";
import { ButtonLink } from "../ui/button.tsx";
import { dayAndHour, nearDay, phone, town } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { When } from "../ui/when.tsx";
import { useWords } from "../ui/words.ts";
import { changeByPatient } from "./appointment.ts";
import { type AppointmentDetails, directionsTo, firstOf, phoneOf, practitionerName } from "./details.ts";
import { Preparation, Told } from "./preparation.tsx";

/** Right after booking: the day and the hour, what to bring, until when it can be changed. */
export function Confirmed({
  appointment,
  isOwn,
  address,
}: {
  appointment: AppointmentDetails;
  /** It is for whoever looks; otherwise for someone she acts for. */
  isOwn: boolean;
  address: string;
}) {
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
            <Icon name={isRequest ? "hourglass" : "check"} />{" "}
            {t(isRequest ? "confirmed.requestedState" : "confirmed.state")}
          </p>
          <h1 class="mt-5 text-[clamp(2rem,1.4rem+2.6vw,3rem)]!">
            {t(isRequest ? "confirmed.requestedHeading" : isOwn ? "confirmed.heading" : "confirmed.headingFor", {
              day: nearDay(day, now.toZonedDateTimeISO(zone).toPlainDate(), language),
              name: firstOf(appointment.patientFirstNames),
            })}
          </h1>
          <div class="mt-7">
            <When at={startsAt} zone={zone} tone="white">
              <p class="font-semibold text-[1.2rem]">{practitionerName(appointment)}</p>
              <p class="muted">
                {appointment.siteName}
                <br />
                {appointment.street}, {town(appointment)}
              </p>
            </When>
          </div>
          <div class="flex flex-wrap gap-3 mt-8">
            {!isRequest && (
              <ButtonLink tone="on-deep" icon="calendar-plus" href={paths.calendarFile(id)}>
                {t("confirmed.addToCalendar")}
              </ButtonLink>
            )}
            <ButtonLink tone="line-deep" icon="map-pin" href={directionsTo(appointment)} rel="noreferrer">
              {t("confirmed.directions")}
            </ButtonLink>
          </div>
        </div>
        <div class="grid gap-5 sm:grid-cols-2 mt-5 sm:[&>*:last-child:nth-child(odd)]:col-span-2">
          <Preparation appointment={appointment} />
          <Trouble appointment={appointment} />
        </div>
        <p class="muted mt-7 flex gap-3">
          <Icon name="mail" class="mt-0.5" />
          <span class="min-w-0 break-words">
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

function Trouble({ appointment }: { appointment: AppointmentDetails }) {
  const { now, language } = useRequest();
  const t = useWords("appointments");
  const { id, zone } = appointment;
  const change = changeByPatient(appointment, now);
  return (
    <Told id="empechement" icon="calendar-sync" title={t("confirmed.trouble")}>
      <p class="mt-3">
        <Rich>
          {change
            ? t(`confirmed.troubleText.${change.what}`, { deadline: dayAndHour(change.until, zone, now, language) })
            : t("confirmed.troubleByPhone", { phone: phone(phoneOf(appointment)) })}
        </Rich>
      </p>
      {change && (
        <a class="link target mt-1" href={paths.appointment(id)}>
          {t(`confirmed.change.${change.what}`)}
        </a>
      )}
    </Told>
  );
}
