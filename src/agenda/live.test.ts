import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import type { Member } from "../../test/cast.ts";
import { newDatabase } from "../../test/database.ts";
import { readStream } from "../../test/stream.ts";
import { newWorld } from "../../test/world.ts";
import { cancelAppointment } from "../appointments/cancel.ts";
import { paths } from "../paths.ts";
import { createLog } from "../platform/log.ts";
import { freePort } from "../platform/postgres-server.ts";
import { openDoor } from "../platform/serve.ts";
import { proPaths } from "../pro-paths.ts";
import { isStillAtDesk } from "../team/desk.ts";
import { openLiveAgenda } from "./live.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** As a browser asks: nothing is waited for but the head of the answer. */
async function ask({ app, as }: World, member: Member, headers: Record<string, string> = {}): Promise<Response> {
  const cookie = Array.from(as(member).cookies, (pair) => pair.join("=")).join("; ");
  return app.fetch(new Request(`http://localhost:3000${proPaths.agendaLive()}`, { headers: { cookie, ...headers } }));
}

async function sit(world: World, member: Member) {
  await world.as(member).get(proPaths.desk());
  const stream = readStream(await ask(world, member));
  await stream.next("compare");
  return stream;
}

test("what a patient books reaches whoever sees that agenda in under a second; nobody else hears of it", async () => {
  const world = await newWorld({ isLive: true });
  const [sami, lune, lou, max] = [
    await sit(world, "sami"),
    await sit(world, "lune"),
    await sit(world, "lou"),
    await sit(world, "max"),
  ];
  await world.book({ by: "ada", with: "lune", at: "2027-03-31T10:00" });
  const { practitionerId } = world.cast.cerfVolant.lune;
  const change = { agenda: practitionerId, first: "2027-03-31", last: "2027-03-31" };
  for (const stream of [sami, lune])
    expect(JSON.parse(await stream.next("changed", { withinMs: 1000 }))).toEqual(change);

  await world.book({ by: "ben", with: "fontanel", at: "2027-03-31T10:00" });
  await lou.next("changed", { withinMs: 1000 });
  expect(lou.told.map(({ event }) => event)).toEqual(["compare", "changed"]);
  expect(lou.told[1]!.data).toContain(world.cast.cerfVolant.fontanel.practitionerId);
  expect(max.told.map(({ event }) => event)).toEqual(["compare"]);
});

test("a cancelled appointment is told; the message says which days of which agenda, and nothing of whom", async () => {
  const world = await newWorld({ isLive: true });
  const sami = await sit(world, "sami");
  const { id, startsAt } = world.appointment;
  await cancelAppointment(world.db, { id, by: world.cast.ada.by, reason: null, now: world.clock.now() });
  const told = JSON.parse(await sami.next("changed"));
  expect(Object.keys(told)).toEqual(["agenda", "first", "last"]);
  expect(told.first).toBe(startsAt.toZonedDateTimeISO("Europe/Paris").toPlainDate().toString());
});

test("a patient finds no stream there, and a stranger the page of signing in", async () => {
  const world = await newWorld({ isLive: true });
  expect((await ask(world, "ada")).status).toBe(404);
  expect((await ask(world, "nobody")).headers.get("location")).toContain(paths.signIn());
});

test("no proxy may keep or pack the stream; asking for its head alone opens none", async () => {
  const world = await newWorld({ isLive: true });
  const answer = await ask(world, "sami", { "accept-encoding": "gzip" });
  readStream(answer);
  expect(answer.headers.get("content-type")).toContain("text/event-stream");
  expect(answer.headers.get("content-encoding")).toBeNull();
  expect(answer.headers.get("cache-control")).toContain("no-transform");
  expect(answer.headers.get("x-accel-buffering")).toBe("no");
  const cookie = Array.from(world.as("sami").cookies, (pair) => pair.join("=")).join("; ");
  const head = new Request(`http://localhost:3000${proPaths.agendaLive()}`, { method: "HEAD", headers: { cookie } });
  expect((await world.app.fetch(head)).status).toBe(200);
  expect(world.app.live?.open).toBe(1);
});

test("rights that change end the stream, and the next one tells what may be seen then", async () => {
  const world = await newWorld({ isLive: true });
  const [lou, sami] = [await sit(world, "lou"), await sit(world, "sami")];
  const { fontanel, lune } = world.cast.cerfVolant;
  await sql`update staff_agenda set practitioner_id = ${lune.practitionerId}
    where staff_id = ${world.cast.lou.staffId} and practitioner_id = ${fontanel.practitionerId}`.execute(world.ownerDb);
  await lou.end();
  expect(sami.ended).toBe(false);

  const again = await sit(world, "lou");
  await world.book({ with: "fontanel", at: "2027-03-31T10:00" });
  await world.book({ by: "ben", with: "lune", at: "2027-03-31T10:00" });
  expect(await again.next("changed")).toContain(lune.practitionerId);
  expect(again.told).toHaveLength(2);
});

test("whoever is taken off the team hears nothing more", async () => {
  const world = await newWorld({ isLive: true });
  const sami = await sit(world, "sami");
  await world.ownerDb
    .updateTable("staff")
    .set({ removedAt: world.clock.now() })
    .where("id", "=", world.cast.sami.staffId)
    .execute();
  await sami.end();
  expect((await ask(world, "sami")).status).toBe(404);
});

test("the connection that listens is cut: it comes back, says to look again, and nothing is missed", async () => {
  const world = await newWorld({ isLive: true });
  const sami = await sit(world, "sami");
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query like 'listen %'`.execute(world.ownerDb);
  await sami.next("compare", { nth: 2 });
  await world.book({ at: "2027-03-31T10:00" });
  await sami.next("changed");
  expect(sami.ended).toBe(false);
});

test("a stream that nobody reads any more is forgotten; a session has six at most, and its oldest gives way", async () => {
  const world = await newWorld({ isLive: true });
  const first = await sit(world, "sami");
  for (let i = 1; i < 6; i++) await sit(world, "sami");
  const other = await sit(world, "nina");
  expect(world.app.live?.open).toBe(7);
  const seventh = await sit(world, "sami");
  await first.end();
  expect(first.told.at(-1)?.event).toBe("enough");
  expect(world.app.live?.open).toBe(7);
  await seventh.leave();
  expect(world.app.live?.open).toBe(6);
  expect(other.ended).toBe(false);
});

test("a process has no room for more streams than it was given; closing ends them all", async () => {
  const { live, look } = await newLiveAgenda({ most: 2 });
  const streams = [look(), look()].map((body) => readStream(new Response(body)));
  expect(look()).toBeNull();
  for (const stream of streams) await stream.next("compare");
  await live.close();
  for (const stream of streams) await stream.end();
  expect(look()).toBeNull();
});

test("the program that closes waits for nobody who listens", async () => {
  const world = await newWorld({ isLive: true });
  const port = await freePort();
  const door = await openDoor({ host: "127.0.0.1", port });
  door.answerWith((request) => world.app.fetch(request));
  const cookie = Array.from(world.as("sami").cookies, (pair) => pair.join("=")).join("; ");
  const stream = readStream(await fetch(`http://127.0.0.1:${port}${proPaths.agendaLive()}`, { headers: { cookie } }));
  await stream.next("compare");
  const begunMs = performance.now();
  await world.app.live?.close();
  await door.close();
  expect(performance.now() - begunMs).toBeLessThan(3000);
  await stream.end();
});

test("a stream shows that it is there, and ends once the session does", async () => {
  let isThere = true;
  const { look } = await newLiveAgenda({ beatMs: 20, isThere: async () => isThere });
  const stream = readStream(new Response(look()));
  await expect.poll(() => stream.comments).toBeGreaterThan(1);
  isThere = false;
  await stream.end();
});

test("the session goes on while she does something: not after half an hour of nothing, nor once she signed out", async () => {
  const { as, app, cast, clock, ownerDb } = await newWorld();
  const { userId, staffId } = cast.sami;
  const cookie = decodeURIComponent(as("sami").cookies.get(app.auth.sessionCookie)!);
  const goesOn = (at: string) => isStillAtDesk(app.auth, { cookie, userId, staffId: at }, clock.now());
  await as("sami").get(proPaths.desk());
  expect(await goesOn(staffId)).toBe(true);
  expect(await goesOn(cast.nina.staffId)).toBe(false);
  clock.advance({ minutes: 31 });
  expect(await goesOn(staffId)).toBe(false);
  clock.advance({ minutes: -31 });
  await sql`delete from auth.session where user_id = ${userId}`.execute(ownerDb);
  expect(await goesOn(staffId)).toBe(false);
});

async function newLiveAgenda({ isThere = async () => true, ...options }) {
  const { ownerUrl } = await newDatabase({ until: onTestFinished });
  const live = openLiveAgenda({ url: ownerUrl, log: createLog({ level: "silent" }), ...options });
  onTestFinished(() => live.close());
  const looker = { staffId: "s", establishmentId: "e", session: "x", agendas: async () => new Set<string>(), isThere };
  return { live, look: () => live.streamFor(looker) };
}
