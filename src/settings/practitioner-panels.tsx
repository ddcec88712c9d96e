import type { Site } from "../establishments/settings.ts";
import { proPaths } from "../pro-paths.ts";
import { Field, Select } from "../ui/field.tsx";
import { useWords } from "../ui/words.ts";
import { delayUnitOf } from "./delay.ts";
import { jobs, secondJobs } from "./jobs.ts";
import { titles } from "./practitioner-answers.ts";
import { Sentence } from "./sentence.tsx";
import { Panel } from "./setting-form.tsx";
import { Tick, Ticks } from "./tick.tsx";

interface Part {
  typed: Record<string, string>;
  wrong: Record<string, string>;
}

/** Who, and where. */
export function WhoAndWhere({ typed, wrong, sites }: Part & { sites: readonly Site[] }) {
  const t = useWords("settings");
  return (
    <>
      <Panel title={t("practitioner.who")}>
        <div class="grid sm:grid-cols-[8rem_1fr_1fr] gap-4">
          <Select
            name="title"
            label={t("practitioner.titleOf")}
            value={typed.title}
            error={wrong.title}
            options={titles.map((value) => ({ value, label: value || t("practitioner.noTitle") }))}
          />
          <Field
            name="firstName"
            label={t("practitioner.firstName")}
            value={typed.firstName}
            error={wrong.firstName}
            maxlength={80}
          />
          <Field
            name="lastName"
            label={t("practitioner.lastName")}
            value={typed.lastName}
            error={wrong.lastName}
            maxlength={80}
          />
        </div>
        <Select
          name="job"
          label={t("practitioner.job")}
          hint={t("practitioner.jobHint")}
          value={typed.job}
          error={wrong.job}
          options={[{ value: "", label: t("form.choose") }, ...jobs]}
        />
        <Select
          name="secondJob"
          label={t("practitioner.secondJob")}
          value={typed.secondJob}
          error={wrong.secondJob}
          options={[{ value: "", label: t("form.none") }, ...secondJobs]}
        />
        <Field
          name="rpps"
          label={t("practitioner.rpps")}
          hint={t("practitioner.rppsHint")}
          value={typed.rpps}
          error={wrong.rpps}
          inputmode="numeric"
          maxlength={14}
          optional
        />
        {(wrong.rpps || typed.rppsAnyway) && (
          <Tick name="rppsAnyway" checked={typed.rppsAnyway !== undefined}>
            {t("practitioner.rppsAnyway")}
          </Tick>
        )}
      </Panel>
      <Panel title={t("practitioner.where")}>
        {sites.length === 0 ? (
          <p id="sites">
            {t("practitioner.noSite")}{" "}
            <a class="link" href={proPaths.newSite()}>
              {t("site.addOne")}
            </a>
          </p>
        ) : (
          <Ticks name="sites" legend={t("practitioner.sites")} error={wrong.sites}>
            {sites.map(({ id, name, street, commune }) => (
              <Tick
                key={id}
                name={`site.${id}`}
                checked={typed[`site.${id}`] !== undefined}
                detail={`${street}, ${commune}`}
              >
                {name}
              </Tick>
            ))}
          </Ticks>
        )}
      </Panel>
    </>
  );
}

/** Whether one books online, and how many newcomers. */
export function Online({ typed, wrong }: Part) {
  const t = useWords("settings");
  return (
    <Panel title={t("practitioner.online")}>
      <Tick name="booksOnline" checked={typed.booksOnline !== undefined} detail={t("practitioner.booksOnlineHint")}>
        {t("practitioner.booksOnline")}
      </Tick>
      <Tick
        name="acceptsNewPatients"
        checked={typed.acceptsNewPatients !== undefined}
        detail={t("practitioner.acceptsNewHint")}
      >
        {t("practitioner.acceptsNew")}
      </Tick>
      <Sentence
        name="newPatientsPerDay"
        label={t("practitioner.newPerDay")}
        hint={t("form.emptyMeansUnlimited")}
        before={t("practitioner.atMost")}
        after={t("practitioner.newPerDayAfter")}
        value={typed.newPatientsPerDay}
        error={wrong.newPatientsPerDay}
        optional
      />
    </Panel>
  );
}

/** The rules of booking. */
export function Rules({ typed, wrong, severalSites }: Part & { severalSites: boolean }) {
  const t = useWords("settings");
  return (
    <Panel title={t("practitioner.rules")}>
      <Sentence
        name="cancelNotice"
        label={t("practitioner.cancelNotice")}
        hint={t("practitioner.cancelNoticeHint")}
        before={t("delay.until")}
        after={t("delay.before")}
        value={typed.cancelNotice}
        unit={delayUnitOf("cancelNotice", typed, t)}
        error={wrong.cancelNotice}
        optional
      />
      <Sentence
        name="maxFutureAppointments"
        label={t("practitioner.maxFuture")}
        hint={t("form.emptyMeansUnlimited")}
        before={t("practitioner.maxFutureBefore")}
        after={t("practitioner.maxFutureAfter")}
        value={typed.maxFutureAppointments}
        error={wrong.maxFutureAppointments}
        optional
      />
      <Sentence
        name="blockedAfterMissed"
        label={t("practitioner.missed")}
        hint={t("practitioner.missedHint")}
        before={t("practitioner.missedBefore")}
        after={t("practitioner.missedAfter")}
        value={typed.blockedAfterMissed}
        error={wrong.blockedAfterMissed}
        optional
      />
      {severalSites ? (
        <Sentence
          name="travelMin"
          label={t("practitioner.travel")}
          hint={t("practitioner.travelHint")}
          before={t("practitioner.travelBefore")}
          after={t("practitioner.travelAfter")}
          value={typed.travelMin}
          error={wrong.travelMin}
          optional
        />
      ) : (
        <input type="hidden" name="travelMin" value={typed.travelMin ?? ""} />
      )}
    </Panel>
  );
}
