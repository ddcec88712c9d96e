import { expect, test } from "vitest";
import { type KeptReceipt, outcomeOf } from "./outcome.ts";

const mail: KeptReceipt = { channel: "mail", status: "sent", because: null, delivery: null };
const text: KeptReceipt = { ...mail, channel: "sms" };

test("a mail the server took is sent, not delivered; a text that arrived is delivered", () => {
  expect(outcomeOf(mail)).toEqual({ state: "handed-over", why: null });
  expect(outcomeOf({ ...text, delivery: "delivered" })).toEqual({ state: "delivered", why: null });
  expect(outcomeOf({ ...text, delivery: "undelivered" })).toEqual({ state: "failed", why: "undelivered" });
});

test.each([
  [mail, "refused-550", "bad-address"],
  [mail, "refused-552", "mailbox-full"],
  [mail, "refused-554", "refused"],
  [mail, "refused-address", "bad-address"],
  [mail, "deferred-ECONNREFUSED", "unreachable"],
  [text, "refused-ESME_RINVDSTADR", "bad-number"],
  [text, "refused-ESME_RINVMSGLEN", "refused"],
  [text, "deferred-500", "unreachable"],
] as const)("%o that ended as %s: %s", (receipt, because, why) => {
  expect(outcomeOf({ ...receipt, status: "failed", because })).toEqual({ state: "failed", why });
});

test("what did not leave says why; what tries again says so; a code of tomorrow is no accident", () => {
  for (const why of ["preference", "late", "no-mobile", "sms-off", "gone"] as const)
    expect(outcomeOf({ ...mail, status: "not-sent", because: why })).toEqual({ state: "not-sent", why });
  expect(outcomeOf({ ...mail, status: "sending", because: null })).toEqual({ state: "sending", why: null });
  expect(outcomeOf({ ...mail, status: "sending", because: "deferred-421" }).why).toBe("trying-again");
  expect(outcomeOf({ ...mail, status: "not-sent", because: "moon" })).toEqual({ state: "not-sent", why: null });
});
