import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import { z } from "zod";
import { type AccountsParts, deviceOf, enter } from "../accounts/enter.ts";
import { NewPasswordField } from "../accounts/new-password-field.tsx";
import { refusalOfPassword } from "../accounts/password.ts";
import { openSession } from "../accounts/verify-session.ts";
import { visitorOf } from "../accounts/visitor.ts";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import { type FieldErrors, readForm, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Field } from "../ui/field.tsx";
import { Page } from "../ui/page.tsx";
import { Rich } from "../ui/rich.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { findStaffInvitation, type StaffInvitation } from "./invitation.ts";
import { joinTeam, joinWithNewAccount } from "./join-team.ts";

const JoinForm = z.object({
  name: z.string().trim().min(1, "team.nameMissing").max(200, "team.nameLong"),
  password: z.string().default(""),
});

/** The link of an invitation into a team. Looking uses nothing up; posting does. */
export function joinTeamPage(parts: AccountsParts) {
  return new Hono<Web>()
    .get(proPaths.joinTeam(":token"), (c) => show(c))
    .post(proPaths.joinTeam(":token"), async (c) => {
      const { db, now, actor, signedIn } = c.var;
      const token = tokenIn(c);
      const invitation = await invitationIn(c);
      if (invitation?.state !== "open") return show(c);
      if (signedIn) {
        const by = actor as Extract<Actor, { kind: "user" }>;
        return (await joinTeam(db, { token, by, now: now() })) ? c.redirect(proPaths.space(), 303) : show(c);
      }
      if (invitation.hasAccount) return show(c);
      return open(c, parts, invitation, token);
    });
}

/** Whoever has no account makes one here, and joins. */
async function open(c: Context<Web>, parts: AccountsParts, invitation: StaffInvitation, token: string) {
  const { db, now } = c.var;
  const form = await readForm(c, JoinForm);
  const password = form.typed.password ?? "";
  const { email } = invitation;
  const refusal = password
    ? await refusalOfPassword(password, { email, names: [form.typed.name ?? ""], birthDate: null })
    : "missing";
  const errors = { ...(form.ok ? {} : form.errors), ...(refusal && { password: `password.${refusal}` }) };
  if (!form.ok || refusal)
    return c.render(<NewHere invitation={invitation} errors={errors} name={form.typed.name} />, 422);
  const { name } = form.value;
  const joined = await joinWithNewAccount(db, parts.auth, { token, name, email, password, now: now() });
  if (!joined) return show(c);
  const { userId } = joined;
  const setCookies = await openSession(parts.auth, {
    ...{ userId, device: deviceOf(c, parts), proof: "activation", now: now() },
    replaces: getCookie(c, parts.auth.sessionCookie),
  });
  return enter(c, parts, {
    userId,
    visitor: visitorOf(c),
    setCookies,
    to: paths.security({ vers: proPaths.agenda() }),
  });
}

function invitationIn(c: Context<Web>): Promise<StaffInvitation | null> {
  return asActor(c.var.db, c.var.actor, (tx) => findStaffInvitation(tx, { token: tokenIn(c), now: c.var.now() }));
}

function tokenIn(c: Context<Web>): string {
  return c.req.param("token") ?? "";
}

async function show(c: Context<Web>): Promise<Response> {
  c.set("language", "fr");
  const invitation = await invitationIn(c);
  if (!invitation) return c.render(<Over because="unknown-link" />, 404);
  if (invitation.state !== "open") return c.render(<Over because={invitation.state} />, 410);
  if (c.var.signedIn) return c.render(invitation.isMine ? <Accept {...invitation} /> : <AsOther {...invitation} />);
  return c.render(
    invitation.hasAccount ? <SignInFirst {...{ invitation, path: c.req.path }} /> : <NewHere invitation={invitation} />,
  );
}

function Lead({ establishment, role }: Pick<StaffInvitation, "establishment" | "role">) {
  const t = useWords("team");
  return (
    <>
      <h1>{t("join.title")}</h1>
      <p class="lead mt-3">
        <Rich>{t("join.lead", { practice: establishment })}</Rich>
      </p>
      <p class="muted mt-1 mb-6">{t("join.as", { role: t(`desk.roles.${role}`) })}</p>
    </>
  );
}

function Accept(invitation: StaffInvitation) {
  const t = useWords("team");
  return (
    <Page title={t("join.title")} header="bare" width="narrow">
      <Lead {...invitation} />
      <form method="post">
        <Button>{t("join.accept", { practice: invitation.establishment })}</Button>
      </form>
    </Page>
  );
}

function AsOther(invitation: StaffInvitation) {
  const t = useWords("team");
  return (
    <Page title={t("join.title")} header="bare" width="narrow">
      <Lead {...invitation} />
      <p class="mb-6 break-words">{t("join.other", { email: invitation.email })}</p>
      <form method="post" action={paths.signOut()}>
        <Button tone="outline">{t("join.otherAction")}</Button>
      </form>
    </Page>
  );
}

function SignInFirst({ invitation, path }: { invitation: StaffInvitation; path: string }) {
  const t = useWords("team");
  return (
    <Page title={t("join.title")} header="bare" width="narrow">
      <Lead {...invitation} />
      <p class="mb-6 break-words">{t("join.signIn", { email: invitation.email })}</p>
      <ButtonLink href={paths.signIn({ vers: path })}>{t("join.signInAction")}</ButtonLink>
    </Page>
  );
}

interface NewHereProps {
  invitation: StaffInvitation;
  errors?: FieldErrors;
  name?: string | undefined;
}

function NewHere({ invitation, errors = {}, name = invitation.name }: NewHereProps) {
  const t = useWords("team");
  const { password, ...ours } = errors;
  const sentences = { ...useSentences("team", ours), ...useSentences("accounts", password ? { password } : {}) };
  return (
    <Page title={t("join.title")} header="bare" width="narrow" erred={Object.keys(errors).length > 0}>
      <Lead {...invitation} />
      <ErrorSummary errors={sentences} />
      <form method="post" class="grid gap-6" novalidate>
        <Field name="name" label={t("join.name")} value={name} error={sentences.name} autocomplete="name" />
        <NewPasswordField email={invitation.email} label={t("join.password")} error={sentences.password} />
        <p class="muted">{t("join.then")}</p>
        <Button class="justify-self-start">{t("join.create")}</Button>
      </form>
    </Page>
  );
}

function Over({ because }: { because: Exclude<StaffInvitation["state"], "open"> | "unknown-link" }) {
  const t = useWords("team");
  return (
    <Page title={t("join.title")} header="bare" width="narrow">
      <h1>{t(`join.over.${because}`)}</h1>
      <p class="lead muted mt-3 mb-6">{t("join.overThen")}</p>
      <ButtonLink href={proPaths.space()}>{t("join.toAgenda")}</ButtonLink>
    </Page>
  );
}
