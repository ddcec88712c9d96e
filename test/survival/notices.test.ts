import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { buildIfStale } from "../../scripts/build-if-stale.ts";
import { emailOf } from "../cast.ts";
import { newWorld } from "../world.ts";
import { openPostOffice } from "./post-office.ts";
import { installProgram } from "./program.ts";

/** A world whose jobs are done by a process of its own, and mails taken to a server. */
const world = await newWorld();
await world.drainJobs();
const office = await openPostOffice();
const worker = await installProgram({
  MODE: "production",
  PROCESSES: "worker",
  DATABASE_URL: world.ownerUrl.replace("//amicare@", "//amicare_login@"),
  DATABASE_DIRECT_URL: world.ownerUrl,
  PUBLIC_URL: "https://rdv.example.fr",
  SMTP_URL: office.url,
  MAIL_FROM: "ne-pas-repondre@example.fr",
  SECRET: "a secret of thirty-two characters at least",
});
beforeAll(buildIfStale, 60_000);
beforeEach(() => void office.received.splice(0));
afterAll(async () => {
  await worker.remove();
  await office.close();
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
