import { expect, test } from "vitest";
import { emma, helene, martin } from "../seeds/accounts.ts";
import { demonstrationAccounts, demonstrationInvitation, seedDemonstration } from "../seeds/demonstration.ts";
import { colleagues, operator } from "../seeds/staff.ts";
import { fingerprint } from "../src/accounts/activation.ts";
import { refusalOfPassword } from "../src/accounts/password.ts";
import { isPassword } from "../src/accounts/password-hash.ts";
import { refusalToCancel } from "../src/appointments/appointment.ts";
import { myAppointments } from "../src/appointments/details.ts";
import { find } from "../src/directory/find.ts";
import { readSearch } from "../src/directory/search-query.ts";
import { hasUsualKey } from "../src/establishments/rpps.ts";
import { patientInvitationToken } from "../src/patients/patient-invitation.ts";
import { type Actor, asActor, nobody } from "../src/platform/actor.ts";
import { newDatabase } from "./database.ts";

/** The demonstration, laid as `npm start` lays it, by two programs at once. */
const { db, ownerDb } = await newDatabase();
const now = Temporal.Instant.from("2026-11-22T20:00:00Z");
const secret = "a secret of thirty-two characters at least";
const world = { db: ownerDb, now: () => now, secret };
await Promise.all([seedDemonstration(world), seedDemonstration(world)]);
const size = () =>
  ownerDb
    .selectNoFrom((eb) => [
      eb.selectFrom("practitioner").select(eb.fn.countAll<number>().as("n")).as("practitioners"),
      eb.selectFrom("appointment").select(eb.fn.countAll<number>().as("n")).as("appointments"),
      eb.selectFrom("person").select(eb.fn.countAll<number>().as("n")).as("persons"),
      eb.selectFrom("commune").select(eb.fn.countAll<number>().as("n")).as("communes"),
    ])
    .executeTakeFirstOrThrow();

test("it is laid once: whoever starts again finds it as it was left", async () => {
  const laid = await size();
  expect(laid.practitioners).toBeGreaterThan(300);
  expect(laid.appointments).toBeGreaterThan(1500);
  expect(laid.communes).toBeGreaterThan(34_000);
  await seedDemonstration({ ...world, now: () => now.add({ hours: 24 * 90 }) });
  expect(await size()).toEqual(laid);
});

test("everyone announced can sign in, with a password that our own rule accepts", async () => {
  for (const { email, password, identity } of [helene, martin, emma]) {
    const { birthName, nameUsed, firstNames, birthDate } = identity;
    expect(
      await refusalOfPassword(password, { email, names: [birthName, nameUsed, firstNames], birthDate }),
    ).toBeNull();
    const { rows } = await passwordOf(email);
    expect(await isPassword(password, rows[0]!.password)).toBe(true);
  }
  for (const { email, name, password } of [...colleagues, operator]) {
    expect(await refusalOfPassword(password, { email, names: name.split(" "), birthDate: null })).toBeNull();
    const { rows } = await passwordOf(email);
    expect(await isPassword(password, rows[0]!.password)).toBe(true);
  }
  const all = [helene, martin, emma, ...colleagues, operator];
  expect(demonstrationAccounts().map(({ email }) => email)).toEqual(all.map(({ email }) => email));
});

test("Hélène has visits to come, one of them too near to cancel online, past ones, and some cancelled", async () => {
  const by = await actorOf(helene.email);
  const visits = await asActor(db, by, (tx) => myAppointments(tx, by, { limit: 50, now }));
  const ahead = visits.filter(
    ({ status, startsAt }) => status === "booked" && Temporal.Instant.compare(startsAt, now) > 0,
  );
  const refusals = ahead.map((visit) => refusalToCancel(visit, by, now));
  expect(refusals.filter((refusal) => refusal === null).length).toBeGreaterThanOrEqual(2);
  expect(refusals).toContain("too-late-online");
  expect(visits.filter(({ status }) => status === "seen").length).toBeGreaterThanOrEqual(2);
  expect(visits.filter(({ status }) => status === "cancelled").length).toBeGreaterThanOrEqual(1);
  expect(visits.some(({ moves }) => moves === 1)).toBe(true);
});

test("Martin is known to nobody yet", async () => {
  const by = await actorOf(martin.email);
  expect(await asActor(db, by, (tx) => myAppointments(tx, by, { limit: 50, now }))).toEqual([]);
});

test("Odette, whom the secretary noted, was invited once, and has a visit to come", async () => {
  const invited = await ownerDb
    .selectFrom("patientInvitation")
    .innerJoin("patient", "patient.id", "patientInvitation.patientId")
    .innerJoin("appointment", "appointment.patientId", "patient.id")
    .select(["patientInvitation.id", "patientInvitation.email", "tokenSha256", "appointment.startsAt", "origin"])
    .where("invitedAt", "=", now)
    .execute();
  expect(invited).toHaveLength(1);
  const [{ id, email, tokenSha256, startsAt, origin }] = invited as [(typeof invited)[number]];
  expect([email, origin]).toEqual([demonstrationInvitation().email, "staff"]);
  expect(Temporal.Instant.compare(startsAt, now)).toBe(1);
  expect(tokenSha256).toBe(fingerprint(patientInvitationToken(secret, id)));
});

test.each([
  { qui: "généraliste", ou: "Vincennes", least: 4 },
  { qui: "kiné", ou: "Vincennes", least: 2 },
  { qui: "cardiologue", ou: "Strasbourg", least: 1 },
  { qui: "dentiste", ou: "97400", least: 1 },
  { qui: "", ou: "Brest", least: 1 },
])("someone is found for « $qui » near $ou, with times", async ({ qui, ou, least }) => {
  const { total, shown } = await asActor(db, nobody, (tx) => find(tx, readSearch({ qui, ou }), now));
  expect(total).toBeGreaterThanOrEqual(least);
  expect(shown.some(({ times }) => times.length > 0)).toBe(true);
});

test("nobody in it can be mistaken for somebody real: numbers of register and telephone are those kept for fiction", async () => {
  const practitioners = await ownerDb.selectFrom("practitioner").select("rpps").where("rpps", "is not", null).execute();
  const numbers = practitioners.map(({ rpps }) => rpps!);
  expect(numbers.filter((rpps) => !/^997009\d{5}$/.test(rpps) || !hasUsualKey(rpps))).toEqual([]);
  expect(new Set(numbers).size).toBe(numbers.length);

  const phones = await Promise.all(
    (["establishment", "site", "patient", "person"] as const).map((table) =>
      ownerDb.selectFrom(table).select("phone").where("phone", "is not", null).execute(),
    ),
  );
  expect(phones.flat().filter(({ phone }) => !/^\+33(19900|63998)\d{4}$/.test(phone!))).toEqual([]);
});

function passwordOf(email: string) {
  return ownerDb.executeQuery<{ password: string }>(
    ownerDb
      .withTables<{
        "auth.user": { id: string; email: string };
        "auth.account": { userId: string; password: string };
      }>()
      .selectFrom("auth.account")
      .innerJoin("auth.user", "auth.user.id", "auth.account.userId")
      .select("auth.account.password")
      .where("auth.user.email", "=", email)
      .compile(),
  );
}

async function actorOf(email: string): Promise<Extract<Actor, { kind: "user" }>> {
  const { id } = await ownerDb
    .withTables<{ "auth.user": { id: string; email: string } }>()
    .selectFrom("auth.user")
    .select("id")
    .where("email", "=", email)
    .executeTakeFirstOrThrow();
  return { kind: "user", userId: id, visitor: null };
}
