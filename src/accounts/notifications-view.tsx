import {
  type Channel,
  type Choice,
  channels,
  isChosen,
  type Occasion,
  occasions,
  ways,
} from "../notices/preferences.ts";
import { paths } from "../paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { phone } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { QuestionError } from "../ui/question.tsx";
import { Rich } from "../ui/rich.tsx";
import { State } from "../ui/state.tsx";
import { useWords } from "../ui/words.ts";
import { linkTo } from "./auth-card.tsx";

/** Where texts go; `off`: this installation sends none, and says nothing of them. */
export type TextsTo = { phone: string } | "no-mobile" | "off";

interface NotificationsProps {
  choices: Choice[];
  email: string;
  textsTo: TextsTo;
  /** No way is left to tell of a change. */
  isErred?: boolean;
}

/** What a tick is called in the form. */
export function nameOf(occasion: Occasion, channel: Channel): string {
  return `${occasion}.${channel}`;
}

/** A row for each occasion, a tick for each way; without script, and read row by row. */
export function Notifications({ choices, email, textsTo, isErred = false }: NotificationsProps) {
  const t = useWords("notices");
  const offered = textsTo === "off" ? occasions.filter((occasion) => ways[occasion].mail !== undefined) : occasions;
  const error = isErred ? t("choose.changeUntold") : undefined;
  return (
    <Page title={t("choose.title")} width="narrow" current={paths.account()} erred={isErred}>
      <BackLink href={paths.account()}>{t("choose.back")}</BackLink>
      <h1>{t("choose.title")}</h1>
      <p class="lead muted mt-2 mb-7">{t(textsTo === "off" ? "choose.leadMail" : "choose.lead")}</p>
      <ErrorSummary errors={error ? { [nameOf("change", "mail")]: error } : {}} kept={t("choose.kept")} />
      {textsTo === "no-mobile" && (
        <Notice icon="message-square" class="mb-6">
          <strong>{t("choose.noMobile")}</strong>{" "}
          <a class="link" href={paths.changePhone()}>
            {t("choose.addMobile")}
          </a>
        </Notice>
      )}
      <form method="post" action={paths.notifications()}>
        {typeof textsTo === "object" && <input type="hidden" name="sms" value="proposes" />}
        <div class="sheet rows">
          {offered.map((occasion) => (
            <Row
              key={occasion}
              occasion={occasion}
              choices={choices}
              textsTo={textsTo}
              error={occasion === "change" ? error : undefined}
            />
          ))}
          <div class={rowClass}>
            <Telling name={t("choose.occasion.security")} detail={t("choose.detail.security")} />
            <Always />
          </div>
        </div>
        <p class="muted mt-6">
          <Rich marks={{ address: linkTo(paths.changeEmail()), phone: linkTo(paths.changePhone()) }}>
            {typeof textsTo === "object"
              ? t("choose.toBoth", { email, phone: phone(textsTo.phone) })
              : t("choose.toMail", { email })}
          </Rich>{" "}
          {t(textsTo === "off" ? "choose.nightsMail" : "choose.nights")}
        </p>
        <Button class="btn-block sm:w-auto px-9! mt-6">{t("choose.submit")}</Button>
      </form>
    </Page>
  );
}

interface RowProps {
  occasion: Occasion;
  choices: Choice[];
  textsTo: TextsTo;
  error: string | undefined;
}

function Row({ occasion, choices, textsTo, error }: RowProps) {
  const t = useWords("notices");
  const canText = typeof textsTo === "object";
  const offered = channels.filter((each) => ways[occasion][each] !== undefined && (each === "mail" || canText));
  const isFixed = occasion === "change" && !canText;
  const detail = occasion === "change" && !canText ? t("choose.detail.changeMail") : t(`choose.detail.${occasion}`);
  const id = nameOf(occasion, "mail");
  return (
    <fieldset class={rowClass} aria-describedby={error ? `${id}-error` : undefined}>
      <legend class="sr-only">{t(`choose.occasion.${occasion}`)}</legend>
      <div class="min-w-0 grow basis-64">
        <Telling name={t(`choose.occasion.${occasion}`)} detail={detail} isLegend />
        <QuestionError name={id} error={error} />
      </div>
      {isFixed && <Always />}
      {!isFixed && offered.length === 0 && <p class="muted">{t("choose.bySmsOnly")}</p>}
      {!isFixed && offered.length > 0 && (
        <div class="flex gap-3">
          {offered.map((channel) => (
            <Tick key={channel} occasion={occasion} channel={channel} checked={isChosen(choices, occasion, channel)} />
          ))}
        </div>
      )}
    </fieldset>
  );
}

const rowClass = "flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-5 px-5 sm:px-6";

/** What the row is about. In a fieldset, its legend says the name already to whoever listens. */
function Telling({ name, detail, isLegend = false }: { name: string; detail: string; isLegend?: boolean }) {
  return (
    <div class="min-w-0 grow basis-64">
      <strong class="font-display font-semibold text-[1.08rem] block" aria-hidden={isLegend || undefined}>
        {name}
      </strong>
      <span class="muted">{detail}</span>
    </div>
  );
}

function Tick({ occasion, channel, checked }: { occasion: Occasion; channel: Channel; checked: boolean }) {
  const t = useWords("notices");
  const name = nameOf(occasion, channel);
  return (
    <label class="choice items-center! py-2!">
      <input class="checkbox" type="checkbox" id={name} name={name} value="oui" checked={checked} />
      <span class="font-semibold">{t(`choose.channel.${channel}`)}</span>
    </label>
  );
}

function Always() {
  const t = useWords("notices");
  return <State icon="lock-keyhole">{t("choose.always")}</State>;
}
