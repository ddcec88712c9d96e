import { Told } from "../help/told.tsx";
import type { Readable } from "../help/worded.ts";
import { paths } from "../paths.ts";
import type { FieldErrors } from "../platform/web.ts";
import { Button } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { hour } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import type { Remaining, Required } from "./remaining.ts";
import { useDay, useNames } from "./told-words.ts";
import { wordsOf } from "./words.ts";

/** A time kept while someone reads. */
export interface Kept {
  expiresAt: Temporal.Instant;
  zone: string;
}

interface GateProps {
  remaining: Remaining;
  /** Where one goes afterwards. */
  to: string | null;
  kept: Kept | null;
  typed: Record<string, string>;
  errors: FieldErrors;
}

/** What must be read, with its boxes; what may be allowed, unticked; and the ways out for whoever would rather not. */
export function Gate({ remaining, to, kept, typed, errors }: GateProps) {
  const t = useWords("consents");
  const sentences = useSentences("consents", errors);
  const signOut = { label: t("gate.signOut"), href: paths.signOut(), icon: "log-out" as const, isPosted: true };
  const count = Object.keys(errors).length;
  return (
    <Page title={t("gate.title")} header="bare" call={signOut} width="narrow" erred={count > 0}>
      <h1>{t("gate.title")}</h1>
      <Lead remaining={remaining} />
      <ErrorSummary errors={sentences} kept={t("gate.kindly")} />
      {kept && (
        <Notice kind="sun" icon="hourglass" class="mb-7">
          <p>
            <Rich>{t("gate.held", { hour: hour(kept.expiresAt, kept.zone) })}</Rich>
          </p>
        </Notice>
      )}
      <form method="post" action={paths.gate(to ? { vers: to } : {})} class="grid grid-cols-1 gap-7" novalidate>
        {remaining.required.map((required) => (
          <ToRead key={required.box} required={required} tick={typed[required.box]} error={sentences[required.box]} />
        ))}
        {remaining.purposes.length > 0 && <Purposes purposes={remaining.purposes} typed={typed} />}
        <Button class="btn-block sm:w-auto sm:justify-self-start px-9!">{t("gate.submit")}</Button>
      </form>
      <WaysOut />
    </Page>
  );
}

function Lead({ remaining: { required, isFirst } }: { remaining: Remaining }) {
  const t = useWords("consents");
  const day = useDay();
  const notice = required.find(({ says }) => says.about === "account");
  const isOfPractices = required.every(({ says }) => says.about === "practice");
  const lead =
    isFirst && notice
      ? t("gate.lead", { day: day(notice.texts[0]!) })
      : t(isOfPractices ? "gate.leadPractice" : "gate.leadAgain");
  return <p class="lead muted mt-3 mb-7">{lead}</p>;
}

interface ToReadProps {
  required: Required;
  /** The text that was ticked, by its fingerprint. */
  tick: string | undefined;
  error: string | undefined;
}

/** A text and its box, which holds the fingerprint of what stands above it. */
function ToRead({ required, tick, error }: ToReadProps) {
  const t = useWords("consents");
  const names = useNames();
  const { box, says, texts, establishmentName, forOthers } = required;
  const text = texts[0]!;
  const detail = [t("gate.needed"), forOthers.length > 0 && t("gate.relatives", { names: names(forOthers) })];
  const tickBox = (
    <Choice
      name={box}
      value={text.sha256}
      checked={texts.some(({ sha256 }) => sha256 === tick)}
      detail={detail.filter(Boolean).join(" ")}
      error={error}
    >
      {t(says.kind === "terms" ? "gate.terms" : "gate.notice")}
    </Choice>
  );
  if (says.about === "account")
    return (
      <div class="grid grid-cols-1 gap-6">
        <div class="sheet sheet-pad">
          <InShort />
          <div class="mt-4">
            <Whole text={text} summary={t("gate.whole")} />
          </div>
        </div>
        {tickBox}
      </div>
    );
  if (says.about === "use")
    return (
      <div class="grid grid-cols-1 gap-2">
        <Whole text={text} summary={t("gate.wholeTerms")} />
        {tickBox}
      </div>
    );
  return (
    <section class="grid grid-cols-1 gap-4" aria-labelledby={`${box}-title`}>
      <div>
        <h2 id={`${box}-title`} class="text-[1.3rem]!">
          {establishmentName}
        </h2>
        <OfPractice text={text} />
      </div>
      <div class="sheet px-5 sm:px-6 py-2">
        <Whole text={text} summary={t("gate.wholePractice")} />
      </div>
      {tickBox}
    </section>
  );
}

function OfPractice({ text }: { text: Readable }) {
  const t = useWords("consents");
  const day = useDay();
  return <p class="muted mt-1">{t("gate.practice", { day: day(text) })}</p>;
}

/** The first layer: what every installation of this program does, in a few plain lines. */
function InShort() {
  const t = useWords("consents");
  const lines: [IconName, string, string][] = [
    ["clipboard-list", t("gate.kept.title"), t("gate.kept.text")],
    ["target", t("gate.why.title"), t("gate.why.text")],
    ["users-round", t("gate.who.title"), t("gate.who.text")],
    ["map-pinned", t("gate.where.title"), t("gate.where.text")],
    ["scale", t("gate.rights.title"), t("gate.rights.text")],
  ];
  return (
    <dl class="facts gap-6!">
      {lines.map(([icon, title, text]) => (
        <div key={icon} class="relative ps-11">
          <dt>
            <Icon name={icon} class="absolute left-0 top-0 text-primary size-6!" />
            {title}
          </dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The second layer: the text itself, there and then, so that what was ticked is not lost on the way. */
function Whole({ text, summary }: { text: Readable; summary: string }) {
  return (
    <details class="group" lang={text.language}>
      <summary class="link target cursor-pointer">
        {summary}
        <Icon name="chevron-right" class="group-open:rotate-90" />
      </summary>
      <Told html={withinThePage(text.html)} class="mt-3 pb-5" />
    </details>
  );
}

/** Its headings stand below those of the page, and name nothing in it. */
function withinThePage(html: string): string {
  return html
    .replace(/<(\/?)h([2-5])\b/g, (_, slash: string, level: string) => `<${slash}h${Number(level) + 1}`)
    .replace(/ (id|aria-labelledby)="[^"]*"/g, "");
}

function Purposes({ purposes, typed }: { purposes: Remaining["purposes"]; typed: Record<string, string> }) {
  const t = useWords("consents");
  const { language } = useRequest();
  return (
    <fieldset class="grid gap-3">
      <legend class="font-display font-semibold text-[1.3rem] mb-1">{t("gate.optional")}</legend>
      <p class="muted mb-1">{t("gate.optionalHint")}</p>
      {purposes.map((purpose) => {
        const { title, detail } = wordsOf(purpose, language);
        return (
          <Choice key={purpose} name={purpose} value="oui" checked={typed[purpose] === "oui"} detail={detail}>
            {title}
          </Choice>
        );
      })}
    </fieldset>
  );
}

/** Refusing leaves this: to take one's data along, to close the account, to go. */
function WaysOut() {
  const t = useWords("consents");
  return (
    <section class="mt-9 pt-6 border-t border-line" aria-labelledby="autrement">
      <h2 id="autrement" class="text-[1.15rem]!">
        {t("gate.refuse")}
      </h2>
      <ul class="flex flex-wrap gap-x-7">
        <li>
          <a class="link target" href={paths.myData()}>
            {t("gate.export")}
          </a>
        </li>
        <li>
          <a class="link target" href={paths.closeAccount()}>
            {t("gate.close")}
          </a>
        </li>
        <li>
          <form method="post" action={paths.signOut()}>
            <button type="submit" class="link target cursor-pointer">
              {t("gate.signOut")}
            </button>
          </form>
        </li>
      </ul>
    </section>
  );
}
