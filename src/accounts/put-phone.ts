import type { Tx } from "../platform/db.ts";
import { announce } from "../platform/jobs.ts";
import type { Device } from "./device.ts";
import { keeping } from "./keeper.ts";
import { rememberSecurityEvent } from "./security-event.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "phone-changed": { changeId: string; userId: string };
  }
}

export interface PhonePut {
  userId: string;
  changeId: string;
  phone: string;
  /** Its code came back: codes and texts go there from now on. Otherwise they go nowhere. */
  isConfirmed: boolean;
  device: Device;
  now: Temporal.Instant;
}

/** Writes the phone where it belongs, in the user's own transaction: to her profile, for practices to ring, and to her account when codes
 * may go there. Those who had the old one are told. */
export async function putPhone(tx: Tx, { userId, changeId, phone, isConfirmed, device, now }: PhonePut): Promise<void> {
  const { own } = await phonesOf(tx, userId);
  if (own) await tx.updateTable("person").set({ phone }).where("id", "=", own.personId).execute();
  await keeping(tx, async (kept) => {
    const before = await kept
      .selectFrom("auth.user")
      .select("phone")
      .where("id", "=", userId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    await kept
      .updateTable("auth.user")
      .set(isConfirmed ? { phone, phoneConfirmedAt: now } : { phone: null, phoneConfirmedAt: null })
      .where("id", "=", userId)
      .execute();
    await kept
      .updateTable("auth.phoneChange")
      .set({ confirmedAt: now, oldPhone: before.phone })
      .where("id", "=", changeId)
      .execute();
    await rememberSecurityEvent(kept, { userId, kind: "phone-changed", device, now });
    await announce(kept, "phone-changed", { changeId, userId });
  });
}

/** The phone that codes go to, and the one of her own profile, if she has one. */
export async function phonesOf(tx: Tx, userId: string) {
  const own = await tx
    .selectFrom("person")
    .innerJoin("actsFor", "actsFor.personId", "person.id")
    .where("actsFor.relation", "=", "self")
    .select(["person.id as personId", "phone"])
    .executeTakeFirst();
  const account = await keeping(tx, (kept) =>
    kept.selectFrom("auth.user").select(["phone", "phoneConfirmedAt"]).where("id", "=", userId).executeTakeFirst(),
  );
  return { own: own ?? null, confirmed: account?.phoneConfirmedAt ? account.phone : null };
}
