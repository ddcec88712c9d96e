import type { ComponentChildren } from "preact";
import { AuthCard } from "../accounts/auth-card.tsx";
import { homeZone } from "../accounts/home-zone.ts";
import { masked } from "../accounts/mailed.ts";
import { paths } from "../paths.ts";
import type { FieldErrors } from "../platform/web.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Choice, Choices } from "../ui/choice.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { dayAndHour } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import type { AcceptRefusal, Invitation } from "./invitation.ts";
import { firstNameOf } from "./relative.ts";

/** To whoever has not signed in: who invites, to act for whom. */
export function Offer({ token, invitation }: { token: string; invitation: Invitation }) {
  const t = useWords("patients");
  const vers = paths.relativeInvitation(token);
  return (
    <AuthCard title={t("accept.title")}>
      <span class="grid place-items-center size-14 rounded-2xl bg-soft text-secondary-content">
        <Icon name="users-round" class="size-7!" />
      </span>
      <h1 class="text-[2rem]! mt-5">{t("accept.title")}</h1>
      <p class="mt-3">
        <Rich>{t("accept.lead", { inviter: invitation.inviter, name: firstNameOf(invitation) })}</Rich>
      </p>
      <p class="muted mt-3 mb-7">
        <Rich>{t("accept.signInFirst", { email: masked(invitation.email) })}</Rich>
      </p>
      <div class="grid gap-3">
        <ButtonLink icon="log-in" href={paths.signIn({ vers })} class="btn-block">
          {t("accept.signIn")}
        </ButtonLink>
        <ButtonLink tone="soft" icon="user-plus" href={paths.signUp({ vers })} class="btn-block">
          {t("accept.signUp")}
        </ButtonLink>
      </div>
    </AuthCard>
  );
}

interface AcceptProps {
  token: string;
  invitation: Invitation;
  errors?: FieldErrors;
  typed?: Record<string, string>;
}

/** To whom it was sent: what she is to the child, and her word for it. */
export function Accept({ token, invitation, errors = {}, typed = {} }: AcceptProps) {
  const t = useWords("patients");
  const sentences = useSentences("patients", errors);
  const name = firstNameOf(invitation);
  return (
    <Page title={t("accept.title")} width="narrow" current={paths.account()} erred={Object.keys(errors).length > 0}>
      <h1>{t("accept.title")}</h1>
      <p class="lead muted mt-2">
        <Rich>{t("accept.lead", { inviter: invitation.inviter, name })}</Rich>
      </p>
      <p class="mt-4 mb-7">{t("accept.means", { name })}</p>
      <ErrorSummary errors={sentences} />
      <form method="post" action={paths.relativeInvitation(token)} class="grid gap-6" novalidate>
        <Choices
          name="as"
          legend={t("accept.as", { name })}
          options={(["parent", "guardian", "other"] as const).map((value) => ({
            value,
            label: t(`accept.${value}`),
            ...(value === "other" && { detail: t("accept.otherDetail") }),
          }))}
          value={typed.as}
          error={sentences.as}
        />
        <Choice name="states" value="oui" checked={typed.states === "oui"} error={sentences.states}>
          {t("accept.states", { name })}
        </Choice>
        <div class="flex flex-wrap gap-3">
          <Button icon="check" class="px-8! max-sm:btn-block">
            {t("accept.submit")}
          </Button>
          <ButtonLink tone="ghost" href={paths.relatives()} class="max-sm:btn-block">
            {t("accept.not")}
          </ButtonLink>
        </div>
      </form>
    </Page>
  );
}

/** A link that opens nothing: what happened, and the next step. */
export function NoInvitation({
  because,
  invitation,
}: {
  because: Exclude<AcceptRefusal, "already-yours"> | "spent" | "has-account";
  invitation: Invitation | null;
}) {
  const t = useWords("patients");
  const { now, language, signedIn } = useRequest();
  const told = (at: Temporal.Instant | null | undefined) => (at ? dayAndHour(at, homeZone, now, language) : "");
  return (
    <Card title={t(`link.${because}.title`)}>
      <span class="grid place-items-center size-14 rounded-2xl bg-soft text-secondary-content">
        <Icon name={because === "accepted" ? "circle-check-big" : "link-2-off"} class="size-7!" />
      </span>
      <h1 class="text-[2rem]! mt-5">{t(`link.${because}.title`)}</h1>
      <p class="mt-3 mb-7 break-words">
        {t(`link.${because}.lead`, {
          at: told(invitation?.newerAt),
          until: told(invitation?.expiresAt),
          email: invitation ? masked(invitation.email) : "",
        })}
      </p>
      {because === "another-address" ? (
        <form method="post" action={paths.signOut()}>
          <Button icon="log-out">{t("link.another-address.action")}</Button>
        </form>
      ) : (
        <ButtonLink href={signedIn ? paths.relatives() : paths.signIn()}>
          {t(signedIn ? "relatives.title" : "accept.signIn")}
        </ButtonLink>
      )}
    </Card>
  );
}

/** On a page of signing in, or among those of whoever has signed in. */
function Card({ title, children }: { title: string; children: ComponentChildren }) {
  const { signedIn } = useRequest();
  if (!signedIn) return <AuthCard title={title}>{children}</AuthCard>;
  return (
    <Page title={title} width="narrow" current={paths.account()}>
      <div class="sheet p-6 sm:p-10">{children}</div>
    </Page>
  );
}
