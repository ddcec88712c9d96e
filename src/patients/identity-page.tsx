import { type Context, Hono } from "hono";
import { z } from "zod";
import { birthplaceAnswers, birthplaceFrom } from "../accounts/birthplace.ts";
import { homeZone } from "../accounts/home-zone.ts";
import { birthDateError, identityAnswers } from "../accounts/identity.ts";
import { typedIdentity } from "../accounts/identity-typed.ts";
import { signedInOnly } from "../accounts/session.ts";
import { communeLabel, communesMeant } from "../establishments/birth-communes.ts";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { readForm, typedIn, type Web } from "../platform/web.ts";
import { changeIdentity, type OwnProfile, ownProfile, type Traits } from "./change-identity.ts";
import { CheckedIdentity, IdentityForm, type IdentityFormProps } from "./identity-views.tsx";

const { phone: _, nameUsed, birthDate, ...names } = identityAnswers;
/** What may be asked, by what may be changed; whatever else is sent is looked at only to refuse it. */
const Forms = {
  checked: z.object({ nameUsed }),
  watched: z.object({ nameUsed, ...names, ...birthplaceAnswers }),
  all: z.object({ nameUsed, ...names, birthDate, ...birthplaceAnswers }),
};

/** « Identité », in « Mon compte » : what one said of oneself, corrected by oneself until someone has checked it. */
export const identityPage = new Hono<Web>()
  .get(paths.identity(), signedInOnly, async (c) => {
    const profile = await profileOf(c);
    return profile ? c.render(await pageFor(c.var.db, profile)) : c.notFound();
  })
  .post(paths.identity(), signedInOnly, async (c) => {
    const profile = await profileOf(c);
    if (!profile) return c.notFound();
    const typed = await typedIn(c);
    if (touchesChecked(profile, typed)) return c.render(await pageFor(c.var.db, profile, { isRefused: true }), 409);
    const read = await readTraits(c, profile);
    if (!read.ok) return c.render(await pageFor(c.var.db, profile, read.again), 422);

    const by = c.var.actor as Extract<Actor, { kind: "user" }>;
    const outcome = await changeIdentity(c.var.db, { by, traits: read.traits, today: todayOf(c) });
    if (outcome.done) return c.redirect(paths.accountAfter("identite"), 303);
    const now = await profileOf(c); // checked meanwhile
    return now ? c.render(await pageFor(c.var.db, now, { isRefused: true }), 409) : c.notFound();
  });

function profileOf(c: Context<Web>): Promise<OwnProfile | null> {
  return asActor(c.var.db, c.var.actor, (tx) => ownProfile(tx, c.var.actor, todayOf(c)));
}

function todayOf(c: Context<Web>): Temporal.PlainDate {
  return c.var.now().toZonedDateTimeISO(homeZone).toPlainDate();
}

/** Something was sent for a field that our page no longer has. */
function touchesChecked({ checkedBy, isBirthDateOpen }: OwnProfile, typed: Record<string, string>): boolean {
  if (checkedBy) return Object.keys(Forms.all.shape).some((name) => name !== "nameUsed" && typed[name] !== undefined);
  return !isBirthDateOpen && typed.birthDate !== undefined;
}

type Again = Pick<IdentityFormProps, "errors" | "typed" | "communes">;

async function readTraits(
  c: Context<Web>,
  profile: OwnProfile,
): Promise<{ ok: true; traits: Traits } | { ok: false; again: Again }> {
  if (profile.checkedBy) {
    const form = await readForm(c, Forms.checked);
    if (!form.ok) return { ok: false, again: { errors: form.errors, typed: form.typed } };
    return { ok: true, traits: { ...profile, nameUsed: form.value.nameUsed || profile.birthName } };
  }
  const form = await readForm(c, profile.isBirthDateOpen ? Forms.all : Forms.watched);
  const born = await birthplaceFrom(c.var.db, communesMeant, form.typed);
  const said = form.ok ? { ...profile, ...form.value } : null;
  const errors = {
    ...(form.ok ? {} : form.errors),
    ...(said && birthDateError(said, c.var.now())),
    ...(born.ok ? {} : born.errors),
  };
  if (!said || !born.ok || Object.keys(errors).length > 0)
    return { ok: false, again: { errors, typed: form.typed, communes: born.ok ? [] : born.choices } };
  const nameUsed = said.nameUsed || said.birthName;
  return { ok: true, traits: { ...said, nameUsed, birthplaceInsee: born.inseeCode } };
}

async function pageFor(db: Db, profile: OwnProfile, again: Partial<Again> & { isRefused?: boolean } = {}) {
  const { birthplaceInsee: code } = profile;
  const commune = code && !code.startsWith("99") ? await communeLabel(db, code) : null;
  return profile.checkedBy ? (
    <CheckedIdentity profile={profile} checkedBy={profile.checkedBy} commune={commune} {...again} />
  ) : (
    <IdentityForm profile={profile} {...again} typed={again.typed ?? typedIdentity(profile, commune)} />
  );
}
