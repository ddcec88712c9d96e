import { type Context, Hono } from "hono";
import { z } from "zod";
import { emailAnswer } from "../accounts/email.ts";
import { asActor } from "../platform/actor.ts";
import { type FieldErrors, readForm, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Field } from "../ui/field.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { agendasOf } from "./agendas.ts";
import { onlyFor } from "./desk.ts";
import { inviteColleague, type StaffActor, type TeamPost } from "./invite-colleague.ts";
import { faultIn, type Rights, rightsAnswers, rightsIn } from "./rights.ts";
import { type Agenda, RightsFields } from "./rights-fields.tsx";
import { tickedAgendas } from "./ticked-agendas.ts";

const InviteForm = z.object({
  name: z.string().trim().min(1, "team.nameMissing").max(200, "team.nameLong"),
  email: emailAnswer,
  ...rightsAnswers,
});

/** « Inviter quelqu'un » into the team. */
export function inviteColleaguePage(post: TeamPost) {
  return new Hono<Web>()
    .get(proPaths.inviteColleague(), onlyFor("manager"), (c) => show(c, {}))
    .post(proPaths.inviteColleague(), onlyFor("manager"), async (c) => {
      const ticked = await tickedAgendas(c);
      const form = await readForm(c, InviteForm);
      const { typed } = form;
      if (!form.ok) return show(c, { errors: form.errors, typed, ticked }, 422);
      const rights = rightsIn(form.value, ticked);
      const fault = faultIn(rights);
      if (fault) return show(c, { errors: { [fault.field]: fault.key }, typed, ticked }, 422);
      const { name, email } = form.value;
      const by = c.var.actor as StaffActor;
      const outcome = await inviteColleague(c.var.db, post, { name, email, rights, by, now: c.var.now() });
      if (outcome.done) return c.redirect(proPaths.team({ fait: "invite" }), 303);
      if (outcome.because === "too-many-mails") return show(c, { typed, ticked, waitS: outcome.waitS }, 429);
      if (outcome.because === "works-here") return show(c, { errors: { email: "team.worksHere" }, typed, ticked }, 409);
      return show(c, { errors: { agendas: "team.unknownAgenda" }, typed, ticked }, 409);
    });
}

interface Shown {
  errors?: FieldErrors;
  typed?: Record<string, string>;
  ticked?: string[];
  waitS?: number;
}

async function show(c: Context<Web>, shown: Shown, status: 200 | 409 | 422 | 429 = 200) {
  const agendas = await asActor(c.var.db, c.var.actor, (tx) => agendasOf(tx, c.var.desk.establishmentId));
  return c.render(<Invite agendas={agendas} {...shown} />, status);
}

function Invite({ agendas, errors = {}, typed = {}, ticked = [], waitS }: Shown & { agendas: Agenda[] }) {
  const t = useWords("team");
  const isMail = errors.email?.startsWith("email.") ?? false;
  const sentences = {
    ...useSentences("team", isMail ? without(errors, "email") : errors),
    ...useSentences("accounts", isMail ? { email: errors.email! } : {}),
  };
  const rights: Rights = {
    role: (typed.role as Rights["role"]) ?? "secretary",
    practitionerId: typed.own || null,
    agendas: typed.agendas === "some" ? ticked : "all",
  };
  const tooMany = waitS ? { form: t("team.tooMany", { minutes: Math.ceil(waitS / 60) }) } : {};
  return (
    <ProPage title={t("team.inviteTitle")} erred={Object.keys(errors).length > 0}>
      <BackLink href={proPaths.team()}>{t("team.back")}</BackLink>
      <h1>{t("team.inviteTitle")}</h1>
      <p class="muted mt-1 mb-5 max-w-[40rem]">{t("team.inviteLead")}</p>
      <ErrorSummary errors={{ ...sentences, ...tooMany }} />
      <form method="post" class="grid gap-5 max-w-[40rem]" novalidate>
        <Field name="name" label={t("team.name")} value={typed.name} error={sentences.name} autocomplete="off" />
        <Field
          name="email"
          type="email"
          label={t("team.email")}
          value={typed.email}
          error={sentences.email}
          autocomplete="off"
        />
        <RightsFields agendas={agendas} rights={rights} errors={sentences} />
        <Button icon="send" class="justify-self-start">
          {t("team.send")}
        </Button>
      </form>
    </ProPage>
  );
}

function without(errors: FieldErrors, field: string): FieldErrors {
  const { [field]: _, ...others } = errors;
  return others;
}
