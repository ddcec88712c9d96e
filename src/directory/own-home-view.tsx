import { type AppointmentDetails, directionsTo, practitionerName } from "../appointments/details.ts";
import { jobOf } from "../establishments/specialty.ts";
import { paths } from "../paths.ts";
import { Avatar } from "../ui/avatar.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { relativeDay, town } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { When } from "../ui/when.tsx";
import { whole } from "../ui/whole.tsx";
import { useWords } from "../ui/words.ts";
import { Emergency } from "./emergency.tsx";
import { initialsOf } from "./initials.ts";
import type { OwnHome } from "./own-home.ts";
import { SearchBar } from "./search-bar.tsx";

/** Home for someone signed in: what comes next, and where one goes from here. */
export function OwnHomeView({ own: { next, nextFor, known } }: { own: OwnHome }) {
  const t = useWords("directory");
  const { signedIn } = useRequest();
  return (
    <Page title={t("own.title")} current={paths.home()} foot={<Emergency />}>
      <h1>{t("own.hello", { name: signedIn?.name ?? "" })}</h1>
      <div class="grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,1fr)_21rem] mt-7 items-stretch">
        {next ? <Next appointment={next} forWhom={nextFor} /> : <NothingAhead />}
        <Shortcuts />
      </div>
      <section class="mt-11" aria-labelledby="chercher">
        <h2 id="chercher" class="mb-4">
          {whole(t("own.book"))}
        </h2>
        <SearchBar class="shadow-lift!" />
      </section>
      {known.length > 0 && <Known appointments={known} />}
    </Page>
  );
}

function Next({ appointment, forWhom }: { appointment: AppointmentDetails; forWhom: string | null }) {
  const t = useWords("directory");
  const { now, language } = useRequest();
  const { startsAt, zone } = appointment;
  const [day, today] = [startsAt, now].map((at) => at.toZonedDateTimeISO(zone).toPlainDate()) as [
    Temporal.PlainDate,
    Temporal.PlainDate,
  ];
  return (
    <section class="deep on-deep p-6 sm:p-8" aria-labelledby="prochain">
      <h2 id="prochain" class="text-[1.1rem]! font-sans! font-semibold! tracking-normal! muted">
        {whole(t("own.next", { when: relativeDay(day, today, language) }))}
      </h2>
      <div class="mt-5">
        <When at={startsAt} zone={zone} tone="sun">
          <p class="font-semibold text-[1.25rem]">{practitionerName(appointment)}</p>
          <p class="muted">
            {appointment.street}, {town(appointment)}
          </p>
          {forWhom && <p class="muted">{t("own.forWhom", { name: forWhom })}</p>}
        </When>
      </div>
      <div class="flex flex-wrap gap-3 mt-7">
        <ButtonLink tone="on-deep" href={paths.appointment(appointment.id)}>
          {t("own.seeIt")}
        </ButtonLink>
        <ButtonLink tone="line-deep" icon="map-pin" href={directionsTo(appointment)} rel="noreferrer">
          {t("own.directions")}
        </ButtonLink>
      </div>
    </section>
  );
}

function NothingAhead() {
  const t = useWords("directory");
  return (
    <section class="deep on-deep p-6 sm:p-8 grid content-center justify-items-start" aria-labelledby="prochain">
      <h2 id="prochain">{whole(t("own.nothing"))}</h2>
      <p class="muted mt-2 max-w-[30rem]">{t("own.nothingThen")}</p>
      <ButtonLink tone="on-deep" class="mt-6" href={paths.search()}>
        {t("own.find")}
      </ButtonLink>
    </section>
  );
}

function Shortcuts() {
  const t = useWords("directory");
  return (
    <nav class="sheet py-1.5" aria-label={t("own.shortcuts.label")}>
      <ul class="rows">
        {shortcuts.map(([name, icon, href]) => (
          <li key={name}>
            <a
              href={href}
              class="grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-4 items-center py-3.5 px-5 sm:px-6 no-underline text-base-content font-semibold hover:bg-soft"
            >
              <Icon name={icon} class="text-primary size-6!" />
              {t(`own.shortcuts.${name}`)}
              <Icon name="chevron-right" class="text-primary" />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Known({ appointments }: { appointments: AppointmentDetails[] }) {
  const t = useWords("directory");
  const { language } = useRequest();
  return (
    <section class="mt-11" aria-labelledby="soignants">
      <h2 id="soignants">{t("own.known")}</h2>
      <ul class="grid grid-cols-1 md:grid-cols-3 gap-4 mt-4">
        {appointments.map((appointment) => (
          <li key={appointment.practitionerId} class="sheet sheet-pad grid gap-5 content-between">
            <div class="flex gap-4 items-center">
              <Avatar initials={initialsOf(appointment)} />
              <div class="min-w-0 wrap-anywhere">
                <h3>{practitionerName(appointment)}</h3>
                <p class="muted">{jobOf(appointment, language)}</p>
              </div>
            </div>
            <ButtonLink tone="soft" href={paths.practitioner(appointment.slug, { motif: appointment.reasonId })}>
              {t("own.again")}
              <span class="sr-only"> {t("own.againWith", { practitioner: practitionerName(appointment) })}</span>
            </ButtonLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

const shortcuts = [
  ["appointments", "calendar-days", paths.myAppointments()],
  ["relatives", "users-round", paths.relatives()],
  ["reminders", "bell", paths.notifications()],
  ["account", "user-round", paths.account()],
  ["help", "circle-help", paths.help()],
] as const satisfies [string, IconName, string][];
