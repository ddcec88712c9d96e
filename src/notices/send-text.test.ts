import { sql } from "kysely";
import smpp from "smpp";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { openMessageCentre, receiptText } from "../../test/message-centre.ts";
import { createLog } from "../platform/log.ts";
import { smppTexter } from "../platform/sms-smpp.ts";
import type { Texter } from "../platform/sms-texter.ts";
import { codeText } from "./code-text.ts";
import { noteDelivery, noteToldDelivery } from "./delivery.ts";
import type { Sender, TextNotice } from "./notice.ts";
import { NoticeDeferred, sendNotice } from "./send.ts";

const { ownerDb: db } = await newDatabase();
let centre = await openMessageCentre();
let now = Temporal.Instant.from("2026-11-23T09:00:00Z");
const texter = smppTexter(centre.url, {
  log: createLog({ level: "silent" }),
  onDelivery: (told) => noteToldDelivery({ db, now: () => now }, told),
  rhythm: { retryMs: 20, patienceMs: 2000, enquireMs: 1000 },
});
afterAll(async () => {
  await texter.close();
  await centre.close();
});

const mailer = { send: async () => {}, close() {} };
const sender: Sender = { db, mailer, texter, publicUrl: "https://rdv.example.fr", now: () => now };
let number = 0;
let notice: TextNotice;

beforeEach(() => {
  now = Temporal.Instant.from("2026-11-23T09:00:00Z"); // ten in Paris
  centre.submitted.length = 0;
  notice = {
    channel: "sms",
    occasion: `code:${++number}`,
    kind: "code",
    recipient: "+33639980001",
    language: "fr",
    text: "Votre code : 123456",
    zone: "Europe/Paris",
  };
});

const receipt = (occasion = notice.occasion) =>
  db.selectFrom("notice").selectAll().where("occasion", "=", occasion).executeTakeFirstOrThrow();
const leftNow = () => centre.submitted.map(({ text }) => text);

test("a text leaves once, with its receipt, however often it is asked for", async () => {
  expect(await sendNotice(sender, notice)).toBe("sent");
  expect(await Promise.all([sendNotice(sender, notice), sendNotice(sender, notice)])).toEqual(["sent", "sent"]);
  expect(leftNow()).toEqual(["Votre code : 123456"]);
  const kept = await receipt();
  expect(kept).toMatchObject({
    ...{ status: "sent", channel: "sms", recipient: "+33639980001", attempts: 1, because: null, delivery: null },
    providerReference: centre.submitted[0]!.id,
  });
  expect(kept.messageId).toBe(kept.id);
});

test("what the network says later is written on the receipt, by its own name for the text", async () => {
  await sendNotice(sender, notice);
  const { id } = centre.submitted[0]!;
  centre.tell({ source_addr: "33639980009", short_message: receiptText(id, "UNDELIV", "001") }); // another’s
  centre.tell({ source_addr: "33639980001", short_message: receiptText(id, "DELIVRD") });
  await vi.waitUntil(async () => (await receipt()).delivery !== null, { timeout: 5000 });
  expect(await receipt()).toMatchObject({ delivery: "delivered", deliveryBecause: null });
  expect((await receipt()).deliveredAt?.equals(now)).toBe(true);

  await noteDelivery(sender, { noticeId: (await receipt()).id, outcome: "undelivered", because: "EXPIRED" });
  expect((await receipt()).delivery).toBe("delivered"); // what arrived has arrived
});

test("told before the receipt is committed, it is known all the same", async () => {
  centre.moments.taken = async ({ id }) => {
    centre.tell({ source_addr: "33639980001", short_message: receiptText(id, "UNDELIV", "027") });
    await new Promise((resolve) => setTimeout(resolve, 100)); // the answer comes after
  };
  await sendNotice(sender, notice);
  delete centre.moments.taken;
  await vi.waitUntil(async () => (await receipt()).delivery !== null, { timeout: 5000 });
  expect(await receipt()).toMatchObject({ delivery: "undelivered", deliveryBecause: "UNDELIV-027", deliveredAt: null });
});

test("a centre that is full is asked again; one that refuses the number is not", async () => {
  centre.answers.push(smpp.errors.ESME_RTHROTTLED!);
  await expect(sendNotice(sender, notice)).rejects.toThrow(NoticeDeferred);
  expect(await receipt()).toMatchObject({ status: "sending", because: "deferred-ESME_RTHROTTLED", attempts: 1 });
  expect(await sendNotice(sender, notice)).toBe("sent");

  const other = { ...notice, occasion: "other" };
  centre.answers.push(smpp.errors.ESME_RINVDSTADR!);
  expect(await sendNotice(sender, other)).toBe("failed");
  expect(await sendNotice(sender, other)).toBe("failed");
  expect(await receipt("other")).toMatchObject({ because: "refused-ESME_RINVDSTADR", attempts: 1 });
});

test("killed between the answer and the receipt: one repeat at most, under the same reference", async () => {
  await expect(sendNotice({ ...sender, texter: dying(true) }, notice)).rejects.toThrow();
  expect(await sendNotice(sender, notice)).toBe("sent");
  await sendNotice(sender, notice);
  expect(leftNow()).toHaveLength(2);
  expect((await receipt()).attempts).toBe(2);
});

test("killed before it left, it leaves once", async () => {
  await expect(sendNotice({ ...sender, texter: dying(false) }, notice)).rejects.toThrow();
  expect(await sendNotice(sender, notice)).toBe("sent");
  expect(leftNow()).toHaveLength(1);
});

test("the centre restarts amid twenty texts: none is lost, none leaves more than twice", async () => {
  const notices = Array.from({ length: 20 }, (_, i) => ({ ...notice, occasion: `restart:${i}`, text: `texte ${i}` }));
  const taken: string[] = [];
  centre.moments.taken = ({ text }) => {
    taken.push(text);
    if (taken.length === 7) centre.hangUp();
  };
  const leaving = Promise.all(notices.map((each) => untilSent(each)));
  await vi.waitUntil(() => taken.length >= 9);
  const { port } = centre;
  await centre.close();
  await new Promise((resolve) => setTimeout(resolve, 100));
  centre = await openMessageCentre({ port });
  centre.moments.taken = ({ text }) => void taken.push(text);
  expect(await leaving).toEqual(notices.map(() => "sent"));
  for (const { text } of notices) expect([1, 2], text).toContain(taken.filter((each) => each === text).length);
});

test("texts sleep at night, where the practice is; codes do not", async () => {
  for (const at of ["2026-11-24T07:59:00Z", "2026-11-23T19:00:00Z"]) {
    now = Temporal.Instant.from(at);
    await expect(sendNotice(sender, notice), at).rejects.toThrow("night");
  }
  expect(leftNow()).toEqual([]);
  expect(await sendNotice(sender, { ...notice, zone: "America/Martinique" })).toBe("sent");
  await sendNotice(sender, { ...notice, occasion: "at night", zone: null });
  expect(leftNow()).toHaveLength(2);
});

test("a landline is never sent a text, nor anyone when texts are off, and the receipt says so", async () => {
  expect(await sendNotice(sender, { ...notice, recipient: "+33199001234" })).toBe("not-sent");
  expect((await receipt()).because).toBe("no-mobile");
  expect(await sendNotice({ ...sender, texter: null }, { ...notice, occasion: "off" })).toBe("not-sent");
  expect((await receipt("off")).because).toBe("sms-off");
  expect(leftNow()).toEqual([]);
});

test("what someone chose not to get is not sent, and the receipt says so", async () => {
  expect(await sendNotice(sender, { ...notice, isUnwanted: true })).toBe("not-sent");
  expect(await receipt()).toMatchObject({ status: "not-sent", because: "preference" });
});

test("a number of another country is written as it is dialled from anywhere", async () => {
  await sendNotice(sender, { ...notice, recipient: "+32470123456" });
  expect(centre.submitted[0]!.to).toBe("+32470123456");
});

test("a code fits one text, and its last line fills it in on our pages only", () => {
  const publicUrl = "https://rendez-vous.hopital-de-la-ville.example.fr";
  for (const language of ["fr", "en"] as const) {
    const text = codeText({ code: "123456", minutes: 10, language, publicUrl });
    expect(text.split("\n").at(-1)).toBe("@rendez-vous.hopital-de-la-ville.example.fr #123456");
    expect(text.length).toBeLessThanOrEqual(160);
  }
});

async function untilSent(each: TextNotice): Promise<string> {
  for (;;) {
    const outcome = await sendNotice(sender, each).catch((error) => {
      if (!(error instanceof NoticeDeferred)) throw error;
      return null;
    });
    if (outcome) return outcome;
  }
}

/** A process killed before anything left, or once the centre has the text and nothing was written down: its connection breaks. */
const dying = (hadLeft: boolean): Texter => ({
  async send(text) {
    if (hadLeft) await texter.send(text);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and state = 'idle in transaction'`.execute(db);
    return { providerReference: null };
  },
  async close() {},
});
