import { sql } from "kysely";
import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";
import { proPaths } from "../pro-paths.ts";
import { shownFault } from "./fault.ts";

/** Ben runs the installation, too. */
async function worldWithOperator() {
  const world = await newWorld();
  await world.ownerDb.insertInto("operator").values({ userId: world.cast.ben.userId }).execute();
  return world;
}

const pages = [
  proPaths.operator(),
  proPaths.operatorEstablishments(),
  proPaths.newEstablishment(),
  proPaths.operatorQueue(),
  proPaths.operatorTexts(),
  proPaths.operatorHealth(),
];

test("the console is there for whoever runs the installation, and for nobody else, managers included", async () => {
  const { as } = await worldWithOperator();
  for (const page of pages) {
    expect((await as("ben").get(page)).status, page).toBe(200);
    for (const other of ["ada", "nina", "sami"] as const) expect((await as(other).get(page)).status).toBe(404);
    expect((await as("nobody").get(page)).location).toBe(paths.signIn({ vers: page }));
  }
});

test("half an hour after the last proof it is asked again, and what was typed comes back", async () => {
  const { as, clock } = await worldWithOperator();
  clock.advance({ minutes: 31 });
  expect((await as("ben").get(proPaths.operator())).location).toBe(paths.confirmItIsYou({ vers: proPaths.operator() }));
  const answer = await as("ben").post(proPaths.newEstablishment(), { name: "Cabinet des Lilas" });
  expect(answer.status).toBe(401);
  expect(answer.body).toContain('value="Cabinet des Lilas"');
});

test("an establishment is opened, its manager invited by mail; she signs up by the link and finds her desk", async () => {
  const world = await worldWithOperator();
  const { as } = world;
  const form = {
    name: "Cabinet des Lilas",
    neutralName: "",
    kind: "solo",
    phone: "01 99 00 44 55",
    email: "",
    managerName: "Mona Petit",
    managerEmail: "mona@exemple.fr",
  };
  expect((await as("ben").post(proPaths.newEstablishment(), { ...form, phone: "12" })).status).toBe(422);
  expect((await as("ben").post(proPaths.newEstablishment(), form)).status).toBe(303);
  expect((await as("ben").get(proPaths.operatorEstablishments())).body).toContain("Cabinet des Lilas");
  await world.drainJobs();
  const link = /\/equipe\/invitation\/[\w-]+/.exec(world.mails.at(-1)!.text)![0];
  const mona = world.newBrowser();
  expect((await mona.post(link, { name: "Mona Petit", password: "Porte-Bleue-91-citron" })).status).toBe(303);
  const { role } = await world.ownerDb
    .selectFrom("staff")
    .select("role")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  expect(role).toBe("manager");
  const told = await world.ownerDb
    .selectFrom("event")
    .select("kind")
    .where("kind", "in", ["establishment-founded", "staff-joined"])
    .execute();
  expect(told).toHaveLength(2);
});

test("a failed job is shown without what it was about, and tried again at a press", async () => {
  const { as, ownerDb } = await worldWithOperator();
  await sql`select graphile_worker.add_job('appointment-booked/mailBooked', '{"appointmentId":"secret-id"}')`.execute(
    ownerDb,
  );
  await sql`update graphile_worker._private_jobs set attempts = 25, last_error = 'refused ada@exemple.fr "Ada Adaberg" +33 6 39 98 00 01'
    where attempts = 0 and id = (select max(id) from graphile_worker._private_jobs)`.execute(ownerDb);
  const { body } = await as("ben").get(proPaths.operatorQueue({ etat: "abandonnees" }));
  expect(body).toContain("mailBooked");
  for (const secret of ["ada@exemple.fr", "Adaberg", "39 98", "secret-id"]) expect(body).not.toContain(secret);
  const id = /file\/(\d+)\/relancer/.exec(body)![1]!;
  expect((await as("nina").post(proPaths.retryJob(id))).status).toBe(404);
  expect((await as("ben").post(proPaths.retryJob("x"))).status).toBe(404);
  expect((await as("ben").post(proPaths.retryJob(id))).location).toContain("fait=relance");
  expect((await as("ben").post(proPaths.retryJob(id))).location).toContain("fait=parti");
});

test.each([
  ["refused ada@exemple.fr\nat line 3", "refused …"],
  ["call +33 6 39 98 00 01 failed", "call … failed"],
  ['no such column "ada"', 'no such column "…"'],
  ["see https://example.fr/x?y=1", "see …"],
  [null, ""],
])("the fault « %s » is shown as « %s »", (error, shown) => {
  expect(shownFault(error)).toBe(shown);
});
