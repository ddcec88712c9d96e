import { type Identity, nameToGreet } from "../accounts/identity.ts";
import { keeping } from "../accounts/keeper.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { announce } from "../platform/jobs.ts";
import type { ProfileField } from "./propose-changes.ts";
import { othersActingFor, personsOpenTo, whoVerified } from "./queries.ts";
import { isMinor } from "./relative.ts";

/** Who someone is, her telephone excepted. */
export type Traits = Required<Omit<Identity, "phone">>;

/** A practice, by its name; or the identity provider one came by. */
export type CheckedBy = { who: "practice"; name: string } | { who: "franceconnect" };

/** One's own profile, and what of it one may not change alone. */
export interface OwnProfile extends Traits {
  personId: string;
  /** Who checked the identity, if anyone did: only they correct it. */
  checkedBy: CheckedBy | null;
  /** It ends the access of those who act for a child: as long as someone does, the child does not move it. */
  isBirthDateOpen: boolean;
}

/** Null for whoever has no profile, such as a member of staff. */
export async function ownProfile(tx: Tx, by: Actor, today: Temporal.PlainDate): Promise<OwnProfile | null> {
  const own = await personsOpenTo(tx, by)
    .where("actsFor.relation", "=", "self")
    .select(["person.id as personId", "birthName", "nameUsed", "firstNames", "birthDate", "sex", "birthplaceInsee"])
    .select("vouchedBy")
    .executeTakeFirst();
  if (!own) return null;
  const { vouchedBy, ...traits } = own;
  const practice = await whoVerified(tx, own.personId);
  const isWatched = isMinor(own, today) && (await othersActingFor(tx, own.personId)).length > 0;
  const vouched: CheckedBy | null = vouchedBy === null ? null : { who: "franceconnect" };
  const checkedBy: CheckedBy | null = practice ? { who: "practice", name: practice.name } : vouched;
  return { ...traits, checkedBy, isBirthDateOpen: checkedBy === null && !isWatched };
}

export interface IdentityChange {
  by: Extract<Actor, { kind: "user" }>;
  traits: Traits;
  today: Temporal.PlainDate;
}

/** `checked`: someone checked it, and corrects it. `watched`: someone acts for the child. */
export type IdentityOutcome = { done: true } | { done: false; because: "not-found" | "checked" | "watched" };

/** Corrects one's own profile, as it was typed. What practices have in their files stays: they are told, and decide (propose-changes.ts).
 * Once the identity was checked, only the name one goes by may change here. */
export async function changeIdentity(db: Db, { by, traits, today }: IdentityChange): Promise<IdentityOutcome> {
  return asActor(db, by, async (tx) => {
    const before = await ownProfile(tx, by, today);
    if (!before) return { done: false, because: "not-found" };
    const fields = changedFields(before, traits);
    if (before.checkedBy && fields.some((field) => field !== "name_used")) return { done: false, because: "checked" };
    if (!before.isBirthDateOpen && fields.includes("birth_date")) return { done: false, because: "watched" };
    if (fields.length === 0) return { done: true };

    const { birthName, nameUsed, firstNames, birthDate, sex, birthplaceInsee } = traits;
    const { personId } = before;
    await tx
      .updateTable("person")
      .set({ birthName, nameUsed, firstNames, birthDate, sex, birthplaceInsee })
      .where("id", "=", personId)
      .execute();
    await keeping(tx, (kept) =>
      kept
        .updateTable("auth.user")
        .set({ name: nameToGreet(traits) })
        .where("id", "=", by.userId)
        .execute(),
    );
    await announce(tx, "identity-changed", { personId, fields });
    return { done: true };
  });
}

function changedFields(before: Traits, now: Traits): ProfileField[] {
  const isChanged: Partial<Record<ProfileField, boolean>> = {
    birth_name: before.birthName !== now.birthName,
    name_used: before.nameUsed !== now.nameUsed,
    first_names: before.firstNames !== now.firstNames,
    birth_date: !before.birthDate.equals(now.birthDate),
    sex: before.sex !== now.sex,
    birthplace_insee: before.birthplaceInsee !== now.birthplaceInsee,
  };
  return (Object.keys(isChanged) as ProfileField[]).filter((field) => isChanged[field]);
}
