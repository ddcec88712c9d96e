import type { Context } from "hono";
import { z } from "zod";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import { type FieldErrors, isId, readForm, type Web } from "../platform/web.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Choice, Choices } from "../ui/choice.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { fullDate } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { whole } from "../ui/whole.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { acceptPatientInvitation, alikeChildren, type LinkTo } from "./accept-patient-invitation.ts";
import type { Proven } from "./patient-invitation-page.tsx";
import { forgetProof } from "./patient-invitation-proof.ts";
import { Refused } from "./patient-invitation-refusals.tsx";
import type { Someone } from "./queries.ts";
import { firstNameOf } from "./relative.ts";

const ChildForm = z.object({
  /** One of her relatives, or `nouveau`. */
  qui: z.string("fromPractice.child.whoMissing"),
  as: z.enum(["parent", "guardian"], "accept.asMissing").optional(),
  states: z.literal("oui", "identity.states.missing").optional(),
});

/** She links the file to her own profile. */
export async function answerLinkOwn(c: Context<Web>, _parts: unknown, proven: Proven): Promise<Response | null> {
  return link(c, proven, { whom: "self" });
}

/** A child's file, for an adult who has signed in: one of her relatives, or a new one. */
export async function showLinkChild(c: Context<Web>, proven: Proven): Promise<Response> {
  return c.render(<LinkChild {...proven} alike={await alikeIn(c, proven)} />);
}

/** Null: the link has ended meanwhile, or the page must be shown as it is now. */
export async function answerLinkChild(c: Context<Web>, _parts: unknown, proven: Proven): Promise<Response | null> {
  const alike = await alikeIn(c, proven);
  const form = await readForm(c, ChildForm);
  const again = (errors: FieldErrors) =>
    c.render(<LinkChild {...proven} alike={alike} errors={errors} typed={form.typed} />, 422);
  if (!form.ok) return again(form.errors);
  const { qui, as, states } = form.value;
  if (alike.some(({ personId }) => isId(qui) && personId === qui))
    return link(c, proven, { whom: "relative", personId: qui });
  if (qui !== "nouveau") return again({ qui: "fromPractice.child.whoMissing" });
  if (!as || !states)
    return again({ ...(!as && { as: "accept.asMissing" }), ...(!states && { states: "identity.states.missing" }) });
  return link(c, proven, { whom: "new-relative", as });
}

async function link(c: Context<Web>, proven: Proven, to: LinkTo): Promise<Response | null> {
  const { token, file } = proven;
  const by = c.var.actor as Extract<Actor, { kind: "user" }>;
  const { birthDate } = file;
  const outcome = await acceptPatientInvitation(c.var.db, { token, birthDate, to, by, now: c.var.now() });
  if (!outcome.done)
    return outcome.because === "too-many" ? c.render(<Refused because="too-many" {...proven} />, 409) : null;
  forgetProof(c);
  if (outcome.outcome === "to-merge") return c.redirect(paths.patientInvitation(token), 303);
  return c.redirect(paths.myAppointments(to.whom === "self" ? {} : { pour: outcome.personId }), 303);
}

function alikeIn(c: Context<Web>, { file }: Proven): Promise<Someone[]> {
  const { db, actor } = c.var;
  return asActor(db, actor, (tx) => alikeChildren(tx, actor, file));
}

interface LinkChildProps extends Proven {
  alike: Someone[];
  errors?: FieldErrors;
  typed?: Record<string, string>;
}

function LinkChild({ file, alike, errors = {}, typed = {} }: LinkChildProps) {
  const t = useWords("patients");
  const { language } = useRequest();
  const sentences = useSentences("patients", errors);
  const name = firstNameOf(file);
  return (
    <Page
      title={t("fromPractice.child.title")}
      width="narrow"
      current={paths.account()}
      erred={Object.keys(errors).length > 0}
    >
      <h1>{whole(t("fromPractice.child.title"))}</h1>
      <p class="lead muted mt-2 mb-7">
        <Rich>{t("fromPractice.child.lead", { practice: file.establishment, name })}</Rich>
      </p>
      <ErrorSummary errors={sentences} />
      <form method="post" class="grid gap-6" novalidate>
        <input type="hidden" name="faire" value="rattacher" />
        {alike.length > 0 ? (
          <Choices
            name="qui"
            legend={t("fromPractice.child.who")}
            options={[
              ...alike.map(({ personId, firstName, nameUsed, birthDate }) => ({
                value: personId,
                label: `${firstName} ${nameUsed}`,
                detail: t("fromPractice.child.bornOn", { day: fullDate(birthDate, language) }),
              })),
              { value: "nouveau", label: t("fromPractice.child.another") },
            ]}
            value={typed.qui ?? alike[0]!.personId}
            error={sentences.qui}
          />
        ) : (
          <input type="hidden" name="qui" value="nouveau" />
        )}
        <Choices
          name="as"
          legend={t(alike.length > 0 ? "fromPractice.child.asAnother" : "fromPractice.child.as", { name })}
          options={(["parent", "guardian"] as const).map((value) => ({ value, label: t(`accept.${value}`) }))}
          hint={t("fromPractice.child.neither")}
          value={typed.as}
          error={sentences.as}
        />
        <Choice name="states" value="oui" checked={typed.states === "oui"} error={sentences.states}>
          {t("accept.states", { name })}
        </Choice>
        <div class="flex flex-wrap gap-3">
          <Button icon="check" class="px-8! max-sm:btn-block">
            {t("fromPractice.child.submit")}
          </Button>
          <ButtonLink tone="ghost" href={paths.myAppointments()} class="max-sm:btn-block">
            {t("accept.not")}
          </ButtonLink>
        </div>
      </form>
    </Page>
  );
}
