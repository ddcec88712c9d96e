import type { Insertable } from "kysely";
import { bookAppointment } from "../src/appointments/book.ts";
import { cancelAppointment } from "../src/appointments/cancel.ts";
import { nextFreeTimes } from "../src/appointments/free-times.ts";
import type { Slot } from "../src/appointments/hold.ts";
import { moveAppointment } from "../src/appointments/move.ts";
import { linkedFile } from "../src/patients/linked-file.ts";
import { type Actor, asActor } from "../src/platform/actor.ts";
import type { Db, Tx } from "../src/platform/db.ts";
import { newId } from "../src/platform/ids.ts";
import type { DB } from "../src/platform/schema.ts";
import type { Visit } from "./busy-weeks.ts";
import type { CerfVolant } from "./shared-practice.ts";

/** A user and her own profile. */
export interface Person {
  userId: string;
  personId: string;
}

/** Hélène Marchand acts for her daughter Lina and her grandson Jules. The practice knows all three; she came twice, and cancelled once. */
export async function heleneIsKnown(
  tx: Tx,
  { helene, practice, now }: { helene: Person; practice: CerfVolant; now: Temporal.Instant },
): Promise<Visit[]> {
  const [lina, jules] = [await relative(tx, helene, linaPetit), await relative(tx, helene, julesMarchand)];
  const { establishmentId } = practice;
  const files: string[] = [];
  for (const personId of [helene.personId, lina, jules])
    files.push(await linkedFile(tx, { personId, establishmentId, now }));
  await tx.updateTable("patient").set({ isKnown: true }).where("id", "in", files).execute();

  const ago = (days: number) => now.subtract({ hours: 24 * days });
  const [ofHelene, ofLina] = files as [string, string];
  const past: [keyof Pick<CerfVolant, "lune" | "fontanel" | "valcourt">, string, number, Visit["status"]][] = [
    ["lune", ofHelene, 20, "seen"],
    ["fontanel", ofHelene, 12, "cancelled"],
    ["lune", ofHelene, 10, "seen"],
    ["valcourt", ofLina, 17, "seen"],
  ];
  return past.map(([who, patientId, days, status]) => {
    return { practitionerId: practice[who].practitionerId, patientId, around: ago(days), status };
  });
}

/** What she books herself, once: a time she may still change, one that is too near to be cancelled online, one she moved, one by video,
 * one she cancelled. What cannot be had (so near to Christmas, say) is left out of the story. */
export async function heleneBooks(db: Db, { helene, now }: { helene: Person; now: Temporal.Instant }): Promise<void> {
  if (await hasBooked(db, helene)) return;
  const by: HerActor = { kind: "user", userId: helene.userId, visitor: null };
  const { lina = "", jules = "" } = await familyOf(db, by);
  const story = { db, by, now };
  const [lune, valcourt, fontanel, sarlande] = [
    "camille-lune",
    "ines-valcourt",
    "idris-fontanel",
    "theo-sarlande",
  ] as const;

  await book(story, helene.personId, { who: lune, what: "Consultation de suivi", inHours: 96 });
  await book(story, lina, { who: valcourt, what: "Suivi de grossesse", inHours: 20 });
  const session = { who: sarlande, what: "Séance de kinésithérapie" };
  const booked = await book(story, jules, { ...session, inHours: 24 * 10 });
  const later = booked && (await freeTime(story, { ...session, inHours: 24 * 12, siteId: booked.siteId }));
  if (later) await moveAppointment(db, { id: booked.id, to: later.startsAt, by, now });
  await book(story, helene.personId, { who: fontanel, what: "Suivi en visio", inHours: 24 * 15 });
  const vaccination = await book(story, helene.personId, { who: lune, what: "Vaccination", inHours: 24 * 18 });
  if (vaccination) await cancelAppointment(db, { id: vaccination.id, by, reason: "Vaccinée à la pharmacie.", now });
}

type HerActor = Extract<Actor, { kind: "user" }>;
interface Story {
  db: Db;
  by: HerActor;
  now: Temporal.Instant;
}
interface Wish {
  /** The address of a sheet, and the name of a visit reason. */
  who: string;
  what: string;
  /** Not before so many hours. */
  inHours: number;
  siteId?: string;
}

/** Books the first free time that answers the wish; null when there is none. */
async function book(
  { db, by, now }: Story,
  personId: string,
  wish: Wish,
): Promise<{ id: string; siteId: string } | null> {
  const slot = await freeTime({ db, by, now }, wish);
  if (!slot) return null;
  const choice = { slot, personId, holdId: null, wordsForPractice: null, whenClose: "keep" as const, key: newId() };
  const outcome = await bookAppointment(db, { ...choice, by, now });
  return outcome.done ? { id: outcome.appointmentId, siteId: slot.siteId } : null;
}

async function freeTime({ db, by, now }: Story, { who, what, inHours, siteId }: Wish): Promise<Slot | null> {
  return asActor(db, by, async (tx) => {
    const asked = await tx
      .selectFrom("practitioner")
      .innerJoin("practitionerReason", "practitionerReason.practitionerId", "practitioner.id")
      .innerJoin("visitReason", "visitReason.id", "practitionerReason.visitReasonId")
      .select(["practitioner.id as practitionerId", "visitReason.id as reasonId"])
      .where("practitioner.slug", "=", who)
      .where("visitReason.name", "=", what)
      .executeTakeFirstOrThrow();
    const earliest = now.add({ hours: inHours });
    const from = earliest.toZonedDateTimeISO("Europe/Paris").toPlainDate();
    const times = await nextFreeTimes(tx, { asked: [asked], from, now, as: "known-patient", limit: 200 });
    const time = times
      .get(asked.practitionerId)
      ?.find((each) => each.startMs >= earliest.epochMilliseconds && each.siteId === (siteId ?? each.siteId));
    return time
      ? { ...asked, siteId: time.siteId, startsAt: Temporal.Instant.fromEpochMilliseconds(time.startMs) }
      : null;
  });
}

async function hasBooked(db: Db, { userId }: Person): Promise<boolean> {
  const booking = await asActor(db, { kind: "system", job: "demonstration" }, (tx) =>
    tx.selectFrom("event").select("id").where("actorUserId", "=", userId).limit(1).executeTakeFirst(),
  );
  return booking !== undefined;
}

async function familyOf(db: Db, by: HerActor): Promise<{ lina?: string; jules?: string }> {
  const family = await asActor(db, by, (tx) => tx.selectFrom("person").select(["id", "firstNames"]).execute());
  return Object.fromEntries(family.map(({ id, firstNames }) => [firstNames.toLowerCase(), id]));
}

/** A profile of someone without account, whom she acts for. */
async function relative(tx: Tx, { userId }: Person, who: Omit<Insertable<DB["person"]>, "id">): Promise<string> {
  const id = newId();
  await tx
    .insertInto("person")
    .values({ ...who, id })
    .execute();
  await tx.insertInto("actsFor").values({ userId, personId: id, relation: "other" }).execute();
  return id;
}

const phone = "+33639984107";
const linaPetit = {
  ...{ birthName: "Marchand", nameUsed: "Petit", firstNames: "Lina", sex: "F" as const, phone },
  birthDate: Temporal.PlainDate.from("1993-09-02"),
};
const julesMarchand = {
  ...{ birthName: "Marchand-Petit", nameUsed: "Marchand-Petit", firstNames: "Jules", sex: "M" as const, phone },
  birthDate: Temporal.PlainDate.from("2017-05-21"),
};
