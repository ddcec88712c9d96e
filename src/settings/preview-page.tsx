import { Hono } from "hono";
import type { Seeker } from "../appointments/seeker.ts";
import { type Preview, previewTimes, type Why, whyNot } from "../appointments/why-not.ts";
import { asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { type PreviewQuery, proPaths } from "../pro-paths.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Select } from "../ui/field.tsx";
import { dayRange } from "../ui/format.ts";
import { Question, ties } from "../ui/question.tsx";
import { useWords } from "../ui/words.ts";
import { todayOf } from "./agenda-week.ts";
import { type AgendaKept, agendaAsked, agendasKept } from "./agendas-kept.ts";
import { NoAgenda } from "./openings-view.tsx";
import { PreviewDays } from "./preview-days.tsx";
import { SettingPage } from "./setting-page.tsx";
import { dayTyped, hourTyped } from "./typed-time.ts";
import { WhyAnswer } from "./why-view.tsx";

const seekers = { nouveau: "new-patient", suivi: "known-patient", secretariat: "staff" } as const satisfies Record<
  NonNullable<PreviewQuery["pour"]>,
  Seeker
>;
type As = keyof typeof seekers;

/** What patients are offered by the openings and rules as they stand, and why a time is not: answered by the engine itself. */
export const previewPage = new Hono<Web>().get(proPaths.preview(), async (c) => {
  const query: Partial<Record<keyof PreviewQuery, string>> = c.req.query();
  const now = c.var.now();
  const as = (Object.keys(seekers) as As[]).find((each) => each === query.pour) ?? "nouveau";
  const at = momentAsked(query.pourquoi);
  const page = await asActor(c.var.db, c.var.actor, async (tx) => {
    const agendas = await agendasKept(tx);
    const agenda = agendaAsked(agendas, query.praticien || undefined, c.var.desk);
    if (!agenda) return query.praticien ? null : <NoAgenda />;
    const { sites, reasons, id: practitionerId } = agenda;
    const site = sites.find(({ id }) => id === query.lieu) ?? sites.find(({ active }) => active) ?? sites[0];
    const reason = reasons.find(({ id }) => id === query.motif) ?? reasons[0];
    if (!site || !reason) return <Nothing agenda={agenda} />;

    const day = at?.toPlainDate() ?? dayTyped(query.semaine) ?? todayOf(agenda, now);
    const monday = day.subtract({ days: day.dayOfWeek - 1 });
    const asked = { practitionerId, reasonId: reason.id, siteId: site.id, as: seekers[as], now };
    const preview = await previewTimes(tx, { ...asked, from: monday, to: monday.add({ days: 6 }) });
    const why = at ? await whyNot(tx, { ...asked, at }) : null;
    const chosen = { praticien: agenda.id, motif: reason.id, lieu: site.id, pour: as, semaine: monday.toString() };
    const isManager = c.var.desk.role === "manager";
    const isWrong = Boolean(query.pourquoi) && !at;
    return (
      <PreviewView
        {...{ agendas, agenda, chosen, monday, preview, why, isManager, isWrong }}
        today={todayOf(agenda, now)}
        typed={query.pourquoi}
      />
    );
  });
  return page ? c.render(page) : c.notFound();
});

/** `2026-11-23T10:15`, as browsers send it, or « 23/11/2026 10:15 ». */
function momentAsked(text = ""): Temporal.PlainDateTime | null {
  const [day, ...rest] = text.trim().split(/[T ]+/);
  const [on, time] = [dayTyped(day), hourTyped(rest.join("").slice(0, 5))];
  return on && time && time !== "24:00" ? on.toPlainDateTime(time) : null;
}

interface PreviewViewProps {
  agendas: readonly AgendaKept[];
  agenda: AgendaKept;
  chosen: PreviewQuery & { pour: As; motif: string };
  monday: Temporal.PlainDate;
  today: Temporal.PlainDate;
  preview: Preview | null;
  why: Why | null;
  isManager: boolean;
  /** The time asked about is none. */
  isWrong: boolean;
  typed: string | undefined;
}

function PreviewView(props: PreviewViewProps) {
  const t = useWords("settings");
  const { agenda, chosen, monday, today, preview, why, isManager, typed } = props;
  const range = dayRange({ from: monday, to: monday.add({ days: 6 }) }, today, "fr");
  const at = (days: number) => proPaths.preview({ ...chosen, semaine: monday.add({ days }).toString() });
  return (
    <SettingPage
      title={t("preview.title")}
      lead={t("preview.lead")}
      back={{
        href: proPaths.openings({ praticien: agenda.id, semaine: monday.toString() }),
        label: t("openings.title"),
      }}
    >
      <Choice {...props} />
      <div class="grid grid-cols-1 gap-4 mt-4 xl:grid-cols-[minmax(0,1fr)_24rem] items-start">
        <section class="sheet p-4 sm:p-5" aria-labelledby="semaine-vue">
          <div class="flex flex-wrap items-center gap-2">
            <h2 id="semaine-vue" class="me-auto">
              {t("openings.week", { range })}
            </h2>
            <nav class="flex gap-2" aria-label={t("openings.weekNav")}>
              <ButtonLink
                tone="outline"
                icon="chevron-left"
                href={at(-7)}
                rel="prev"
                aria-label={t("openings.previous")}
              />
              <ButtonLink tone="outline" icon="chevron-right" href={at(7)} rel="next" aria-label={t("openings.next")} />
            </nav>
          </div>
          {preview && (
            <PreviewDays
              preview={preview}
              whyHref={(pourquoi) => `${proPaths.preview({ ...chosen, pourquoi })}#pourquoi-titre`}
              asked={typed}
            />
          )}
          <p class="muted small mt-3">{t("preview.struck")}</p>
        </section>
        <section class="sheet p-4 sm:p-5 grid gap-3 xl:sticky xl:top-6" aria-labelledby="pourquoi-titre">
          <h2 id="pourquoi-titre">{t("preview.why")}</h2>
          {why && <WhyAnswer why={why} as={seekers[chosen.pour]} isManager={isManager} />}
          <WhyForm {...props} />
        </section>
      </div>
    </SettingPage>
  );
}

function Choice({ agendas, agenda, chosen }: PreviewViewProps) {
  const t = useWords("settings");
  const named = (all: readonly { id: string; name: string }[]) =>
    all.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <form
      method="get"
      action={proPaths.preview()}
      class="sheet p-4 grid gap-3 sm:grid-cols-2 xl:grid-cols-[repeat(4,minmax(0,1fr))_auto] items-end"
    >
      <input type="hidden" name="semaine" value={chosen.semaine} />
      <Select name="praticien" label={t("preview.practitioner")} value={agenda.id} options={named(agendas)} />
      <Select name="motif" label={t("preview.reason")} value={chosen.motif} options={named(agenda.reasons)} />
      <Select name="lieu" label={t("preview.site")} value={chosen.lieu} options={named(agenda.sites)} />
      <Select
        name="pour"
        label={t("preview.as")}
        value={chosen.pour}
        options={(Object.keys(seekers) as As[]).map((each) => ({ value: each, label: t(`preview.${each}`) }))}
      />
      <Button>{t("preview.show")}</Button>
    </form>
  );
}

function WhyForm({ chosen, typed, isWrong, why }: PreviewViewProps) {
  const t = useWords("settings");
  const question = { name: "pourquoi", label: t("preview.whyAt"), error: isWrong ? t("preview.whyWrong") : undefined };
  const { semaine: _, ...kept } = chosen;
  const shown = why
    ? Temporal.Instant.fromEpochMilliseconds(why.startMs)
        .toZonedDateTimeISO(why.offer.zone)
        .toPlainDateTime()
        .toString({ smallestUnit: "minute" })
    : typed;
  return (
    <form method="get" action={proPaths.preview()} class="grid gap-3" novalidate>
      {Object.entries(kept).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Question question={question}>
        <input
          {...ties(question)}
          type="datetime-local"
          value={shown}
          class={isWrong ? "input input-error" : "input"}
          autocomplete="off"
        />
      </Question>
      <Button tone="soft" icon="circle-help">
        {t("preview.whyDo")}
      </Button>
    </form>
  );
}

function Nothing({ agenda }: { agenda: AgendaKept }) {
  const t = useWords("settings");
  return (
    <SettingPage title={t("preview.title")} lead={agenda.name}>
      <EmptyState icon="calendar-days" title={t("preview.none")} text={t("preview.noneThen")}>
        <ButtonLink href={proPaths.practitioner(agenda.id)}>{t("preview.settings")}</ButtonLink>
      </EmptyState>
    </SettingPage>
  );
}
