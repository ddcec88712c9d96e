import { expect, test } from "vitest";
import { paths } from "../../src/paths.ts";
import { newId } from "../../src/platform/ids.ts";
import { newWorld } from "../world.ts";
import { crowdOf, tally } from "./crowd.ts";
import { luneAt, type World } from "./times.ts";

test("pressing twice, or five times at once, makes one appointment and sends one mail", async () => {
  const world = await newWorld();
  const [someone] = await crowdOf({ ...world, auth: world.app.auth }, 1);
  const slot = luneAt(world, "2027-03-25T09:00");
  const held = await someone!.browser.post(paths.choice(), slot);
  const form = { ...slot, pour: someone!.personId, mot: "", cle: newId() };
  const confirm = () => someone!.browser.post(held.location!.split("?")[0]!, form);
  const answers = [...(await Promise.all([confirm(), confirm(), confirm(), confirm(), confirm()])), await confirm()];
  expect(tally(answers)).toEqual({ 303: 6 });
  expect(new Set(answers.map(({ location }) => location)).size).toBe(1);
  expect(await appointmentsAt(world, slot)).toBe(1);
  await world.drainJobs();
  expect(world.mails.filter(({ to }) => to === someone!.email)).toHaveLength(1);
});

test("the same without a hold, which was over: the key alone tells that it is the same request", async () => {
  const world = await newWorld();
  const [someone] = await crowdOf({ ...world, auth: world.app.auth }, 1);
  const slot = luneAt(world, "2027-03-25T09:00");
  const form = { ...slot, pour: someone!.personId, mot: "Je viens avec ma sœur.", cle: newId() };
  const confirm = (changes = {}) => someone!.browser.post(paths.booking(newId()), { ...form, ...changes });
  const answers = await Promise.all([confirm(), confirm(), confirm()]);
  expect(tally(answers)).toEqual({ 303: 3 });
  expect(new Set(answers.map(({ location }) => location)).size).toBe(1);
  expect(await appointmentsAt(world, slot)).toBe(1);

  const changed = await confirm({ mot: "Finalement je viens seule.", ...luneAt(world, "2027-03-25T10:00") });
  expect(changed.status).toBe(422);
  expect(changed.body).toContain("Finalement je viens seule.");
  expect(changed.body).not.toContain(form.cle);
  expect(await appointmentsAt(world, slot)).toBe(1);
  expect(await world.ownerDb.selectFrom("appointment").select("id").execute()).toHaveLength(2); // with Ada's
  await world.drainJobs();
  expect(world.mails.filter(({ to }) => to === someone!.email)).toHaveLength(1);
});

test("another person's key is another key: nobody learns what it answered", async () => {
  const world = await newWorld();
  const [one, other] = await crowdOf({ ...world, auth: world.app.auth }, 2);
  const cle = newId();
  const book = ({ browser, personId }: typeof one & object, at: string) =>
    browser.post(paths.booking(newId()), { ...luneAt(world, at), pour: personId, mot: "", cle });
  const first = await book(one!, "2027-03-25T09:00");
  const second = await book(other!, "2027-03-25T10:00");
  expect([first.status, second.status]).toEqual([303, 303]);
  expect(second.location).not.toBe(first.location);
});

test("cancelling and moving twice at once: it is done once, and told once", async () => {
  const world = await newWorld();
  const ada = world.as("ada");
  const { id } = world.appointment;
  const debut = luneAt(world, "2027-03-31T10:00").debut;
  const twice = <T>(act: () => Promise<T>) => Promise.all([act(), act()]);
  expect(tally(await twice(() => ada.post(paths.move(id), { debut })))).toEqual({ 303: 2 });
  expect(tally(await twice(() => ada.post(paths.cancellation(id), { pourquoi: "" })))).toEqual({ 303: 2 });
  const { sequence, status } = await world.ownerDb
    .selectFrom("appointment")
    .select(["sequence", "status"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  expect({ sequence, status }).toEqual({ sequence: 2, status: "cancelled" });
  await world.drainJobs();
  expect(world.mails.filter(({ subject }) => subject.includes("annulé"))).toHaveLength(1);
});

async function appointmentsAt({ ownerDb }: World, { debut }: { debut: string }): Promise<number> {
  const startsAt = Temporal.Instant.from(debut);
  return (await ownerDb.selectFrom("appointment").select("id").where("startsAt", "=", startsAt).execute()).length;
}
