import { homeZone } from "../accounts/home-zone.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { announce } from "../platform/jobs.ts";
import type { ProfileField } from "./propose-changes.ts";
import { othersActingFor, relativeOf, whoVerified } from "./queries.ts";
import { isMinor, type Relative, type RelativeIdentity } from "./relative.ts";

/** What of a relative one may correct oneself. The telephone always. */
export interface Editable {
  /** The establishment that checked the identity: names, birth date and sex are corrected there. Null: nobody did. */
  verifiedBy: { name: string; kind: string } | null;
  /** She has an account, where she says herself who she is, or FranceConnect vouched for it. */
  isHers: boolean;
  /** The birth date decides until when each adult acts for a child: where another user does too, neither moves it alone. */
  isBirthDateOpen: boolean;
}

export async function editableOf(tx: Tx, { personId }: Pick<Relative, "personId">): Promise<Editable> {
  const verifiedBy = await whoVerified(tx, personId);
  const others = await othersActingFor(tx, personId);
  const { vouchedBy } = await tx
    .selectFrom("person")
    .select("vouchedBy")
    .where("id", "=", personId)
    .executeTakeFirstOrThrow();
  const isHers = vouchedBy !== null || others.some(({ relation }) => relation === "self");
  return { verifiedBy, isHers, isBirthDateOpen: verifiedBy === null && !isHers && others.length === 0 };
}

/** Whether names and sex are corrected elsewhere. */
export function isClosed({ verifiedBy, isHers }: Editable): boolean {
  return verifiedBy !== null || isHers;
}

export interface RelativeEdit {
  personId: string;
  identity: RelativeIdentity;
  by: Extract<Actor, { kind: "user" }>;
  now: Temporal.Instant;
}

export type EditOutcome = { done: true } | { done: false; because: "not-found" | "not-a-child" };

/** Corrects what may be corrected, and leaves the rest as it is, whatever was sent. A child stays a child. */
export async function editRelative(db: Db, { personId, identity, by, now }: RelativeEdit): Promise<EditOutcome> {
  return asActor(db, by, async (tx) => {
    const relative = await relativeOf(tx, by, personId);
    if (!relative) return { done: false, because: "not-found" };

    const open = await editableOf(tx, relative);
    const { birthName, nameUsed, firstNames, sex, phone } = identity;
    const birthDate = open.isBirthDateOpen ? identity.birthDate : relative.birthDate;
    const today = now.toZonedDateTimeISO(homeZone).toPlainDate();
    if (isMinor(relative, today) && !isMinor({ birthDate }, today)) return { done: false, because: "not-a-child" };

    await tx
      .updateTable("person")
      .set(isClosed(open) ? { phone } : { birthName, nameUsed, firstNames, sex, birthDate, phone })
      .where("id", "=", personId)
      .execute();
    const fields = changedFields(relative, isClosed(open) ? { ...relative, phone } : { ...identity, birthDate });
    if (fields.length > 0) await announce(tx, "identity-changed", { personId, fields });
    return { done: true };
  });
}

/** What the practices that keep a file are told (propose-changes.ts). */
function changedFields(before: RelativeIdentity, now: RelativeIdentity): ProfileField[] {
  const isChanged: Partial<Record<ProfileField, boolean>> = {
    birth_name: before.birthName !== now.birthName,
    name_used: before.nameUsed !== now.nameUsed,
    first_names: before.firstNames !== now.firstNames,
    birth_date: !before.birthDate.equals(now.birthDate),
    sex: before.sex !== now.sex,
    phone: before.phone !== now.phone,
  };
  return (Object.keys(isChanged) as ProfileField[]).filter((field) => isChanged[field]);
}
