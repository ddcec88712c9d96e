import type { Sheet, SheetReason } from "../establishments/queries.ts";
import type { PractitionerSettings, Reason, Room, Site } from "../establishments/settings.ts";
import { proPaths } from "../pro-paths.ts";
import { Notice } from "../ui/notice.tsx";
import { useSentences, useWords, type Words } from "../ui/words.ts";
import type { Ahead } from "./ahead.ts";
import { Closing } from "./closing.tsx";
import { nameOf } from "./names.ts";
import type { Previews } from "./previews.ts";
import { columnsOf, ReasonForm } from "./reason-answers.ts";
import { Booking, Essentials, OfferedBy } from "./reason-panels.tsx";
import { ComingPanel, Later, When } from "./reason-rules.tsx";
import type { NoTime } from "./reason-warnings.ts";
import { type FormState, SettingForm } from "./setting-form.tsx";
import { SettingPage } from "./setting-page.tsx";

/** What a reason is offered among. */
export interface Around {
  practitioners: PractitionerSettings[];
  rooms: Room[];
  sites: Site[];
  /** Any sheet of the house, for the preview; null while there is none. */
  sheet: Sheet | null;
}

export interface ReasonViewProps {
  /** Null: a new one. */
  reason: Reason | null;
  around: Around;
  ahead?: Ahead;
  warnings?: NoTime[];
  state: FormState;
  hidden: Record<string, string>;
  previews: Previews;
}

/** The rules of a visit reason, each a sentence, beside what patients will read. */
export function ReasonView({ reason, around, ahead, warnings = [], state, hidden, previews }: ReasonViewProps) {
  const t = useWords("settings");
  const wrong = useSentences("settings", state.errors ?? {});
  const action = reason ? proPaths.reason(reason.id) : proPaths.newReason();
  const { typed } = state;
  const part = { typed, wrong };
  return (
    <SettingPage
      title={reason ? reason.name : t("reason.new")}
      back={{ href: proPaths.reasons(), label: t("reason.title") }}
      erred={Object.keys(wrong).length > 0}
    >
      {reason?.active && <Warnings warnings={warnings} />}
      <SettingForm
        action={action}
        state={state}
        hidden={hidden}
        submit={reason ? t("form.save") : t("reason.add")}
        preview={<Beside typed={typed} sheet={around.sheet} previews={previews} />}
      >
        <Essentials {...part} />
        {!reason && <OfferedBy {...part} practitioners={around.practitioners} />}
        <Booking {...part} />
        <When {...part} />
        <ComingPanel {...part} />
        <Later {...part} rooms={around.rooms} sites={around.sites} />
      </SettingForm>
      {reason && ahead && <Closing what="reason" action={action} active={reason.active} ahead={ahead} />}
    </SettingPage>
  );
}

/** What each field is called, for whoever is told what differs. */
export function reasonLabels(t: Words<"settings">): Record<string, string> {
  const names = [
    ...["name", "hue", "durationMin", "newPatientDurationMin", "stepMin", "bufferBeforeMin", "bufferAfterMin"],
    ...["bookingNotice", "bookingHorizon", "releasedHoursBefore", "bookableBy", "minAgeYears", "maxAgeYears", "place"],
    ...["instructions", "toBring", "discreet", "needsConfirmation", "cancellableOnline", "movableOnline"],
    ...["cancelNotice", "maxMoves", "roomId"],
  ] as "name"[];
  return Object.fromEntries(names.map((name) => [name, t(`reason.labels.${name}`)]));
}

function Warnings({ warnings }: { warnings: NoTime[] }) {
  const t = useWords("settings");
  if (warnings.length === 0) return null;
  return (
    <Notice kind="sun" icon="triangle-alert" class="mb-4 max-w-[48rem]">
      <p>
        <strong>{t("reason.warning")}</strong>
      </p>
      <ul class="mt-1 list-disc ps-5">
        {warnings.map((warning) => (
          <li key={warning.practitionerId}>
            {t(warning.because === "too-long" ? "reason.tooLong" : "reason.inNoOpening", {
              name: nameOf(warning),
              needed: warning.neededMin,
              longest: warning.longestMin,
            })}{" "}
            <a class="link" href={proPaths.openings({ praticien: warning.practitionerId })}>
              {t("reason.seeOpenings")}
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Beside({
  typed,
  sheet,
  previews,
}: {
  typed: Record<string, string>;
  sheet: Sheet | null;
  previews: Previews;
}) {
  const t = useWords("settings");
  const read = ReasonForm.safeParse(typed);
  if (!sheet) return <p class="muted">{t("reason.noSheetYet")}</p>;
  if (!read.success) return <p class="muted">{t("reason.previewEmpty")}</p>;
  const rules = columnsOf(read.data);
  const reason: SheetReason = {
    ...rules,
    id: "00000000-0000-7000-8000-000000000000",
    newPatientDurationMin: rules.newPatientDurationMin ?? rules.durationMin,
  };
  const { Reason: Preview } = previews;
  return (
    <>
      <Preview sheet={{ ...sheet, booksOnline: true }} site={sheet.sites[0]!} reason={reason} />
      {rules.discreet && (
        <Notice icon="eye-off" class="mt-4">
          {t("reason.discreetMeans")}
        </Notice>
      )}
    </>
  );
}
