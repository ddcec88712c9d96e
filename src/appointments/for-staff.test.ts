import { expect, test } from "vitest";
import { done } from "../../seeds/done.ts";
import { newDesk } from "../../test/desk-work.ts";
import { addStaff } from "../establishments/add-staff.ts";
import { asActor } from "../platform/actor.ts";
import type { Staff } from "./act.ts";
import { cancelByStaff } from "./cancel-by-staff.ts";
import { appointmentForStaff } from "./for-staff.ts";
import { historyOf } from "./history.ts";
import { moveByStaff } from "./move-by-staff.ts";
import { noticesAbout } from "./notices-about.ts";

type Desk = Awaited<ReturnType<typeof newDesk>>;

const read = ({ db, clock, sami }: Desk, id: string, by: Staff = sami) =>
  asActor(db, by, (tx) => appointmentForStaff(tx, by, id, clock.now()));

test("all that the practice knows of it: who, what for, who booked it, the note and its author; and that it was looked at", async () => {
  const desk = await newDesk();
  const { newFile, booked, ownerDb, sami, appointment } = desk;
  const file = await newFile("Marchand", { phone: "+33639980077" });
  const { appointmentId } = await booked(file, "2027-03-31T10:00", { note: "Sonner deux fois", durationMin: 20 });
  expect(await read(desk, appointmentId)).toMatchObject({
    ...{ id: appointmentId, version: 1, status: "booked", durationMin: 20, origin: "staff", bookedBy: "Sami Samiberg" },
    ...{ practitioner: "Dre\u00a0Camille Lune", reasonName: "Consultation", siteName: "Cabinet du Cerf-Volant" },
    patient: { nameUsed: "Marchand", phone: "+33639980077", email: null, hasAccount: false },
    note: { text: "Sonner deux fois", by: "Sami Samiberg", at: desk.clock.now() },
  });
  expect(await read(desk, appointment.id)).toMatchObject({
    origin: "online",
    bookedBy: null,
    patient: { hasAccount: true },
  });
  const looks = await ownerDb
    .selectFrom("event")
    .select("appointmentId")
    .where("isLook", "=", true)
    .where("actorStaffId", "=", sami.staffId)
    .execute();
  expect(looks.map(({ appointmentId: id }) => id).toSorted()).toEqual([appointmentId, appointment.id].toSorted());
});

test("what was done to it, by whom, from where to where; and what was sent of it, with receipts", async () => {
  const desk = await newDesk();
  const { appointment, db, cast, sami, clock, at, told } = desk;
  const by = cast.nina.by;
  const { id } = appointment;
  done(
    await moveByStaff(db, {
      id,
      version: 1,
      to: { startsAt: at("2027-03-31T10:00") },
      tell: true,
      by,
      now: clock.now(),
    }),
  );
  done(await cancelByStaff(db, { id, version: 2, message: null, tell: true, by: sami, now: clock.now() }));
  clock.advance({ seconds: 11 });
  await told();
  const lines = await asActor(db, sami, (tx) => historyOf(tx, sami, id));
  expect(lines.map(({ kind, by: who, version }) => [kind, who.kind, who.name, version])).toEqual([
    ["appointment-booked", "patient", null, null],
    ["appointment-moved", "staff", "Nina Ninaberg", 2],
    ["appointment-cancelled", "staff", "Sami Samiberg", 3],
  ]);
  expect([lines[1]!.from, lines[1]!.to]).toEqual([appointment.startsAt, at("2027-03-31T10:00")]);
  const notices = await asActor(db, sami, (tx) => noticesAbout(tx, sami, id));
  expect(notices.map(({ kind, status, recipient }) => [kind, status, recipient])).toEqual([
    ["cancelled", "sent", "ada@exemple.fr"],
    ["booked", "sent", "ada@exemple.fr"],
  ]);
});

test("for Lou, Max and patients there is nothing, no history and no receipts", async () => {
  const desk = await newDesk();
  const { appointment, cast, db } = desk;
  for (const by of [cast.lou.by, cast.max.by, { ...cast.sami.by, userId: cast.ada.userId }]) {
    expect(await read(desk, appointment.id, by)).toBeNull();
    expect(await asActor(db, by, (tx) => historyOf(tx, by, appointment.id))).toEqual([]);
    expect(await asActor(db, by, (tx) => noticesAbout(tx, by, appointment.id))).toEqual([]);
  }
});

test("whoever is a patient of the house she works for keeps her own visit at home: at her desk it is not there", async () => {
  const desk = await newDesk();
  const { appointment, cast, ownerDb, db, clock } = desk;
  const { establishmentId, fontanel } = cast.cerfVolant;
  const { userId } = cast.ada;
  const { staffId } = await asActor(ownerDb, { kind: "system", job: "test" }, async (tx) =>
    done(await addStaff(tx, { establishmentId, userId, role: "secretary", agendas: [fontanel.practitionerId] })),
  );
  const by: Staff = { kind: "staff", userId, staffId, establishmentId };
  expect(await read(desk, appointment.id, by)).toBeNull();
  expect(
    await cancelByStaff(db, { id: appointment.id, version: 1, message: null, tell: false, by, now: clock.now() }),
  ).toEqual({
    ...{ done: false, because: "not-found" },
  });
});
