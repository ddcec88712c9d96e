import { sql } from "kysely";
import { z } from "zod";
import type { Actor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import { firstNameOf, type Relation, type Relative, type Representation } from "./relative.ts";

/** The only door to persons: those this user may act for today, herself among them. Row-level security stands behind it. */
export function personsOpenTo(tx: Tx, by: Actor) {
  return tx
    .selectFrom("actsFor")
    .innerJoin("person", "person.id", "actsFor.personId")
    .where((row) => (by.kind === "user" ? row("actsFor.userId", "=", by.userId) : row.lit(false)))
    .where((row) => row.or([row("actsFor.untilOn", "is", null), row("actsFor.untilOn", ">=", homeToday)]));
}

/** The day it is for rights that end at midnight (migrations/0011_relatives.sql). */
export const homeToday = sql<Temporal.PlainDate>`home_today()`;

/** Someone this user may act for: what tells her from the others. */
export interface Someone {
  personId: string;
  firstName: string;
  nameUsed: string;
  birthDate: Temporal.PlainDate;
  isSelf: boolean;
}

/** Everyone this user may act for, herself first. */
export async function personsOf(tx: Tx, by: Actor): Promise<Someone[]> {
  const rows = await personsOpenTo(tx, by)
    .select(["person.id as personId", "person.firstNames", "person.nameUsed", "person.birthDate", "actsFor.relation"])
    .orderBy((row) => row("actsFor.relation", "=", "self"), "desc")
    .orderBy("person.firstNames")
    .execute();
  return rows.map(({ firstNames, relation, ...row }) => ({
    ...row,
    firstName: firstNameOf({ firstNames }),
    isSelf: relation === "self",
  }));
}

/** The relatives of this user, by their first names. */
export function relativesOf(tx: Tx, by: Actor): Promise<Relative[]> {
  return relatives(tx, by).orderBy("person.firstNames").execute() as Promise<Relative[]>;
}

/** One of them, or null: not there and not hers are the same answer. `id` may be anything. */
export async function relativeOf(tx: Tx, by: Actor, id: string): Promise<Relative | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const found = await relatives(tx, by).where("person.id", "=", id).executeTakeFirst();
  return (found as Relative | undefined) ?? null;
}

function relatives(tx: Tx, by: Actor) {
  return personsOpenTo(tx, by)
    .where("actsFor.relation", "<>", "self")
    .select(["person.id as personId", "birthName", "nameUsed", "firstNames", "birthDate", "sex", "phone"])
    .select(["actsFor.relation", "actsFor.representation", "actsFor.since", "actsFor.untilOn"]);
}

/** Another user who acts for the same person: the person herself (`self`), or another adult. */
export interface OtherUser {
  userId: string;
  name: string;
  relation: Relation | "self";
  representation: Representation | null;
  since: Temporal.Instant;
}

/** Who else acts today for this person, for whom one acts oneself; the first to do so first. */
export async function othersActingFor(tx: Tx, personId: string): Promise<OtherUser[]> {
  const { rows } = await sql<OtherUser>`select * from others_acting_for(${personId})`.execute(tx);
  return rows;
}

/** The establishment that checked this person's identity, if one did: from then on only it corrects it. */
export async function whoVerified(tx: Tx, personId: string): Promise<{ name: string; kind: string } | null> {
  const found = await tx
    .selectFrom("patient")
    .innerJoin("establishment", "establishment.id", "patient.establishmentId")
    .select(["establishment.name", "establishment.kind"])
    .where("patient.personId", "=", personId)
    .where("patient.identityStatus", "in", ["validated", "qualified"])
    .orderBy("patient.createdAt")
    .limit(1)
    .executeTakeFirst();
  return found ?? null;
}
