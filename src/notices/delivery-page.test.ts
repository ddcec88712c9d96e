import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";
import { newId } from "../platform/ids.ts";
import { receiptMark } from "../platform/sms-http.ts";

const secret = "a secret of thirty-two characters at least";

/** A text that has left, and a provider that tells what became of it, as its program does: no Origin, no cookie. */
async function worldWithText() {
  const { app, ownerDb, drainJobs, clock } = await newWorld();
  const id = newId();
  const sent = { status: "sent", decidedAt: clock.now(), sentAt: clock.now(), language: "fr", channel: "sms" } as const;
  const about = { kind: "code", occasion: `code:${id}`, recipient: "+33639980001" };
  await ownerDb
    .insertInto("notice")
    .values({ id, messageId: id, ...sent, ...about })
    .execute();
  const tell = async (said: unknown, { reference = id, mark = receiptMark(secret, reference) } = {}) => {
    const path = paths.textReceipt(reference, mark);
    const answer = await app.request(path, {
      method: "POST",
      body: typeof said === "string" ? said : JSON.stringify(said),
    });
    await drainJobs();
    return answer.status;
  };
  const receipt = () =>
    ownerDb
      .selectFrom("notice")
      .select(["delivery", "deliveryBecause", "deliveredAt"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
  return { tell, receipt, clock };
}

test("a provider tells that a text arrived, at the address it was given", async () => {
  const { tell, receipt, clock } = await worldWithText();
  expect(await tell({ status: "undelivered", because: "absent-subscriber" })).toBe(204);
  expect(await receipt()).toEqual({ delivery: "undelivered", deliveryBecause: "absent-subscriber", deliveredAt: null });
  expect(await tell({ status: "delivered" })).toBe(204);
  expect(await tell({ status: "delivered" })).toBe(204);
  expect(await receipt()).toMatchObject({ delivery: "delivered", deliveryBecause: null });
  expect((await receipt()).deliveredAt?.equals(clock.now())).toBe(true);
});

test("nobody else can: the address is signed, for one text", async () => {
  const { tell, receipt } = await worldWithText();
  const other = newId();
  for (const forged of [
    { mark: "x" },
    { mark: receiptMark("another secret", other) },
    { mark: receiptMark(secret, other) },
    { reference: "not-an-id" },
  ])
    expect(await tell({ status: "delivered" }, forged)).toBe(403);
  expect((await receipt()).delivery).toBeNull();
});

test("what is not understood is refused", async () => {
  const { tell, receipt } = await worldWithText();
  const because = "<script> +33639980001";
  for (const said of ["nothing", [], { status: "lost" }, { status: "undelivered", because }])
    expect(await tell(said)).toBe(422);
  expect((await receipt()).delivery).toBeNull();
});
