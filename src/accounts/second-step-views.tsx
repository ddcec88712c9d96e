import type { ComponentChildren } from "preact";
import { paths } from "../paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Page } from "../ui/page.tsx";
import { useWords } from "../ui/words.ts";
import { AuthCard, Onward } from "./auth-card.tsx";
import { PasskeyButton } from "./passkey-button.tsx";
import type { TypedWay } from "./second-step.ts";
import {
  Answer,
  codeAddressOf,
  type Proving,
  type SecondStepProps,
  SendFirst,
  wayIcons,
} from "./second-step-answer.tsx";
import { TooMany } from "./too-many.tsx";

/** One question, by the way she has before her, and the others she may take instead. */
export function SecondStep({ error, wait, ...proving }: SecondStepProps) {
  const t = useWords("accounts");
  const { kind, way, ways, to, sent } = proving;
  const isSending = way === "mail" || way === "sms";
  const title = t(kind === "confirm" ? "secondStep.confirmTitle" : `secondStep.title.${way ?? "passkey"}`);
  return (
    <Frame {...proving} title={title} erred={Boolean(error ?? wait)}>
      <span class="grid place-items-center size-14 rounded-2xl bg-soft text-secondary-content mt-4">
        <Icon name={wayIcons[way ?? "passkey"]} class="size-7!" />
      </span>
      <h1 class="text-[2rem]! mt-5">{title}</h1>
      {kind === "confirm" && <p class="mt-3">{t("secondStep.confirmLead")}</p>}
      {ways.includes("passkey") && <PasskeyWay to={to} way={way} />}
      {wait && (
        <div class="mt-6">
          <TooMany {...wait} />
        </div>
      )}
      {way &&
        (isSending && !sent ? (
          <SendFirst {...proving} way={way} error={error} />
        ) : (
          <Answer {...proving} way={way} error={error} />
        ))}
      <Others {...proving} />
    </Frame>
  );
}

/** Where the passkey is asked for. */
function PasskeyWay({ to, way }: Pick<Proving, "to" | "way">) {
  return <PasskeyButton to={to} other={way ? "below" : "none"} />;
}

function Frame({
  kind,
  to,
  title,
  erred,
  children,
}: Proving & { title: string; erred: boolean; children: ComponentChildren }) {
  const t = useWords("accounts");
  const onward = to ? { vers: to } : {};
  if (kind === "sign-in") {
    return (
      <AuthCard title={title} erred={erred} current={paths.signIn()}>
        <BackLink href={paths.signIn(onward)}>{t("secondStep.back")}</BackLink>
        {children}
      </AuthCard>
    );
  }
  return (
    <Page title={title} erred={erred} width="narrow" current={paths.account()}>
      <BackLink href={paths.account()}>{t("account.title")}</BackLink>
      <div class="max-w-[31rem]">{children}</div>
    </Page>
  );
}

/** The same code again, and her other ways. */
function Others({ kind, ways, way, sent, to }: Proving) {
  const t = useWords("accounts");
  const onward = to ? { vers: to } : {};
  const here = kind === "sign-in" ? paths.secondStep : paths.confirmItIsYou;
  const others = ways.filter((one): one is TypedWay => one !== "passkey" && one !== way);
  const isSent = sent !== null && way === sent.way;
  if (!isSent && others.length === 0) return null;
  return (
    <div class="mt-6 flex flex-wrap items-center gap-x-6 gap-y-1">
      {isSent && (
        <form method="post" action={codeAddressOf(kind)}>
          <Onward to={to} />
          <button type="submit" name="par" value={sent.way} class="link target">
            {t("secondStep.again")}
          </button>
        </form>
      )}
      {others.map((other) => (
        <a key={other} class="link target" href={here({ ...onward, par: other })}>
          {t(`secondStep.use.${other}`)}
        </a>
      ))}
      {isSent && way === "mail" && <p class="muted small basis-full mt-2">{t("secondStep.late")}</p>}
    </div>
  );
}

/** The session did not last: what happened, and how to go on. */
export function Ended({ because, to }: { because: "session-ended" | "tries-spent"; to: string | null }) {
  const t = useWords("accounts");
  return (
    <AuthCard title={t(`secondStep.${because}.title`)} current={paths.signIn()}>
      <span class="grid place-items-center size-14 rounded-2xl bg-soft text-secondary-content">
        <Icon name="hourglass" class="size-7!" />
      </span>
      <h1 class="text-[2rem]! mt-5">{t(`secondStep.${because}.title`)}</h1>
      <p class="mt-3 mb-7">{t(`secondStep.${because}.lead`)}</p>
      <ButtonLink href={paths.signIn(to ? { vers: to } : {})}>{t("secondStep.restart")}</ButtonLink>
    </AuthCard>
  );
}
