import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { exportDays } from "./request-export.ts";

/** Files that were ready have served. For a clock, once a day; whoever is taking one along at that moment has an hour more. */
export async function forgetExports(db: Db, { now }: { now: Temporal.Instant }): Promise<void> {
  const before = now.subtract({ hours: 24 * exportDays + 1 });
  await asActor(db, { kind: "system", job: "exports" }, (tx) =>
    tx.deleteFrom("dataExport").where("requestedAt", "<", before).execute(),
  );
}
