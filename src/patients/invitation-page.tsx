import { type Context, Hono } from "hono";
import { z } from "zod";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import { readForm, type Web } from "../platform/web.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import { answerClaim, type ClaimParts, showClaim } from "./claim-page.tsx";
import { type AcceptRefusal, findInvitation, type Invitation, refusalToAccept } from "./invitation.ts";
import { Accept, NoInvitation, Offer } from "./invitation-views.tsx";

const AcceptForm = z.object({
  as: z.enum(["parent", "guardian", "other"], "accept.asMissing"),
  states: z.literal("oui", "identity.states.missing"),
});

/** The link of an invitation. Looking uses nothing up, so that programs which read mails before people do no harm; posting does. The address
 * is the secret: the house's Referrer-Policy keeps it on this site. */
export function invitationPage(parts: ClaimParts) {
  return new Hono<Web>()
    .get(paths.relativeInvitation(":token"), async (c) => {
      const invitation = await invitationIn(c);
      if (invitation?.purpose === "claim") return showClaim(c, invitation);
      return c.var.signedIn ? showToSignedIn(c, invitation) : showToAnyone(c, invitation);
    })
    .post(paths.relativeInvitation(":token"), async (c) => {
      const invitation = await invitationIn(c);
      if (invitation?.purpose === "claim") return answerClaim(c, parts, invitation);
      if (!c.var.signedIn) return showToAnyone(c, invitation);
      const because = invitation ? refusalToAccept(invitation) : "unknown-link";
      if (!invitation || because) return showToSignedIn(c, invitation);

      const form = await readForm(c, AcceptForm);
      if (!form.ok)
        return c.render(
          <Accept token={tokenIn(c)} invitation={invitation} errors={form.errors} typed={form.typed} />,
          422,
        );
      const by = c.var.actor as Extract<Actor, { kind: "user" }>;
      const outcome = await acceptInvitation(c.var.db, { token: tokenIn(c), as: form.value.as, by, now: c.var.now() });
      return outcome.done
        ? c.redirect(paths.relatives({ fait: "partage" }), 303)
        : showToSignedIn(c, await invitationIn(c));
    });
}

function tokenIn(c: Context<Web>): string {
  return c.req.param("token") ?? "";
}

function invitationIn(c: Context<Web>): Promise<Invitation | null> {
  return asActor(c.var.db, c.var.actor, (tx) => findInvitation(tx, { token: tokenIn(c), now: c.var.now() }));
}

/** Whoever has not signed in: the offer, and the way to sign in or up and come back. */
function showToAnyone(c: Context<Web>, invitation: Invitation | null) {
  if (invitation?.state === "open") return c.render(<Offer token={tokenIn(c)} invitation={invitation} />);
  return c.render(
    <NoInvitation because={stateOrNothing(invitation)} invitation={invitation} />,
    invitation ? 410 : 404,
  );
}

function showToSignedIn(c: Context<Web>, invitation: Invitation | null) {
  const because = invitation ? refusalToAccept(invitation) : "unknown-link";
  if (because === "already-yours") return c.redirect(paths.relatives(), 303);
  if (!invitation || because)
    return c.render(<NoInvitation because={because ?? "unknown-link"} invitation={invitation} />, statusOf(because));
  return c.render(<Accept token={tokenIn(c)} invitation={invitation} />);
}

function stateOrNothing(invitation: Invitation | null): Exclude<AcceptRefusal, "already-yours"> {
  if (!invitation || invitation.state === "open" || invitation.state === "spent") return "unknown-link";
  return invitation.state;
}

function statusOf(because: AcceptRefusal | null): 404 | 409 | 410 {
  if (because === null || because === "unknown-link") return 404;
  return because === "another-address" || because === "oneself" || because === "shared-already" ? 409 : 410;
}
