import { languageName } from "../establishments/languages.ts";
import type { Sheet } from "../establishments/queries.ts";
import type { PractitionerSettings } from "../establishments/settings.ts";
import { proPaths } from "../pro-paths.ts";
import { Select, TextArea } from "../ui/field.tsx";
import { capitalise } from "../ui/typography.ts";
import { useSentences, useWords, type Words } from "../ui/words.ts";
import { Around } from "./around-practitioner.tsx";
import { nameOf } from "./names.ts";
import type { Previews } from "./previews.ts";
import { type FormState, Panel, SettingForm } from "./setting-form.tsx";
import { SettingPage } from "./setting-page.tsx";
import { languagesFor } from "./sheet-languages.ts";
import { Tick, Ticks } from "./tick.tsx";

export const feeSectors = ["1", "2", "optam", "none"] as const;
export const paymentMeans = ["card", "cheque", "cash", "transfer"] as const;

interface SheetFormProps {
  practitioner: PractitionerSettings;
  /** Fees are a manager's to say. */
  isManager: boolean;
  /** As it would be read; null while nobody can read it. */
  sheet: Sheet | null;
  state: FormState;
  hidden: Record<string, string>;
  previews: Previews;
}

/** The editor of a public sheet, beside the sheet. */
export function SheetForm({ practitioner, isManager, sheet, state, hidden, previews }: SheetFormProps) {
  const t = useWords("settings");
  const wrong = useSentences("settings", state.errors ?? {});
  const { typed } = state;
  const { id } = practitioner;
  const back = isManager ? { href: proPaths.practitioner(id), label: nameOf(practitioner) } : undefined;
  return (
    <SettingPage
      title={t("sheet.title")}
      lead={nameOf(practitioner)}
      {...(back && { back })}
      erred={Object.keys(wrong).length > 0}
    >
      {isManager ? (
        <Around practitioner={practitioner} />
      ) : (
        <p class="mb-4">
          <a class="link target" href={proPaths.photo(id)}>
            {t("photo.title")}
          </a>
        </p>
      )}
      <SettingForm
        action={proPaths.sheet(id)}
        state={state}
        hidden={hidden}
        preview={
          sheet ? <previews.Sheet sheet={sheet} site={sheet.sites[0]!} /> : <p class="muted">{t("sheet.notRead")}</p>
        }
      >
        <Panel title={t("sheet.words")}>
          <TextArea
            name="presentation"
            label={t("sheet.presentation")}
            hint={t("sheet.presentationHint")}
            value={typed.presentation}
            error={wrong.presentation}
            rows={8}
            optional
          />
          <Ticks name="languages" legend={t("sheet.languages")} areShort>
            {languagesFor(practitioner.languages).map((code) => (
              <Tick key={code} name={`lang.${code}`} checked={typed[`lang.${code}`] !== undefined}>
                {capitalise(languageName(code, "fr"))}
              </Tick>
            ))}
          </Ticks>
        </Panel>
        {isManager && <Fees typed={typed} wrong={wrong} />}
      </SettingForm>
    </SettingPage>
  );
}

/** What each field is called, for whoever is told what differs. */
export function sheetLabels(t: Words<"settings">, isManager: boolean): Record<string, string> {
  const means = paymentMeans.map((each) => [`means.${each}`, t(`sheet.means.${each}`)]);
  const fees = { feeSector: t("sheet.sector"), takesVitale: t("sheet.vitale"), ...Object.fromEntries(means) };
  return { presentation: t("sheet.presentation"), ...(isManager && fees) };
}

function Fees({ typed, wrong }: { typed: Record<string, string>; wrong: Record<string, string> }) {
  const t = useWords("settings");
  return (
    <Panel title={t("sheet.fees")} hint={t("sheet.feesHint")}>
      <Select
        name="feeSector"
        label={t("sheet.sector")}
        value={typed.feeSector}
        error={wrong.feeSector}
        options={[
          { value: "", label: t("sheet.noSector") },
          ...feeSectors.map((value) => ({ value, label: t(`sheet.sectors.${value}`) })),
        ]}
      />
      <Tick name="takesVitale" checked={typed.takesVitale !== undefined}>
        {t("sheet.vitale")}
      </Tick>
      <Ticks name="means" legend={t("sheet.meansTitle")} areShort>
        {paymentMeans.map((each) => (
          <Tick key={each} name={`means.${each}`} checked={typed[`means.${each}`] !== undefined}>
            {t(`sheet.means.${each}`)}
          </Tick>
        ))}
      </Ticks>
    </Panel>
  );
}
