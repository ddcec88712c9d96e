import { expect, test } from "vitest";
import { paths } from "../../src/paths.ts";
import { newId } from "../../src/platform/ids.ts";
import { newWorld } from "../world.ts";
import { crowdOf, tally } from "./crowd.ts";
import { fortyTimes, luneAt, type World } from "./times.ts";

test("fifty people reach for one time at once: one has it, the others see calmly which times are near", async () => {
  const world = await newWorld();
  const slot = luneAt(world, "2027-03-25T09:00");
  const answers = await together(50, () => world.newBrowser().post(paths.choice(), slot));
  expect(tally(answers)).toEqual({ 303: 1, 409: 49 });
  for (const { body } of answers.filter(({ status }) => status === 409)) expectAlternatives(body);
  expect(await taken(world)).toBe(2); // with Ada's
});

test("fifty people confirm one time at once, their holds long over: one has it, and one appointment is written", async () => {
  const world = await newWorld();
  const patients = await crowdOf({ ...world, auth: world.app.auth }, 50);
  const slot = luneAt(world, "2027-03-25T09:00");
  const answers = await Promise.all(
    patients.map(({ browser, personId }) =>
      browser.post(paths.booking(newId()), { ...slot, pour: personId, mot: "", cle: newId() }),
    ),
  );
  expect(tally(answers)).toEqual({ 303: 1, 409: 49 });
  for (const { body } of answers.filter(({ status }) => status === 409)) expectAlternatives(body);
  expect(await taken(world)).toBe(2);
  expect(await appointments(world)).toBe(2);
});

test("forty people reach for forty times at once: each has hers, confirms it, and is told once", async () => {
  const world = await newWorld();
  const patients = await crowdOf({ ...world, auth: world.app.auth }, 40);
  const slots = fortyTimes().map((at) => luneAt(world, at));
  const held = await Promise.all(patients.map(({ browser }, index) => browser.post(paths.choice(), slots[index])));
  expect(tally(held)).toEqual({ 303: 40 });
  const booked = await Promise.all(
    patients.map(({ browser, personId }, index) =>
      browser.post(held[index]!.location!.split("?")[0]!, { ...slots[index]!, pour: personId, mot: "", cle: newId() }),
    ),
  );
  expect(tally(booked)).toEqual({ 303: 40 });
  expect([await appointments(world), await taken(world)]).toEqual([41, 41]);

  await world.drainJobs();
  const told = world.mails.map(({ to }) => to).filter((to) => to.startsWith("patient-"));
  expect(told.sort()).toEqual(patients.map(({ email }) => email).sort());
});

test("one visitor reaches for twenty times at once: she holds one", async () => {
  const world = await newWorld();
  const browser = world.newBrowser();
  const [first, ...others] = fortyTimes()
    .slice(0, 20)
    .map((at) => luneAt(world, at));
  expect((await browser.post(paths.choice(), first)).status).toBe(303);
  const answers = await Promise.all(others.map((slot) => browser.post(paths.choice(), slot)));
  expect(tally(answers)).toEqual({ 303: 19 });
  expect(await world.ownerDb.selectFrom("hold").select("id").execute()).toHaveLength(1);
  expect(await taken(world)).toBe(2);
});

function together<T>(count: number, act: () => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, act));
}

function expectAlternatives(body: string) {
  expect(body).toContain("Cet horaire vient d’être pris");
  expect(body.match(/data-hold/g)!.length).toBeGreaterThan(4);
}

async function taken({ ownerDb }: World): Promise<number> {
  return (await ownerDb.selectFrom("occupation").select("id").execute()).length;
}

async function appointments({ ownerDb }: World): Promise<number> {
  return (await ownerDb.selectFrom("appointment").select("id").execute()).length;
}
