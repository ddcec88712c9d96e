import { expect, test } from "vitest";
import { formOf, textOf } from "../../test/desk-forms.ts";
import { newWorld } from "../../test/world.ts";
import { proPaths } from "../pro-paths.ts";

const today = "2027-03-22";

test("who arrived waits in order, for a quarter of an hour without being noticed; one press calls them in", async () => {
  const { as, book, clock, ownerDb } = await newWorld();
  const first = await book({ by: "ada", at: `${today}T10:00` });
  const second = await book({ by: "ben", with: "fontanel", at: `${today}T09:30` });
  const arrive = async (id: string) => {
    const form = formOf(await as("sami").get(proPaths.appointment(id)), proPaths.attend(id));
    expect((await as("sami").post(proPaths.attend(id), { ...form, vers: "arrived" })).status).toBe(303);
  };
  expect(textOf(await as("sami").get(proPaths.waitingRoom()))).toContain("Personne n’attend.");
  await arrive(first.id);
  clock.advance({ minutes: 12 });
  await arrive(second.id);
  clock.advance({ minutes: 4 });

  const page = await as("sami").get(proPaths.waitingRoom());
  const text = textOf(page);
  expect(text.indexOf("ADABERG Ada")).toBeLessThan(text.indexOf("BENBERG Ben"));
  expect(text).toContain("16 min");
  expect(page.body.match(/state-wait/g)).toHaveLength(1);
  const looks = await ownerDb.selectFrom("event").select("kind").where("kind", "=", "appointments-listed").execute();
  expect(looks.length).toBeGreaterThan(0);

  const called = await as("sami").post(proPaths.attend(first.id), {
    ...formOf(page, proPaths.attend(first.id)),
    vers: "in-consultation",
  });
  expect(called.location).toContain(proPaths.waitingRoom());
  expect(textOf(await as("sami").get(proPaths.waitingRoom()))).toContain("En consultation : ADABERG Ada");
});

test("Lou sees who waits for her practitioner, and nobody else; another establishment's secretary nobody; a site of elsewhere is none", async () => {
  const { as, book, cast } = await newWorld();
  const { id } = await book({ by: "ada", at: `${today}T10:00` });
  const form = formOf(await as("sami").get(proPaths.appointment(id)), proPaths.attend(id));
  await as("sami").post(proPaths.attend(id), { ...form, vers: "arrived" });
  for (const member of ["lou", "max"] as const)
    expect((await as(member).get(proPaths.waitingRoom())).body).not.toContain("ADABERG");
  expect((await as("ada").get(proPaths.waitingRoom())).status).toBe(404);
  expect((await as("sami").get(`${proPaths.waitingRoom()}?lieu=${cast.tilleuls.sites.main.id}`)).status).toBe(404);
  expect((await as("sami").get(`${proPaths.waitingRoom()}?lieu=${cast.cerfVolant.sites.main.id}`)).body).toContain(
    "ADABERG",
  );
});

test("a waiting room that is left open looks again by itself, and keeps nobody signed in", async () => {
  const { as, clock } = await newWorld();
  expect((await as("sami").get(proPaths.agenda())).status).toBe(200);
  for (const _ of [1, 2]) {
    clock.advance({ minutes: 14 });
    expect((await as("sami").get(proPaths.waitingRoom())).status).toBe(200);
  }
  clock.advance({ minutes: 4 });
  expect((await as("sami").get(proPaths.waitingRoom())).status).toBe(303);
});
