import { sql } from "kysely";
import { z } from "zod";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import type { OtherUser } from "./queries.ts";

/** Whether an adult with an account of her own may end alone what this user does for her: what rests on her agreement, and on nothing else. */
export function restsOnAgreement({ representation }: Pick<OtherUser, "representation">): boolean {
  return (representation ?? "agreement") === "agreement";
}

/** That user acts for whoever asks no more. False when there is nothing of hers to end: nobody, a parent of a child, a measure of
 * protection. `userId` may be anything. */
export async function letGo(
  db: Db,
  { userId, by }: { userId: string; by: Extract<Actor, { kind: "user" }> },
): Promise<boolean> {
  if (!z.uuid().safeParse(userId).success) return false;
  const { rows } = await asActor(db, by, (tx) =>
    sql<{ ended: boolean }>`select end_access_to_me(${userId}) as ended`.execute(tx),
  );
  return rows[0]?.ended ?? false;
}
