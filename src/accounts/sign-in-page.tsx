import { Hono } from "hono";
import { deleteCookie, getCookie } from "hono/cookie";
import type { ComponentChildren } from "preact";
import { z } from "zod";
import { paths } from "../paths.ts";
import { type FieldErrors, readForm, type Web } from "../platform/web.ts";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Field } from "../ui/field.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { Rich } from "../ui/rich.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { AuthCard, linkTo, Onward } from "./auth-card.tsx";
import { emailAnswer } from "./email.ts";
import { type AccountsParts, deviceOf, enter, owe } from "./enter.ts";
import { PasskeyButton } from "./passkey-button.tsx";
import { rememberedBy } from "./remembered-device.ts";
import { returnPath } from "./return-path.ts";
import { endSession } from "./session.ts";
import { signIn } from "./sign-in.ts";
import { TooMany } from "./too-many.tsx";
import { cookieFlags, forgetVisitor, visitorOf } from "./visitor.ts";

const SignInForm = z.object({
  email: emailAnswer,
  password: z.string().min(1, "signIn.passwordMissing"),
  vers: z.string().optional(),
});

/** Signing in, its first step, and out. Both ways back to where one was going; wrong in the same words whether the account exists or not. */
export function signInPage(parts: AccountsParts) {
  const { auth } = parts;
  const page = (props: Omit<SignInProps, "doors">) => <SignIn {...props} doors={parts.otherDoors?.(props.to)} />;
  return new Hono<Web>()
    .get(paths.signIn(), async (c) => {
      const to = returnPath(c.req.query("vers"));
      const { signedIn } = c.var;
      if (!signedIn) return c.render(page({ to }));
      return c.redirect(to ?? (await parts.homeOf?.(signedIn.userId)) ?? paths.myAppointments(), 303);
    })
    .post(paths.signIn(), async (c) => {
      const form = await readForm(c, SignInForm);
      const to = returnPath(form.typed.vers);
      const { email } = form.typed;
      if (!form.ok) return c.render(page({ to, email, errors: form.errors }), 422);

      const outcome = await signIn(auth, {
        ...{ ...form.value, device: deviceOf(c, parts), smsOn: c.var.smsOn, now: c.var.now() },
        ...{ replaces: getCookie(c, auth.sessionCookie), rememberedBy: rememberedBy(c, auth) },
      });
      if (outcome.done && outcome.isVerified) return enter(c, parts, { ...outcome, visitor: visitorOf(c), to });
      if (outcome.done) return owe(c, outcome.setCookies, to);
      if (outcome.because === "wrong-credentials") return c.render(page({ to, email, wrong: true }), 422);
      c.header("retry-after", String(outcome.waitS));
      return c.render(page({ to, email, waitS: outcome.waitS }), 429);
    })
    .post(paths.signOut(), async (c) => {
      const cookie = getCookie(c, auth.sessionCookie);
      if (cookie) await endSession(auth, cookie);
      deleteCookie(c, auth.sessionCookie, cookieFlags(auth.secureCookies));
      forgetVisitor(c);
      return c.redirect(parts.afterSignOut?.(c) ?? paths.home(), 303);
    });
}

interface SignInProps {
  to: string | null;
  email?: string | undefined;
  errors?: FieldErrors;
  wrong?: boolean;
  /** Seconds before the next try. */
  waitS?: number;
  /** Other ways in. */
  doors?: ComponentChildren;
}

function SignIn({ to, email, errors = {}, wrong = false, waitS = 0, doors }: SignInProps) {
  const t = useWords("accounts");
  const onward = to ? { vers: to } : {};
  const sentences = useSentences("accounts", errors);
  const erred = wrong || waitS > 0 || Object.keys(errors).length > 0;
  return (
    <AuthCard title={t("signIn.title")} erred={erred} current={paths.signIn()}>
      <h1 class="text-[2rem]!">{t("signIn.title")}</h1>
      <p class="muted mt-2 mb-7">{t(to ? "signIn.then" : "signIn.lead")}</p>
      {wrong && (
        <ErrorSummary title={t("signIn.wrong")} errors={{ email: t("signIn.checkBoth") }} kept={t("signIn.kept")} />
      )}
      {waitS > 0 && <TooMany of="tries" waitS={waitS} />}
      <ErrorSummary errors={sentences} kept={t("signIn.kept")} />
      <form method="post" action={paths.signIn()} class="grid gap-5" novalidate>
        <Onward to={to} />
        <Field
          name="email"
          type="email"
          label={t("signIn.email")}
          value={email}
          error={sentences.email}
          autocomplete="username webauthn"
          spellcheck={false}
        />
        <PasswordField
          name="password"
          label={t("signIn.password")}
          error={sentences.password}
          autocomplete="current-password"
        />
        <Button class="btn-block mt-1">{t("signIn.submit")}</Button>
        {/* After the other: the first button of a form is the one that the Enter key presses. */}
        <Button
          tone="ghost"
          formaction={paths.recovery()}
          name="depuis"
          value="connexion"
          class="justify-self-center text-primary!"
        >
          {t("signIn.forgotten")}
        </Button>
      </form>
      <PasskeyButton to={to} other="above" isOffered />
      {doors}
      {wrong && <ResendTo email={email ?? ""} to={to} />}
      <p class="mt-8 pt-6 border-t border-line">
        <Rich marks={{ signUp: linkTo(paths.signUp(onward)) }}>{t("signIn.noAccount")}</Rich>
      </p>
      <p class="muted small mt-3">
        <Rich marks={{ resend: linkTo(paths.resendActivation()) }}>{t("signIn.waiting")}</Rich>
      </p>
    </AuthCard>
  );
}

/** Nobody is told whether the account exists: whoever waits for its activation finds here how to get on. */
function ResendTo({ email, to }: { email: string; to: string | null }) {
  const t = useWords("accounts");
  return (
    <form method="post" action={paths.resendActivation()} class="mt-5 flex flex-wrap items-center gap-x-4 gap-y-2">
      <input type="hidden" name="email" value={email} />
      <Onward to={to} />
      <span>{t("signIn.notActive")}</span>
      <Button tone="outline" icon="mail">
        {t("resend.title")}
      </Button>
    </form>
  );
}
