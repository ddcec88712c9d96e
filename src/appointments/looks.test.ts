import { expect, test } from "vitest";
import { sharedChild } from "../../test/shared-child.ts";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";
import { guestToken } from "./guest.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** Who looked at what, in order: `kind` by whom. */
async function looksIn({ ownerDb }: World) {
  const lines = await ownerDb.selectFrom("event").selectAll().where("isLook", "=", true).orderBy("number").execute();
  return lines;
}

const firefox = { "user-agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0" };

test("Ben looks at the visit of the child he shares with Ada: it is written down, who, as what, from where, and nothing of the visit", async () => {
  const world = await newWorld();
  const { as, app, cast } = world;
  const lia = await sharedChild(world);
  const cookie = Array.from(as("ben").cookies, ([name, value]) => `${name}=${value}`).join("; ");
  const socket = { incoming: { socket: { remoteAddress: "203.0.113.77" } } };
  const shown = await app.request(paths.appointment(lia.appointmentId), { headers: { cookie, ...firefox } }, socket);
  expect(shown.status).toBe(200);
  expect(await looksIn(world)).toEqual([
    expect.objectContaining({
      ...{ kind: "appointment-viewed", result: "done", detail: {} },
      ...{ actorKind: "user", actorUserId: cast.ben.userId, actorRole: "child", actorName: null },
      ...{ actorProof: "mail", actorNetwork: "203.0.113.0/24", actorClient: "Firefox/Windows" },
      ...{ appointmentId: lia.appointmentId, patientId: lia.patientId, personId: null },
      ...{ establishmentId: cast.cerfVolant.establishmentId, happenedAt: world.clock.now() },
    }),
  ]);
});

test("whoever looks again within five minutes is told once, whichever page about it she opens; later, again", async () => {
  const world = await newWorld();
  const { as, clock } = world;
  const lia = await sharedChild(world);
  for (const page of [paths.appointment, paths.appointment, paths.calendarFile, paths.cancellation, paths.move])
    expect((await as("ben").get(page(lia.appointmentId))).status).toBe(200);
  expect(await looksIn(world)).toHaveLength(1);
  clock.advance({ minutes: 6 });
  await as("ben").get(paths.appointment(lia.appointmentId));
  expect(await looksIn(world)).toHaveLength(2);
});

test("a list shows other people's visits too: a line for each file, whichever page lists them", async () => {
  const world = await newWorld();
  const { as, clock } = world;
  const lia = await sharedChild(world);
  for (const page of [paths.myAppointments(), paths.home(), paths.leaveRelative(lia.personId), paths.closeAccount()]) {
    expect((await as("ben").get(page)).status).toBe(200);
    expect(await looksIn(world), page).toHaveLength(1);
    clock.advance({ minutes: 6 });
    await world.verifyNow("ben");
    await world.ownerDb.deleteFrom("event").where("isLook", "=", true).execute();
  }
  await as("ben").get(paths.myAppointments());
  expect(await looksIn(world)).toEqual([
    expect.objectContaining({ kind: "appointments-listed", patientId: lia.patientId, appointmentId: null }),
  ]);
});

test("one's own visits may be looked at without anyone keeping book", async () => {
  const world = await newWorld();
  const { as, appointment } = world;
  for (const page of [paths.home(), paths.myAppointments(), paths.appointment(appointment.id), paths.closeAccount()])
    await as("ada").get(page);
  expect(await looksIn(world)).toEqual([]);
});

test("nobody is said to have looked who was shown nothing", async () => {
  const world = await newWorld();
  const lia = await sharedChild(world);
  for (const member of ["eve", "max", "nobody"] as const)
    for (const page of [paths.appointment(lia.appointmentId), paths.cancellation(lia.appointmentId)])
      await world.as(member).get(page);
  expect(await looksIn(world)).toEqual([]);
});

test("whoever holds the link of a mail leaves a trace: which name she tried, no; whether it was the right one, yes", async () => {
  const world = await newWorld();
  const { newBrowser, appointment, ownerDb } = world;
  const link = paths.linkedAppointment(guestToken("a secret of thirty-two characters at least", appointment.id));
  const browser = newBrowser();
  await browser.post(link, { lettres: "eve" }, firefox);
  await browser.post(link, { lettres: "bob" }, firefox);
  await browser.post(link, { lettres: "ada" }, firefox);
  await browser.get(paths.appointment(appointment.id), firefox);
  await browser.get(paths.appointment(appointment.id), firefox);
  await browser.post(paths.cancellation(appointment.id), {}, firefox);
  const lines = await ownerDb
    .selectFrom("event")
    .selectAll()
    .where("actorKind", "=", "guest")
    .orderBy("number")
    .execute();
  expect(lines.map(({ kind, result }) => `${kind} ${result}`)).toEqual([
    "link-followed refused",
    "link-followed done",
    "appointment-viewed done",
    "appointment-cancelled done",
  ]);
  for (const line of lines)
    expect(line).toMatchObject({ appointmentId: appointment.id, actorUserId: null, actorClient: "Firefox/Windows" });
  expect(JSON.stringify(lines)).not.toMatch(/eve|bob/);
});
