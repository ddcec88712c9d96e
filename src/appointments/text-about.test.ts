import { sql } from "kysely";
import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { chooseNotices } from "../notices/choose.ts";
import type { Choice } from "../notices/preferences.ts";
import { paths } from "../paths.ts";
import { fitForSms } from "../platform/sms-text.ts";
import type { AppointmentDetails } from "./details.ts";
import { shortest } from "./text-about.ts";

const noMail: Choice = { occasion: "change", channel: "mail", wanted: false };
const texted: Choice = { occasion: "change", channel: "sms", wanted: true };
const confirmedByText: Choice = { occasion: "confirmation", channel: "sms", wanted: true };

/** Ada has a mobile and these wishes; what was promised before is done. */
async function worldOfWishes(...choices: Choice[]) {
  const world = await newWorld();
  const { ownerDb, db, cast, clock, drainJobs, mails, texts } = world;
  await sql`update auth."user" set phone = '+33639980001', phone_confirmed_at = now()
    where id = ${cast.ada.userId}`.execute(ownerDb);
  await drainJobs();
  await chooseNotices(db, { by: cast.ada.by, choices, now: clock.now() });
  mails.length = texts.length = 0;
  const told = async (time?: string) => {
    if (time) clock.set(time);
    mails.length = texts.length = 0;
    await drainJobs();
    return { mails: mails.map(({ subject }) => subject), texts: texts.map(({ text }) => text) };
  };
  return { ...world, told };
}

test("whoever asks for it gets the confirmation by text too; nobody else does", async () => {
  const { book, told } = await worldOfWishes(confirmedByText);
  await book({ with: "ott", at: "2027-04-08T10:00" });
  await book({ by: "ben", with: "ott", at: "2027-04-08T11:00" });
  const { texts, mails } = await told();
  expect(texts).toEqual([
    expect.stringMatching(
      /^RDV confirmé : jeudi 8 avril à 10:00, Dr Matthis Ott\. Infos, annulation : http:\/\/localhost:3000\/r\/\S{22}$/,
    ),
  ]);
  expect(mails).toHaveLength(2);
});

test("a change by text, and by text alone if so wished; the receipt of the mail says that it was not wanted", async () => {
  const { as, appointment, told, ownerDb } = await worldOfWishes(noMail, texted);
  expect((await as("ada").post(paths.move(appointment.id), { debut: "2027-04-06T10:00+02:00" })).status).toBe(303);
  expect(await told()).toEqual({
    mails: [],
    texts: [expect.stringMatching(/^RDV déplacé au mardi 6 avril à 10:00, Dre Camille Lune\. Infos, annulation : /)],
  });
  expect((await as("ada").post(paths.cancellation(appointment.id))).status).toBe(303);
  expect(await told()).toEqual({
    mails: [],
    texts: ["RDV annulé : mardi 6 avril à 10:00, Dre Camille Lune. Tél. 01 99 00 12 34"],
  });
  const receipts = await ownerDb
    .selectFrom("notice")
    .select(["kind", "channel", "status", "because"])
    .where("appointmentId", "=", appointment.id)
    .where("kind", "in", ["moved", "cancelled"])
    .orderBy("kind", "desc")
    .orderBy("channel")
    .execute();
  expect(receipts).toEqual([
    { kind: "moved", channel: "mail", status: "not-sent", because: "preference" },
    { kind: "moved", channel: "sms", status: "sent", because: null },
    { kind: "cancelled", channel: "mail", status: "not-sent", because: "preference" },
    { kind: "cancelled", channel: "sms", status: "sent", because: null },
  ]);
});

test("a change at night is told by mail at once, though unticked; the text waits for nine", async () => {
  const { as, appointment, told, clock } = await worldOfWishes(noMail, texted);
  clock.set("2027-03-22T21:30+01:00[Europe/Paris]");
  expect((await as("ada").post(paths.cancellation(appointment.id))).status).toBe(303);
  expect(await told()).toEqual({ mails: [expect.stringContaining("annulé")], texts: [] });
  expect((await told("2027-03-23T08:59+01:00[Europe/Paris]")).texts).toEqual([]);
  expect((await told("2027-03-23T09:00+01:00[Europe/Paris]")).texts).toEqual([expect.stringContaining("RDV annulé")]);
});

test("moved and then cancelled in one night: the morning tells what stands, once", async () => {
  const { as, appointment, told, clock } = await worldOfWishes(texted);
  clock.set("2027-03-22T21:30+01:00[Europe/Paris]");
  await as("ada").post(paths.move(appointment.id), { debut: "2027-04-06T10:00+02:00" });
  await told();
  await as("ada").post(paths.cancellation(appointment.id));
  await told();
  expect((await told("2027-03-23T09:00+01:00[Europe/Paris]")).texts).toEqual([
    expect.stringContaining("RDV annulé : mardi 6 avril"),
  ]);
});

test("who unticked everything is still told of a change", async () => {
  const { as, appointment, told } = await worldOfWishes(noMail, { ...texted, wanted: false });
  await as("ada").post(paths.cancellation(appointment.id));
  expect(await told()).toEqual({ mails: [expect.stringContaining("annulé")], texts: [] });
});

test("mails are left out one by one: the week before unticked, the day before still comes", async () => {
  const weekOff: Choice = { occasion: "week-before", channel: "mail", wanted: false };
  const confirmationOff: Choice = { ...weekOff, occasion: "confirmation" };
  const { told, book, ownerDb } = await worldOfWishes(weekOff, confirmationOff);
  await book({ with: "ott", at: "2027-04-08T10:00" });
  expect((await told()).mails).toEqual([]);
  expect((await told("2027-04-01T10:00+02:00[Europe/Paris]")).mails).toEqual([]);
  expect((await told("2027-04-07T10:00+02:00[Europe/Paris]")).mails).toEqual([expect.stringContaining("Rappel")]);
  const unsent = ownerDb.selectFrom("notice").select("kind").where("because", "=", "preference").orderBy("kind");
  expect((await unsent.execute()).map(({ kind }) => kind)).toEqual(["booked", "reminder-7", "reminder-7"]);
});

test("the mail leads to where one chooses", async () => {
  const { as, appointment, drainJobs, mails } = await worldOfWishes();
  await as("ada").post(paths.cancellation(appointment.id));
  await drainJobs();
  expect(mails[0]!.text).toContain(`Choisir mes notifications (http://localhost:3000${paths.notifications()})`);
  expect(mails[0]!.html).toContain(`href="http://localhost:3000${paths.notifications()}"`);
});

test("a long name gives up the first name to fit one text", () => {
  const doctor = {
    title: "Dre",
    firstName: "Marie-Christine",
    lastName: "Vandenbroucke",
    patientFirstNames: "Lia, Rose",
  } as AppointmentDetails;
  const write = (who: string) => `${"x".repeat(130)}, ${who}`;
  expect(shortest(write, doctor, true)).toBe(write("Dre Vandenbroucke"));
  expect(fitForSms(shortest(write, doctor, true)).parts).toHaveLength(1);
  expect(shortest((who) => who, doctor, true)).toBe("Dre\u00a0Marie-Christine Vandenbroucke");
  expect(shortest((who) => who, doctor, false)).toBe("Dre\u00a0Marie-Christine Vandenbroucke (Lia)");
});
