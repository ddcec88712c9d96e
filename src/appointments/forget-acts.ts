import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";

/** What staff did can be undone for some minutes; it is remembered for a week, should a browser ask late, and then goes. */
export async function forgetOldActs(db: Db, { now }: { now: Temporal.Instant }): Promise<void> {
  await asActor(db, { kind: "system", job: "old-acts" }, (tx) =>
    tx
      .deleteFrom("agendaAct")
      .where("madeAt", "<", now.subtract({ hours: 24 * 7 }))
      .execute(),
  );
}
