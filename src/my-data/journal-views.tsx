import { linkTo } from "../accounts/auth-card.tsx";
import { deviceNamed } from "../accounts/device-name.ts";
import { homeZone } from "../accounts/home-zone.ts";
import { paths } from "../paths.ts";
import type { Someone } from "../patients/queries.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { dayAndHour, hour, longDay, phone } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Pager } from "../ui/pager.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { whole } from "../ui/whole.tsx";
import { useWords } from "../ui/words.ts";
import { linesAPage } from "./journal.ts";
import type { JournalLine } from "./journal-line.ts";

interface JournalProps {
  lines: JournalLine[];
  /** How many lines there are in all. */
  total: number;
  page: number;
  /** Everyone one acts for, oneself included. */
  people: Someone[];
  /** Whose lines these are; null: everyone's. */
  chosen: string | null;
  /** How long a line is kept. */
  journalYears: number;
}

export function Journal({ lines, total, page, people, chosen, journalYears }: JournalProps) {
  const t = useWords("my-data");
  return (
    <Page title={t("journal.title")} current={paths.account()} width="narrow">
      <BackLink href={paths.account()}>{t("back")}</BackLink>
      <h1>{t("journal.title")}</h1>
      <p class="lead muted mt-2">{t("journal.lead")}</p>
      <WhoseTabs people={people} chosen={chosen} />
      {lines.length === 0 ? <Nothing page={page} chosen={chosen} /> : <Days lines={lines} people={people} />}
      {total > linesAPage && <Pages {...{ lines, total, page, chosen }} />}
      {lines.length > 0 && <React lines={lines} />}
      <How journalYears={journalYears} />
    </Page>
  );
}

function WhoseTabs({ people, chosen }: Pick<JournalProps, "people" | "chosen">) {
  const t = useWords("my-data");
  if (people.length < 2) return null;
  const of = people.map(({ personId, firstName, isSelf }) => {
    const href = paths.journal({ pour: personId });
    return { label: isSelf ? t("journal.me") : firstName, href, isCurrent: personId === chosen };
  });
  const all = { label: t("journal.everyone"), href: paths.journal(), isCurrent: chosen === null };
  return <Tabs label={t("journal.whose")} tabs={[all, ...of]} />;
}

function Nothing({ page, chosen }: Pick<JournalProps, "page" | "chosen">) {
  const t = useWords("my-data");
  return (
    <div class="mt-7">
      {page === 1 ? (
        <EmptyState icon="eye" title={t("journal.empty")} text={t("journal.emptyText")} />
      ) : (
        <EmptyState icon="eye" title={t("journal.emptyPage")} text={t("journal.emptyPageText")}>
          <ButtonLink href={paths.journal(chosen ? { pour: chosen } : {})}>{t("journal.newest")}</ButtonLink>
        </EmptyState>
      )}
    </div>
  );
}

function Days({ lines, people }: Pick<JournalProps, "lines" | "people">) {
  const { now, language } = useRequest();
  const today = now.toZonedDateTimeISO(homeZone).toPlainDate();
  const days = Map.groupBy(lines, ({ happenedAt }) => dayOf(happenedAt).toString());
  return Array.from(days, ([day, ofDay]) => (
    <section key={day} class="mt-9" aria-labelledby={`jour-${day}`}>
      <h2 id={`jour-${day}`} class="first-letter:uppercase">
        {longDay(Temporal.PlainDate.from(day), today, language)}
      </h2>
      <ul class="sheet overflow-clip mt-3 rows">
        {ofDay.map((line) => (
          <LineRow key={line.number} line={line} people={people} />
        ))}
      </ul>
    </section>
  ));
}

function LineRow({ line, people }: { line: JournalLine; people: Someone[] }) {
  const t = useWords("my-data");
  const { now, language } = useRequest();
  const { happenedAt, what, visit, establishment } = line;
  const person = people.find(({ personId }) => personId === line.personId);
  const when = visit && dayAndHour(visit.startsAt, visit.zone, now, language);
  const visitTold = visit && when && t("journal.with", { when, practitioner: visit.practitioner });
  const details = [visitTold, establishment?.name].filter(Boolean);
  return (
    <li class="grid grid-cols-[3.2rem_minmax(0,1fr)] gap-x-3 py-4 px-5 sm:px-6">
      <time class="muted tabular-nums" datetime={happenedAt.toString()}>
        {hour(happenedAt, homeZone)}
      </time>
      <div class="min-w-0">
        <h3 class="text-[1.05rem]!">
          {whole(t(`journal.what.${what}`))}
          {person && !person.isSelf && <span class="font-normal muted"> · {person.firstName}</span>}
        </h3>
        <p>
          <By line={line} person={person} />
        </p>
        <p class="muted small break-words">
          {details.map((detail, index) => (
            <span key={detail} class="inline-block first-letter:uppercase">
              {detail}
              {index < details.length - 1 && <>&nbsp;·&nbsp;</>}
            </span>
          ))}
        </p>
      </div>
    </li>
  );
}

function By({ line: { who, device }, person }: { line: JournalLine; person: Someone | undefined }) {
  const t = useWords("my-data");
  const { language } = useRequest();
  const names = { name: "name" in who ? who.name : "", person: person?.firstName ?? "" };
  const by =
    person?.isSelf && (who.as === "also" || who.as === "formerly")
      ? t(`journal.byForMe.${who.as}`, names)
      : t(`journal.by.${who.as}`, names);
  return <>{device ? t("journal.from", { by, device: deviceNamed(device, language) }) : by}</>;
}

function Pages({ lines, total, page, chosen }: Pick<JournalProps, "lines" | "total" | "page" | "chosen">) {
  const from = (page - 1) * linesAPage + 1;
  const to = from + lines.length - 1;
  const at = (other: number) =>
    paths.journal({ ...(chosen && { pour: chosen }), ...(other > 1 && { page: `${other}` }) });
  return (
    <Pager
      {...{ from, to, total, size: linesAPage }}
      previous={page > 1 ? at(page - 1) : undefined}
      next={to < total ? at(page + 1) : undefined}
    />
  );
}

/** Whom to ask: the practices that these lines name, the site, and oneself. */
function React({ lines }: Pick<JournalProps, "lines">) {
  const t = useWords("my-data");
  const practices = new Map(lines.flatMap(({ establishment: one }) => (one ? [[one.id, one]] : [])));
  return (
    <section class="mt-11" aria-labelledby="surprise">
      <h2 id="surprise">{t("journal.react.title")}</h2>
      <div class="sheet sheet-pad grid gap-4 mt-3">
        {practices.size > 0 && (
          <div>
            <p>{t("journal.react.practice")}</p>
            <ul class="mt-2">
              {Array.from(practices.values(), ({ id, name, phone: number }) => (
                <li key={id} class="flex flex-wrap gap-x-3">
                  <span>{name}</span>
                  <a class="link whitespace-nowrap" href={`tel:${number}`}>
                    {phone(number)}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        )}
        <p>
          <Rich marks={{ devices: linkTo(paths.openSessions()), password: linkTo(paths.changePassword()) }}>
            {t("journal.react.own")}
          </Rich>
        </p>
        <p>
          <Rich marks={{ dpo: linkTo(paths.privacy()) }}>{t("journal.react.dpo")}</Rich>
        </p>
      </div>
    </section>
  );
}

function How({ journalYears }: Pick<JournalProps, "journalYears">) {
  const t = useWords("my-data");
  return (
    <section class="mt-9" aria-labelledby="lire">
      <h2 id="lire">{t("journal.how.title")}</h2>
      <ul class="muted ps-5 list-disc mt-3 grid gap-1">
        <li>{t("journal.how.names")}</li>
        <li>{t("journal.how.own")}</li>
        <li>{t("journal.how.sealed", { count: journalYears })}</li>
      </ul>
    </section>
  );
}

function dayOf(at: Temporal.Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO(homeZone).toPlainDate();
}
