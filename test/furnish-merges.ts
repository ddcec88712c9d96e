import { done } from "../seeds/done.ts";
import { compareFiles } from "../src/patients/compare-files.ts";
import { mergeableFiles, mergePatients } from "../src/patients/merge-patients.ts";
import { asActor } from "../src/platform/actor.ts";
import { newId } from "../src/platform/ids.ts";
import type { newWorld } from "./world.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** In both practices a file looks like another one, and a third was joined to somebody’s: at the Cerf-Volant to Ada’s. */
export async function furnishMerges({ db, ownerDb, cast, clock }: World): Promise<void> {
  const now = clock.now();
  for (const { by } of [cast.sami, cast.max]) {
    const { establishmentId } = by;
    const ofSomebody = await ownerDb
      .selectFrom("patient")
      .select("id")
      .where("establishmentId", "=", establishmentId)
      .where("personId", "=", by === cast.sami.by ? cast.ada.personId : cast.ben.personId)
      .executeTakeFirstOrThrow();
    const added = [newId(), newId(), newId()] as const;
    await ownerDb
      .insertInto("patient")
      .values(added.map((id) => ({ id, establishmentId, ...twin, createdBy: "staff" as const })))
      .execute();
    await compareFiles(ownerDb, { now });
    const [gone, apart] = added;
    const files = await asActor(db, by, (tx) => mergeableFiles(tx, by, [ofSomebody.id, gone]));
    const [kept, other] = [files.get(ofSomebody.id)!, files.get(gone)!];
    done(await mergePatients(db, { kept, gone: other, fromGone: [], by, now }));
    await ownerDb
      .updateTable("patientPair")
      .set({ toldApartAt: now, toldApartBy: by.staffId })
      .where((row) => row.or([row("oneId", "=", apart), row("otherId", "=", apart)]))
      .execute();
  }
}

const twin = {
  ...{ birthName: "Sarlande", nameUsed: "Sarlande", firstNames: "Jules", sex: "M" as const },
  birthDate: Temporal.PlainDate.from("1961-02-03"),
};
