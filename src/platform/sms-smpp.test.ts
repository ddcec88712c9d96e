import smpp from "smpp";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type MessageCentre, openMessageCentre, receiptText } from "../../test/message-centre.ts";
import { createLog } from "./log.ts";
import { smppTexter } from "./sms-smpp.ts";
import { type Text, type Texter, TextRefused, type ToldDelivery } from "./sms-texter.ts";

const log = createLog({ level: "silent" });
const rhythm = { retryMs: 20, patienceMs: 2000, enquireMs: 50 };
const told: ToldDelivery[] = [];
let writesDown = true;
const onDelivery = async (delivery: ToldDelivery) => {
  if (!writesDown) throw new Error("no database");
  told.push(delivery);
};

let centre: MessageCentre;
let texter: Texter;
beforeEach(async () => {
  told.length = 0;
  writesDown = true;
  centre = await openMessageCentre();
  texter = smppTexter(centre.url, { log, onDelivery, rhythm });
});
afterEach(async () => {
  await texter.close();
  await centre.close();
});

const text = (words: string, more: Partial<Text> = {}): Text => ({
  reference: "01990000-0000-7000-8000-000000000001",
  to: "+33639980001",
  text: words,
  date: Temporal.Instant.from("2027-03-28T09:00:00Z"),
  ...more,
});

test("a text is taken with its accents, from the house, to the number, and a receipt is asked for", async () => {
  const notAfter = Temporal.Instant.from("2027-03-30T06:30:00Z");
  const taken = await texter.send(text("Rappel : RDV à 09:30 [€]", { notAfter }));
  expect(taken).toEqual({ providerReference: "m-1" });
  const [message] = centre.submitted;
  expect(message).toMatchObject({ from: "CABINET", to: "+33639980001", text: "Rappel : RDV à 09:30 [€]", part: null });
  expect(message!.wantsReceipt).toBe(true);
  expect(message!.fields).toMatchObject({
    ...{ source_addr_ton: 5, source_addr_npi: 0, dest_addr_ton: 1, dest_addr_npi: 1, data_coding: 0, esm_class: 0 },
    validity_period: new Date("2027-03-30T06:30:00Z"),
  });
  expect(centre.binds[0]).toMatchObject({ system_id: "amicare", interface_version: 0x34 });
});

test("a long text leaves in parts that phones put together; the receipt is asked of the last", async () => {
  const words = `${"à bientôt ".repeat(30)}fin`;
  expect(await texter.send(text(words))).toEqual({ providerReference: "m-2" });
  expect(centre.submitted.map(({ text }) => text).join("")).toBe(words.replaceAll("ô", "o"));
  const [first, second] = centre.submitted.map(({ part }) => part!);
  expect([first!.slice(1), second!.slice(1)]).toEqual([
    [2, 1],
    [2, 2],
  ]);
  expect(first![0]).toBe(second![0]);
  expect(centre.submitted.map(({ fields }) => fields.esm_class)).toEqual([0x40, 0x40]);
  expect(centre.submitted.map(({ wantsReceipt }) => wantsReceipt)).toEqual([false, true]);
});

test("another script travels in UCS-2, in parts of 67", async () => {
  await texter.send(text("Завтра ".repeat(12)));
  expect(centre.submitted.map(({ text }) => text).join("")).toBe("Завтра ".repeat(12));
  expect(centre.submitted.map(({ fields }) => fields.data_coding)).toEqual([8, 8]);
});

test.each(["ESME_RTHROTTLED", "ESME_RMSGQFUL", "ESME_RSYSERR", "ESME_RINVSRCADR"])("%s may pass", async (name) => {
  centre.answers.push(smpp.errors[name]!);
  const failed = await texter.send(text("Bonjour")).catch((error) => error);
  expect(failed).not.toBeInstanceOf(TextRefused);
  expect(failed.code).toBe(name);
  await texter.send(text("Bonjour"));
  expect(centre.submitted).toHaveLength(1);
});

test("a number that is none is refused for good", async () => {
  centre.answers.push(smpp.errors.ESME_RINVDSTADR!);
  await expect(texter.send(text("Bonjour"))).rejects.toEqual(new TextRefused("ESME_RINVDSTADR"));
});

test.each([
  ["DELIVRD", "000", "delivered", null],
  ["UNDELIV", "027", "undelivered", "UNDELIV-027"],
  ["EXPIRED", "000", "undelivered", "EXPIRED"],
  ["REJECTD", "08b", "undelivered", "REJECTD-08b"],
])("%s, told later, is known", async (state, error, outcome, because) => {
  await texter.send(text("Bonjour"));
  centre.tell({ source_addr: "33639980001", short_message: receiptText("m-1", state, error) });
  await vi.waitUntil(() => told.length > 0);
  expect(told[0]).toMatchObject({ to: "+33639980001", outcome, because });
  expect(told[0]!.providerReferences[0]).toBe("m-1");
  await vi.waitUntil(() => centre.heard.length > 0);
  expect(centre.heard).toEqual([0]);
});

test("a receipt in fields of its own is read too, and a number written otherwise is recognised", async () => {
  await texter.send(text("Bonjour"));
  centre.tell({ source_addr: "33639980001", short_message: "", receipted_message_id: "1A2B", message_state: 2 });
  await vi.waitUntil(() => told.length > 0);
  expect(told[0]).toMatchObject({ outcome: "delivered" });
  expect(told[0]!.providerReferences).toContain(String(0x1a2b));
});

test("what is on its way, and what someone answered, is not a delivery", async () => {
  await texter.send(text("Bonjour"));
  centre.tell({ source_addr: "33639980001", short_message: receiptText("m-1", "ENROUTE") });
  centre.tell({ source_addr: "33639980001", short_message: "STOP", esm_class: 0 });
  await vi.waitUntil(() => centre.heard.length === 2);
  expect([told, centre.heard]).toEqual([[], [0, 0]]);
});

test("a delivery that could not be written down is asked for again", async () => {
  await texter.send(text("Bonjour"));
  writesDown = false;
  centre.tell({ source_addr: "33639980001", short_message: receiptText("m-1", "DELIVRD") });
  await vi.waitUntil(() => centre.heard.length > 0);
  expect(centre.heard).toEqual([smpp.errors.ESME_RX_T_APPN]);
});

test("a connection that breaks is made again, and texts wait for it", async () => {
  await texter.send(text("un"));
  centre.hangUp();
  await texter.send(text("deux")).catch(() => texter.send(text("deux")));
  expect(centre.submitted.map(({ text }) => text)).toEqual(["un", "deux"]);
  expect(centre.binds).toHaveLength(2);
});

test("a centre that restarts while it holds a text: it may have it, or not, and that is said", async () => {
  centre.moments.taken = () => centre.hangUp();
  await expect(texter.send(text("un"))).rejects.toMatchObject({ code: "connection-lost" });
  delete centre.moments.taken;
  await texter.send(text("un"));
  expect(centre.submitted).toHaveLength(2);
});

test("a centre that is not there yet is waited for", async () => {
  const { port } = centre;
  await centre.close();
  const early = texter.send(text("Bonjour")).catch((error) => error);
  const again = await openMessageCentre({ port });
  const outcome = await early;
  if (outcome instanceof Error) await texter.send(text("Bonjour"));
  expect(again.submitted).toHaveLength(1);
  await again.close();
});

test("at most ten are on their way at a time", async () => {
  let held: (() => void)[] = [];
  centre.moments.taken = () => new Promise<void>((resolve) => held.push(resolve));
  const sending = Array.from({ length: 25 }, (_, index) => texter.send(text(`n° ${index}`)));
  await vi.waitUntil(() => held.length === 10);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(centre.submitted).toHaveLength(10);
  while (centre.submitted.length < 25 || held.length > 0) {
    const letGo = held;
    held = [];
    for (const answer of letGo) answer();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await Promise.all(sending);
  expect(centre.submitted).toHaveLength(25);
});

test("a wrong password is tried again quietly, and no log tells it", async () => {
  const lines: string[] = [];
  const spoken = createLog({ level: "debug", to: { write: (line: string) => void lines.push(line) } });
  const wrong = centre.url.replace("s3cret", "not-this-one");
  const other = smppTexter(wrong, { log: spoken, onDelivery, rhythm: { ...rhythm, patienceMs: 200 } });
  await expect(other.send(text("Bonjour"))).rejects.toMatchObject({ code: "not-connected" });
  await other.close();
  expect(lines.join()).toContain("ESME_RINVPASWD");
  expect(lines.join()).not.toMatch(/not-this-one|s3cret|33639980001/);
});
