import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import { paths } from "../paths.ts";
import type { Web } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { dayAndHour } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { useWords } from "../ui/words.ts";
import { confirmEmail } from "./confirm-email.ts";
import { type EmailChange, emailChangeBy } from "./email-change.ts";
import { type AccountsParts, deviceOf } from "./enter.ts";
import { homeZone } from "./home-zone.ts";
import { asKeeper } from "./keeper.ts";
import { sessionToken, signedInOnly } from "./session.ts";

/** The link of the mail to the new address. Looking at it uses nothing up; posting does. It is followed by whoever asked for the change,
 * signed in: to anyone else it is no link of ours. */
export function confirmEmailPage(parts: AccountsParts) {
  const { auth } = parts;
  return new Hono<Web>()
    .get(paths.confirmEmail(":token"), signedInOnly, async (c) => {
      const change = await changeFor(c);
      if (change?.state === "confirmed") return c.redirect(paths.accountAfter("adresse"), 303);
      return change?.state === "open"
        ? c.render(<ConfirmEmail token={tokenIn(c)} change={change} />)
        : c.render(<BrokenEmailLink change={change} />, change ? 410 : 404);
    })
    .post(paths.confirmEmail(":token"), signedInOnly, async (c) => {
      const { userId } = c.var.signedIn!;
      const keeps = sessionToken(auth, getCookie(c, auth.sessionCookie) ?? "");
      const confirmation = { token: tokenIn(c), userId, keeps, device: deviceOf(c, parts), now: c.var.now() };
      const outcome = await confirmEmail(c.var.db, confirmation);
      if (outcome.done) return c.redirect(paths.accountAfter("adresse"), 303);
      if (outcome.because === "taken") return c.render(<BrokenEmailLink change={await changeFor(c)} isTaken />, 409);
      return c.render(<BrokenEmailLink change={await changeFor(c)} />, outcome.because === "unknown-link" ? 404 : 410);
    });
}

function tokenIn(c: Context<Web>): string {
  return c.req.param("token") ?? "";
}

/** Her own, or null. */
async function changeFor(c: Context<Web>): Promise<EmailChange | null> {
  const change = await asKeeper(c.var.db, (tx) => emailChangeBy(tx, { token: tokenIn(c), now: c.var.now() }));
  return change?.userId === c.var.signedIn!.userId ? change : null;
}

function ConfirmEmail({ token, change: { oldEmail, newEmail } }: { token: string; change: EmailChange }) {
  const t = useWords("accounts");
  return (
    <Page title={t("confirmEmail.title")} width="narrow" current={paths.account()}>
      <h1>{t("confirmEmail.title")}</h1>
      <p class="lead mt-2">
        <Rich>{t("confirmEmail.lead", { email: newEmail, old: oldEmail })}</Rich>
      </p>
      <p class="muted mt-4 mb-7">{t("confirmEmail.then")}</p>
      <form method="post" action={paths.confirmEmail(token)} class="flex flex-wrap gap-3">
        <Button>{t("confirmEmail.submit")}</Button>
        <ButtonLink tone="ghost" href={paths.changeEmail()}>
          {t("confirmEmail.notNow")}
        </ButtonLink>
      </form>
    </Page>
  );
}

/** A link that opens nothing any more: what happened, and the next step. */
function BrokenEmailLink({ change, isTaken = false }: { change: EmailChange | null; isTaken?: boolean }) {
  const t = useWords("accounts");
  const { now, language } = useRequest();
  const state = change && change.state !== "open" && change.state !== "confirmed" ? change.state : "unknown-link";
  const because = isTaken ? "taken" : state;
  const told = (at: Temporal.Instant | null | undefined) => (at ? dayAndHour(at, homeZone, now, language) : "");
  return (
    <Page title={t(`emailLink.${because}.title`)} width="narrow" current={paths.account()}>
      <BackLink href={paths.account()}>{t("account.title")}</BackLink>
      <span class="grid place-items-center size-14 rounded-2xl bg-soft text-secondary-content">
        <Icon name="link-2-off" class="size-7!" />
      </span>
      <h1 class="mt-5">{t(`emailLink.${because}.title`)}</h1>
      <p class="mt-3 mb-7">
        {t(`emailLink.${because}.lead`, { at: told(change?.newerAt), until: told(change?.expiresAt) })}
      </p>
      <ButtonLink href={paths.changeEmail()}>{t("emailLink.action")}</ButtonLink>
    </Page>
  );
}
