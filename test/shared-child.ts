import { done } from "../seeds/done.ts";
import { bookAppointment } from "../src/appointments/book.ts";
import { newId } from "../src/platform/ids.ts";
import { addedBy } from "./relatives.ts";
import type { newWorld } from "./world.ts";

/** Lia, nine years old, of whom Ada and Ben take care together; she will see Dre Lune on Wednesday 31 March at 10:00. */
export async function sharedChild(world: Awaited<ReturnType<typeof newWorld>>) {
  const { as, db, ownerDb, cast, clock } = world;
  const personId = await addedBy(as("ada"), ownerDb);
  await ownerDb
    .insertInto("actsFor")
    .values({ userId: cast.ben.userId, personId, relation: "child", since: clock.now() })
    .execute();
  const { practitionerId, reasonIds } = cast.cerfVolant.lune;
  const startsAt = Temporal.Instant.from("2027-03-31T10:00+02:00");
  const slot = { practitionerId, siteId: cast.cerfVolant.sites.main.id, reasonId: reasonIds.visit, startsAt };
  const choice = { slot, personId, holdId: null, wordsForPractice: null, whenClose: "keep" as const, key: newId() };
  const { appointmentId } = done(await bookAppointment(db, { ...choice, by: cast.ada.by, now: clock.now() }));
  const { patientId } = await ownerDb
    .selectFrom("appointment")
    .select("patientId")
    .where("id", "=", appointmentId)
    .executeTakeFirstOrThrow();
  return { personId, appointmentId, patientId };
}
