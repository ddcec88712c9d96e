import { type Context, Hono } from "hono";
import { sql } from "kysely";
import { z } from "zod";
import { fingerprint } from "../accounts/activation.ts";
import type { AccountsParts } from "../accounts/enter.ts";
import { homeZone } from "../accounts/home-zone.ts";
import { identityAnswers } from "../accounts/identity.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import { type Sealer, sealerFor } from "../platform/seal.ts";
import { readForm, typedIn, type Web } from "../platform/web.ts";
import { answerLinkChild, answerLinkOwn, showLinkChild } from "./accept-patient-invitation-page.tsx";
import { answerOwnAccount, answerParentAccount, showOwnAccount } from "./activate-invited-page.tsx";
import {
  findPatientInvitation,
  type InvitedFile,
  invitedFile,
  type PatientInvitation,
  type Standing,
  standingOf,
} from "./patient-invitation.ts";
import { keepProof, proofIn } from "./patient-invitation-proof.ts";
import { Ended, Refused } from "./patient-invitation-refusals.tsx";
import { AskBirthDate, LinkOwn, ParentAccount, SignInFirst, ToMerge, Whose } from "./patient-invitation-views.tsx";
import { wantInvitationAgain } from "./want-invitation-again.ts";

/** Someone who holds the link of an open invitation, and said the birth date. */
export interface Proven {
  token: string;
  invitation: PatientInvitation;
  file: InvitedFile;
}

const BirthDateForm = z.object({ birthDate: identityAnswers.birthDate });

/** The link of an establishment's invitation. Looking uses nothing up, so that programs which read mails before people do no harm; posting does.
 * Before the birth date is said nothing is told, neither of whom nor by whom. The address is the secret: the house's Referrer-Policy keeps
 * it on this site. */
export function patientInvitationPage(parts: AccountsParts) {
  const sealer = sealerFor("patient-invitation", parts.auth.secret);
  return new Hono<Web>()
    .get(paths.patientInvitation(":token"), async (c) => show(c, await arrive(c, sealer)))
    .post(paths.patientInvitation(":token"), async (c) => {
      const { faire } = await typedIn(c);
      if (faire === "redemander") {
        const { db, actor: by, now } = c.var;
        await wantInvitationAgain(db, { token: tokenIn(c), by, now: now() });
        return c.redirect(paths.patientInvitation(tokenIn(c)), 303);
      }
      const arrived = await arrive(c, sealer);
      const answer = Object.hasOwn(answers, faire ?? "") ? answers[faire as keyof typeof answers] : null;
      if (!answer) return sayBirthDate(c, sealer, arrived);
      if (!arrived.proven) return show(c, arrived, { isLate: true });
      if (standingIn(c, arrived.proven) !== answer.to) return show(c, arrived);
      return (await answer.how(c, parts, arrived.proven)) ?? show(c, await arrive(c, sealer));
    });
}

/** What a form of ours may ask for, and of whom. An answer of null: the world has changed, and the page is shown as it is now. */
const answers = {
  activer: { to: "own-account", how: answerOwnAccount },
  ouvrir: { to: "parent-account", how: answerParentAccount },
  relier: { to: "link-own", how: answerLinkOwn },
  rattacher: { to: "link-child", how: answerLinkChild },
} as const satisfies Record<
  string,
  { to: Standing; how: (c: Context<Web>, parts: AccountsParts, proven: Proven) => Promise<Response | null> }
>;

interface Arrived {
  invitation: PatientInvitation | null;
  /** Null: the link opens nothing, or the birth date is still to be said. */
  proven: Proven | null;
}

function tokenIn(c: Context<Web>): string {
  return c.req.param("token") ?? "";
}

function arrive(c: Context<Web>, sealer: Sealer): Promise<Arrived> {
  const [token, now] = [tokenIn(c), c.var.now()];
  return asActor(c.var.db, c.var.actor, async (tx) => {
    const invitation = await findPatientInvitation(tx, { token, now });
    if (invitation?.state !== "open") return { invitation, proven: null };
    const birthDate = proofIn(c, sealer, { invitationId: invitation.id, now });
    if (!birthDate) return { invitation, proven: null };
    const file = await invitedFile(tx, { token, birthDate, now });
    if (file) return { invitation, proven: { token, invitation, file } };
    return { invitation: await findPatientInvitation(tx, { token, now }), proven: null }; // it ended while we waited
  });
}

/** `isLate`: an answer was sent, but the birth date is to be said again. */
async function show(c: Context<Web>, { invitation, proven }: Arrived, { isLate = false } = {}): Promise<Response> {
  if (proven) return offer(c, proven);
  if (!invitation) return c.render(<Ended because="unknown-link" invitation={null} token={tokenIn(c)} />, 404);
  if (invitation.state === "open")
    return c.render(<AskBirthDate token={tokenIn(c)} pour={pourIn(c)} isLate={isLate} />, isLate ? 409 : 200);
  if (invitation.isMine)
    return invitation.outcome === "to-merge" ? c.render(<ToMerge />) : c.redirect(paths.myAppointments(), 303);
  return c.render(<Ended because={invitation.state} invitation={invitation} token={tokenIn(c)} />, 410);
}

async function sayBirthDate(c: Context<Web>, sealer: Sealer, arrived: Arrived): Promise<Response> {
  const { invitation } = arrived;
  if (invitation?.state !== "open") return show(c, arrived);
  const [token, pour] = [tokenIn(c), pourIn(c)];
  const form = await readForm(c, BirthDateForm);
  if (!form.ok)
    return c.render(<AskBirthDate token={token} pour={pour} errors={form.errors} typed={form.typed} />, 422);

  const { birthDate } = form.value;
  const verdict = await prove(c, birthDate);
  if (verdict === "right") {
    keepProof(c, sealer, { invitationId: invitation.id, birthDate, now: c.var.now() });
    return c.redirect(paths.patientInvitation(token, pour ? { pour } : {}), 303);
  }
  if (verdict !== "wrong") return show(c, await arrive(c, sealer));
  const errors = { birthDate: "fromPractice.birthDate.wrong" };
  return c.render(<AskBirthDate token={token} pour={pour} errors={errors} typed={form.typed} />, 422);
}

/** In a transaction of its own, committed whatever follows: mistakes count. */
async function prove(c: Context<Web>, birthDate: Temporal.PlainDate): Promise<string> {
  const { db, actor, now } = c.var;
  return asActor(db, actor, async (tx) => {
    const { rows } = await sql<{ verdict: "right" | "wrong" | "spent" | "closed" }>`
      select prove_patient_birth_date(${fingerprint(tokenIn(c))}, ${birthDate}, ${now()}) as verdict`.execute(tx);
    return rows[0]!.verdict;
  });
}

function pourIn(c: Context<Web>): "moi" | "enfant" | null {
  const pour = c.req.query("pour");
  return pour === "moi" || pour === "enfant" ? pour : null;
}

function standingIn(c: Context<Web>, { invitation, file }: Proven): Standing {
  const pour = pourIn(c);
  const whose = pour && ({ moi: "mine", enfant: "my-child" } as const)[pour];
  const today = c.var.now().toZonedDateTimeISO(homeZone).toPlainDate();
  return standingOf({ invitation, file, isSignedIn: c.var.signedIn !== null, whose, today });
}

async function offer(c: Context<Web>, proven: Proven): Promise<Response> {
  const standing = standingIn(c, proven);
  switch (standing) {
    case "own-account":
      return showOwnAccount(c, proven);
    case "link-child":
      return showLinkChild(c, proven);
    case "parent-account":
      return c.render(<ParentAccount {...proven} pour={pourIn(c)} />);
    case "whose":
      return c.render(<Whose {...proven} />);
    case "sign-in":
      return c.render(<SignInFirst {...proven} />);
    case "link-own":
      return c.render(<LinkOwn {...proven} />);
    default:
      return c.render(<Refused because={standing} {...proven} />, 409);
  }
}
