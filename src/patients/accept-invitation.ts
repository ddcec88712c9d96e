import { sql } from "kysely";
import { fingerprint } from "../accounts/activation.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { announce } from "../platform/jobs.ts";
import { type AcceptRefusal, findInvitation, refusalToAccept } from "./invitation.ts";
import type { Relation, Representation } from "./relative.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "relative-invitation-accepted": { invitationId: string };
  }
}

/** What the second adult may be to a child, and in what capacity. */
export const secondAdults = {
  parent: { relation: "child", representation: "parental-authority" },
  guardian: { relation: "child", representation: "guardianship" },
  other: { relation: "other", representation: "agreement" },
} as const satisfies Record<string, { relation: Relation; representation: Representation }>;
export type SecondAdult = keyof typeof secondAdults;

export interface Acceptance {
  token: string;
  as: SecondAdult;
  by: Extract<Actor, { kind: "user" }>;
  now: Temporal.Instant;
}

export type AcceptOutcome = { done: true } | { done: false; because: AcceptRefusal };

/** The user who acts, and whose address was invited, acts for this child from now on, until its 18th birthday; whoever invited is told. Once
 * only: of two answers at the same moment the second finds it accepted. */
export async function acceptInvitation(db: Db, { token, as, by, now }: Acceptance): Promise<AcceptOutcome> {
  return asActor(db, by, async (tx) => {
    const invitation = await findInvitation(tx, { token, now, lock: true });
    const because = invitation ? refusalToAccept(invitation) : "unknown-link";
    if (!invitation || because) return { done: false, because: because ?? "unknown-link" };

    const { relation, representation } = secondAdults[as];
    const { rows } = await sql<{ acceptInvitation: boolean }>`
      select accept_invitation(${fingerprint(token)}, ${relation}, ${representation}, ${now})`.execute(tx);
    if (!rows[0]?.acceptInvitation) throw new Error("the database refuses an invitation that our rules accept");
    await announce(tx, "relative-invitation-accepted", { invitationId: invitation.id });
    return { done: true };
  });
}
