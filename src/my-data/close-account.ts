import { sql } from "kysely";
import { reachOfUser } from "../accounts/reach-of-user.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "closing-requested": { userId: string };
    "closing-called-off": { userId: string; changeId: string };
    "account-closed": { farewellId: string };
  }
}

/** How long one may change one's mind. */
export const closingDays = 14;

type User = Extract<Actor, { kind: "user" }>;

/** From when on the account of this user is closed, or null when she did not ask for it. */
export async function closingOf(tx: Tx, by: User): Promise<Temporal.Instant | null> {
  const found = await tx
    .selectFrom("accountClosing")
    .select("closesAt")
    .where("userId", "=", by.userId)
    .executeTakeFirst();
  return found?.closesAt ?? null;
}

/** Whoever works somewhere is removed from the team first. */
export function mayClose(tx: Tx): Promise<boolean> {
  return sql<{ staff: boolean }>`select i_am_staff() as staff`.execute(tx).then(({ rows }) => !rows[0]!.staff);
}

/** Closes the account in fourteen days; until then everything works, and a word calls it off. Asking twice is calm: the first day counts. */
export function askToClose(
  db: Db,
  { by, now }: { by: User; now: Temporal.Instant },
): Promise<{ done: true } | { done: false; because: "staff" }> {
  return asActor(db, by, async (tx) => {
    if (!(await mayClose(tx))) return { done: false, because: "staff" };
    const asked = await tx
      .insertInto("accountClosing")
      .values({ userId: by.userId, requestedAt: now, closesAt: now.add({ hours: 24 * closingDays }) })
      .onConflict((conflict) => conflict.doNothing())
      .returning("userId")
      .executeTakeFirst();
    if (asked) await announce(tx, "closing-requested", { userId: by.userId });
    return { done: true };
  });
}

/** She stays. */
export function callOffClosing(db: Db, { by }: { by: User }): Promise<void> {
  return asActor(db, by, async (tx) => {
    const gone = await tx.deleteFrom("accountClosing").where("userId", "=", by.userId).returning("userId").execute();
    if (gone.length > 0) await announce(tx, "closing-called-off", { userId: by.userId, changeId: newId() });
  });
}

const inTheirName: Actor = { kind: "system", job: "closing" };

/** « Ce n'était pas moi », said by whoever got her account back from a thief: he may have asked to close it. She can ask again. */
export function stayOpenWhenTakenBack(
  { db }: { db: Db },
  { userId, changeId }: { userId: string; changeId: string },
): Promise<void> {
  return asActor(db, inTheirName, async (tx) => {
    const gone = await tx.deleteFrom("accountClosing").where("userId", "=", userId).returning("userId").execute();
    if (gone.length > 0) await announce(tx, "closing-called-off", { userId, changeId });
  });
}

/** Closes the accounts whose day has come, each in a transaction of its own: nothing of it is left, the register says that it was done, and
 * a last mail is promised (migrations/0014_my_data.sql, close_account). One that cannot be closed keeps no other open; it is tried again. */
export async function closeDueAccounts(db: Db, { now }: { now: Temporal.Instant }): Promise<void> {
  const due = await asActor(db, inTheirName, (tx) =>
    tx.selectFrom("accountClosing").select("userId").where("closesAt", "<=", now).orderBy("closesAt").execute(),
  );
  const failures: unknown[] = [];
  for (const { userId } of due)
    await asActor(db, inTheirName, (tx) => closeNow(tx, userId, now)).catch((error) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

async function closeNow(tx: Tx, userId: string, now: Temporal.Instant): Promise<void> {
  const reach = await reachOfUser(tx, userId);
  const { rows } = await sql<{ askedAt: Temporal.Instant | null }>`
    select close_account(${userId}, ${now}) as asked_at`.execute(tx);
  const askedAt = rows[0]!.askedAt;
  if (!askedAt || !reach) return;

  await tx
    .insertInto("erasure")
    .values({ id: newId(), what: "account", because: "asked", askedAt, erasedAt: now })
    .execute();
  const farewellId = newId();
  await tx
    .insertInto("accountFarewell")
    .values({ id: farewellId, email: reach.email, language: reach.language, closedAt: now })
    .execute();
  await announce(tx, "account-closed", { farewellId });
}
