import { newId } from "../src/platform/ids.ts";
import type { newWorld } from "./world.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** What teams keep beside their patients' files: notes by Sami, Lou and Max; and lines of the journal about no patient. */
export async function furnishFiles({ ownerDb, cast, clock }: World): Promise<void> {
  const now = clock.now();
  for (const { staffId, by } of [cast.sami, cast.lou, cast.max]) {
    const { establishmentId } = by;
    const { id: patientId } = await ownerDb
      .selectFrom("patient")
      .select("id")
      .where("establishmentId", "=", establishmentId)
      .where("personId", "is not", null)
      .orderBy("id")
      .limit(1)
      .executeTakeFirstOrThrow();
    const note = { note: "Entend mal de l'oreille droite.", pinned: false, writtenBy: staffId, writtenAt: now };
    await ownerDb
      .insertInto("patientNote")
      .values({ id: newId(), establishmentId, patientId, ...note })
      .execute();
    await ownerDb
      .insertInto("event")
      .values({ id: newId(), kind: "settings-changed", establishmentId, happenedAt: now })
      .execute();
  }
}
