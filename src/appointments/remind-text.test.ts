import { sql } from "kysely";
import { expect, test } from "vitest";
import type { Member } from "../../test/cast.ts";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { fitForSms } from "../platform/sms-text.ts";
import type { Text } from "../platform/sms-texter.ts";
import { textReminder } from "./remind-text.ts";
import { lengthened } from "./short-link.ts";

const mobile = "+33639980001";

/** Ada sees Dre Lune on Tuesday 30 March at 08:30; her phone is confirmed. */
async function worldWithPhones(phones: Partial<Record<Extract<Member, "ada" | "ben">, string>> = { ada: mobile }) {
  const world = await newWorld();
  const { ownerDb, cast, clock, texts, mails, drainJobs } = world;
  const confirm = (who: "ada" | "ben", phone: string | null) =>
    sql`update auth."user" set phone = ${phone}, phone_confirmed_at = ${phone && clock.now().toString()}::timestamptz
      where id = ${cast[who].userId}`.execute(ownerDb);
  for (const [who, phone] of Object.entries(phones)) await confirm(who as "ada", phone);
  return {
    ...world,
    confirm,
    /** The texts that leave once it is this time. */
    async textsBy(time: string) {
      await drainJobs(); // what was promised until now
      clock.set(time);
      texts.length = mails.length = 0;
      await drainJobs();
      return texts.map(({ text }) => text);
    },
    receipts: () =>
      ownerDb
        .selectFrom("notice")
        .select(["appointmentId", "recipient", "status", "because", "toldWith", "kind"])
        .where("channel", "=", "sms")
        .orderBy("appointmentId")
        .execute(),
  };
}

test("two days before, a text: day, hour, practitioner, a short link to the appointment, and nothing medical", async () => {
  const { textsBy, appointment, texts } = await worldWithPhones();
  expect(await textsBy("2027-03-28T08:59+02:00[Europe/Paris]")).toEqual([]);
  const [text = ""] = await textsBy("2027-03-28T09:00+02:00[Europe/Paris]");
  expect(text).toMatch(
    /^Rappel : RDV mardi 30 mars à 08:30, Dre Camille Lune\. Infos : http:\/\/localhost:3000\/r\/[\w-]{22}$/,
  );
  expect(lengthened(text.split("/").at(-1)!)).toBe(appointment.id);
  expect(fitForSms(text)).toMatchObject({ text, coding: "gsm", parts: [text] });
  expect(texts[0]!.to).toBe(mobile);
  expect(await textsBy("2027-03-29T12:00+02:00[Europe/Paris]")).toEqual([]);
});

test("the short link leads its owner to the appointment, and Eve nowhere", async () => {
  const { textsBy, as, appointment } = await worldWithPhones();
  const [text = ""] = await textsBy("2027-03-28T09:00+02:00[Europe/Paris]");
  const short = new URL(text.split(" ").at(-1)!).pathname;
  const led = await as("ada").get(short);
  expect([led.status, led.headers.get("location")]).toEqual([302, paths.appointment(appointment.id)]);
  expect((await as("eve").get(paths.appointment(appointment.id))).status).toBe(404);
  for (const nonsense of ["x", "A".repeat(21), "A".repeat(23), "!".repeat(22)])
    expect((await as("ada").get(paths.shortAppointment(nonsense))).status, nonsense).toBe(404);
});

test("one text for the appointments of the same day, whoever they are with; each keeps its receipt", async () => {
  const { textsBy, book, receipts, appointment } = await worldWithPhones();
  const second = await book({ with: "ott", at: "2027-03-30T15:00" });
  await book({ with: "fontanel", at: "2027-03-31T10:00" }); // another day
  expect(await textsBy("2027-03-28T09:00+02:00[Europe/Paris]")).toEqual([
    "Rappel : 2 RDV mardi 30 mars : 08:30 Dre Camille Lune, 15:00 Dr Matthis Ott. Infos : http://localhost:3000/mes-rendez-vous",
  ]);
  expect(await textsBy("2027-03-28T15:00+02:00[Europe/Paris]")).toEqual([]);
  const [lead, other] = await receipts();
  expect([lead, other]).toMatchObject([
    { appointmentId: appointment.id, status: "sent", toldWith: null },
    { appointmentId: second.id, status: "sent" },
  ]);
  expect(other!.toldWith).not.toBeNull();
  expect(await textsBy("2027-03-29T10:00+02:00[Europe/Paris]")).toHaveLength(1);
});

test("two that come due at the same minute are told once, though both are done at once", async () => {
  const { ownerDb, cast, clock, book, texts, appointment, drainJobs, receipts } = await worldWithPhones();
  const child = await book({ by: "ben", with: "fontanel", at: "2027-03-30T08:30" });
  await actFor(ownerDb, cast.ada.userId, cast.ben.personId);
  await drainJobs();
  clock.set("2027-03-28T09:00+02:00[Europe/Paris]");
  const texter = { send: async (text: Text) => ({ providerReference: `${texts.push(text)}` }), close: async () => {} };
  const mailer = { send: async () => {}, close() {} };
  const sender = { db: ownerDb, mailer, texter, publicUrl: "https://rdv.example.fr", now: clock.now };
  const remind = (id: string) => textReminder(sender, { appointmentId: id, daysBefore: 2 }, { lastTry: false });
  await Promise.all([appointment.id, child.id, appointment.id, child.id].map(remind));
  expect(texts.map(({ text }) => text.includes("2 RDV"))).toEqual([true]);
  expect((await receipts()).map(({ status }) => status)).toEqual(["sent", "sent"]);
});

test("a parent is told of the child’s and of her own in one text; the other parent, of the child’s alone", async () => {
  const { textsBy, book, ownerDb, cast } = await worldWithPhones({ ada: mobile, ben: "+32470123456" });
  await book({ by: "ben", with: "fontanel", at: "2027-03-30T10:00" });
  await actFor(ownerDb, cast.ada.userId, cast.ben.personId);
  const [one, two, ...none] = (await textsBy("2027-03-28T10:00+02:00[Europe/Paris]")).toSorted();
  expect(one).toContain("2 RDV mardi 30 mars : 08:30 Dre Camille Lune, 10:00 Dr Idris Fontanel (Ben). Infos");
  expect(two).toContain("RDV mardi 30 mars à 10:00, Dr Idris Fontanel");
  expect(none).toEqual([]);
});

test("cancelled, no text; moved, a text two days before the new day only", async () => {
  const { textsBy, as, appointment, book } = await worldWithPhones();
  await textsBy("2027-03-22T09:01+01:00[Europe/Paris]");
  const cancelled = await book({ with: "ott", at: "2027-03-30T15:00" });
  expect((await as("ada").post(paths.cancellation(cancelled.id))).status).toBe(303);
  const moved = await as("ada").post(paths.move(appointment.id), { debut: "2027-04-06T10:00+02:00" });
  expect(moved.status).toBe(303);
  expect(await textsBy("2027-03-28T15:01+02:00[Europe/Paris]")).toEqual([]);
  expect(await textsBy("2027-04-04T10:00+02:00[Europe/Paris]")).toEqual([
    expect.stringContaining("Rappel : RDV mardi 6 avril à 10:00"),
  ]);
});

test("a text that would come the day before the visit is too late: it is not sent, and the receipt says so", async () => {
  const { textsBy, receipts } = await worldWithPhones();
  expect(await textsBy("2027-03-29T09:01+02:00[Europe/Paris]")).toEqual([]);
  expect(await receipts()).toMatchObject([{ status: "not-sent", because: "late" }]);
});

test("what was put off in the evening leaves in the morning, at nine; not what came due long before", async () => {
  const { textsBy, book, receipts } = await worldWithPhones();
  const late = await book({ with: "ott", at: "2027-04-01T17:30" });
  await textsBy("2027-03-28T12:00+02:00[Europe/Paris]");
  expect(await textsBy("2027-03-30T20:00+02:00[Europe/Paris]")).toEqual([]);
  expect(await textsBy("2027-03-31T08:59+02:00[Europe/Paris]")).toEqual([]);
  expect(await textsBy("2027-03-31T09:00+02:00[Europe/Paris]")).toHaveLength(1);

  const early = await book({ with: "ott", at: "2027-04-08T11:30" });
  await textsBy("2027-04-01T12:00+02:00[Europe/Paris]");
  expect(await textsBy("2027-04-06T22:00+02:00[Europe/Paris]")).toEqual([]);
  expect(await textsBy("2027-04-07T09:00+02:00[Europe/Paris]")).toEqual([]);
  const of = new Map(
    (await receipts()).map(({ appointmentId, status, because }) => [appointmentId, because ?? status]),
  );
  expect([of.get(late.id), of.get(early.id)]).toEqual(["sent", "late"]);
});

test("booked or moved into a day whose text has left, an appointment gets its own", async () => {
  const { textsBy, book } = await worldWithPhones();
  expect(await textsBy("2027-03-28T09:00+02:00[Europe/Paris]")).toHaveLength(1);
  await book({ with: "ott", at: "2027-03-30T17:00" });
  expect(await textsBy("2027-03-28T17:00+02:00[Europe/Paris]")).toEqual([
    expect.stringContaining("Rappel : RDV mardi 30 mars à 17:00, Dr Matthis Ott"),
  ]);
});

test("tried again after one of the two was cancelled, the text tells the other alone", async () => {
  const { textsBy, book, as, receipts, appointment, ownerDb, clock, texts } = await worldWithPhones();
  const second = await book({ with: "ott", at: "2027-03-30T15:00" });
  await textsBy("2027-03-28T08:00+02:00[Europe/Paris]");
  clock.set("2027-03-28T09:00+02:00[Europe/Paris]");
  const mailer = { send: async () => {}, close() {} };
  const full = { send: () => Promise.reject(Object.assign(new Error(), { code: "full" })), close: async () => {} };
  const sender = { db: ownerDb, mailer, texter: full, publicUrl: "https://rdv.example.fr", now: clock.now };
  const due = { appointmentId: appointment.id, daysBefore: 2 } as const;
  await expect(textReminder(sender, due, { lastTry: false })).rejects.toThrow("deferred-full");
  expect(await receipts()).toMatchObject([{ because: "deferred-full" }, { because: "deferred-full" }]);
  expect((await as("ada").post(paths.cancellation(second.id))).status).toBe(303);
  const texter = { send: async (text: Text) => ({ providerReference: `${texts.push(text)}` }), close: async () => {} };
  await textReminder({ ...sender, texter }, due, { lastTry: false });
  expect(texts.map(({ text }) => text)).toEqual([expect.stringContaining("RDV mardi 30 mars à 08:30")]);
  expect(await receipts()).toMatchObject([{ status: "sent" }, { status: "not-sent", because: "gone" }]);
});

test("no text without a confirmed mobile: not to a landline, nor to a number that nobody confirmed", async () => {
  const { textsBy, confirm, ownerDb, cast, receipts } = await worldWithPhones({});
  await sql`update auth."user" set phone = ${mobile} where id = ${cast.ada.userId}`.execute(ownerDb);
  expect(await textsBy("2027-03-28T09:00+02:00[Europe/Paris]")).toEqual([]);
  await confirm("ada", "+33199001234");
  expect(await textsBy("2027-03-28T09:10+02:00[Europe/Paris]")).toEqual([]);
  expect(await receipts()).toEqual([]);
});

test("a patient without account is reached as the practice’s file says, and given a number to ring", async () => {
  const { textsBy, ownerDb, appointment, cast } = await worldWithPhones({});
  await asActor(ownerDb, { kind: "system", job: "test" }, async (tx) => {
    await tx.deleteFrom("actsFor").where("personId", "=", cast.ada.personId).execute();
    await tx
      .updateTable("patient")
      .set({ phone: "+33639980009" })
      .where("id", "in", tx.selectFrom("appointment").select("patientId").where("id", "=", appointment.id))
      .execute();
  });
  expect(await textsBy("2027-03-28T09:00+02:00[Europe/Paris]")).toEqual([
    "Rappel : RDV mardi 30 mars à 08:30, Dre Camille Lune. Tél. 01 99 00 12 34",
  ]);
});

test("whoever unticked it gets no text, and the secretariat reads why", async () => {
  const { textsBy, as, receipts } = await worldWithPhones();
  const ticked = { sms: "proposes", "confirmation.mail": "oui", "change.mail": "oui" };
  const saved = await as("ada").post(paths.notifications(), ticked);
  expect(saved.status).toBe(303);
  expect(await textsBy("2027-03-28T09:00+02:00[Europe/Paris]")).toEqual([]);
  expect(await receipts()).toMatchObject([{ status: "not-sent", because: "preference", kind: "reminder-2" }]);
});

function actFor(ownerDb: Db, userId: string, personId: string) {
  return asActor(ownerDb, { kind: "system", job: "test" }, (tx) =>
    tx.insertInto("actsFor").values({ userId, personId, relation: "child" }).execute(),
  );
}
