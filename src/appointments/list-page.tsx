import { Hono } from "hono";
import { signedInOnly } from "../accounts/session.ts";
import { paths } from "../paths.ts";
import { personsOf, type Someone } from "../patients/queries.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { dayAndHour, duration, fullDate, relativeDay, town } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { Tabs } from "../ui/tabs.tsx";
import { When } from "../ui/when.tsx";
import { whole } from "../ui/whole.tsx";
import { useWords } from "../ui/words.ts";
import { changeByPatient, isAhead } from "./appointment.ts";
import { AppointmentCard, ByPhone, possibleFor, StatusOf } from "./appointment-card.tsx";
import { type AppointmentDetails, directionsTo, firstOf, myAppointments, practitionerName } from "./details.ts";
import { lengthOf } from "./length.ts";

const shownAtMost = 200;

/** « Mes rendez-vous »: the next one first, then the others to come, then what is past or cancelled; everyone's one acts for, or one
 * person's. */
export const listPage = new Hono<Web>().get(paths.myAppointments(), signedInOnly, async (c) => {
  const by = c.var.actor as Extract<Actor, { kind: "user" }>;
  const pour = c.req.query("pour") || null;
  const found = await asActor(c.var.db, by, async (tx) => {
    const people = await personsOf(tx, by);
    const isTheirs = pour === null || people.some(({ personId }) => personId === pour);
    if (!isTheirs) return null;
    const all = await myAppointments(tx, by, { limit: shownAtMost, now: c.var.now(), personId: pour });
    return { people, all };
  });
  if (!found) return c.notFound();
  const { people, all } = found;
  const ahead = all.filter((appointment) => isAhead(appointment, c.var.now())).reverse();
  const behind = all.filter((appointment) => !isAhead(appointment, c.var.now()));
  return c.render(<MyAppointments {...{ ahead, behind, people, chosen: pour, by, done: c.req.query("fait") }} />);
});

interface MyAppointmentsProps {
  ahead: AppointmentDetails[];
  behind: AppointmentDetails[];
  /** Everyone one acts for, oneself included. */
  people: Someone[];
  /** Whose appointments these are; null: everyone's. */
  chosen: string | null;
  by: Actor;
  /** What was just done, told once at the top. */
  done: string | undefined;
}

function MyAppointments({ ahead, behind, people, chosen, by, done }: MyAppointmentsProps) {
  const { now } = useRequest();
  const t = useWords("appointments");
  const [next, ...then] = ahead;
  const ownId = people.find(({ isSelf }) => isSelf)?.personId;
  const forWhom = ({ personId, patientFirstNames }: AppointmentDetails) =>
    personId === ownId ? null : firstOf(patientFirstNames);
  return (
    <Page title={t("list.title")} current={paths.myAppointments()}>
      <div class="flex flex-wrap items-center justify-between gap-4">
        <h1>{t("list.title")}</h1>
        {next && (
          <ButtonLink icon="plus" href={paths.search()}>
            {t("list.take")}
          </ButtonLink>
        )}
      </div>
      {done === "annule" && (
        <Notice kind="ok" icon="check" role="status" class="mt-6">
          <p>
            <strong>{t("cancel.done")}.</strong> {t("cancel.doneText")}
          </p>
        </Notice>
      )}
      <WhoseTabs people={people} chosen={chosen} />
      {next ? (
        <NextAppointment appointment={next} by={by} forWhom={forWhom(next)} />
      ) : (
        <div class="mt-7">
          <EmptyState icon="calendar-days" title={t("list.emptyTitle")} text={t("list.emptyText")}>
            <ButtonLink href={paths.search()}>{t("list.find")}</ButtonLink>
          </EmptyState>
        </div>
      )}
      {then.length > 0 && (
        <section class="mt-11" aria-labelledby="ensuite">
          <h2 id="ensuite">{t("list.then")}</h2>
          <ul class="grid grid-cols-1 gap-4 mt-4">
            {then.map((appointment) => (
              <AppointmentCard
                key={appointment.id}
                appointment={appointment}
                possible={possibleFor(appointment, by, now)}
                forWhom={forWhom(appointment)}
              />
            ))}
          </ul>
        </section>
      )}
      {behind.length > 0 && <Behind appointments={behind} forWhom={forWhom} />}
    </Page>
  );
}

function NextAppointment({
  appointment,
  by,
  forWhom,
}: {
  appointment: AppointmentDetails;
  by: Actor;
  forWhom: string | null;
}) {
  const { now, language } = useRequest();
  const t = useWords("appointments");
  const { id, startsAt, zone } = appointment;
  const day = startsAt.toZonedDateTimeISO(zone).toPlainDate();
  const { canMove, canCancel } = possibleFor(appointment, by, now);
  const change = changeByPatient(appointment, now);
  return (
    <section class="deep on-deep mt-7 p-6 sm:p-9" aria-labelledby="prochain">
      <h2 id="prochain" class="text-[1.1rem]! font-sans! font-semibold! tracking-normal! muted">
        {whole(t("list.next", { when: relativeDay(day, now.toZonedDateTimeISO(zone).toPlainDate(), language) }))}
      </h2>
      <div class="grid gap-x-8 gap-y-7 mt-5 lg:grid-cols-[minmax(0,1fr)_15rem] items-end">
        <When at={startsAt} zone={zone} tone="sun">
          <p class="font-semibold text-[1.25rem]">
            <a class="no-underline hover:underline" href={paths.appointment(id)}>
              {practitionerName(appointment)}
            </a>
          </p>
          <p class="muted">
            {t("list.visit", { reason: appointment.reasonName, duration: duration(lengthOf(appointment)) })}
          </p>
          <p class="muted">
            {appointment.street}, {town(appointment)}
          </p>
          {forWhom && <p class="muted">{t("list.forWhom", { name: forWhom })}</p>}
        </When>
        <div class="grid gap-2.5 sm:max-lg:flex sm:max-lg:flex-wrap">
          {canMove && (
            <ButtonLink tone="on-deep" icon="calendar-sync" href={paths.move(id)}>
              {t("list.move")}
            </ButtonLink>
          )}
          {canCancel && (
            <ButtonLink tone="line-deep" icon="x" href={paths.cancellation(id)}>
              {t("list.cancel")}
            </ButtonLink>
          )}
          <ButtonLink tone="line-deep" icon="map-pin" href={directionsTo(appointment)} rel="noreferrer">
            {t("list.directions")}
          </ButtonLink>
        </div>
      </div>
      {change ? (
        <p class="muted mt-7 pt-5 border-t border-[#2c6266]">
          {t(`list.changeUntil.${change.what}`, { deadline: dayAndHour(change.until, zone, now, language) })}
        </p>
      ) : (
        <div class="mt-7">
          <ByPhone appointment={appointment} />
        </div>
      )}
    </section>
  );
}

/** Whose appointments are shown, where one acts for several. */
function WhoseTabs({ people, chosen }: Pick<MyAppointmentsProps, "people" | "chosen">) {
  const t = useWords("appointments");
  if (people.length < 2) return null;
  const tabs = [
    { label: t("list.everyone"), of: null },
    ...people.map(({ personId, firstName, isSelf }) => ({ label: isSelf ? t("list.me") : firstName, of: personId })),
  ].map(({ label, of }) => ({ label, href: paths.myAppointments(of ? { pour: of } : {}), isCurrent: of === chosen }));
  return <Tabs label={t("list.whose")} tabs={tabs} />;
}

interface BehindProps {
  appointments: AppointmentDetails[];
  forWhom: (appointment: AppointmentDetails) => string | null;
}

function Behind({ appointments, forWhom }: BehindProps) {
  const { language } = useRequest();
  const t = useWords("appointments");
  return (
    <section class="mt-12" aria-labelledby="passes">
      <h2 id="passes">{t("list.past")}</h2>
      <ul class="sheet px-5 sm:px-7 py-1 mt-4 rows">
        {appointments.map((appointment) => {
          const day = appointment.startsAt.toZonedDateTimeISO(appointment.zone).toPlainDate();
          return (
            <li
              key={appointment.id}
              class="grid gap-x-6 gap-y-1 py-4 sm:grid-cols-[11rem_minmax(0,1fr)_auto] sm:items-center"
            >
              <a class="link font-semibold" href={paths.appointment(appointment.id)}>
                <time datetime={day.toString()}>{fullDate(day, language)}</time>
              </a>
              <span>
                {practitionerName(appointment)}
                <span class="muted block">{appointment.reasonName}</span>
                {forWhom(appointment) && (
                  <span class="muted block">{t("list.forWhom", { name: forWhom(appointment) })}</span>
                )}
              </span>
              <span class="flex flex-wrap items-center gap-x-5 gap-y-1">
                <StatusOf appointment={appointment} />
                <a class="link target" href={paths.practitioner(appointment.slug, { motif: appointment.reasonId })}>
                  {t("list.again")}
                  <span class="sr-only"> {practitionerName(appointment)}</span>
                </a>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
