import type { Insertable } from "kysely";
import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import type { DB } from "../platform/schema.ts";
import { isPhone } from "./rule-forms.ts";

/** What an establishment is. `neutralName` is its name unless that would reveal a condition: mails print it. */
export type NewEstablishment = Omit<Insertable<DB["establishment"]>, "id" | "createdAt" | "neutralName"> & {
  neutralName?: string;
};

export type FoundRefusal = "no-name" | "malformed-phone" | "replies-need-an-email";
export type FoundOutcome = { done: true; establishmentId: string } | { done: false; because: FoundRefusal };

/** A new establishment, still without sites, practitioners or staff. */
export async function foundEstablishment(tx: Tx, establishment: NewEstablishment): Promise<FoundOutcome> {
  const because = refusalOfHouse(establishment);
  if (because) return { done: false, because };

  const establishmentId = newId();
  await tx
    .insertInto("establishment")
    .values({ neutralName: establishment.name, ...establishment, id: establishmentId })
    .execute();
  return { done: true, establishmentId };
}

/** Why an establishment may not be described so. */
export function refusalOfHouse({
  name,
  neutralName,
  phone,
  takesReplies,
  email,
}: NewEstablishment): FoundRefusal | null {
  if (name === "" || neutralName === "") return "no-name";
  if (!isPhone(phone)) return "malformed-phone";
  return takesReplies && !email ? "replies-need-an-email" : null;
}
