import { sql } from "kysely";
import { expect, test } from "vitest";
import { paths } from "../src/paths.ts";
import { newWorld } from "./world.ts";

test("one account holds one time, however often it drops its cookies", async () => {
  const { as, cast, ownerDb } = await newWorld();
  const eve = as("eve");
  for (const at of ["09:00", "09:30", "10:00"]) {
    eve.cookies.delete("amicare-visitor");
    expect((await eve.post(paths.choice(), choiceOf(cast, `2027-03-31T${at}+02:00`))).status).toBe(303);
  }
  expect(await ownerDb.selectFrom("hold").select("id").execute()).toHaveLength(1);
});

test("two presses at once hold once, and neither is told that it was too late", async () => {
  const { as, cast } = await newWorld();
  const presses = [1, 2, 3].map(() => as("eve").post(paths.choice(), choiceOf(cast, "2027-03-31T09:00+02:00")));
  expect((await Promise.all(presses)).map(({ status }) => status)).toEqual([303, 303, 303]);
});

test("whoever comes next in the same browser inherits nothing that was held", async () => {
  const { as, newBrowser, cast, ownerDb } = await newWorld();
  const ada = as("ada");
  const held = await ada.post(paths.choice(), choiceOf(cast, "2027-03-31T09:00+02:00"));
  const shared = newBrowser();
  shared.cookies.set("amicare-visitor", ada.cookies.get("amicare-visitor")!);
  expect((await shared.post(`${held.location!.split("?")[0]}/abandonner`)).status).toBe(404);
  await shared.post(paths.choice(), choiceOf(cast, "2027-03-31T10:00+02:00"));
  const { rows } = await sql<{ userId: string | null }>`select user_id from hold order by starts_at`.execute(ownerDb);
  expect(rows).toEqual([{ userId: cast.ada.userId }, { userId: null }]);
});

test("a start between two minutes is no start: it would take the time of two", async () => {
  const { as, appointment, cast } = await newWorld();
  expect((await as("eve").post(paths.choice(), choiceOf(cast, "2027-03-31T09:00:00.000400+02:00"))).status).toBe(404);
  expect((await as("ada").post(paths.move(appointment.id), { debut: "2027-03-31T09:00:00.0009+02:00" })).status).toBe(
    422,
  );
});

test("a practice that no longer takes appointments online does not move them online either", async () => {
  const { as, appointment, cast, ownerDb } = await newWorld();
  await ownerDb
    .updateTable("practitioner")
    .set({ booksOnline: false })
    .where("id", "=", cast.cerfVolant.lune.practitionerId)
    .execute();
  expect((await as("ada").post(paths.move(appointment.id), { debut: "2027-03-31T09:00+02:00" })).status).toBe(409);
});

test("the page that confirmed an appointment does not go on confirming one that was cancelled", async () => {
  const { as, appointment } = await newWorld();
  expect((await as("ada").get(paths.confirmed(appointment.id))).status).toBe(200);
  await as("ada").post(paths.cancellation(appointment.id), { pourquoi: "" });
  expect((await as("ada").get(paths.confirmed(appointment.id))).location).toBe(paths.appointment(appointment.id));
});

test("what is private is kept by nobody on the way, files included", async () => {
  const { as, appointment } = await newWorld();
  for (const address of [paths.myAppointments(), paths.appointment(appointment.id), paths.calendarFile(appointment.id)])
    expect((await as("ada").get(address)).headers.get("cache-control"), address).toMatch(/^private, no-store/);
});

function choiceOf(cast: Awaited<ReturnType<typeof newWorld>>["cast"], debut: string) {
  const { sites, lune } = cast.cerfVolant;
  return { soignant: lune.slug, motif: lune.reasonIds.visit, lieu: sites.main.id, debut };
}
