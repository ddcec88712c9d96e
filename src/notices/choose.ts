import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { type Choice, ways } from "./preferences.ts";

/** Which notices someone wants from now on; what she leaves as the house does is not kept. Saying it twice is calm. */
export async function chooseNotices(
  db: Db,
  { by, choices, now }: { by: Extract<Actor, { kind: "user" }>; choices: readonly Choice[]; now: Temporal.Instant },
): Promise<void> {
  await asActor(db, by, async (tx) => {
    for (const { occasion, channel, wanted } of choices) {
      const key = { userId: by.userId, occasion, channel };
      if (wanted === ways[occasion][channel]) {
        await tx
          .deleteFrom("notificationPreference")
          .where((row) => row.and(key))
          .execute();
        continue;
      }
      await tx
        .insertInto("notificationPreference")
        .values({ ...key, wanted, changedAt: now })
        .onConflict((conflict) =>
          conflict
            .columns(["userId", "occasion", "channel"])
            .doUpdateSet({ wanted, changedAt: now })
            .where("notificationPreference.wanted", "is distinct from", wanted),
        )
        .execute();
    }
  });
}

/** What this user chose otherwise than the house would: for herself, or for the jobs that write to her. */
export function choicesOf(tx: Tx, userId: string): Promise<Choice[]> {
  return tx
    .selectFrom("notificationPreference")
    .select(["occasion", "channel", "wanted"])
    .where("userId", "=", userId)
    .execute();
}
