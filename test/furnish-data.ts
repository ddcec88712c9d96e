import { done } from "../seeds/done.ts";
import { bookAppointment } from "../src/appointments/book.ts";
import { look } from "../src/audit/look.ts";
import { sealJournal } from "../src/audit/seal-journal.ts";
import { askToClose } from "../src/my-data/close-account.ts";
import { requestExport } from "../src/my-data/request-export.ts";
import { asActor } from "../src/platform/actor.ts";
import { newId } from "../src/platform/ids.ts";
import type { newWorld } from "./world.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** What is kept about data themselves: Ada and Ben looked at Lia's file and took a copy of all they may, Eve of hers; Lia has two visits, one of
 * which no list shows; Ben closes his account, and somebody has closed hers. All of it is sealed. */
export async function furnishData(world: World, { lia }: { lia: string }): Promise<void> {
  const { db, ownerDb, cast, clock } = world;
  const { ada, ben, eve } = cast;
  const now = clock.now();
  await bookFor(world, lia, "2027-04-13T10:00+02:00");
  const hidden = await bookFor(world, lia, "2027-04-14T10:00+02:00");
  await ownerDb.updateTable("appointment").set({ isDiscreet: true }).where("id", "=", hidden).execute();
  const file = await ownerDb
    .selectFrom("patient")
    .select(["id as patientId", "establishmentId"])
    .where("personId", "=", lia)
    .executeTakeFirstOrThrow();
  for (const { by, persons } of [
    { by: ada.by, persons: [ada.personId, lia] },
    { by: ben.by, persons: [ben.personId, lia] },
    { by: eve.by, persons: [eve.personId] },
  ]) {
    const { exportId } = done(await requestExport(db, { by, now }));
    await ownerDb
      .insertInto("dataExportPiece")
      .values({ exportId, number: 0, sealed: Buffer.from("?") })
      .execute();
    const whence = { proof: "mail", network: "203.0.113.0/24", client: "Firefox/Windows" };
    await asActor(db, { ...by, whence }, async (tx) => {
      await look(
        tx,
        "data-downloaded",
        persons.map((personId) => ({ personId })),
        now,
      );
      if (persons.includes(lia)) await look(tx, "appointments-listed", file, now);
    });
  }
  done(await askToClose(db, { by: ben.by, now }));
  await ownerDb
    .insertInto("accountFarewell")
    .values({ id: newId(), email: "partie@exemple.fr", language: "fr", closedAt: now })
    .execute();
  await ownerDb
    .insertInto("erasure")
    .values({ id: newId(), what: "account", because: "asked", askedAt: now, erasedAt: now })
    .execute();
  await sealJournal(ownerDb);
}

async function bookFor({ db, cast, clock }: World, personId: string, at: string): Promise<string> {
  const { practitionerId, reasonIds } = cast.cerfVolant.lune;
  const startsAt = Temporal.Instant.from(at);
  const slot = { practitionerId, siteId: cast.cerfVolant.sites.main.id, reasonId: reasonIds.visit, startsAt };
  const choice = { slot, personId, holdId: null, wordsForPractice: null, whenClose: "keep" as const, key: newId() };
  const { appointmentId } = done(await bookAppointment(db, { ...choice, by: cast.ada.by, now: clock.now() }));
  return appointmentId;
}
