import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { buildIfStale } from "../../scripts/build-if-stale.ts";
import { openAuth } from "../../src/accounts/auth.ts";
import { paths } from "../../src/paths.ts";
import { openDatabase } from "../../src/platform/db.ts";
import { newId } from "../../src/platform/ids.ts";
import { createLog } from "../../src/platform/log.ts";
import { mailboxIn } from "../../src/platform/mail.ts";
import { openBrowser } from "../browser.ts";
import { addPractice } from "../practice.ts";
import { crowdOf, type Patient } from "./crowd.ts";
import { installProgram } from "./program.ts";

const secret = "a secret of at least thirty-two characters";
const program = await installProgram({ SECRET: secret });
const log = createLog({ level: "silent" });
const db = openDatabase({ url: program.databaseUrl, log });
const { url: publicUrl, databaseUrl: url } = program;
const auth = openAuth({ url, secret, publicUrl, argon2: { memoryKib: 64, passes: 1 }, log });
beforeAll(async () => {
  await buildIfStale();
  await program.start();
}, 90_000);
afterAll(async () => {
  await Promise.all([db.destroy(), auth.close()]);
  await program.remove();
});

/** How hard each blow is. */
const blows = [["program", "database"], ["database"], ["program"], ["database"], ["program", "database"]];

test("killed again and again while people book, it has lost nothing it acknowledged, and everyone is told", async () => {
  const practice = await addPractice(db, alwaysOpen);
  const newBrowser = () => openBrowser(fetch, { origin: publicUrl });
  const patients = await crowdOf({ db, auth, newBrowser }, 6);
  const times = await freeTimesOf(practice);

  const acknowledged: { location: string; debut: string; tries: number; patient: Patient }[] = [];
  let isOpen = true;
  const everyone = Promise.all(
    patients.map(async (patient) => {
      for (let time = times.shift(); isOpen && time; time = times.shift()) {
        const choice = { soignant: practice.slug, motif: practice.reason.visit!, lieu: time.site, debut: time.start };
        acknowledged.push({ ...(await bookUntilAnswered(patient, choice)), debut: time.start, patient });
        await sleep(60);
      }
    }),
  );
  for (const hit of blows) {
    await sleep(400 + Math.random() * 600);
    if (hit.includes("database")) await program.killDatabase();
    if (hit.includes("program")) await program.kill();
    if (hit.includes("program")) await program.start();
  }
  await sleep(500);
  isOpen = false;
  await everyone;

  const rows = await db
    .selectFrom("appointment")
    .select(["id", "status", "startsAt"])
    .where("practitionerId", "=", practice.practitionerId)
    .execute();
  const kept = rows.map(({ id, status, startsAt }) => `${paths.confirmed(id)} ${status} ${startsAt}`);
  const told = acknowledged.map(({ location, debut }) => `${location} booked ${Temporal.Instant.from(debut)}`);
  expect(kept.sort()).toEqual(told.sort());
  for (const { location, patient } of acknowledged) expect((await patient.browser.get(location)).status).toBe(200);

  await vi.waitUntil(async () => (await noticesSent()).length >= rows.length, { timeout: 180_000, interval: 100 });
  const sent = await noticesSent();
  expect(sent.map(({ appointmentId }) => appointmentId).sort()).toEqual(rows.map(({ id }) => id).sort());
  const delivered = new Set(
    mailboxIn(program.varDir)
      .list()
      .map(({ messageId }) => messageId),
  );
  expect(sent.filter(({ messageId }) => !delivered.has(messageId))).toEqual([]);
  const unheard = acknowledged.filter(({ tries }) => tries > 1).length;
  console.log(`${rows.length} bookings through ${blows.length} blows; ${unheard} had to be asked for more than once.`);
}, 300_000);

/** What a patient does who gets no answer, or that of a program that is just starting: asks the same again. */
async function bookUntilAnswered({ browser, personId }: Patient, choice: Record<string, string>) {
  const path = paths.booking(newId());
  const form = { ...choice, pour: personId, mot: "", proche: "keep", cle: newId() };
  for (let tries = 1; tries < 1200; tries++) {
    const answer = await browser.post(path, form).catch(() => null);
    if (answer?.status === 303) return { location: answer.location!, tries };
    if (answer && answer.status < 500) throw new Error(`refused: ${answer.status}`);
    await sleep(50);
  }
  throw new Error("no answer for a minute");
}

async function freeTimesOf({ slug, reason }: { slug: string; reason: Record<string, string> }) {
  const question = new URLSearchParams({ practitioner: slug, reason: reason.visit! });
  const answer = await fetch(`${publicUrl}${paths.slotsApi()}?${question}`);
  return (await answer.json()) as { start: string; site: string }[];
}

function noticesSent() {
  const sent = db.selectFrom("notice").select(["appointmentId", "messageId"]).where("status", "=", "sent");
  return sent.where("kind", "=", "booked").where("recipient", "like", "patient-%").execute();
}

const alwaysOpen = {
  maxFutureAppointments: 1000,
  reasons: { visit: { durationMin: 10 } },
  openings: [{ at: "main", weekdays: ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const, from: "00:00", to: "24:00" }],
};
