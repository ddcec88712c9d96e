import { expect, test } from "vitest";
import { newDesk } from "../../test/desk-work.ts";
import { paths } from "../paths.ts";
import { type AnswerToRequest, answerRequest } from "./answer-request.ts";
import { type CancellationByStaff, cancelByStaff } from "./cancel-by-staff.ts";
import { guestToken } from "./guest.ts";

type Desk = Awaited<ReturnType<typeof newDesk>>;

const cancel = (
  { db, sami, clock, appointment }: Desk,
  more: Partial<CancellationByStaff & { by: Desk["sami"] }> = {},
) =>
  cancelByStaff(db, { id: appointment.id, version: 1, message: null, tell: true, by: sami, now: clock.now(), ...more });
const answer = ({ db, sami, clock }: Desk, id: string, more: Partial<AnswerToRequest> = {}) =>
  answerRequest(db, {
    id,
    version: 1,
    answer: "confirm",
    message: null,
    tell: true,
    by: sami,
    now: clock.now(),
    ...more,
  });
const notFound = { done: false, because: "not-found" };

/** Ben asked for a visit that the practice confirms. */
async function deskWithRequest() {
  const desk = await newDesk();
  const { visit } = desk.cast.cerfVolant.lune.reasonIds;
  await desk.ownerDb.updateTable("visitReason").set({ needsConfirmation: true }).where("id", "=", visit).execute();
  const request = await desk.book({ by: "ben", at: "2027-03-31T10:00" });
  await desk.told();
  return { ...desk, request };
}

test("cancelled by the practice: the time is free at once, who did it is known, and twice is calm", async () => {
  const desk = await newDesk();
  const { row, appointment, taken, sami, bookFor, newFile, ownerDb } = desk;
  expect(await cancel(desk, { message: "  La docteure est souffrante. " })).toEqual({
    done: true,
    actId: expect.any(String),
  });
  expect(await row(appointment.id)).toMatchObject({
    ...{
      status: "cancelled",
      cancelledBy: "practice",
      wordsForPatient: "La docteure est souffrante.",
      version: 2,
      sequence: 1,
    },
  });
  expect(await taken(appointment.id)).toEqual([]);
  expect(await cancel(desk)).toEqual({ done: true, actId: null });
  expect(await bookFor(await newFile("Marchand"), "2027-03-30T08:30")).toMatchObject({ done: true, overbooked: false });
  const lines = await ownerDb
    .selectFrom("event")
    .select("actorStaffId")
    .where("kind", "=", "appointment-cancelled")
    .execute();
  expect(lines).toEqual([{ actorStaffId: sami.staffId }]);
});

test("the words of the practice are for her and those who act for her: a guest of the link does not read them", async () => {
  const desk = await newDesk();
  const { appointment, as, newBrowser } = desk;
  await cancel(desk, { message: "Votre analyse n'est pas arrivée" });
  expect((await as("ada").get(paths.appointment(appointment.id))).body).toContain(
    "Votre analyse n&#39;est pas arrivée".replace("&#39;", "'"),
  );
  expect((await as("eve").get(paths.appointment(appointment.id))).status).toBe(404);
  const guest = newBrowser();
  const link = paths.linkedAppointment(guestToken("a secret of thirty-two characters at least", appointment.id));
  const opened = await guest.post(link, { lettres: "ada" });
  const page = await guest.get(opened.location!);
  expect([page.status, page.body.includes("analyse")]).toEqual([200, false]);
});

test("earlier today can still be cancelled; an earlier day, or who is there, cannot", async () => {
  const desk = await newDesk();
  const { clock, ownerDb, appointment } = desk;
  clock.set("2027-03-31T09:00+02:00[Europe/Paris]");
  expect(await cancel(desk)).toEqual({ done: false, because: "already-over" });
  clock.set("2027-03-30T18:00+02:00[Europe/Paris]");
  for (const status of ["arrived", "in-consultation", "seen", "missed"] as const) {
    await ownerDb.updateTable("appointment").set({ status }).where("id", "=", appointment.id).execute();
    expect(await cancel(desk)).toEqual({ done: false, because: "not-booked" });
  }
  await ownerDb.updateTable("appointment").set({ status: "booked" }).where("id", "=", appointment.id).execute();
  expect(await cancel(desk, { version: 7 })).toMatchObject({
    because: "changed-meanwhile",
    theirs: { now: { version: 1 } },
  });
  expect(await cancel(desk, { version: null })).toMatchObject({ done: true });
});

test("a request is confirmed once, or declined, and holds its time until then", async () => {
  const desk = await deskWithRequest();
  const { request, row, taken, bookFor, newFile } = desk;
  expect(await taken(request.id)).toHaveLength(1);
  expect(await answer(desk, request.id, { version: 2 })).toMatchObject({ because: "changed-meanwhile" });
  const outcomes = await Promise.all([answer(desk, request.id), answer(desk, request.id, { by: desk.cast.nina.by })]);
  expect(outcomes.filter((outcome) => outcome.done && outcome.actId)).toHaveLength(1);
  expect(outcomes.every(({ done }) => done)).toBe(true);
  expect(await row(request.id)).toMatchObject({ status: "booked", version: 2 });
  expect(await answer(desk, request.id, { version: 2, answer: "decline" })).toEqual({
    done: false,
    because: "not-requested",
  });

  const other = await desk.book({ by: "ben", at: "2027-04-14T10:00" });
  expect(await answer(desk, other.id, { answer: "decline", message: "Complet" })).toMatchObject({ done: true });
  expect(await row(other.id)).toMatchObject({
    status: "cancelled",
    cancelledBy: "practice",
    wordsForPatient: "Complet",
  });
  expect(await bookFor(await newFile("Marchand"), "2027-04-14T10:00")).toMatchObject({ done: true });
});

test("a request of yesterday is not answered any more; it may be cancelled like any other before", async () => {
  const desk = await deskWithRequest();
  desk.clock.set("2027-04-01T09:00+02:00[Europe/Paris]");
  expect(await answer(desk, desk.request.id)).toEqual({ done: false, because: "already-over" });
  desk.clock.set("2027-03-31T18:00+02:00[Europe/Paris]");
  expect(await cancel(desk, { id: desk.request.id })).toMatchObject({ done: true });
});

test("for Lou, Max and patients there is nothing to cancel and nothing to answer", async () => {
  const desk = await deskWithRequest();
  const { cast, request } = desk;
  for (const by of [cast.lou.by, cast.max.by, { ...cast.sami.by, userId: cast.ben.userId }]) {
    expect(await cancel(desk, { by })).toEqual(notFound);
    expect(await answer(desk, request.id, { by })).toEqual(notFound);
  }
});
