import { sql } from "kysely";
import { remember } from "../audit/remember.ts";
import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";

/** The establishment's file linked to this person: the existing link, otherwise a new file made from the person's profile. Someone without a
 * phone of her own is reached by that of whoever acts for her. It is never linked to a file the establishment already had: staff decide
 * whether the two are one. */
export async function linkedFile(
  tx: Tx,
  { personId, establishmentId, now }: { personId: string; establishmentId: string; now: Temporal.Instant },
): Promise<string> {
  const linked = await tx
    .selectFrom("patient")
    .select("id")
    .where("personId", "=", personId)
    .where("establishmentId", "=", establishmentId)
    .executeTakeFirst();
  if (linked) return linked.id;

  const { birthName, nameUsed, firstNames, birthDate, sex, birthplaceInsee, ...person } = await tx
    .selectFrom("person")
    .selectAll()
    .where("id", "=", personId)
    .executeTakeFirstOrThrow();
  const id = newId();
  const phone = person.phone ?? (await phoneOfActor(tx));
  const traits = { birthName, nameUsed, firstNames, birthDate, sex, birthplaceInsee, phone };
  await tx
    .insertInto("patient")
    .values({ id, establishmentId, personId, ...traits, createdBy: "patient", createdAt: now })
    .execute();
  await remember(tx, "patient-file-created", { establishmentId, patientId: id, now });
  return id;
}

/** Null when a job acts, or someone of the practice. */
async function phoneOfActor(tx: Tx): Promise<string | null> {
  const own = await tx
    .selectFrom("actsFor")
    .innerJoin("person", "person.id", "actsFor.personId")
    .select("person.phone")
    .where("actsFor.userId", "=", sql<string>`actor_user()`)
    .where("actsFor.relation", "=", "self")
    .where(sql<string>`actor_kind()`, "=", "user")
    .executeTakeFirst();
  return own?.phone ?? null;
}
