import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";
import { cancelAppointment } from "./cancel.ts";

test("a patient cancels, hears it by mail, and the time is free again; pressing twice is calm", async () => {
  const { as, appointment, drainJobs, mails, ownerDb } = await newWorld();
  await drainJobs();
  mails.length = 0;
  const address = paths.cancellation(appointment.id);
  expect((await as("ada").get(address)).body).toContain("Annuler ce");
  const answer = await as("ada").post(address, { pourquoi: "Je suis guérie" });
  expect([answer.status, answer.location]).toEqual([303, "/mes-rendez-vous?fait=annule"]);
  expect((await as("ada").post(address, { pourquoi: "" })).status).toBe(303);

  await drainJobs();
  expect(mails.map(({ subject }) => subject)).toEqual(["Rendez-vous du mardi 30\u00a0mars à 08:30 annulé"]);
  expect(
    await ownerDb.selectFrom("occupation").select("id").where("appointmentId", "=", appointment.id).execute(),
  ).toEqual([]);
});

test("past the deadline the button gives way to the telephone, and posting anyway changes nothing; the secretary still can", async () => {
  const { as, appointment, clock, cast, db, ownerDb } = await newWorld();
  clock.set("2027-03-28T08:31+02:00[Europe/Paris]");
  const page = await as("ada").get(paths.cancellation(appointment.id));
  expect(page.status).toBe(409);
  expect(page.body).toContain("Le délai pour changer en ligne est passé");
  expect(page.body).toContain('href="tel:+33');
  expect((await as("ada").post(paths.cancellation(appointment.id), { pourquoi: "" })).status).toBe(409);
  expect((await as("ada").get(paths.myAppointments())).body).not.toContain(paths.cancellation(appointment.id));

  const status = () =>
    ownerDb.selectFrom("appointment").select("status").where("id", "=", appointment.id).executeTakeFirstOrThrow();
  expect(await status()).toEqual({ status: "booked" });
  expect(await cancelAppointment(db, { id: appointment.id, by: cast.sami.by, reason: null, now: clock.now() })).toEqual(
    { done: true },
  );
  expect(await status()).toEqual({ status: "cancelled" });
});

test("for Eve, for a secretary of another agenda and for a stranger there is no such appointment", async () => {
  const { as, appointment, cast, db, clock } = await newWorld();
  for (const address of [paths.appointment, paths.confirmed, paths.calendarFile, paths.cancellation, paths.move].map(
    (path) => path(appointment.id),
  )) {
    expect((await as("eve").get(address)).status, address).toBe(404);
    expect((await as("nobody").get(address)).location, address).toMatch(/^\/connexion\?vers=/);
  }
  for (const address of [paths.cancellation(appointment.id), paths.move(appointment.id)])
    expect((await as("eve").post(address, { pourquoi: "", debut: "2027-03-31T09:00+02:00" })).status).toBe(404);
  for (const { by } of [cast.lou, cast.max])
    expect(await cancelAppointment(db, { id: appointment.id, by, reason: null, now: clock.now() })).toEqual({
      done: false,
      because: "not-found",
    });
});

test("a reason too long comes back whole, with a sentence beside it", async () => {
  const { as, appointment } = await newWorld();
  const reason = "très long ".repeat(120);
  const answer = await as("ada").post(paths.cancellation(appointment.id), { pourquoi: reason });
  expect(answer.status).toBe(422);
  expect(answer.body).toContain(reason.trim());
  expect(answer.body).toContain("dépasse 1000 caractères");
});
