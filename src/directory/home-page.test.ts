import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";

test("a visitor is told what can be done today, and where help is", async () => {
  const { as } = await newWorld();
  const { body } = await as("nobody").get(paths.home());
  expect(body).toContain("Votre <span");
  expect(body).toContain("ou connectez-vous");
  expect(body).toContain(`href="${paths.help()}"`);
  expect(body).not.toMatch(/[Oo]rdonnances|Vos documents/);
});

test("whoever is signed in finds the next appointment first, and not an invitation to sign in", async () => {
  const { as, book, appointment } = await newWorld();
  await book({ at: "2027-04-02T10:00" });
  const { body } = await as("ada").get(paths.home());
  expect(body).toContain("Bonjour Ada");
  expect(body).toMatch(/prochain.*, dans 8.jours/s);
  expect(body).toContain(`href="${paths.appointment(appointment.id)}"`);
  expect(body).toContain("08:30");
  expect(body).toContain("8 allée du Cerf-Volant");
  expect(body).not.toMatch(/connectez-vous|Se connecter/);
  for (const shortcut of [
    paths.myAppointments(),
    paths.relatives(),
    paths.notifications(),
    paths.account(),
    paths.help(),
  ])
    expect(body.slice(body.indexOf("<main"), body.indexOf("</main>"))).toContain(`href="${shortcut}"`);
});

test("an appointment that is over, cancelled or discreet is not the next one", async () => {
  const { as, appointment, ownerDb, clock } = await newWorld();
  const next = async () => (await as("ada").get(paths.home())).body.includes(paths.appointment(appointment.id));
  expect(await next()).toBe(true);
  await ownerDb.updateTable("appointment").set({ isDiscreet: true }).execute();
  expect(await next()).toBe(false);
  await ownerDb.updateTable("appointment").set({ isDiscreet: false }).execute();
  clock.set("2027-03-30T09:30+02:00[Europe/Paris]");
  const { body } = await as("ada").get(paths.home());
  expect(body).not.toContain(paths.appointment(appointment.id));
  expect(body).toMatch(/Aucun .*à venir/s);
});

test("practitioners one knows are a click away, as long as they practise", async () => {
  const { as, cast, ownerDb } = await newWorld();
  const { slug, practitionerId, reasonIds } = cast.cerfVolant.lune;
  const again = paths.practitioner(slug, { motif: reasonIds.visit });
  expect((await as("ada").get(paths.home())).body).toContain(`href="${again}"`);
  await ownerDb.updateTable("practitioner").set({ active: false }).where("id", "=", practitionerId).execute();
  expect((await as("ada").get(paths.home())).body).not.toContain(`href="${again}"`);
});

test("an appointment of a relative says whose it is; nobody else’s appointment is on one’s home", async () => {
  const { as, cast, ownerDb, appointment } = await newWorld();
  expect((await as("eve").get(paths.home())).body).not.toContain(appointment.id);
  await ownerDb
    .insertInto("actsFor")
    .values({ userId: cast.eve.userId, personId: cast.ada.personId, relation: "other" })
    .execute();
  const { body } = await as("eve").get(paths.home());
  expect(body).toContain(paths.appointment(appointment.id));
  expect(body).toContain("Pour Ada");
});
