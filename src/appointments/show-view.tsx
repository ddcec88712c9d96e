import { linkTo } from "../accounts/auth-card.tsx";
import { paths } from "../paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { dayAndHour, duration, longDay, phone, town } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { When } from "../ui/when.tsx";
import { useWords } from "../ui/words.ts";
import { changeByPatient, isAhead } from "./appointment.ts";
import { ByPhone, type Possible, StatusOf } from "./appointment-card.tsx";
import { type AppointmentDetails, directionsTo, phoneOf, practitionerName } from "./details.ts";
import { lengthOf } from "./length.ts";
import { Preparation } from "./preparation.tsx";

/** All about one appointment, at the address its mails lead to. */
export function Show({
  appointment,
  possible,
  isGuest,
  moved,
}: {
  appointment: AppointmentDetails;
  possible: Possible;
  /** Came by the link of a mail. */
  isGuest: boolean;
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
      {!isGuest && <BackLink href={paths.myAppointments()}>{t("show.back")}</BackLink>}
      <h1 class="mb-5">{t("show.title", { day })}</h1>
      {isGuest && <OnlyThis id={id} />}
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
            {[appointment.reasonName, duration(lengthOf(appointment)), t(`place.${appointment.place}`)]
              .filter(Boolean)
              .join(", ")}
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

/** What a guest sees is little, and for a while. */
function OnlyThis({ id }: { id: string }) {
  const t = useWords("appointments");
  return (
    <Notice kind="info" icon="info" class="mb-6">
      <p>
        <Rich marks={{ in: linkTo(paths.signIn({ vers: paths.appointment(id) })) }}>{t("guest.only")}</Rich>
      </p>
    </Notice>
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
          {appointment.street}, {town(appointment)}
          {appointment.access && (
            <>
              <br />
              <span lang="fr">{appointment.access}</span>
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
      {appointment.wordsForPatient && (
        <div>
          <dt>{t("show.theirs")}</dt>
          <dd class="whitespace-pre-line" lang="fr">
            {appointment.wordsForPatient}
          </dd>
        </div>
      )}
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
  const { id, zone } = appointment;
  const change = changeByPatient(appointment, now);
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
      {change && (
        <p class="muted">
          {t(`list.changeUntil.${change.what}`, { deadline: dayAndHour(change.until, zone, now, language) })}
        </p>
      )}
    </div>
  );
}
