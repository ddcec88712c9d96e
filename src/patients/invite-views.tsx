import { homeZone } from "../accounts/home-zone.ts";
import { TooMany } from "../accounts/too-many.tsx";
import { paths } from "../paths.ts";
import type { FieldErrors } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Field } from "../ui/field.tsx";
import { dayAndHour, fullDate } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { whole } from "../ui/whole.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import type { Purpose } from "./invitation.ts";
import type { NotInvitable, Waiting } from "./invite.ts";
import type { OtherUser } from "./queries.ts";
import { firstNameOf, type Relative } from "./relative.ts";
import { fullName } from "./relative-words.ts";

export interface InviteProps {
  purpose: Purpose;
  relative: Relative;
  others: OtherUser[];
  /** Sent, and not answered yet. */
  waiting: Waiting | null;
  /** Why nobody can be invited; null: someone can. */
  because: NotInvitable | null;
  email?: string | undefined;
  errors?: FieldErrors;
  /** Seconds before another mail may leave. */
  waitS?: number;
}

/** « Partager… » and « Son propre compte »: how it stands, and the address to invite. */
export function Invite({ purpose, relative, others, waiting, because, email, errors = {}, waitS = 0 }: InviteProps) {
  const t = useWords("patients");
  const sentences = useSentences("patients", errors);
  const name = firstNameOf(relative);
  return (
    <Page
      title={t(`${purpose}.title`, { name })}
      width="narrow"
      current={paths.account()}
      erred={Object.keys(errors).length > 0}
    >
      <BackLink href={paths.relative(relative.personId)}>{fullName(relative)}</BackLink>
      <h1>{whole(t(`${purpose}.title`, { name }))}</h1>
      {because ? (
        <NotNow because={because} purpose={purpose} relative={relative} others={others} />
      ) : (
        <>
          <p class="lead muted mt-2 mb-7">{t(`${purpose}.lead`, { name })}</p>
          {waitS > 0 && <TooMany of="mails" waitS={waitS} />}
          <ErrorSummary errors={sentences} />
          {waiting && <Sent waiting={waiting} />}
          <form method="post" class="grid gap-6" novalidate>
            <Field
              name="email"
              type="email"
              label={t(waiting ? "invite.other" : `${purpose}.email`)}
              hint={t(`${purpose}.emailHint`)}
              value={email}
              error={sentences.email}
              autocomplete="off"
              spellcheck={false}
            />
            <Button
              tone={waiting ? "soft" : "primary"}
              icon="send"
              class="btn-block sm:w-auto sm:justify-self-start px-9!"
            >
              {t("invite.submit")}
            </Button>
          </form>
          <p class="muted mt-7">{t(`${purpose}.after`, { name })}</p>
        </>
      )}
    </Page>
  );
}

/** It left: to whom, until when, and the way to send it again or take it back. */
function Sent({ waiting: { email, expiresAt } }: { waiting: Waiting }) {
  const { now, language } = useRequest();
  const t = useWords("patients");
  return (
    <Notice kind="ok" icon="mail-check" role="status" class="mb-8">
      <p>
        <Rich>{t("invite.sent", { email })}</Rich>{" "}
        {t("invite.sentUntil", { until: dayAndHour(expiresAt, homeZone, now, language) })}
      </p>
      <p class="mt-2">{t("invite.spam")}</p>
      <form method="post" class="flex flex-wrap gap-3 mt-4">
        <input type="hidden" name="email" value={email} />
        <Button tone="outline" icon="rotate-cw">
          {t("invite.again")}
        </Button>
        <Button tone="ghost" icon="x" name="faire" value="retirer">
          {t("invite.withdraw")}
        </Button>
      </form>
    </Notice>
  );
}

function NotNow({
  because,
  purpose,
  relative,
  others,
}: { because: NotInvitable } & Pick<InviteProps, "purpose" | "relative" | "others">) {
  const { language } = useRequest();
  const t = useWords("patients");
  const name = firstNameOf(relative);
  const other = others.find(({ relation }) => (purpose === "claim") === (relation === "self"));
  const since = other && fullDate(other.since.toZonedDateTimeISO(homeZone).toPlainDate(), language);
  const told = { name, other: other?.name ?? "", since: since ?? "" };
  return (
    <>
      <p class="lead muted mt-2 mb-7">{t(`invite.not.${because}.lead`, told)}</p>
      <Notice icon="info" class="mb-8">
        <p>{t(`invite.not.${because}.then`, told)}</p>
      </Notice>
      <ButtonLink tone="soft" href={paths.relative(relative.personId)}>
        {t("invite.back", { name })}
      </ButtonLink>
    </>
  );
}
