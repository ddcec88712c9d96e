import { Hono } from "hono";
import { z } from "zod";
import { returnPath } from "../accounts/return-path.ts";
import { signedInOnly } from "../accounts/session.ts";
import { paths } from "../paths.ts";
import type { Actor } from "../platform/actor.ts";
import { KeyReused } from "../platform/idempotency.ts";
import { newId } from "../platform/ids.ts";
import { type FieldErrors, readForm, type Web } from "../platform/web.ts";
import { type AddOutcome, addRelative } from "./add-relative.ts";
import { AddRelative, ChooseRelation, NoMore } from "./add-relative-views.tsx";
import type { Relation } from "./relative.ts";
import { optionalDay, relationNamed, relativeAnswers, relativeIn, wrongBirthDate } from "./relative-answers.ts";

const AddForm = z.object({
  ...relativeAnswers,
  representation: z.enum(
    [
      "parental-authority",
      "agreement",
      "guardianship",
      "curatorship",
      "family-authorisation",
      "future-protection-mandate",
    ],
    "identity.representation.missing",
  ),
  endsOn: optionalDay,
  states: z.literal("oui", "identity.states.missing"),
  isAnother: z.literal("oui").optional().catch(undefined),
  cle: z.uuid().catch(() => newId()),
});

/** « Ajouter un proche »: first how one is related, then who she is. Whoever came from a booking goes back to it. */
export const addRelativePage = new Hono<Web>()
  .get(paths.addRelative(), signedInOnly, (c) => {
    const { relation, to } = asked(c.req.query());
    return c.render(
      relation ? <AddRelative relation={relation} to={to} addingKey={newId()} /> : <ChooseRelation to={to} />,
    );
  })
  .post(paths.addRelative(), signedInOnly, async (c) => {
    const { db, now } = c.var;
    const by = c.var.actor as Extract<Actor, { kind: "user" }>;
    const form = await readForm(c, AddForm);
    const { relation, to } = asked(form.typed);
    if (!relation) return c.render(<ChooseRelation to={to} />, 422);
    const again = { relation, to, typed: form.typed, addingKey: newId() };
    const errors = form.ok ? wrongBirthDate(form.value, now()) : form.errors;
    if (!form.ok || Object.keys(errors).length > 0) return c.render(<AddRelative {...again} errors={errors} />, 422);

    const { representation, endsOn: measureEndsOn, isAnother, cle: key } = form.value;
    const outcome = await addRelative(db, {
      ...{ identity: relativeIn(form.value), relation, representation, measureEndsOn },
      ...{ isAnother: isAnother === "oui", key, by, now: now() },
    }).catch(keyReused);
    if (outcome === "key-reused") return c.render(<AddRelative {...again} />, 422);
    if (outcome.done) return c.redirect(onward(to, outcome.personId), 303);
    if (outcome.because === "too-many") return c.render(<NoMore to={to} />, 409);
    if (outcome.because === "alike") return c.render(<AddRelative {...again} alike={outcome.alike} />, 409);
    return c.render(<AddRelative {...again} errors={errorFor(outcome.because)} />, 422);
  });

function asked(named: Record<string, string>): { relation: Relation | null; to: string | null } {
  return { relation: relationNamed(named.lien), to: returnPath(named.vers) };
}

/** Back to where she came from, with the newcomer chosen; otherwise to « Mes proches ». */
function onward(to: string | null, personId: string): string {
  if (!to) return paths.relatives({ fait: "ajoute" });
  return `${to}${to.includes("?") ? "&" : "?"}pour=${personId}`;
}

function errorFor(
  because: Exclude<Extract<AddOutcome, { done: false }>["because"], "too-many" | "alike">,
): FieldErrors {
  switch (because) {
    case "not-a-child":
      return { birthDate: "identity.birthDate.ofAge" };
    case "oneself":
      return { firstNames: "identity.firstNames.oneself" };
    case "not-in-that-capacity":
      return { representation: "identity.representation.missing" };
    case "ended-already":
      return { endsOn: "identity.endsOn.past" };
  }
}

function keyReused(error: unknown): "key-reused" {
  if (error instanceof KeyReused) return "key-reused";
  throw error;
}
