import { type Context, Hono } from "hono";
import { z } from "zod";
import { emailAnswer } from "../accounts/email.ts";
import { recentlyVerified } from "../accounts/recently-verified.ts";
import { signedInOnly } from "../accounts/session.ts";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import { readForm, typedIn } from "../platform/web.ts";
import type { Purpose } from "./invitation.ts";
import { invite, type Post, refusalToInvite, waitingInvitation, withdrawInvitation } from "./invite.ts";
import { Invite, type InviteProps } from "./invite-views.tsx";
import { theirRelative, type WithRelative } from "./their-relative.ts";

const InviteForm = z.object({ email: emailAnswer });

/** Sharing a child with a second adult, and an account of her own for a relative who is old enough: inviting by mail, and taking it back. */
export function invitePage(post: Post) {
  const pages = new Hono<WithRelative>();
  for (const [purpose, address] of [
    ["share", paths.shareRelative],
    ["claim", paths.relativeAccount],
  ] as const) {
    pages
      .get(address(":id"), signedInOnly, recentlyVerified, theirRelative, async (c) =>
        c.render(<Invite {...(await howItStands(c, purpose))} />),
      )
      .post(address(":id"), signedInOnly, recentlyVerified, theirRelative, (c) => answer(c, post, purpose));
  }
  return pages;
}

async function answer(c: Context<WithRelative>, post: Post, purpose: Purpose) {
  const { db, now, language } = c.var;
  const { personId } = c.var.relative;
  const by = c.var.actor as Extract<Actor, { kind: "user" }>;
  const back = (purpose === "share" ? paths.shareRelative : paths.relativeAccount)(personId);
  if ((await typedIn(c)).faire === "retirer") {
    await withdrawInvitation(db, { personId, purpose, by, now: now() });
    return c.redirect(back, 303);
  }

  const form = await readForm(c, InviteForm);
  const again = async (more: Partial<InviteProps>) => ({
    ...(await howItStands(c, purpose)),
    email: form.typed.email,
    ...more,
  });
  if (!form.ok) return c.render(<Invite {...(await again({ errors: form.errors }))} />, 422);
  const ownEmail = c.var.signedIn!.email;
  const { email } = form.value;
  const outcome = await invite(db, post, { personId, purpose, email, language, by, ownEmail, now: now() });
  if (outcome.done) return c.redirect(back, 303);
  if (outcome.because === "not-found") return c.notFound();
  if (outcome.because === "own-address")
    return c.render(<Invite {...(await again({ errors: { email: "invite.ownAddress" } }))} />, 422);
  if (outcome.because !== "too-many-mails") return c.render(<Invite {...(await again({}))} />, 409);
  c.header("Retry-After", String(outcome.waitS));
  return c.render(<Invite {...(await again({ waitS: outcome.waitS }))} />, 429);
}

async function howItStands(c: Context<WithRelative>, purpose: Purpose): Promise<InviteProps> {
  const { db, actor, relative, others, now } = c.var;
  const waiting = await asActor(db, actor, (tx) =>
    waitingInvitation(tx, { personId: relative.personId, purpose, now: now() }),
  );
  return { purpose, relative, others, waiting, because: refusalToInvite(purpose, relative, others, now()) };
}
