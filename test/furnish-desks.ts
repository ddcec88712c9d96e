import { asActor } from "../src/platform/actor.ts";
import { newId } from "../src/platform/ids.ts";
import type { newWorld } from "./world.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** What staff leave behind while they work: Sami and Lou wrote notes beside appointments, and did things that may still be undone. */
export async function furnishDesks({ ownerDb, cast, clock }: World): Promise<void> {
  const now = clock.now();
  const { establishmentId } = cast.cerfVolant;
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
}
