import { canTakeTexts } from "../notices/mobile.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";
import type { Auth } from "./auth.ts";
import type { Device } from "./device.ts";
import { keeping } from "./keeper.ts";
import { phoneCodeMinutes, waitingPhoneChange } from "./phone-change.ts";
import { phonesOf, putPhone } from "./put-phone.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "phone-code-requested": { changeId: string };
  }
}

export interface PhoneWish {
  by: Extract<Actor, { kind: "user" }>;
  /** E.164. */
  phone: string;
  /** Whether codes can leave by SMS. */
  smsOn: boolean;
  device: Device;
  now: Temporal.Instant;
}

/** `needsCode`: nothing has changed yet. `no-use`: a landline of someone who has no profile that a practice could ring. */
export type PhoneWishOutcome =
  | { done: true; needsCode: boolean }
  | { done: false; because: "same-phone" | "no-use" }
  | { done: false; because: "too-many-codes"; waitS: number };

/** Someone who proved to be there gives another phone. A mobile waits for the code that leaves for it, and nothing changes until then.
 * A landline changes at once: it is rung, and receives neither codes nor texts. Counted per account, per phone
 * and per network. */
export async function requestPhoneChange(
  db: Db,
  auth: Pick<Auth, "limits">,
  wish: PhoneWish,
): Promise<PhoneWishOutcome> {
  const { by, phone, device, now } = wish;
  const needsCode = wish.smsOn && canTakeTexts(phone);
  if (!needsCode) return changeAtOnce(db, wish);

  const isSame = await asActor(db, by, async (tx) => (await phonesOf(tx, by.userId)).confirmed === phone);
  if (isSame) return { done: false, because: "same-phone" };
  const attempts = await Promise.all([
    auth.limits.phoneCode.attempt(by.userId),
    auth.limits.phoneCode.attempt(phone),
    auth.limits.mailFromNetwork.attempt(device.network),
  ]);
  const waitS = Math.max(...attempts.map((attempt) => attempt.waitS));
  if (waitS > 0) {
    await Promise.all(attempts.map((attempt) => attempt.takeBack()));
    return { done: false, because: "too-many-codes", waitS };
  }
  await asActor(db, by, (tx) =>
    keeping(tx, async (kept) => {
      const id = newId();
      const expiresAt = now.add({ minutes: phoneCodeMinutes });
      await kept
        .insertInto("auth.phoneChange")
        .values({ id, userId: by.userId, phone, requestedAt: now, expiresAt })
        .execute();
      await announce(kept, "phone-code-requested", { changeId: id });
    }),
  );
  return { done: true, needsCode };
}

async function changeAtOnce(db: Db, { by, phone, device, now }: PhoneWish): Promise<PhoneWishOutcome> {
  return asActor(db, by, async (tx) => {
    const { own } = await phonesOf(tx, by.userId);
    if (own === null) return { done: false, because: "no-use" };
    if (own.phone === phone) return { done: false, because: "same-phone" };
    const changeId = newId();
    await keeping(tx, (kept) =>
      kept
        .insertInto("auth.phoneChange")
        .values({ id: changeId, userId: by.userId, phone, requestedAt: now, expiresAt: now })
        .execute(),
    );
    await putPhone(tx, { userId: by.userId, changeId, phone, isConfirmed: false, device, now });
    return { done: true, needsCode: false };
  });
}

/** She keeps her number after all: the code on its way opens nothing any more. Calm when nothing waits. */
export async function callOffPhoneChange(
  db: Db,
  { by, now }: { by: Extract<Actor, { kind: "user" }>; now: Temporal.Instant },
): Promise<void> {
  await asActor(db, by, (tx) =>
    keeping(tx, async (kept) => {
      const waiting = await waitingPhoneChange(kept, { userId: by.userId, now });
      if (waiting)
        await kept.updateTable("auth.phoneChange").set({ expiresAt: now }).where("id", "=", waiting.id).execute();
    }),
  );
}
