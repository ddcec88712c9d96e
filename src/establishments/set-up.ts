import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { KeyReused, once } from "../platform/idempotency.ts";
import { newId } from "../platform/ids.ts";
import { rememberSetting, type Setting, type Staff } from "./remember-setting.ts";

export interface Addition {
  what: Setting["what"];
  key: string;
  /** What was asked: the same under the same key is added once. */
  request: unknown;
  by: Staff;
  now: Temporal.Instant;
}

/** Something is added to one's own establishment by one of the verbs that take the caller's transaction (addSite, addPractitioner,
 * addVisitReason, addRoom): once per key, and the journal knows. Whoever goes back and asks for something else adds something else. */
export async function setUp<Outcome extends { done: true } | { done: false }>(
  db: Db,
  addition: Addition,
  add: (tx: Tx, establishmentId: string) => Promise<Outcome>,
  idOf: (added: Extract<Outcome, { done: true }>) => string,
): Promise<Outcome> {
  const { what, key, request, by, now } = addition;
  try {
    return await asActor(db, by, (tx) =>
      once(tx, { key, request, keeps: ({ done }) => done }, async () => {
        const outcome = await add(tx, by.establishmentId);
        if (!outcome.done) return outcome;
        const id = idOf(outcome as Extract<Outcome, { done: true }>);
        await rememberSetting(tx, { what, id, act: "added" }, { by, now });
        return outcome;
      }),
    );
  } catch (error) {
    if (error instanceof KeyReused) return setUp(db, { ...addition, key: newId() }, add, idOf);
    throw error;
  }
}
