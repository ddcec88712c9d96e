import { createHash } from "node:crypto";
import { sql } from "kysely";
import { asActor } from "./actor.ts";
import type { Db, Tx } from "./db.ts";

/** The same key came back with another request: the caller is told, nothing is done. */
export class KeyReused extends Error {
  override name = "KeyReused";
}

/** Does `act` once per key and actor: whoever repeats the request (a second click, a lost answer) gets the first answer again.
 *
 * The key lives in the same transaction as the act, so both are there or neither. A repeat that arrives meanwhile waits for the
 * first to end. `request` is what must not change between the two; another one is refused by KeyReused. An answer that `keeps` declines,
 * such as a refusal, is forgotten: the world may be kinder next time. */
export async function once<Answer extends object>(
  tx: Tx,
  { key, request, keeps = () => true }: { key: string; request: unknown; keeps?: (answer: Answer) => boolean },
  act: () => Promise<Answer>,
): Promise<Answer> {
  const fingerprint = createHash("sha256").update(JSON.stringify(request)).digest("hex");
  const mine = await sql`
    insert into idempotency_key (actor, key, request_sha256) values (actor_reference(), ${key}, ${fingerprint})
    on conflict (actor, key) do nothing returning key`.execute(tx);

  if (mine.rows.length === 0) {
    const first = await tx
      .selectFrom("idempotencyKey")
      .select(["requestSha256", "outcome"])
      .where("key", "=", key)
      .where("actor", "=", sql<string>`actor_reference()`)
      .executeTakeFirstOrThrow();
    if (first.requestSha256 !== fingerprint) throw new KeyReused();
    return first.outcome as unknown as Answer;
  }

  const answer = await act();
  if (!keeps(answer)) {
    await tx
      .deleteFrom("idempotencyKey")
      .where("key", "=", key)
      .where("actor", "=", sql<string>`actor_reference()`)
      .execute();
    return answer;
  }
  await tx
    .updateTable("idempotencyKey")
    .set({ outcome: JSON.stringify(answer) })
    .where("key", "=", key)
    .where("actor", "=", sql<string>`actor_reference()`)
    .execute();
  return answer;
}

/** Whether the same actor had an answer to this key before: whatever came of it is then no news. */
export async function wasAnswered(tx: Tx, key: string): Promise<boolean> {
  const first = await tx
    .selectFrom("idempotencyKey")
    .select("key")
    .where("key", "=", key)
    .where("actor", "=", sql<string>`actor_reference()`)
    .executeTakeFirst();
  return first !== undefined;
}

/** Answers are kept a week: nobody repeats a request after that. */
export async function forgetOldAnswers(db: Db, { now }: { now: Temporal.Instant }): Promise<void> {
  await asActor(db, { kind: "system", job: "old-answers" }, (tx) =>
    tx
      .deleteFrom("idempotencyKey")
      .where("createdAt", "<", now.subtract({ hours: 24 * 7 }))
      .execute(),
  );
}
