import { done } from "../seeds/done.ts";
import type { Staff } from "../src/appointments/act.ts";
import { type BookingForPatient, bookForPatient } from "../src/appointments/book-for-patient.ts";
import { asActor } from "../src/platform/actor.ts";
import { newId } from "../src/platform/ids.ts";
import { newWorld } from "./world.ts";

export type Desk = Awaited<ReturnType<typeof newDesk>>;

/** What is done at the desk of the Cabinet du Cerf-Volant, by Sami where nothing else is said, in a world of its own; mails that were promised
 * before have left. */
export async function newDesk() {
  const world = await newWorld();
  const { db, ownerDb, cast, clock, mails, texts, drainJobs } = world;
  await drainJobs();
  mails.length = 0;
  texts.length = 0;
  const sami: Staff = cast.sami.by;
  const { cerfVolant } = cast;
  const site = cerfVolant.sites.main;

  /** On the clock of the site: `2027-03-31T10:00`. */
  const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(site.zone).toInstant();
  const slot = (local: string, who: "lune" | "fontanel" = "lune") => {
    const { practitionerId, reasonIds } = cerfVolant[who];
    return { practitionerId, siteId: site.id, reasonId: reasonIds.visit, startsAt: at(local) };
  };
  /** A file without account, as a secretary opens one. */
  const newFile = async (nameUsed: string, reach: { email?: string; phone?: string } = {}) => {
    const id = newId();
    const { establishmentId } = cerfVolant;
    const names = {
      birthName: nameUsed,
      nameUsed,
      firstNames: "Paule",
      birthDate: Temporal.PlainDate.from("1960-05-04"),
    };
    const file = { id, establishmentId, ...names, sex: "F" as const, createdBy: "staff" as const, ...reach };
    await asActor(db, sami, (tx) => tx.insertInto("patient").values(file).execute());
    return id;
  };
  const fileOf = async (who: "ada" | "ben" | "eve") => {
    const { personId } = cast[who];
    const { establishmentId } = cerfVolant;
    const file = await ownerDb
      .selectFrom("patient")
      .select("id")
      .where("personId", "=", personId)
      .where("establishmentId", "=", establishmentId)
      .executeTakeFirstOrThrow();
    return file.id;
  };
  const bookFor = (
    patientId: string,
    local: string,
    { with: who = "lune", ...more }: Partial<BookingForPatient> & { with?: "lune" | "fontanel" } = {},
  ) =>
    bookForPatient(db, {
      ...{ slot: slot(local, who), patientId, tell: true, key: newId(), by: sami, now: clock.now() },
      ...more,
    });
  return {
    ...world,
    ...{ sami, at, slot, newFile, fileOf, bookFor },
    /** Books, or ends the test. */
    booked: async (...[patientId, local, more]: Parameters<typeof bookFor>) =>
      done(await bookFor(patientId, local, more)),
    row: (id: string) => ownerDb.selectFrom("appointment").selectAll().where("id", "=", id).executeTakeFirstOrThrow(),
    /** What this appointment takes. */
    taken: (id: string) =>
      ownerDb
        .selectFrom("occupation")
        .select(["resourceId", "occupiedFrom", "occupiedTo", "overbooked", "siteId"])
        .where("appointmentId", "=", id)
        .orderBy("resourceId")
        .execute(),
    /** The subjects of the mails that leave now. */
    async told() {
      const before = mails.length;
      await drainJobs();
      return mails.slice(before).map(({ subject }) => subject);
    },
  };
}
