import type { PractitionerSettings } from "../establishments/settings.ts";
import { Choices } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import { useWords } from "../ui/words.ts";
import { Hue } from "./hue.tsx";
import { nameOf } from "./names.ts";
import { bookers, hues, places } from "./reason-answers.ts";
import { Sentence } from "./sentence.tsx";
import { Panel } from "./setting-form.tsx";
import { Tick, Ticks } from "./tick.tsx";

interface Part {
  typed: Record<string, string>;
  wrong: Record<string, string>;
}

/** Its name, its colour, how long it takes. */
export function Essentials({ typed, wrong }: Part) {
  const t = useWords("settings");
  return (
    <Panel title={t("reason.essentials")}>
      <Field
        name="name"
        label={t("reason.labels.name")}
        hint={t("reason.nameHint")}
        value={typed.name}
        error={wrong.name}
        maxlength={80}
      />
      <Sentence
        name="durationMin"
        label={t("reason.labels.durationMin")}
        before={t("reason.lasts")}
        after={t("reason.minutes")}
        value={typed.durationMin}
        error={wrong.durationMin}
      />
      <Sentence
        name="newPatientDurationMin"
        label={t("reason.labels.newPatientDurationMin")}
        hint={t("reason.newPatientHint")}
        before={t("reason.newPatientLasts")}
        after={t("reason.minutes")}
        value={typed.newPatientDurationMin}
        error={wrong.newPatientDurationMin}
        optional
      />
      <fieldset>
        <legend class="font-semibold">{t("reason.labels.hue")}</legend>
        <p class="field-hint">{t("reason.hueHint")}</p>
        <div class="flex flex-wrap gap-x-5 gap-y-1 mt-1">
          {hues.map((hue) => (
            <label key={hue} class="flex items-center gap-2 min-h-11 cursor-pointer">
              <input
                class="radio"
                type="radio"
                name="hue"
                id={hue === 1 ? "hue" : `hue-${hue}`}
                value={hue}
                checked={typed.hue === String(hue)}
              />
              <Hue hue={hue} />
              {t(`reason.hues.${hue}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <Choices
        name="place"
        legend={t("reason.labels.place")}
        columns={2}
        value={typed.place}
        error={wrong.place}
        options={places.map((value) => ({ value, label: t(`reason.places.${value}`) }))}
      />
    </Panel>
  );
}

/** Of a new one: who offers it, and whether in openings that are there already. */
export function OfferedBy({ typed, practitioners }: Part & { practitioners: readonly PractitionerSettings[] }) {
  const t = useWords("settings");
  if (practitioners.length === 0) return null;
  return (
    <Panel title={t("reason.offeredBy")} hint={t("reason.offeredByHint")}>
      <Ticks name="offers" legend={t("practitioner.title")}>
        {practitioners.map((each) => (
          <Tick key={each.id} name={`offer.${each.id}`} checked={typed[`offer.${each.id}`] !== undefined}>
            {nameOf(each)}
          </Tick>
        ))}
      </Ticks>
      <Tick name="addToOpenings" checked={typed.addToOpenings !== undefined} detail={t("reason.addToOpeningsHint")}>
        {t("reason.addToOpenings")}
      </Tick>
    </Panel>
  );
}

/** Who books, of what age, with or without an answer of the practice. */
export function Booking({ typed, wrong }: Part) {
  const t = useWords("settings");
  return (
    <Panel title={t("reason.who")}>
      <Choices
        name="bookableBy"
        legend={t("reason.labels.bookableBy")}
        value={typed.bookableBy}
        error={wrong.bookableBy}
        options={bookers.map((value) => ({
          value,
          label: t(`reason.bookers.${value}`),
          detail: t(`reason.bookersHint.${value}`),
        }))}
      />
      <Sentence
        name="minAgeYears"
        label={t("reason.labels.minAgeYears")}
        hint={t("reason.ageHint")}
        before={t("reason.from")}
        after={t("reason.years")}
        value={typed.minAgeYears}
        error={wrong.minAgeYears}
        optional
      />
      <Sentence
        name="maxAgeYears"
        label={t("reason.labels.maxAgeYears")}
        before={t("reason.to")}
        after={t("reason.yearsIncluded")}
        value={typed.maxAgeYears}
        error={wrong.maxAgeYears}
        optional
      />
      <Tick
        name="needsConfirmation"
        checked={typed.needsConfirmation !== undefined}
        detail={t("reason.confirmationHint")}
      >
        {t("reason.labels.needsConfirmation")}
      </Tick>
      <Tick name="discreet" checked={typed.discreet !== undefined} detail={t("reason.discreetHint")}>
        {t("reason.labels.discreet")}
      </Tick>
    </Panel>
  );
}
