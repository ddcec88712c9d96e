import { sql } from "kysely";
import type { Actor } from "../src/platform/actor.ts";
import type { Db } from "../src/platform/db.ts";
import { newId } from "../src/platform/ids.ts";

export interface SamplePerson {
  userId: string;
  personId: string;
  /** As a verb is told who acts. */
  by: Extract<Actor, { kind: "user" }>;
}

/** Someone with an account and no password, for tests of verbs: signing in is tested elsewhere. */
export async function addPerson(
  ownerDb: Db,
  { firstName = "Ada", birthDate = "1985-06-01" } = {},
): Promise<SamplePerson> {
  const [userId, personId] = [newId(), newId()];
  const name = `${firstName} Sample`;
  await sql`insert into auth."user" (id, name, email) values (${userId}, ${name}, ${`${userId}@exemple.fr`})`.execute(
    ownerDb,
  );
  await ownerDb
    .insertInto("person")
    .values({
      id: personId,
      birthName: "Sample",
      nameUsed: "Sample",
      firstNames: firstName,
      birthDate: Temporal.PlainDate.from(birthDate),
      sex: "F",
    })
    .execute();
  await ownerDb.insertInto("actsFor").values({ userId, personId, relation: "self" }).execute();
  return { userId, personId, by: { kind: "user", userId, visitor: visitorNamed(userId) } };
}

/** A visitor's hash, the same for the same name. */
export function visitorNamed(name: string): string {
  return Buffer.from(name).toString("hex").padEnd(64, "0").slice(0, 64);
}
