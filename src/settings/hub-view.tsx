import { paths } from "../paths.ts";
import { proPaths } from "../pro-paths.ts";
import type { Desk } from "../team/desk.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { ProPage } from "../ui/pro.tsx";
import { State } from "../ui/state.tsx";
import { useWords } from "../ui/words.ts";
import { isReached, nextStep, type Progress, type Step, steps } from "./progress.ts";

type Subject =
  | "house"
  | "sites"
  | "practitioners"
  | "reasons"
  | "openings"
  | "absences"
  | "substitutes"
  | "preview"
  | "team"
  | "imports"
  | "exports"
  | "journal";

const subjects: Record<Subject, { href: string; icon: IconName; isOfManagers: boolean }> = {
  house: { href: proPaths.house(), icon: "building-2", isOfManagers: true },
  sites: { href: proPaths.sites(), icon: "map-pin", isOfManagers: true },
  practitioners: { href: proPaths.practitioners(), icon: "stethoscope", isOfManagers: true },
  reasons: { href: proPaths.reasons(), icon: "list-checks", isOfManagers: true },
  openings: { href: proPaths.openings(), icon: "calendar-range", isOfManagers: false },
  absences: { href: proPaths.absences(), icon: "plane", isOfManagers: false },
  substitutes: { href: proPaths.substitutes(), icon: "arrow-left-right", isOfManagers: true },
  preview: { href: proPaths.preview(), icon: "eye", isOfManagers: false },
  team: { href: proPaths.team(), icon: "users", isOfManagers: true },
  imports: { href: proPaths.imports(), icon: "upload", isOfManagers: true },
  exports: { href: proPaths.exports(), icon: "file-down", isOfManagers: true },
  journal: { href: proPaths.houseJournal(), icon: "history", isOfManagers: true },
};

const groups = {
  practice: ["house", "sites", "practitioners", "reasons"],
  times: ["openings", "absences", "substitutes", "preview"],
  data: ["team", "imports", "exports", "journal"],
} as const;

/** Cards by subject, each with where it stands; a new practice first reads what comes next. */
export function HubView({ desk, progress }: { desk: Desk; progress: Progress }) {
  const t = useWords("settings");
  const isManager = desk.role === "manager";
  const next = nextStep(progress);
  return (
    <ProPage title={t("hub.title")}>
      <h1>{t("hub.title")}</h1>
      <p class="muted">{desk.establishment}</p>
      {isManager && next && <Checklist progress={progress} next={next} />}
      {!isManager && desk.practitionerId && (
        <ul class="grid gap-3 mt-4 sm:grid-cols-2 xl:grid-cols-3">
          <Card href={proPaths.sheet(desk.practitionerId)} icon="id-card" title={t("hub.mine.title")}>
            {t("hub.mine.what")}
          </Card>
        </ul>
      )}
      {(Object.keys(groups) as (keyof typeof groups)[]).map((group) => {
        const shown = groups[group].filter((subject) => isManager || !subjects[subject].isOfManagers);
        if (shown.length === 0) return null;
        return (
          <section key={group} class="mt-6" aria-labelledby={`groupe-${group}`}>
            <h2 id={`groupe-${group}`}>{t(`hub.groups.${group}`)}</h2>
            <ul class="grid gap-3 mt-2 sm:grid-cols-2 xl:grid-cols-4">
              {shown.map((subject) => (
                <Card
                  key={subject}
                  href={subjects[subject].href}
                  icon={subjects[subject].icon}
                  title={t(`hub.${subject}.title`)}
                  count={countOf(subject, progress)}
                >
                  {t(`hub.${subject}.what`)}
                </Card>
              ))}
            </ul>
          </section>
        );
      })}
      {!isManager && <p class="muted mt-6">{t("hub.askManager")}</p>}
      {progress.bookable && (
        <p class="mt-6">
          <a class="link target" href={paths.practitioner(progress.bookable)}>
            <Icon name="globe" /> {t("hub.seePublic")}
          </a>
        </p>
      )}
    </ProPage>
  );
}

const actions: Record<Step, string> = {
  sites: proPaths.newSite(),
  practitioners: proPaths.newPractitioner(),
  reasons: proPaths.reasons(),
  openings: proPaths.openings(),
};

/** What is missing before patients can book, in order; one button, for what comes next. */
function Checklist({ progress, next }: { progress: Progress; next: Step }) {
  const t = useWords("settings");
  return (
    <section class="sheet p-4 mt-4 max-w-[48rem]" aria-labelledby="etapes">
      <h2 id="etapes">{t("hub.checklist.title")}</h2>
      <p class="muted">{t("hub.checklist.lead")}</p>
      <ol class="rows mt-2">
        {steps.map((step) => (
          <li key={step} class="flex flex-wrap items-center gap-3 py-2.5">
            <Icon
              name={isReached(progress, step) ? "circle-check-big" : "circle"}
              class={isReached(progress, step) ? "text-primary" : "text-control"}
            />
            <span class="me-auto min-w-0">
              <span class="font-semibold block leading-tight">{t(`hub.checklist.${step}`)}</span>
              <span class="muted">{t(`hub.checklist.${step}What`)}</span>
            </span>
            {isReached(progress, step) ? (
              <State kind="ok" icon="check">
                {t("hub.checklist.done")}
              </State>
            ) : step === next ? (
              <ButtonLink href={actions[step]}>{t(`hub.checklist.${step}Do`)}</ButtonLink>
            ) : (
              <State icon="hourglass">{t("hub.checklist.then")}</State>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Card({
  href,
  icon,
  title,
  count,
  children,
}: {
  href: string;
  icon: IconName;
  title: string;
  count?: number | null;
  children: string;
}) {
  return (
    <li class="grid">
      <a class="sheet p-4 flex gap-3 items-start no-underline text-base-content hover:border-primary" href={href}>
        <Icon name={icon} class="text-primary size-6! mt-0.5" />
        <span class="min-w-0">
          <span class="font-semibold block">
            {title}
            {count != null && <span class="muted font-normal tnum"> ({count})</span>}
          </span>
          <span class="muted">{children}</span>
        </span>
      </a>
    </li>
  );
}

function countOf(subject: Subject, { sites, practitioners, reasons, openings, colleagues }: Progress): number | null {
  const counts: Partial<Record<Subject, number>> = { sites, practitioners, reasons, openings, team: colleagues };
  return counts[subject] ?? null;
}
