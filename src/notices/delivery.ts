import { setTimeout as sleep } from "node:timers/promises";
import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import type { Delivery, ToldDelivery } from "../platform/sms-texter.ts";
import type { Sender } from "./notice.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "text-receipt": { noticeId: string } & Delivery;
  }
}

/** Writes down what a provider told of a text at the address it was given. */
export async function noteDelivery({ db, now }: Sender, { noticeId, ...delivery }: { noticeId: string } & Delivery) {
  await write(db, noticeId, delivery, now());
}

/** Writes down what the network told of a text by its own name for it. It may tell before the receipt of the text is committed: it is
 * looked for a few times; a text that is none of ours is let go. */
export async function noteToldDelivery({ db, now }: Pick<Sender, "db" | "now">, told: ToldDelivery): Promise<void> {
  const { to, providerReferences, ...delivery } = told;
  for (const waitMs of [0, 200, 1000, 3000]) {
    await sleep(waitMs);
    const found = await asActor(db, inTheirName, (tx) =>
      tx
        .selectFrom("notice")
        .select("id")
        .where("recipient", "=", to)
        .where("providerReference", "in", providerReferences)
        .where("decidedAt", ">", now().subtract({ hours: 24 * 14 })) // networks use their numbers again
        .orderBy("decidedAt", "desc")
        .executeTakeFirst(),
    );
    if (found) return write(db, found.id, delivery, now());
  }
}

const inTheirName = { kind: "system", job: "notices" } as const;

/** What arrived has arrived, whatever is told after. */
async function write(db: Db, id: string, { outcome, because }: Delivery, now: Temporal.Instant): Promise<void> {
  await asActor(db, inTheirName, (tx) =>
    tx
      .updateTable("notice")
      .set({
        delivery: outcome,
        deliveryBecause: because,
        deliveredAt: outcome === "delivered" ? now : null,
      })
      .where((row) => row.or([row("id", "=", id), row("toldWith", "=", id)]))
      .where("status", "=", "sent")
      .where("delivery", "is distinct from", "delivered")
      .execute(),
  );
}
