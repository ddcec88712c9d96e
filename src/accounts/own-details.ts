import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import type { OwnDetails } from "./password.ts";

/** What of this user must not be her password: her address, and the names and date of birth of her own profile if she has one.
 * Only for someone who has proved to be her. */
export async function ownDetailsOf(
  db: Db,
  { userId, email, name }: { userId: string; email: string; name: string },
): Promise<OwnDetails> {
  const profile = await asActor(db, { kind: "user", userId, visitor: null }, (tx) =>
    tx
      .selectFrom("person")
      .innerJoin("actsFor", "actsFor.personId", "person.id")
      .where("actsFor.relation", "=", "self")
      .select(["birthName", "nameUsed", "firstNames", "birthDate"])
      .executeTakeFirst(),
  );
  const names = profile ? [name, profile.birthName, profile.nameUsed, profile.firstNames] : [name];
  return { email, names, birthDate: profile?.birthDate ?? null };
}
