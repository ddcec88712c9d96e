import { proPaths } from "../pro-paths.ts";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Select, TextArea } from "../ui/field.tsx";
import { duration, longDay } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useIsland, useRequest } from "../ui/request.ts";
import { useSentences, useWords } from "../ui/words.ts";
import { type Booking, type BookingAnswer, usualMinutes } from "./booking.ts";
import { BookingRefused, OnPurpose } from "./booking-refused.tsx";
import { FindPatient, NewFile } from "./find-patient.tsx";
import { FreeTimeButtons } from "./free-time-buttons.tsx";
import { ChosenPatient } from "./patient-card-view.tsx";
import { Tell } from "./tell.tsx";
import { DayField, DefaultButton, HourField, MinutesField } from "./time-fields.tsx";

/** One form, every button of which posts it whole: who, what for, when, and what to say of it. Enter does what comes next. */
export function BookingForm({ booking, said }: { booking: Booking; said: BookingAnswer }) {
  useIsland("booking");
  const t = useWords("agenda");
  const { typed, patient, key, fileKey } = booking;
  const errors = useSentences("agenda", said.errors ?? {});
  const ofFile = useSentences("patient-file", said.fileErrors ?? {});
  const next = patient || typed.nouveau ? "enregistrer" : "chercher";
  return (
    <form
      method="post"
      action={proPaths.newAppointment()}
      class="sheet border-primary! p-4 sm:p-5 grid gap-4"
      novalidate
      data-booking
    >
      <DefaultButton value={next}>{t(next === "chercher" ? "booking.search" : "booking.save")}</DefaultButton>
      <input type="hidden" name="cle" value={key} />
      <input type="hidden" name="cleDossier" value={fileKey} />
      <input type="hidden" name="pose" value="oui" />
      <ErrorSummary errors={{ ...errors, ...ofFile }} />
      {said.refusal && <BookingRefused booking={booking} refusal={said.refusal} />}
      <div data-part="time" class="empty:hidden">
        <TimeChosen booking={booking} />
      </div>
      <div data-part="patient">
        {patient ? (
          <ChosenPatient booking={{ ...booking, patient }} />
        ) : typed.nouveau ? (
          <NewFile booking={booking} said={said} />
        ) : (
          <FindPatient booking={booking} error={errors.q} />
        )}
      </div>
      <Reason booking={booking} />
      <WhenAndWhere booking={booking} errors={errors} />
      <TextArea name="note" label={t("booking.note")} optional rows={2} value={typed.note} error={errors.note} />
      <div data-part="tell">
        <Tell
          patient={patient}
          isTicked={typed.pose ? typed.prevenir === "oui" : true}
          isDiscreet={booking.reason.discreet}
        />
      </div>
      {said.refusal?.because === "only-on-purpose" ? (
        <OnPurpose warnings={said.refusal.warnings} />
      ) : (
        <Button name="geste" value="enregistrer" class="btn-block">
          {t("booking.save")}
        </Button>
      )}
    </form>
  );
}

/** « 15:30 – 16:00, Dre Lune », once there is an hour. */
function TimeChosen({ booking }: { booking: Booking }) {
  const { now, language } = useRequest();
  const { time, day, agenda, site, typed } = booking;
  if (!time) return null;
  const minutes = Number(typed.minutes) || usualMinutes(booking);
  const ends = Temporal.PlainTime.from(time).add({ minutes }).toString({ smallestUnit: "minute" });
  const today = now.toZonedDateTimeISO(site.zone).toPlainDate();
  return (
    <p class="flex gap-2.5">
      <Icon name="calendar-days" class="mt-0.5" />
      <span>
        <strong class="tnum">
          {time} – {ends}
        </strong>
        , {agenda.name}
        <span class="muted block">
          {longDay(day, today, language)}
          {agenda.sites.length > 1 && <>, {site.name}</>}
        </span>
      </span>
    </p>
  );
}

type Errors = Record<string, string>;

/** What for: the length follows, for someone known or new. */
function Reason({ booking }: { booking: Booking }) {
  const t = useWords("agenda");
  const { agenda, reason, patient } = booking;
  return (
    <div data-part="reason">
      <Select
        name="motif"
        label={t("booking.reason")}
        value={reason.id}
        options={agenda.reasons.map((each) => ({
          value: each.id,
          label: `${each.name}, ${duration(usualMinutes({ reason: each, patient }))}`,
        }))}
      />
    </div>
  );
}

/** Whose agenda, where, which day and hour: open while there is no hour; otherwise folded, since the click said it all. */
function WhenAndWhere({ booking, errors }: { booking: Booking; errors: Errors }) {
  const t = useWords("agenda");
  const { choices, agenda, site, day, time, times, typed } = booking;
  const isOpen = !time || Boolean(errors.jour ?? errors.heure ?? errors.minutes);
  return (
    <details open={isOpen} class="group border-y border-line py-1">
      <summary class="target cursor-pointer font-semibold w-full">
        {t(time ? "booking.changeWhen" : "booking.when")}
        <Icon name="chevron-right" class="ms-auto group-open:rotate-90" />
      </summary>
      <div class="grid gap-3 pb-3 pt-1">
        <div class="grid gap-3 sm:grid-cols-2 xl:grid-cols-1">
          <Select
            name="praticien"
            label={t("booking.practitioner")}
            value={agenda.id}
            options={choices.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <SiteField agenda={agenda} site={site} />
          <DayField
            name="jour"
            label={t("booking.day")}
            value={errors.jour ? typed.jour : day.toString()}
            error={errors.jour}
          />
          <div class="grid gap-3 grid-cols-2">
            <HourField name="heure" label={t("booking.hour")} value={time ?? typed.heure} error={errors.heure} />
            <MinutesField
              name="minutes"
              label={t("booking.minutes")}
              value={typed.minutes}
              usual={usualMinutes(booking)}
              error={errors.minutes}
            />
          </div>
        </div>
        <Button tone="soft" icon="refresh-cw" name="geste" value="actualiser" class="justify-self-start">
          {t("booking.refresh")}
        </Button>
        <div data-part="times">
          {times.length > 0 && (
            <>
              <h2 class="text-base! mb-2">{t("booking.nextTimes")}</h2>
              <FreeTimeButtons times={times} sites={agenda.sites} />
            </>
          )}
          {!time && times.length === 0 && <p class="muted">{t("booking.noTimes")}</p>}
        </div>
      </div>
    </details>
  );
}

/** Where: nothing to choose, where one receives at one site only. */
export function SiteField({ agenda, site }: Pick<Booking, "agenda" | "site">) {
  const t = useWords("agenda");
  return (
    <div data-part="site" class={agenda.sites.length > 1 ? "" : "hidden"}>
      <Select
        name="lieu"
        label={t("booking.site")}
        value={site.id}
        options={agenda.sites.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </div>
  );
}
