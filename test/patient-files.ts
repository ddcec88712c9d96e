import type { Insertable } from "kysely";
import { newId } from "../src/platform/ids.ts";
import type { DB } from "../src/platform/schema.ts";
import type { newWorld } from "./world.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** A file of the Cerf-Volant, unless told otherwise: « Hélène Marie MARCHAND, née ROCHE le 14 mars 1951 » with what differs. */
export async function addFile(
  { ownerDb, cast }: World,
  differs: Partial<Omit<Insertable<DB["patient"]>, "birthDate">> & { birthDate?: string } = {},
): Promise<string> {
  const { birthDate = "1951-03-14", ...others } = differs;
  const id = newId();
  await ownerDb
    .insertInto("patient")
    .values({
      ...{ id, establishmentId: cast.cerfVolant.establishmentId, birthName: "Roche", nameUsed: "Marchand" },
      ...{ firstNames: "Hélène, Marie", sex: "F", createdBy: "staff" },
      birthDate: Temporal.PlainDate.from(birthDate),
      ...others,
    })
    .execute();
  return id;
}

/** The row of a file, as the database keeps it. */
export function fileOf({ ownerDb }: World, id: string) {
  return ownerDb.selectFrom("patient").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}
