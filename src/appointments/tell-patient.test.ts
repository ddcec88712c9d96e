import { expect, test } from "vitest";
import { done } from "../../seeds/done.ts";
import { newDesk } from "../../test/desk-work.ts";
import { paths } from "../paths.ts";
import { answerRequest } from "./answer-request.ts";
import { attend } from "./attend.ts";
import { cancelByStaff } from "./cancel-by-staff.ts";
import { editAppointment } from "./edit-appointment.ts";
import { moveByStaff } from "./move-by-staff.ts";
import { tellPatient } from "./tell-patient.ts";
import { undoAct } from "./undo.ts";

/** The desk, with its verbs in the fewest words. */
async function desk() {
  const all = await newDesk();
  const { db, sami, clock, row, at } = all;
  const who = () => ({ by: sami, now: clock.now() });
  return {
    ...all,
    move: async (id: string, local: string, tell = true) =>
      done(await moveByStaff(db, { id, version: (await row(id)).version, to: { startsAt: at(local) }, tell, ...who() }))
        .actId!,
    cancel: async (id: string, tell = true) =>
      done(await cancelByStaff(db, { id, version: null, message: "Votre sciatique attendra", tell, ...who() })).actId!,
    undo: async (actId: string) => done(await undoAct(db, { actId, ...who() })),
    /** After the ten seconds of the last act. */
    toldLater: () => {
      clock.advance({ seconds: 11 });
      return all.told();
    },
  };
}

const booked = (when: string) => `Votre rendez-vous du ${when}`;
const moved = (when: string) => `Rendez-vous déplacé au ${when}`;
const reminder = (when: string) => expect.stringMatching(new RegExp(`^Rappel.*${when}$`));
const cancelled = (when: string) => `Rendez-vous du ${when} annulé`;
const [tuesday, wednesday10, wednesday11] = [
  ...["mardi 30\u00a0mars à 08:30", "mercredi 31\u00a0mars à 10:00", "mercredi 31\u00a0mars à 11:00"],
] as [string, string, string];

test("a booking by telephone is confirmed ten seconds later, by mail, to an account or to the address of the file", async () => {
  const { fileOf, newFile, booked: book, told, toldLater, mails, clock } = await desk();
  await book(await fileOf("ada"), "2027-03-31T10:00");
  await book(await newFile("Marchand", { email: "h.marchand@exemple.fr" }), "2027-03-31T11:00");
  clock.advance({ seconds: 9 });
  expect(await told()).toEqual([]);
  expect((await toldLater()).toSorted()).toEqual([booked(wednesday10), booked(wednesday11)]);
  expect(mails.map(({ to }) => to).toSorted()).toEqual(["ada@exemple.fr", "h.marchand@exemple.fr"]);
  expect(await toldLater()).toEqual([]);
});

test("not to be told: no confirmation leaves, nor does word of a move or a cancellation; reminders do", async () => {
  const { fileOf, booked: book, toldLater, move, cancel, clock, told } = await desk();
  const { appointmentId } = await book(await fileOf("ada"), "2027-04-07T10:00", {
    tell: false,
  });
  expect(await toldLater()).toEqual([]);
  await move(appointmentId, "2027-04-07T11:00", false);
  expect(await toldLater()).toEqual([]);
  clock.set("2027-03-31T11:00+02:00[Europe/Paris]");
  expect(await told()).toEqual([reminder("mercredi 7\u00a0avril à 11:00")]);
  await cancel(appointmentId, false);
  expect(await toldLater()).toEqual([]);
});

test("booked, then moved, before anyone was told: one mail, which says it is booked, and when", async () => {
  const { fileOf, booked: book, move, toldLater, mails } = await desk();
  const { appointmentId } = await book(await fileOf("ada"), "2027-03-31T10:00");
  await move(appointmentId, "2027-03-31T11:00");
  expect(await toldLater()).toEqual([booked(wednesday11)]);
  expect(mails[0]!.calendar?.content).toContain("DTSTART:20270331T090000Z");
});

test("moved twice: one mail, of the last hour; moved back by hand: none", async () => {
  const { appointment, move, toldLater } = await desk();
  await move(appointment.id, "2027-03-31T10:00");
  await move(appointment.id, "2027-03-31T11:00");
  expect(await toldLater()).toEqual([moved(wednesday11)]);
  await move(appointment.id, "2027-03-31T10:00");
  await move(appointment.id, "2027-03-31T11:00");
  expect(await toldLater()).toEqual([]);
});

test("moved, moved on, and only the second taken back: the first is told", async () => {
  const { appointment, move, undo, toldLater } = await desk();
  await move(appointment.id, "2027-03-31T10:00");
  await undo(await move(appointment.id, "2027-03-31T11:00"));
  expect(await toldLater()).toEqual([moved(wednesday10)]);
});

test("booked and cancelled in a breath: nothing; moved and cancelled: the hour she knew is cancelled, on her page as in the mail", async () => {
  const { fileOf, booked: book, move, cancel, toldLater, appointment, row } = await desk();
  const { appointmentId } = await book(await fileOf("ada"), "2027-03-31T10:00");
  await cancel(appointmentId);
  expect(await toldLater()).toEqual([]);
  await move(appointment.id, "2027-03-31T11:00");
  await cancel(appointment.id);
  expect(await toldLater()).toEqual([cancelled(tuesday)]);
  expect((await row(appointment.id)).startsAt).toEqual(appointment.startsAt);
});

test("told by voice meanwhile: what was to be written before is not written any more", async () => {
  const { appointment, move, cancel, toldLater } = await desk();
  await move(appointment.id, "2027-03-31T10:00");
  await move(appointment.id, "2027-03-31T11:00", false);
  expect(await toldLater()).toEqual([]);
  await move(appointment.id, "2027-03-31T10:00", false);
  await cancel(appointment.id);
  expect(await toldLater()).toEqual([cancelled(wednesday10)]);
});

test("a note or a step noted in between does not swallow the mail", async () => {
  const { appointment, move, toldLater, db, sami, clock, row } = await desk();
  await move(appointment.id, "2027-03-31T10:00");
  const { version } = await row(appointment.id);
  done(
    await editAppointment(db, {
      id: appointment.id,
      version,
      note: "Sonner deux fois",
      durationMin: 20,
      by: sami,
      now: clock.now(),
    }),
  );
  expect(await toldLater()).toEqual([moved(wednesday10)]);
});

test("who is there already is told nothing; nor is anyone of an hour that has passed", async () => {
  const { fileOf, booked: book, toldLater, db, sami, clock } = await desk();
  const ada = await fileOf("ada");
  await book(ada, "2027-03-22T08:45");
  const { appointmentId: id } = await book(ada, "2027-03-22T10:00");
  done(await attend(db, { id, version: 1, to: "arrived", by: sami, now: clock.now() }));
  expect(await toldLater()).toEqual([]);
});

test("the words of a cancellation are on her page, and in no mail and no text; a guest does not read them", async () => {
  const { appointment, cancel, toldLater, mails, texts, as } = await desk();
  await cancel(appointment.id);
  expect(await toldLater()).toEqual([cancelled(tuesday)]);
  expect(JSON.stringify([mails, texts])).not.toContain("sciatique");
  expect((await as("ada").get(paths.appointment(appointment.id))).body).toContain("Votre sciatique attendra");
});

test("someone with a telephone alone is told by text, by day", async () => {
  const { newFile, booked: book, toldLater, texts, clock } = await desk();
  await book(await newFile("Marchand", { phone: "+33639980077" }), "2027-03-31T10:00");
  expect(await toldLater()).toEqual([]);
  expect(texts.map(({ to }) => to)).toEqual(["+33639980077"]);
  expect(texts[0]!.text).toContain("mercredi 31 mars");
  clock.set("2027-03-22T21:00+01:00[Europe/Paris]");
  await book(await newFile("Nguyen", { phone: "+33639980078" }), "2027-03-31T11:00");
  await toldLater();
  expect(texts).toHaveLength(1);
  clock.set("2027-03-23T09:30+01:00[Europe/Paris]");
  await toldLater();
  expect(texts.map(({ to }) => to)).toEqual(["+33639980077", "+33639980078"]);
});

test("a request that is confirmed is told as booked, one that is declined as cancelled", async () => {
  const { ownerDb, cast, book, db, sami, clock, told, toldLater } = await desk();
  const { visit } = cast.cerfVolant.lune.reasonIds;
  await ownerDb.updateTable("visitReason").set({ needsConfirmation: true }).where("id", "=", visit).execute();
  const ids = [
    (await book({ by: "ben", at: "2027-03-31T10:00" })).id,
    (await book({ by: "ben", at: "2027-04-14T11:00" })).id,
  ];
  await told();
  const answer = (id: string, answer: "confirm" | "decline") =>
    answerRequest(db, { id, version: 1, answer, message: null, tell: true, by: sami, now: clock.now() });
  done(await answer(ids[0]!, "confirm"));
  done(await answer(ids[1]!, "decline"));
  expect((await toldLater()).toSorted()).toEqual([cancelled("mercredi 14\u00a0avril à 11:00"), booked(wednesday10)]);
  clock.set("2027-03-30T10:30+02:00[Europe/Paris]");
  expect(await told()).toEqual([reminder(wednesday10)]);
});

test("a worker whose clock is behind waits until it is time", async () => {
  const { appointment, move, ownerDb, told, toldLater } = await desk();
  await move(appointment.id, "2027-03-31T10:00");
  const early = { db: ownerDb, now: () => Temporal.Instant.from("2027-03-22T08:00:05Z") };
  await tellPatient(early, { appointmentId: appointment.id });
  expect(await told()).toEqual([]);
  expect(await toldLater()).toEqual([moved(wednesday10)]);
});
