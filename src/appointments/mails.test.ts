import { expect, test } from "vitest";
import { booked, mondayBefore, parisTime, tuesday } from "../../test/booking.ts";
import { newDatabase } from "../../test/database.ts";
import { addPerson } from "../../test/people.ts";
import { addPractice } from "../../test/practice.ts";
import { paths } from "../paths.ts";
import type { Mail } from "../platform/mail.ts";
import { mailBooked } from "./book-email.ts";
import { cancelAppointment } from "./cancel.ts";
import { mailCancelled } from "./cancel-email.ts";
import { guestToken } from "./guest.ts";
import { moveAppointment } from "./move.ts";
import { mailMoved } from "./move-email.ts";
import { mailReminder } from "./remind.ts";

const { db, ownerDb } = await newDatabase();
const secret = "a secret of at least thirty-two characters";
const attempt = { lastTry: false };

test("booked, moved, cancelled: three mails with one calendar identity and a growing sequence", async () => {
  const { sender, sent } = postOffice();
  const [practice, ada] = [
    await addPractice(ownerDb, { reasons: { visit: { cancelNotice: "PT48H" } } }),
    await addPerson(ownerDb),
  ];
  const id = await booked(db, ada, practice, "09:00");
  await mailBooked(sender, { appointmentId: id }, attempt);
  await moveAppointment(db, { id, to: parisTime(tuesday, "10:00"), by: ada.by, now: mondayBefore });
  await mailMoved(sender, { appointmentId: id }, attempt);
  await cancelAppointment(db, { id, by: ada.by, reason: "trop mal au dos", now: mondayBefore });
  await mailCancelled(sender, { appointmentId: id }, attempt);

  expect(sent.map((mail) => property(mail, "SEQUENCE"))).toEqual(["0", "1", "2"]);
  expect(new Set(sent.map((mail) => property(mail, "UID")))).toEqual(new Set([`${id}@rdv.exemple.fr`]));
  expect(sent.map((mail) => mail.calendar?.method)).toEqual(["PUBLISH", "PUBLISH", "CANCEL"]);
  expect(property(sent[1]!, "DTSTART")).toBe("20270112T090000Z");
  expect(sent[0]!.text).toContain("dimanche 10\u00a0janvier à 09:00"); // the deadline
  expect(sent[0]!.text).toContain(`https://rdv.exemple.fr${paths.linkedAppointment(guestToken(secret, id))}`);
  expect(sent[0]!.text).toContain("personne ne lit les réponses");
});

test("moved before the mail of the booking left, one mail says the hour, not two", async () => {
  const { sender, sent } = postOffice();
  const [practice, ada] = [await addPractice(ownerDb), await addPerson(ownerDb)];
  const id = await booked(db, ada, practice, "09:00");
  await moveAppointment(db, { id, to: parisTime(tuesday, "10:00"), by: ada.by, now: mondayBefore });
  await mailBooked(sender, { appointmentId: id }, attempt);
  await mailMoved(sender, { appointmentId: id }, attempt);
  expect(sent).toHaveLength(1);
});

test("what can only be cancelled online is not said to be movable", async () => {
  const { sender, sent } = postOffice();
  const [practice, ada] = [
    await addPractice(ownerDb, { reasons: { visit: { cancelNotice: "PT48H", movableOnline: false } } }),
    await addPerson(ownerDb),
  ];
  const id = await booked(db, ada, practice, "09:00");
  await mailBooked(sender, { appointmentId: id }, attempt);
  expect(sent[0]!.text).toContain("Pour le déplacer, appelez");
  expect(sent[0]!.text).not.toContain("déplacer ou");
});

test("no mail says why one comes, nor what was said to the practice", async () => {
  const { sender, sent } = postOffice();
  const secret = { name: "Suivi de dépression", instructions: "À jeun", toBring: "Scanner du genou", durationMin: 30 };
  const [practice, ada] = [
    await addPractice(ownerDb, { reasons: { visit: secret }, specialtyCodes: ["SM42"] }),
    await addPerson(ownerDb),
  ];
  const id = await booked(db, ada, practice, "09:00");
  await mailBooked(sender, { appointmentId: id }, attempt);
  await cancelAppointment(db, { id, by: ada.by, reason: "rechute", now: mondayBefore });
  await mailCancelled(sender, { appointmentId: id }, attempt);
  const everything = JSON.stringify(sent);
  for (const word of ["dépression", "jeun", "Scanner", "genou", "rechute", "sychiatr"])
    expect(everything).not.toContain(word);
});

test("told twice by a repeated job, the mail leaves once", async () => {
  const { sender, sent } = postOffice();
  const [practice, ada] = [await addPractice(ownerDb), await addPerson(ownerDb)];
  const id = await booked(db, ada, practice, "09:00");
  await Promise.all([1, 2, 3].map(() => mailBooked(sender, { appointmentId: id }, attempt)));
  expect(sent).toHaveLength(1);
});

test("a discreet visit is told to nobody", async () => {
  const { sender, sent } = postOffice();
  const [practice, ada] = [
    await addPractice(ownerDb, { reasons: { visit: { discreet: true } } }),
    await addPerson(ownerDb),
  ];
  await mailBooked(sender, { appointmentId: await booked(db, ada, practice, "09:00") }, attempt);
  expect(sent).toEqual([]);
});

test("a practice that reads replies is the one who gets them", async () => {
  const { sender, sent } = postOffice();
  const establishment = { takesReplies: true, email: "cabinet@exemple.fr" };
  const [practice, ada] = [await addPractice(ownerDb, { establishment }), await addPerson(ownerDb)];
  await mailBooked(sender, { appointmentId: await booked(db, ada, practice, "09:00") }, attempt);
  expect(sent[0]!.replyTo).toBe("cabinet@exemple.fr");
  expect(sent[0]!.text).toContain("Vous pouvez répondre");
});

test("the day before, a reminder; moved away meanwhile, cancelled, or half a day late: none", async () => {
  const [practice, ada] = [await addPractice(ownerDb), await addPerson(ownerDb)];
  const id = await booked(db, ada, practice, "09:00");
  const remind = async (at: Temporal.Instant) => {
    const { sender, sent } = postOffice(at);
    await mailReminder(sender, { appointmentId: id, daysBefore: 1 }, attempt);
    return sent.map(({ subject }) => subject);
  };
  expect(await remind(parisTime("2027-01-10", "09:00"))).toEqual([]); // planned for another time
  await moveAppointment(db, { id, to: parisTime("2027-01-14", "09:00"), by: ada.by, now: mondayBefore });
  expect(await remind(parisTime("2027-01-11", "09:00"))).toEqual([]);
  expect(await remind(parisTime("2027-01-13", "21:30"))).toEqual([]);
  expect(await remind(parisTime("2027-01-13", "09:05"))).toEqual([
    "Rappel\u202f: rendez-vous jeudi 14\u00a0janvier à 09:00",
  ]);
  const { sender, sent } = postOffice(parisTime("2027-01-13", "09:05"));
  await cancelAppointment(db, { id, by: ada.by, reason: null, now: mondayBefore });
  await mailReminder(sender, { appointmentId: id, daysBefore: 1 }, attempt);
  expect(sent).toEqual([]);
});

function postOffice(at = mondayBefore) {
  const sent: Mail[] = [];
  const mailer = { send: async (mail: Mail) => void sent.push(mail), close: async () => {} };
  return {
    sent,
    sender: { db: ownerDb, mailer, texter: null, secret, publicUrl: "https://rdv.exemple.fr", now: () => at },
  };
}

function property(mail: Mail, name: string): string | undefined {
  return new RegExp(`^${name}:(.*)$`, "m").exec(mail.calendar?.content ?? "")?.[1]?.trim();
}
