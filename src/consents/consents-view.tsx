import { homeZone } from "../accounts/home-zone.ts";
import { Told } from "../help/told.tsx";
import type { Readable } from "../help/worded.ts";
import { paths } from "../paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { dayAndHour, fullDate } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { State } from "../ui/state.tsx";
import { useWords } from "../ui/words.ts";
import { isPurpose, type Purpose } from "./consent.ts";
import type { Said } from "./history.ts";
import { useDay, useNames } from "./told-words.ts";
import { wordsOf } from "./words.ts";

/** How an optional purpose stands. */
export interface PurposeState {
  purpose: Purpose;
  isGiven: boolean;
  /** When something was last said of it. */
  since: Temporal.Instant | null;
}

/** What was just said. */
export interface Done {
  purpose: Purpose;
  decision: "given" | "withdrawn";
}

interface ConsentsProps {
  purposes: PurposeState[];
  history: Said[];
  done: Done | null;
}

export function Consents({ purposes, history, done }: ConsentsProps) {
  const t = useWords("consents");
  return (
    <Page title={t("consents.title")} width="narrow" current={paths.account()}>
      <BackLink href={paths.account()}>{t("consents.back")}</BackLink>
      <h1>{t("consents.title")}</h1>
      <p class="lead muted mt-2">{t("consents.lead")}</p>
      {done && <DoneNotice {...done} />}
      <section class="mt-9" aria-labelledby="usages">
        <h2 id="usages">{t("consents.optional")}</h2>
        <ul class="sheet overflow-clip mt-3 rows">
          {purposes.map((state) => (
            <PurposeRow key={state.purpose} state={state} />
          ))}
        </ul>
      </section>
      <section class="mt-11" aria-labelledby="histoire">
        <h2 id="histoire">{t("consents.history")}</h2>
        <p class="muted mt-1">{t("consents.historyLead")}</p>
        {history.length === 0 ? (
          <p class="mt-3">{t("consents.nothing")}</p>
        ) : (
          <ul class="sheet overflow-clip mt-3 rows">
            {history.map((said) => (
              <HistoryRow key={said.id} said={said} />
            ))}
          </ul>
        )}
      </section>
    </Page>
  );
}

function DoneNotice({ purpose, decision }: Done) {
  const t = useWords("consents");
  const { title } = wordsOf(purpose, useRequest().language);
  return (
    <Notice kind="ok" icon="circle-check-big" role="status" class="mt-7">
      <p>
        <strong>{t(`consents.done.${decision}`)}</strong> {t("consents.doneText", { title })}
      </p>
    </Notice>
  );
}

function PurposeRow({ state: { purpose, isGiven, since } }: { state: PurposeState }) {
  const t = useWords("consents");
  const { language } = useRequest();
  const { title, detail } = wordsOf(purpose, language);
  const day = since && fullDate(since.toZonedDateTimeISO(homeZone).toPlainDate(), language);
  return (
    <li class="grid sm:grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-3 items-center py-4 px-5 sm:px-6">
      <div class="min-w-0">
        <h3 class="text-[1.08rem]!">{title}</h3>
        <p class="muted">{detail}</p>
        <p class="flex flex-wrap items-center gap-x-3 gap-y-1 mt-2">
          {isGiven ? (
            <State kind="ok" icon="check">
              {t("consents.given")}
            </State>
          ) : (
            <State icon="x">{t("consents.notGiven")}</State>
          )}
          {day && <span class="muted small">{t("consents.since", { day })}</span>}
        </p>
      </div>
      <form method="post" action={paths.consents()}>
        <input type="hidden" name="usage" value={purpose} />
        <Button tone="outline" name="choix" value={isGiven ? "withdrawn" : "given"}>
          {t(isGiven ? "consents.withdraw" : "consents.give")}
          <span class="sr-only"> {t("consents.about", { title })}</span>
        </Button>
      </form>
    </li>
  );
}

function HistoryRow({ said }: { said: Said }) {
  const t = useWords("consents");
  const { language, now } = useRequest();
  const [day, names, what] = [useDay(), useNames(), useWhat()(said)];
  const others = said.others.map((name) => name ?? t("consents.someone"));
  const everyone = said.isForMe ? [t("consents.you"), ...others] : others;
  return (
    <li class="grid sm:grid-cols-[minmax(0,1fr)_auto] gap-x-6 items-center py-4 px-5 sm:px-6">
      <div class="min-w-0">
        <p class="muted small">
          <time datetime={said.decidedAt.toString({ smallestUnit: "second" })}>
            {dayAndHour(said.decidedAt, homeZone, now, language)}
          </time>
        </p>
        <p class="font-semibold">{what}</p>
        <p class="muted">
          {t(said.language === "fr" ? "consents.version" : "consents.versionEn", { day: day(said) })}
          {others.length > 0 && `. ${t("consents.forWhom", { names: names(everyone) })}`}
        </p>
      </div>
      <a class="link target" href={paths.consentText(said.textSha256)}>
        {t("consents.read")}
        <span class="sr-only"> ({what})</span>
      </a>
    </li>
  );
}

/** « Information lue », « Accordé : Me demander mon avis ». */
function useWhat(): (said: Said) => string {
  const t = useWords("consents");
  const { language } = useRequest();
  return ({ kind, purpose, decision, practice }) => {
    if (kind === "notice") return practice ? t("consents.said.practice", { practice }) : t("consents.said.notice");
    if (kind === "terms") return t(decision === "withdrawn" ? "consents.said.termsEnded" : "consents.said.terms");
    const title = isPurpose(purpose) ? wordsOf(purpose, language).title : purpose;
    return t(`consents.said.${decision as "given" | "refused" | "withdrawn"}`, { title });
  };
}

/** The very words of a proof. */
export function ReadText({ text }: { text: Readable }) {
  const t = useWords("consents");
  const day = useDay();
  return (
    <Page title={text.title} width="narrow" current={paths.account()}>
      <BackLink href={paths.consents()}>{t("text.back")}</BackLink>
      <h1 lang={text.language}>{text.title}</h1>
      <p class="muted mt-3">
        {t("gate.day", { day: day(text) })} {t("text.exactly")}
      </p>
      <div lang={text.language}>
        <Told html={text.html} class="mt-8" />
      </div>
    </Page>
  );
}
