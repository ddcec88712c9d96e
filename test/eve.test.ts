import { expect, test } from "vitest";
import { paths } from "../src/paths.ts";
import { addedBy } from "./relatives.ts";
import { newWorld } from "./world.ts";

const world = await newWorld();
const { as, app, appointment, cast, ownerDb } = world;
await world.drainJobs();

test("whatever Eve types of Ada's appointment, nothing is at that address, and nothing has changed", async () => {
  const before = await everything();
  await eveFindsNothingAt([
    [paths.appointment(appointment.id)],
    [paths.confirmed(appointment.id)],
    [paths.calendarFile(appointment.id)],
    [paths.cancellation(appointment.id), { pourquoi: "" }],
    [paths.move(appointment.id, { debut: "2027-03-31T10:00+02:00" }), { debut: "2027-03-31T10:00+02:00" }],
  ]);
  expect(await everything()).toEqual(before);
});

test("nor of the time that Ada holds: it stays hers, as long as it was", async () => {
  const { practitionerId: _, slug, reasonIds } = cast.cerfVolant.lune;
  const slot = { soignant: slug, motif: reasonIds.visit, lieu: cast.cerfVolant.sites.main.id };
  const held = await as("ada").post(paths.choice(), { ...slot, debut: "2027-03-25T09:00+01:00" });
  const holdId = held.location!.match(/[\w-]{36}/)![0];
  const before = await everything();
  await eveFindsNothingAt([
    [paths.booking(holdId), { pour: cast.eve.personId, cle: holdId }],
    [paths.moreTime(holdId)],
    [paths.abandonHold(holdId)],
  ]);
  expect(await everything()).toEqual(before);
  expect((await as("ada").get(held.location!)).body).toContain("Cet horaire est à vous jusqu’à");
});

test("nor of whom Ada acts for: her child is nowhere, by any method, and stays hers alone", async () => {
  const lia = await addedBy(as("ada"), ownerDb);
  const before = await everything();
  await eveFindsNothingAt([
    [paths.relative(lia)],
    [paths.editRelative(lia), { firstNames: "Eve" }],
    [paths.shareRelative(lia), { email: "eve@exemple.fr" }],
    [paths.relativeAccount(lia), { email: "eve@exemple.fr" }],
    [paths.leaveRelative(lia)],
    [paths.myAppointments({ pour: lia })],
  ]);
  expect(await everything()).toEqual(before);
});

async function eveFindsNothingAt(addresses: [path: string, form?: Record<string, string>][]) {
  const cookie = Array.from(as("eve").cookies, ([name, value]) => `${name}=${value}`).join("; ");
  for (const [path, form = {}] of addresses) {
    for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]) {
      const body = method === "GET" || method === "HEAD" ? null : new URLSearchParams(form);
      const answer = await app.request(path, { method, body, headers: { cookie, origin: "http://localhost" } });
      expect(answer.status, `${method} ${path}`).toBe(404);
      expect(await answer.text()).not.toContain("Ada");
    }
  }
}

function everything() {
  return Promise.all([
    ownerDb.selectFrom("appointment").selectAll().execute(),
    ownerDb.selectFrom("hold").selectAll().execute(),
    ownerDb.selectFrom("occupation").selectAll().execute(),
    ownerDb.selectFrom("notice").selectAll().execute(),
    ownerDb.selectFrom("person").selectAll().execute(),
    ownerDb.selectFrom("actsFor").selectAll().execute(),
    ownerDb.selectFrom("relativeInvitation").selectAll().execute(),
  ]);
}
