import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { buildIfStale } from "../../scripts/build-if-stale.ts";
import { chooseNotices } from "../../src/notices/choose.ts";
import { emailOf } from "../cast.ts";
import { openMessageCentre } from "../message-centre.ts";
import { newWorld } from "../world.ts";
import { openPostOffice } from "./post-office.ts";
import { installProgram } from "./program.ts";

/** A world whose jobs are done by a process of its own, mails taken to a server, and texts to a message centre. */
const world = await newWorld();
await world.drainJobs();
const office = await openPostOffice();
const centre = await openMessageCentre();
const worker = await installProgram({
  MODE: "production",
  PROCESSES: "worker",
  DATABASE_URL: world.ownerUrl.replace("//amicare@", "//amicare_login@"),
  DATABASE_DIRECT_URL: world.ownerUrl,
  PUBLIC_URL: "https://rdv.example.fr",
  SMTP_URL: office.url,
  MAIL_FROM: "ne-pas-repondre@example.fr",
  SMS_URL: centre.url,
  SECRET: "a secret of thirty-two characters at least",
});
beforeAll(buildIfStale, 60_000);
beforeEach(() => void office.received.splice(0));
afterAll(async () => {
  await worker.remove();
  await office.close();
  await centre.close();
});

test("killed after the booking was committed and before its mail left: it leaves once", async () => {
  const killed = new Promise<void>((resolve) => {
    office.moments.atTheDoor = () => worker.kill().then(resolve);
  });
  const { id } = await world.book({ by: "ben", at: "2027-03-25T09:00" });
  await worker.start({ ready: false });
  await killed;
  expect(office.received).toEqual([]);

  await worker.start({ ready: false });
  await untilSent(id);
  expect(office.received.map(({ messageId }) => messageId)).toEqual([await messageIdOf(id)]);
  await worker.stop();
}, 90_000);

test("killed once the server had its mail and before we wrote it down: at most one repeat, under the same Message-ID", async () => {
  const killed = new Promise<void>((resolve) => {
    office.moments.answered = async () => {
      worker.pause(); // the answer finds it so, and is never read
      setTimeout(() => worker.kill().then(resolve), 100);
    };
  });
  const { id } = await world.book({ by: "ben", at: "2027-03-25T10:00" });
  await worker.start({ ready: false });
  await killed;
  expect(office.received).toHaveLength(1);

  await worker.start({ ready: false });
  await untilSent(id);
  await worker.stop();
  const ids = office.received.map(({ messageId }) => messageId);
  expect([...new Set(ids)]).toEqual([await messageIdOf(id)]);
  expect(ids.length).toBeLessThanOrEqual(2);
  console.log(`${ids.length} deliveries of ${new Set(ids).size} mail: ${ids.length - new Set(ids).size} repeat.`);
}, 90_000);

test("killed once the network had its text and before we wrote it down: at most one repeat", async () => {
  await benWantsTexts();
  const killed = new Promise<void>((resolve) => {
    centre.moments.taken = async () => {
      delete centre.moments.taken;
      worker.pause();
      setTimeout(() => worker.kill().then(resolve), 100);
    };
  });
  const { id } = await world.book({ by: "ben", at: "2027-03-25T11:00" });
  await world.ownerDb.updateTable("appointment").set({ zone: zoneWhereItIsNoon() }).where("id", "=", id).execute();
  await worker.start({ ready: false });
  await killed;
  expect(centre.submitted).toHaveLength(1);

  await worker.start({ ready: false });
  await vi.waitUntil(async () => (await textOf(id)).status === "sent", { timeout: 60_000, interval: 50 });
  await worker.stop();
  expect(new Set(centre.submitted.map(({ text }) => text)).size).toBe(1);
  expect(centre.submitted.length).toBeLessThanOrEqual(2);
  expect((await textOf(id)).providerReference).toBe(centre.submitted.at(-1)!.id);
}, 90_000);

async function benWantsTexts() {
  const { ownerDb, db, cast, clock } = world;
  await sql`update auth."user" set phone = '+33639980002', phone_confirmed_at = now()
    where id = ${cast.ben.userId}`.execute(ownerDb);
  const choices = [{ occasion: "confirmation", channel: "sms", wanted: true }] as const;
  await chooseNotices(db, { by: cast.ben.by, choices, now: clock.now() });
}

/** Texts sleep at night; this test does not. */
function zoneWhereItIsNoon(): string {
  const away = 12 - Temporal.Now.zonedDateTimeISO("UTC").hour;
  return away === 0 ? "Etc/GMT" : `Etc/GMT${away > 0 ? "-" : "+"}${Math.abs(away)}`; // its signs are those of POSIX
}

function textOf(appointmentId: string) {
  const texts = world.ownerDb.selectFrom("notice").select(["status", "providerReference"]);
  return texts.where("appointmentId", "=", appointmentId).where("channel", "=", "sms").executeTakeFirstOrThrow();
}

async function untilSent(appointmentId: string) {
  const isSent = async () => (await noticeOf(appointmentId)).status === "sent";
  await vi.waitUntil(isSent, { timeout: 60_000, interval: 50 });
}

async function messageIdOf(appointmentId: string) {
  return (await noticeOf(appointmentId)).messageId;
}

function noticeOf(appointmentId: string) {
  const notice = world.ownerDb.selectFrom("notice").select(["status", "messageId"]);
  const booked = notice.where("appointmentId", "=", appointmentId).where("kind", "=", "booked");
  return booked.where("recipient", "=", emailOf("Ben")).executeTakeFirstOrThrow();
}
