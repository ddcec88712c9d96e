import type { AppointmentForStaff } from "../appointments/for-staff.ts";
import { listedName } from "../patients/listed-name.ts";
import type { FieldErrors } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Select } from "../ui/field.tsx";
import { dayAndHour, duration, longDay } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useIsland, useRequest } from "../ui/request.ts";
import { useSentences, useWords } from "../ui/words.ts";
import { SiteField } from "./booking-form.tsx";
import { OnPurpose } from "./booking-refused.tsx";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import type { Wished } from "./difference.ts";
import { FreeTimeButtons } from "./free-time-buttons.tsx";
import type { NewPlace } from "./move-visit.ts";
import type { VisitRefusal } from "./refusal-words.ts";
import { Tell } from "./tell.tsx";
import { DayField, DefaultButton, HourField, MinutesField } from "./time-fields.tsx";

/** What the answer to the form adds to it. */
export interface MoveSaid {
  typed?: Readonly<Record<string, string>>;
  errors?: FieldErrors;
  refusal?: VisitRefusal;
  sentence?: string;
  theirs?: Parameters<typeof ChangedMeanwhile>[0]["theirs"];
  wished?: Wished;
}

/** Where it stands, and where it could stand: typed, or picked among the free times of that day. */
export function MoveVisit({ visit, place, said }: { visit: AppointmentForStaff; place: NewPlace; said: MoveSaid }) {
  const { now, language } = useRequest();
  const t = useWords("agenda");
  const errors = useSentences("agenda", said.errors ?? {});
  const { typed = {} } = said;
  const name = listedName(visit.patient);
  return (
    <ProPage title={t("moving.title")} current={proPaths.agenda()} erred={Object.keys(errors).length > 0}>
      <BackLink href={proPaths.appointment(visit.id)}>{t("visit.title", { name })}</BackLink>
      <h1>{t("moving.heading", { name })}</h1>
      <p class="muted mt-1">
        {t("moving.stands", {
          when: dayAndHour(visit.startsAt, visit.zone, now, language),
          practitioner: visit.practitioner,
          reason: `${visit.reasonName}, ${duration(visit.durationMin)}`,
        })}
      </p>
      <form
        method="post"
        action={proPaths.moveAppointment(visit.id)}
        class="sheet p-4 sm:p-5 grid gap-4 mt-4 max-w-[40rem]"
        novalidate
        data-booking
      >
        <DefaultButton value="deplacer">{t("moving.move")}</DefaultButton>
        <input type="hidden" name="version" value={said.theirs?.now.version ?? typed.version ?? visit.version} />
        <input type="hidden" name="pose" value="oui" />
        <ErrorSummary errors={errors} />
        {said.theirs && <ChangedMeanwhile theirs={said.theirs} wished={said.wished ?? {}} />}
        {said.sentence && (
          <Notice kind="sun" icon="triangle-alert" role="alert">
            <p class="font-semibold">{t("refused.notDone")}</p>
            <p>{said.sentence}</p>
          </Notice>
        )}
        <Place place={place} errors={errors} />
        <Times place={place} />
        <Tell
          patient={{ ...visit.patient, isLinked: visit.patient.hasAccount }}
          isTicked={typed.pose ? typed.prevenir === "oui" : true}
          isDiscreet={visit.isDiscreet}
        />
        {said.refusal?.because === "only-on-purpose" ? (
          <OnPurpose warnings={said.refusal.warnings} label={t("moving.anyway")} />
        ) : (
          <div class="flex flex-wrap gap-3">
            <Button icon="calendar-sync" name="geste" value="deplacer">
              {t(said.theirs ? "stale.mine" : "moving.move")}
            </Button>
            <ButtonLink tone="ghost" href={proPaths.appointment(visit.id)}>
              {t(said.theirs ? "stale.theirs" : "moving.keep")}
            </ButtonLink>
          </div>
        )}
      </form>
    </ProPage>
  );
}

function Place({ place, errors }: { place: NewPlace; errors: FieldErrors }) {
  useIsland("booking");
  const t = useWords("agenda");
  const { choices, agenda, site, fields } = place;
  return (
    <div class="grid gap-3 sm:grid-cols-2">
      <Select
        name="praticien"
        label={t("booking.practitioner")}
        value={agenda.id}
        options={choices.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SiteField agenda={agenda} site={site} />
      <DayField name="jour" label={t("booking.day")} value={fields.jour} error={errors.jour} />
      <div class="grid gap-3 grid-cols-2">
        <HourField name="heure" label={t("booking.hour")} value={fields.heure} error={errors.heure} />
        <MinutesField
          name="minutes"
          label={t("booking.minutes")}
          value={fields.minutes}
          usual={Number(fields.minutes) || 30}
          error={errors.minutes}
        />
      </div>
    </div>
  );
}

function Times({ place }: { place: NewPlace }) {
  const { now, language } = useRequest();
  const t = useWords("agenda");
  const { day, site, times } = place;
  const said = longDay(day, now.toZonedDateTimeISO(site.zone).toPlainDate(), language);
  return (
    <div class="grid gap-2">
      <Button tone="soft" icon="refresh-cw" name="geste" value="actualiser" class="justify-self-start">
        {t("moving.showTimes")}
      </Button>
      <div data-part="times">
        {times.length > 0 ? (
          <FreeTimeButtons times={times} sites={[]} />
        ) : (
          <p class="muted">{t("moving.noTimes", { day: said })}</p>
        )}
      </div>
    </div>
  );
}
