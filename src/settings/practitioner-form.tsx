import type { PractitionerSettings, Site } from "../establishments/settings.ts";
import { proPaths } from "../pro-paths.ts";
import { useSentences, useWords, type Words } from "../ui/words.ts";
import type { Ahead } from "./ahead.ts";
import { Around } from "./around-practitioner.tsx";
import { Closing } from "./closing.tsx";
import { nameOf } from "./names.ts";
import { Online, Rules, WhoAndWhere } from "./practitioner-panels.tsx";
import { type FormState, SettingForm } from "./setting-form.tsx";
import { SettingPage } from "./setting-page.tsx";

interface FormProps {
  sites: readonly Site[];
  state: FormState;
  hidden: Record<string, string>;
}

/** To begin with: who, and where. */
export function NewPractitionerView({ sites, state, hidden }: FormProps) {
  const t = useWords("settings");
  const wrong = useSentences("settings", state.errors ?? {});
  return (
    <SettingPage
      title={t("practitioner.new")}
      lead={t("practitioner.newLead")}
      back={{ href: proPaths.practitioners(), label: t("practitioner.title") }}
      erred={Object.keys(wrong).length > 0}
    >
      <SettingForm action={proPaths.newPractitioner()} state={state} hidden={hidden} submit={t("practitioner.add")}>
        <WhoAndWhere typed={state.typed} wrong={wrong} sites={sites} />
      </SettingForm>
    </SettingPage>
  );
}

/** Who, where, and by which rules. The sheet, the photograph and the reasons have pages of their own. */
export function PractitionerView(props: FormProps & { practitioner: PractitionerSettings; ahead: Ahead }) {
  const { practitioner, sites, ahead, state, hidden } = props;
  const t = useWords("settings");
  const wrong = useSentences("settings", state.errors ?? {});
  const action = proPaths.practitioner(practitioner.id);
  return (
    <SettingPage
      title={nameOf(practitioner)}
      back={{ href: proPaths.practitioners(), label: t("practitioner.title") }}
      erred={Object.keys(wrong).length > 0}
    >
      <Around practitioner={practitioner} />
      <SettingForm action={action} state={state} hidden={hidden}>
        <WhoAndWhere typed={state.typed} wrong={wrong} sites={sites} />
        <Online typed={state.typed} wrong={wrong} />
        <Rules typed={state.typed} wrong={wrong} severalSites={practitioner.siteIds.length > 1} />
      </SettingForm>
      <Closing what="practitioner" action={action} active={practitioner.active} ahead={ahead} />
    </SettingPage>
  );
}

/** What each field is called, for whoever is told what differs. */
export function practitionerLabels(t: Words<"settings">, sites: readonly Site[]): Record<string, string> {
  return {
    ...{
      title: t("practitioner.titleOf"),
      firstName: t("practitioner.firstName"),
      lastName: t("practitioner.lastName"),
    },
    ...{ job: t("practitioner.job"), secondJob: t("practitioner.secondJob"), rpps: t("practitioner.rpps") },
    ...Object.fromEntries(sites.map(({ id, name }) => [`site.${id}`, name])),
    ...{ booksOnline: t("practitioner.booksOnline"), acceptsNewPatients: t("practitioner.acceptsNew") },
    ...{ newPatientsPerDay: t("practitioner.newPerDay"), maxFutureAppointments: t("practitioner.maxFuture") },
    ...{ blockedAfterMissed: t("practitioner.missed"), travelMin: t("practitioner.travel") },
    ...{ cancelNotice: t("practitioner.cancelNotice"), cancelNoticeUnit: t("delay.unit") },
  };
}
