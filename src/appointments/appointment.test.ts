import { expect, test } from "vitest";
import type { Actor } from "../platform/actor.ts";
import { type Appointment, changeByPatient, refusalToCancel, refusalToMove } from "./appointment.ts";

const ada: Actor = { kind: "user", userId: "01890000-0000-7000-8000-000000000001", visitor: null };
const sami: Actor = { kind: "staff", userId: ada.userId, staffId: ada.userId, establishmentId: ada.userId };
const at = (text: string) => Temporal.ZonedDateTime.from(text).toInstant();

const appointment: Appointment = {
  status: "booked",
  startsAt: at("2027-03-30T09:00[Europe/Paris]"),
  endsAt: at("2027-03-30T09:30[Europe/Paris]"),
  cancellableUntil: at("2027-03-27T08:00[Europe/Paris]"),
  movableUntil: at("2027-03-27T08:00[Europe/Paris]"),
  moves: 0,
  maxMoves: 2,
};

test("X01: on the second of the deadline a patient may still cancel, one second later not", () => {
  expect(refusalToCancel(appointment, ada, at("2027-03-27T08:00:00[Europe/Paris]"))).toBeNull();
  expect(refusalToCancel(appointment, ada, at("2027-03-27T08:00:01[Europe/Paris]"))).toBe("too-late-online");
});

test("the secretary may cancel past the patients' deadline, but not once it has begun", () => {
  expect(refusalToCancel(appointment, sami, at("2027-03-30T08:59[Europe/Paris]"))).toBeNull();
  expect(refusalToCancel(appointment, sami, at("2027-03-30T09:00[Europe/Paris]"))).toBe("already-over");
});

test("what was never to be changed online is not, whatever the hour", () => {
  const byPhone = { ...appointment, cancellableUntil: null, movableUntil: null };
  const early = at("2027-01-01T09:00[Europe/Paris]");
  expect(refusalToCancel(byPhone, ada, early)).toBe("not-online");
  expect(refusalToMove(byPhone, ada, early)).toBe("not-online");
  expect(refusalToMove(byPhone, sami, early)).toBeNull();
});

test("X17: a third move is refused to the patient, not to the secretary", () => {
  const moved = { ...appointment, moves: 2 };
  const early = at("2027-01-01T09:00[Europe/Paris]");
  expect(refusalToMove(moved, ada, early)).toBe("moved-too-often");
  expect(refusalToMove({ ...moved, maxMoves: null }, ada, early)).toBeNull();
  expect(refusalToMove(moved, sami, early)).toBeNull();
});

test.each(["arrived", "in-consultation", "seen", "missed", "cancelled"] as const)(
  "an appointment that is %s is not cancelled",
  (status) => {
    expect(refusalToCancel({ ...appointment, status }, ada, at("2027-01-01T09:00[Europe/Paris]"))).toBe("not-booked");
  },
);

test("a patient is told what she may still do herself: both, one of the two, or nothing", () => {
  const early = at("2027-01-01T09:00[Europe/Paris]");
  const until = appointment.cancellableUntil;
  expect(changeByPatient(appointment, early)).toEqual({ what: "both", until });
  expect(changeByPatient({ ...appointment, movableUntil: null }, early)).toEqual({ what: "cancel", until });
  expect(changeByPatient({ ...appointment, moves: 2 }, early)).toEqual({ what: "cancel", until });
  expect(changeByPatient({ ...appointment, cancellableUntil: null }, early)).toEqual({ what: "move", until });
  expect(changeByPatient(appointment, at("2027-03-27T08:00:01[Europe/Paris]"))).toBeNull();
});
