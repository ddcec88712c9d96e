import { afterAll, expect, test } from "vitest";
import { createApp } from "../../src/app.tsx";
import { paths } from "../../src/paths.ts";
import { openDatabase } from "../../src/platform/db.ts";
import { newId } from "../../src/platform/ids.ts";
import { createLog } from "../../src/platform/log.ts";
import { openBrowser } from "../browser.ts";
import { emailOf } from "../cast.ts";
import { newWorld } from "../world.ts";
import { signIn } from "./crowd.ts";
import { faithlessWire } from "./faithless-wire.ts";
import { luneAt } from "./times.ts";

/** The commit was done, and nobody heard: each thing asked again is answered as if the first answer had come. */
const world = await newWorld();
const login = world.ownerUrl.replace("//amicare@", "//amicare_login@");
const wire = await faithlessWire(login);
const log = createLog({ level: "silent" });
const db = openDatabase({ url: wire.url, max: 1, prepare: false, log }); // so that the wire can read what is written
const app = createApp({
  config: {
    mode: "production",
    publicUrl: "http://localhost:3000",
    secret: "a secret of thirty-two characters at least",
    argon2: { memoryKib: 64, passes: 1 },
    trustProxy: 0,
    varDir: "/nowhere",
    smtpUrl: "smtp://localhost",
  },
  db,
  authUrl: login,
  log,
  now: world.clock.now,
});
afterAll(async () => {
  await db.destroy();
  await app.auth.close();
  wire.close();
});
const ben = openBrowser((request) => app.fetch(request), { origin: "http://localhost:3000" });
await signIn(app.auth, { userId: world.cast.ben.userId, browser: ben, now: world.clock.now() });

let id = "";

test("booking a time that was held", async () => {
  const slot = luneAt(world, "2027-03-25T09:00");
  const held = await ben.post(paths.choice(), slot);
  const form = { ...slot, pour: world.cast.ben.personId, mot: "", cle: newId() };
  expect(await unheardThenRepeated(() => ben.post(held.location!.split("?")[0]!, form))).toEqual([500, 303]);
  const rows = await world.ownerDb.selectFrom("appointment").selectAll().execute();
  expect(rows).toHaveLength(2); // with Ada's
  id = rows.find((row) => row.id !== world.appointment.id)!.id;
  expect(await mailsToBen()).toEqual([expect.stringMatching(/^Votre rendez-vous du jeudi 25 mars/)]);
});

test("booking a time whose hold was over", async () => {
  const slot = luneAt(world, "2027-04-15T09:00");
  const form = { ...slot, pour: world.cast.ben.personId, mot: "", cle: newId() };
  expect(await unheardThenRepeated(() => ben.post(paths.booking(newId()), form))).toEqual([500, 303]);
  expect(await world.ownerDb.selectFrom("appointment").select("id").execute()).toHaveLength(3);
  expect(await mailsToBen()).toEqual([expect.stringMatching(/^Votre rendez-vous du jeudi 15 avril/)]);
});

test("holding", async () => {
  const slot = luneAt(world, "2027-04-16T09:00");
  expect(await unheardThenRepeated(() => ben.post(paths.choice(), slot))).toEqual([500, 303]);
  expect(await world.ownerDb.selectFrom("hold").select("id").execute()).toHaveLength(1);
});

test("moving", async () => {
  const { debut } = luneAt(world, "2027-03-26T09:00");
  expect(await unheardThenRepeated(() => ben.post(paths.move(id), { debut }))).toEqual([500, 303]);
  expect(await rowOf(id)).toEqual({ status: "booked", sequence: 1 });
  expect(await mailsToBen()).toEqual([expect.stringMatching(/^Rendez-vous déplacé au vendredi 26 mars/)]);
});

test("cancelling", async () => {
  expect(await unheardThenRepeated(() => ben.post(paths.cancellation(id), { pourquoi: "" }))).toEqual([500, 303]);
  expect(await rowOf(id)).toEqual({ status: "cancelled", sequence: 2 });
  expect(await mailsToBen()).toEqual([expect.stringMatching(/^Rendez-vous du vendredi 26 mars .* annulé$/)]);
});

/** The statuses of the two: of the first it is said that it is our fault, and it is. */
async function unheardThenRepeated(ask: () => Promise<{ status: number }>): Promise<number[]> {
  wire.loseNextCommit();
  const unheard = await ask();
  return [unheard.status, (await ask()).status];
}

/** What he has been told since he was last asked. */
async function mailsToBen(): Promise<string[]> {
  await world.drainJobs();
  return world.mails
    .splice(0)
    .filter(({ to }) => to === emailOf("Ben"))
    .map(({ subject }) => subject.replace(/\s/g, " "));
}

function rowOf(id: string) {
  const row = world.ownerDb.selectFrom("appointment").select(["status", "sequence"]).where("id", "=", id);
  return row.executeTakeFirstOrThrow();
}
