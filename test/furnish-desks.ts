import { done } from "../seeds/done.ts";
import { bookForPatient } from "../src/appointments/book-for-patient.ts";
import { undoAct } from "../src/appointments/undo.ts";
import { asActor } from "../src/platform/actor.ts";
import { newId } from "../src/platform/ids.ts";
import type { newWorld } from "./world.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** What staff leave behind while they work: Sami and Lou wrote notes beside appointments, and did things that may still be undone, or are. */
export async function furnishDesks(world: World): Promise<void> {
  const { ownerDb, cast, clock } = world;
  const now = clock.now();
  const { establishmentId } = cast.cerfVolant;
  await ownerDb.insertInto("operator").values({ userId: cast.max.userId }).execute();
  const days = { fromOn: Temporal.PlainDate.from("2027-08-02"), toOn: Temporal.PlainDate.from("2027-08-13") };
  const { lune, fontanel } = cast.cerfVolant;
  const who = { practitionerId: lune.practitionerId, substituteId: fontanel.practitionerId };
  const made = { establishmentId: cast.cerfVolant.establishmentId, madeBy: cast.nina.staffId, madeAt: now };
  await ownerDb
    .insertInto("substitution")
    .values({ id: newId(), ...who, ...days, ...made })
    .execute();
  for (const { staffId, by } of [cast.nina, cast.max]) {
    const run = {
      id: newId(),
      establishmentId: by.establishmentId,
      kind: "patients" as const,
      staffId,
      createdAt: now,
    };
    const file = { fileName: "patients.csv", headers: ["Nom", "Prénom"], lines: 1, state: "checked" as const };
    await ownerDb
      .insertInto("importRun")
      .values({ ...run, ...file })
      .execute();
    const line = { runId: run.id, number: 2, establishmentId: by.establishmentId, outcome: "fine" as const };
    await ownerDb.insertInto("importLine").values(line).execute();
  }
  for (const { staffId: invitedBy, by } of [cast.nina, cast.max]) {
    const invited = {
      role: "secretary" as const,
      allAgendas: true,
      invitedAt: now,
      expiresAt: now.add({ hours: 168 }),
    };
    const whom = { id: newId(), email: "ines@exemple.fr", name: "Inès Vidal", tokenSha256: newId() };
    const { establishmentId } = by;
    await ownerDb
      .insertInto("staffInvitation")
      .values({ ...whom, ...invited, establishmentId, invitedBy })
      .execute();
  }
  for (const [who, practitioner] of [
    [cast.sami, cast.cerfVolant.lune],
    [cast.lou, cast.cerfVolant.fontanel],
  ] as const) {
    const { id: appointmentId, version: versionAfter } = await ownerDb
      .selectFrom("appointment")
      .select(["id", "version"])
      .where("practitionerId", "=", practitioner.practitionerId)
      .executeTakeFirstOrThrow();
    const note = { appointmentId, establishmentId, note: "Rappeler le matin.", writtenBy: who.staffId, writtenAt: now };
    await asActor(ownerDb, { kind: "system", job: "world" }, (tx) =>
      tx.insertInto("appointmentNote").values(note).execute(),
    );
    const act = {
      id: newId(),
      establishmentId,
      staffId: who.staffId,
      kind: "move" as const,
      madeAt: now,
      noticesAt: now,
    };
    await ownerDb.insertInto("agendaAct").values(act).execute();
    await ownerDb
      .insertInto("agendaActLine")
      .values({ actId: act.id, appointmentId, establishmentId, versionAfter })
      .execute();
  }
  await bookByMistake(world);
}

/** Sami booked for Ada, and took it back at once. */
async function bookByMistake({ ownerDb, db, cast, clock }: World): Promise<void> {
  const { establishmentId, sites, lune } = cast.cerfVolant;
  const { id: patientId } = await ownerDb
    .selectFrom("patient")
    .select("id")
    .where("personId", "=", cast.ada.personId)
    .where("establishmentId", "=", establishmentId)
    .executeTakeFirstOrThrow();
  const startsAt = Temporal.Instant.from("2027-04-08T07:00:00Z");
  const whose = { practitionerId: lune.practitionerId, siteId: sites.main.id, reasonId: lune.reasonIds.visit };
  const who = { by: cast.sami.by, now: clock.now() };
  const booking = { slot: { ...whose, startsAt }, patientId, tell: true, key: newId(), ...who };
  done(await undoAct(db, { actId: done(await bookForPatient(db, booking)).actId, ...who }));
}
