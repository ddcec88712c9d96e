import { sql } from "kysely";
import { expect, test } from "vitest";
import { done } from "../../seeds/done.ts";
import { newWorld } from "../../test/world.ts";
import { addStaff } from "../establishments/add-staff.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import { proPaths } from "../pro-paths.ts";

test("staff find their desk; a patient finds nothing there, and a stranger the page of signing in", async () => {
  const { as } = await newWorld();
  const answer = await as("sami").get(proPaths.desk());
  expect(answer.status).toBe(200);
  expect(answer.body).toContain("Cabinet du Cerf-Volant");
  expect(answer.body).toContain('data-space="pro"');
  expect((await as("ada").get(proPaths.desk())).status).toBe(404);
  expect((await as("nobody").get(proPaths.desk())).location).toBe(paths.signIn({ vers: proPaths.desk() }));
});

test("after half an hour of nothing the session ends; a page that refreshes itself is nobody being there", async () => {
  const { as, clock } = await newWorld();
  expect((await as("sami").get(proPaths.desk())).status).toBe(200);
  clock.advance({ minutes: 29 });
  expect((await as("sami").get(proPaths.desk())).status).toBe(200);
  clock.advance({ minutes: 20 });
  expect((await as("sami").get(proPaths.agendaPart())).status).not.toBe(303);
  clock.advance({ minutes: 10 });
  expect((await as("sami").get(proPaths.desk())).location).toBe(paths.signIn({ vers: proPaths.desk() }));
  expect((await as("sami").get(paths.account())).location).toContain(paths.signIn());
});

test("what was typed when the session ended comes back whole, to be sent once more", async () => {
  const { as, clock, verifyNow } = await newWorld();
  await as("sami").get(proPaths.desk());
  clock.advance({ minutes: 31 });
  const answer = await as("sami").post(proPaths.newAppointment(), { note: "Rappeler <Mme> Roche", motif: "suivi" });
  expect(answer.status).toBe(401);
  expect(answer.body).toContain("Rappeler &lt;Mme> Roche");
  expect(answer.body).toContain(`action="${proPaths.newAppointment()}"`);
  await verifyNow("sami");
  expect((await as("sami").get(proPaths.desk())).status).toBe(200);
});

test("whoever signed in long ago, or by a browser that is remembered, proves again to be there before the desk opens", async () => {
  const { as, clock, ownerDb, cast } = await newWorld();
  clock.advance({ minutes: 31 });
  const first = proPaths.desk();
  expect((await as("lune").get(first)).location).toBe(paths.confirmItIsYou({ vers: first }));
  await sql`update auth.session set verified_by = 'device', verified_at = ${clock.now()} where user_id = ${cast.sami.userId}`.execute(
    ownerDb,
  );
  expect((await as("sami").get(first)).location).toBe(paths.confirmItIsYou({ vers: first }));
});

test("whoever works at two places says where she works now, and changes her mind; nobody sits at another's desk", async () => {
  const { as, cast, ownerDb } = await newWorld();
  const { establishmentId } = cast.tilleuls;
  const { staffId } = await asActor(ownerDb, { kind: "system", job: "test" }, async (tx) =>
    done(await addStaff(tx, { establishmentId, userId: cast.sami.userId, role: "secretary", agendas: "all" })),
  );
  expect((await as("sami").get(proPaths.space())).location).toBe(proPaths.desk({ vers: proPaths.space() }));
  expect((await as("sami").get(proPaths.desk())).body).toContain("Clinique des Trois-Tilleuls");
  await as("sami").post(proPaths.desk(), { poste: cast.max.staffId });
  expect((await as("sami").get(proPaths.space())).location).toBe(proPaths.desk({ vers: proPaths.space() }));
  expect((await as("sami").post(proPaths.desk(), { poste: staffId })).location).toBe(proPaths.agenda());
  expect((await as("sami").get(proPaths.space())).location).toBe(proPaths.agenda());
});

test("whoever was taken off the team is out at once", async () => {
  const { as, cast, ownerDb, clock } = await newWorld();
  expect((await as("sami").get(proPaths.desk())).status).toBe(200);
  await ownerDb.updateTable("staff").set({ removedAt: clock.now() }).where("id", "=", cast.sami.staffId).execute();
  expect((await as("sami").get(proPaths.desk())).status).toBe(404);
});

test("signing in without going anywhere in particular leads staff to the agenda, and patients to their appointments", async () => {
  const { as } = await newWorld();
  expect((await as("sami").get(paths.signIn())).location).toBe(proPaths.agenda());
  expect((await as("ada").get(paths.signIn())).location).toBe(paths.myAppointments());
  expect((await as("sami").get(paths.account())).body).toContain(proPaths.agenda());
});
