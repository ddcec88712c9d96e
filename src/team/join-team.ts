import { sql } from "kysely";
import { createUser } from "../accounts/activate.ts";
import { fingerprint } from "../accounts/activation.ts";
import type { Auth } from "../accounts/auth.ts";
import { asKeeper } from "../accounts/keeper.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";

interface Joining {
  token: string;
  now: Temporal.Instant;
}

/** The user who acts joins the team that invited her address; false: the link opens nothing for her (any more). It serves once. */
export async function joinTeam(
  db: Db,
  { token, by, now }: Joining & { by: Extract<Actor, { kind: "user" }> },
): Promise<boolean> {
  return asActor(db, by, async (tx) => {
    const { rows } = await sql<{ member: string | null }>`
      select join_team(${fingerprint(token)}, ${newId()}, ${newId()}, ${now}) as member`.execute(tx);
    return rows[0]?.member != null;
  });
}

/** Makes the account of whoever was invited and had none, and lets her join: both or neither. Members of staff need no profile of their own as
 * patients. Null: the link opens nothing any more, or the address has an account by now. `password`: accepted by refusalOfPassword(). */
export async function joinWithNewAccount(
  db: Db,
  auth: Pick<Auth, "hash">,
  { token, name, email, password, now }: Joining & { name: string; email: string; password: string },
): Promise<{ userId: string } | null> {
  const kept = await auth.hash(password); // slow by design: nothing is locked meanwhile
  const noLonger = new Error("the invitation is over");
  return asKeeper(db, async (tx) => {
    const userId = await createUser(tx, { email, name, language: "fr", kept });
    if (!userId) return null;
    const { rows } = await sql<{ member: string | null }>`
      select settle_staff_invitation(${fingerprint(token)}, ${userId}, ${newId()}, ${newId()}, ${now}) as member`.execute(
      tx,
    );
    if (!rows[0]?.member) throw noLonger; // and no account is left behind
    return { userId };
  }).catch((error) => {
    if (error === noLonger) return null;
    throw error;
  });
}
