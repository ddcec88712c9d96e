import { type Context, Hono } from "hono";
import { paths } from "../paths.ts";
import type { Web } from "../platform/web.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { dayAndHour } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { useWords } from "../ui/words.ts";
import { AuthCard } from "./auth-card.tsx";
import { type EmailChange, emailChangeUndoneBy, undoableUntil } from "./email-change.ts";
import { type AccountsParts, deviceOf } from "./enter.ts";
import { homeZone } from "./home-zone.ts";
import { asKeeper } from "./keeper.ts";
import { masked } from "./mailed.ts";
import { refusalToUndo, type UndoEmailRefusal, undoEmailChange } from "./undo-email.ts";

/** « Ce n'était pas moi », the link of the mails to the old address. Looking at it uses nothing up; posting does, and leads to a new
 * password. Nobody need be signed in: the thief may have seen to that. */
export function notMePage(parts: AccountsParts) {
  const { auth } = parts;
  return new Hono<Web>()
    .get(paths.notMe(":token"), async (c) => {
      const change = await changeFor(c);
      const because = change ? refusalToUndo(change, c.var.now()) : "unknown-link";
      return because
        ? c.render(<NothingToUndo because={because} change={change} />, change ? 410 : 404)
        : c.render(<NotMe token={tokenIn(c)} change={change!} />);
    })
    .post(paths.notMe(":token"), async (c) => {
      const undoing = { token: tokenIn(c), device: deviceOf(c, parts), now: c.var.now() };
      const outcome = await undoEmailChange(c.var.db, auth, undoing);
      if (!outcome.done) {
        const status = { "unknown-link": 404, taken: 409, undone: 410, late: 410 } as const;
        const page = <NothingToUndo because={outcome.because} change={await changeFor(c)} />;
        return c.render(page, status[outcome.because]);
      }
      return c.redirect(paths.newPassword(outcome.newPasswordToken), 303);
    });
}

function tokenIn(c: Context<Web>): string {
  return c.req.param("token") ?? "";
}

function changeFor(c: Context<Web>): Promise<EmailChange | null> {
  return asKeeper(c.var.db, (tx) => emailChangeUndoneBy(tx, { token: tokenIn(c), now: c.var.now() }));
}

function NotMe({ token, change }: { token: string; change: EmailChange }) {
  const t = useWords("accounts");
  const { now, language } = useRequest();
  const { oldEmail, newEmail, requestedAt } = change;
  const at = dayAndHour(requestedAt, homeZone, now, language);
  return (
    <AuthCard title={t("notMe.title")}>
      <h1 class="text-[2rem]!">{t("notMe.title")}</h1>
      <p class="mt-3">
        <Rich>{t("notMe.lead", { at, email: masked(newEmail) })}</Rich>
      </p>
      <ul class="list-disc pl-6 grid gap-2 mt-5 mb-7">
        <li>
          <Rich>{t("notMe.address", { email: oldEmail })}</Rich>
        </li>
        <li>{t("notMe.devices")}</li>
        <li>{t("notMe.password")}</li>
      </ul>
      <form method="post" action={paths.notMe(token)}>
        <Button class="btn-block">{t("notMe.submit")}</Button>
      </form>
      <p class="muted small mt-5">{t("notMe.wasMe")}</p>
    </AuthCard>
  );
}

function NothingToUndo({ because, change }: { because: UndoEmailRefusal; change: EmailChange | null }) {
  const t = useWords("accounts");
  const { now, language } = useRequest();
  const until = change ? dayAndHour(undoableUntil(change), homeZone, now, language) : "";
  return (
    <AuthCard title={t(`notMeLink.${because}.title`)}>
      <span class="grid place-items-center size-14 rounded-2xl bg-soft text-secondary-content">
        <Icon name={because === "undone" ? "circle-check-big" : "link-2-off"} class="size-7!" />
      </span>
      <h1 class="text-[2rem]! mt-5">{t(`notMeLink.${because}.title`)}</h1>
      <p class="mt-3 mb-7">{t(`notMeLink.${because}.lead`, { until })}</p>
      <ButtonLink href={because === "undone" ? paths.recovery() : paths.signIn()}>
        {t(because === "undone" ? "notMeLink.recover" : "notMeLink.signIn")}
      </ButtonLink>
    </AuthCard>
  );
}
