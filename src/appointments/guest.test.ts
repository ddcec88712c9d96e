import { sql } from "kysely";
import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import { guestToken } from "./guest.ts";

const secret = "a secret of thirty-two characters at least";
const linkTo = (id: string) => paths.linkedAppointment(guestToken(secret, id));

test("with the link and three letters of the name, one appointment is seen, moved away and cancelled without signing in", async () => {
  const { newBrowser, appointment } = await newWorld();
  const browser = newBrowser();
  expect((await browser.get(paths.appointment(appointment.id))).location).toContain(paths.signIn());
  expect((await browser.post(linkTo(appointment.id), { lettres: "ada" })).location).toBe(
    paths.appointment(appointment.id),
  );

  const shown = await browser.get(paths.appointment(appointment.id));
  expect(shown.status).toBe(200);
  expect(shown.headers.get("cache-control")).toContain("no-store");
  expect((await browser.get(paths.move(appointment.id))).status).toBe(200);
  const moved = await browser.post(paths.move(appointment.id), { debut: "2027-03-31T09:00:00+02:00" });
  expect(moved.status).toBe(303);
  const cancelled = await browser.post(paths.cancellation(appointment.id));
  expect(cancelled.location).toBe(paths.appointment(appointment.id));
  expect((await browser.get(paths.appointment(appointment.id))).body).toContain("Annulé de votre côté");
});

test("accents, case, spaces and what follows the third letter do not count; the wrong letters do", async () => {
  const { newBrowser, appointment, ownerDb, cast } = await newWorld();
  await ownerDb
    .updateTable("patient")
    .set({ nameUsed: "d’Été-Blanc", birthName: "Ó" })
    .where("personId", "=", cast.ada.personId)
    .execute();
  const tried = async (lettres: string) => (await newBrowser().post(linkTo(appointment.id), { lettres })).status;
  for (const right of ["dét", "DET", " d'é t", "D’Été-Blanc", "o"]) expect(await tried(right), right).toBe(303);
  for (const wrong of ["ete", "de", "-", "ober"]) expect(await tried(wrong), wrong).toBe(422);
});

test("a forged link, somebody else's letters and an appointment that is over look the same", async () => {
  const { newBrowser, appointment, clock } = await newWorld();
  const ask = async (link: string, lettres: string) => {
    const { status, body } = await newBrowser().post(link, { lettres });
    return { status, body: body.replaceAll(link, "").replaceAll(encodeURIComponent(link), "").replace(lettres, "") };
  };
  const forged = paths.linkedAppointment(guestToken(`${secret}!`, appointment.id));
  const wrong = await ask(linkTo(appointment.id), "eve");
  expect(wrong.status).toBe(422);
  expect(await ask(forged, "ada")).toEqual(wrong);
  expect(await ask(paths.linkedAppointment("x"), "ada")).toEqual(wrong);
  clock.set("2027-03-30T09:00:01+02:00[Europe/Paris]");
  expect((await ask(linkTo(appointment.id), "ada")).status).toBe(422);
  expect((await newBrowser().get(forged)).status).toBe(200);
});

test("after five wrong tries the right letters open nothing either", async () => {
  const { newBrowser, appointment } = await newWorld();
  const statuses: number[] = [];
  for (const lettres of ["bob", "bob", "bob", "bob", "bob", "ada"])
    statuses.push((await newBrowser().post(linkTo(appointment.id), { lettres })).status);
  expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
});

test("after ten minutes the letters are asked again", async () => {
  const { newBrowser, appointment, clock } = await newWorld();
  const browser = newBrowser();
  await browser.post(linkTo(appointment.id), { lettres: "ada" });
  clock.advance({ minutes: 9 });
  expect((await browser.get(paths.appointment(appointment.id))).status).toBe(200);
  clock.advance({ minutes: 1 });
  expect((await browser.get(paths.appointment(appointment.id))).location).toContain(paths.signIn());
});

test("one appointment is all a guest sees: no other one, no list, no account, and nothing of why", async () => {
  const { newBrowser, appointment, book } = await newWorld();
  const [another, bens] = [await book({ at: "2027-04-01T10:00" }), await book({ by: "ben", at: "2027-04-01T11:00" })];
  const browser = newBrowser();
  await browser.post(linkTo(appointment.id), { lettres: "ada" });
  for (const { id } of [another, bens]) {
    for (const path of [paths.appointment(id), paths.cancellation(id), paths.move(id), paths.calendarFile(id)])
      expect((await browser.get(path)).location, path).toContain(paths.signIn());
    expect((await browser.post(paths.cancellation(id))).location).toContain(paths.signIn());
  }
  for (const path of [paths.myAppointments(), paths.account(), paths.confirmed(appointment.id)])
    expect((await browser.get(path)).location, path).toContain(paths.signIn());
  for (const path of [
    paths.appointment(appointment.id),
    paths.cancellation(appointment.id),
    paths.move(appointment.id),
  ])
    expect((await browser.get(path)).body).not.toContain("Consultation");
});

test("the database shows a guest one appointment and its file, and lets nothing else be written", async () => {
  const { db, ownerDb, appointment, book, cast } = await newWorld();
  await book({ at: "2027-04-01T10:00" });
  await book({ by: "ben", at: "2027-04-01T11:00" });
  const guest = { kind: "guest", appointmentId: appointment.id } as const;
  const { rows: tables } = await sql<{ name: string }>`
    select relname as name from pg_class where relrowsecurity and relkind = 'r'
      and has_table_privilege('amicare_web', oid, 'select')`.execute(ownerDb);
  const seen: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await asActor(db, guest, (tx) => sql`select * from ${sql.table(name)}`.execute(tx));
    if (rows.length > 0) seen[name] = rows.length;
  }
  const open = ["establishment", "site", "practitioner", "visitReason"]; // what every visitor sees
  expect(seen).toMatchObject({ appointment: 1, patient: 1, occupation: 1 });
  for (const table of ["person", "acts_for", "event", "notice", "hold"]) expect(seen[table], table).toBeUndefined();
  expect(open).toHaveLength(4);
  await expect(
    asActor(db, guest, (tx) =>
      tx.updateTable("patient").set({ phone: "+33639980009" }).where("id", "is not", null).returning("id").execute(),
    ),
  ).resolves.toEqual([]);
  expect(cast.ada.userId).toBeTruthy();
});

test("whoever has signed in goes straight to her own appointment, and not to somebody else's", async () => {
  const { as, appointment } = await newWorld();
  expect((await as("ada").get(linkTo(appointment.id))).location).toBe(paths.appointment(appointment.id));
  const bens = await as("ben").get(linkTo(appointment.id));
  expect(bens.status).toBe(200);
  expect(bens.body).toContain("Les trois premières lettres");
});
