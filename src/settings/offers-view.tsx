import type { PractitionerSettings, Reason } from "../establishments/settings.ts";
import type { FieldErrors } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { duration } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { Around } from "./around-practitioner.tsx";
import { delayUnitOf } from "./delay.ts";
import { Hue } from "./hue.tsx";
import { nameOf } from "./names.ts";
import { Sentence } from "./sentence.tsx";
import { SettingPage } from "./setting-page.tsx";
import { type Difference, Stale } from "./stale.tsx";

interface OffersViewProps {
  practitioner: PractitionerSettings;
  reasons: Reason[];
  typed: Record<string, string>;
  version: number;
  errors?: FieldErrors;
  /** Someone else saved first: what stands there now. */
  theirs?: { typed: Record<string, string>; reasons: Reason[] };
}

/** The reasons of one sheet, from first to last: ticked, moved, made shorter or longer. */
export function OffersView({ practitioner, reasons, typed, version, errors = {}, theirs }: OffersViewProps) {
  const t = useWords("settings");
  const wrong = useSentences("settings", errors);
  const { id } = practitioner;
  const action = proPaths.practitionerReasons(id);
  return (
    <SettingPage
      title={t("offers.title")}
      lead={nameOf(practitioner)}
      back={{ href: proPaths.practitioner(id), label: nameOf(practitioner) }}
      erred={Object.keys(wrong).length > 0}
    >
      <Around practitioner={practitioner} />
      <ErrorSummary errors={wrong} />
      {theirs && <Stale differences={differences(theirs.typed)} reload={action} />}
      {reasons.length === 0 ? (
        <EmptyState icon="list-checks" title={t("reason.none")} text={t("reason.noneText")}>
          <ButtonLink href={proPaths.newReason()}>{t("reason.addOne")}</ButtonLink>
        </EmptyState>
      ) : (
        <form method="post" action={action} class="grid gap-3 max-w-[48rem]" novalidate>
          <div class="flex flex-wrap items-center gap-3">
            <p class="muted me-auto">{t("offers.lead")}</p>
            <Button icon="check">{t("form.save")}</Button>
          </div>
          <input type="hidden" name="version" value={version} />
          <input type="hidden" name="order" value={reasons.map((reason) => reason.id).join(" ")} />
          <ol class="grid gap-2">
            {reasons.map((reason, index) => (
              <Line
                key={reason.id}
                {...{ reason, typed, wrong }}
                isFirst={index === 0}
                isLast={index === reasons.length - 1}
              />
            ))}
          </ol>
        </form>
      )}
    </SettingPage>
  );

  function differences(standing: Record<string, string>): Difference[] {
    return reasons
      .filter((reason) => (standing[`on.${reason.id}`] ?? "") !== (typed[`on.${reason.id}`] ?? ""))
      .map((reason) => ({
        ...{ name: `on.${reason.id}`, label: reason.name },
        theirs: t(standing[`on.${reason.id}`] ? "offers.offered" : "offers.notOffered"),
        yours: t(typed[`on.${reason.id}`] ? "offers.offered" : "offers.notOffered"),
      }));
  }
}

interface LineProps {
  reason: Reason;
  typed: Record<string, string>;
  wrong: Record<string, string>;
  isFirst: boolean;
  isLast: boolean;
}

function Line({ reason, typed, wrong, isFirst, isLast }: LineProps) {
  const t = useWords("settings");
  const { id, name, hue, durationMin } = reason;
  const isWrong = ["minutes", "newMinutes", "notice"].some((field) => wrong[`${field}.${id}`]);
  return (
    <li class="sheet px-3 py-1.5 group">
      <div class="flex items-center gap-3">
        <label class="flex items-center gap-3 me-auto min-h-11 cursor-pointer min-w-0 wrap-anywhere">
          <input
            class="checkbox offered"
            type="checkbox"
            name={`on.${id}`}
            id={`on.${id}`}
            checked={typed[`on.${id}`] !== undefined}
          />
          <Hue hue={hue} />
          <span>
            <span class="font-semibold">{name}</span> <span class="muted">{duration(durationMin)}</span>
          </span>
        </label>
        {!isFirst && <Move to="up" {...{ id, name }} />}
        {!isLast && <Move to="down" {...{ id, name }} />}
      </div>
      <details
        class="hidden group-has-[.offered:checked]:block"
        open={isWrong || [`minutes.${id}`, `newMinutes.${id}`, `notice.${id}`].some((field) => typed[field])}
      >
        <summary class="link min-h-11 flex items-center w-fit">{t("offers.own")}</summary>
        <div class="grid gap-4 mt-2 pb-2">
          <Sentence
            name={`minutes.${id}`}
            label={t("offers.minutes")}
            hint={t("offers.minutesHint", { duration: duration(durationMin) })}
            before={t("reason.lasts")}
            after={t("reason.minutes")}
            value={typed[`minutes.${id}`]}
            error={wrong[`minutes.${id}`]}
            optional
          />
          <Sentence
            name={`newMinutes.${id}`}
            label={t("offers.newMinutes")}
            before={t("reason.newPatientLasts")}
            after={t("reason.minutes")}
            value={typed[`newMinutes.${id}`]}
            error={wrong[`newMinutes.${id}`]}
            optional
          />
          <Sentence
            name={`notice.${id}`}
            label={t("offers.notice")}
            hint={t("offers.noticeHint")}
            before={t("delay.until")}
            after={t("delay.before")}
            value={typed[`notice.${id}`]}
            unit={{
              ...delayUnitOf("notice", { noticeUnit: typed[`noticeUnit.${id}`] ?? "H" }, t),
              name: `noticeUnit.${id}`,
            }}
            error={wrong[`notice.${id}`]}
            optional
          />
        </div>
      </details>
    </li>
  );
}

function Move({ to, id, name }: { to: "up" | "down"; id: string; name: string }) {
  const t = useWords("settings");
  return (
    <button
      type="submit"
      class="btn btn-ghost btn-square"
      name="geste"
      value={`${to} ${id}`}
      aria-label={t(to === "up" ? "offers.up" : "offers.down", { name })}
    >
      <Icon name="chevron-right" class={to === "up" ? "-rotate-90" : "rotate-90"} />
    </button>
  );
}
