import { sql } from "kysely";
import { homeZone } from "../accounts/home-zone.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { once } from "../platform/idempotency.ts";
import { newId } from "../platform/ids.ts";
import { personsOpenTo } from "./queries.ts";
import {
  firstNameOf,
  isMeasure,
  isMinor,
  lastDayFor,
  mostRelatives,
  type Relation,
  type RelativeIdentity,
  type Representation,
  representationsOf,
} from "./relative.ts";

export interface NewRelative {
  identity: RelativeIdentity;
  relation: Relation;
  representation: Representation;
  /** Of a measure of protection; null: it has none, or nobody knows it. */
  measureEndsOn: Temporal.PlainDate | null;
  /** Someone alike is there already, and this is another person. */
  isAnother: boolean;
  /** Made when the form was shown: whoever repeats the request gets the first answer again. */
  key: string;
  by: Extract<Actor, { kind: "user" }>;
  now: Temporal.Instant;
}

export type AddRefusal = "not-a-child" | "not-in-that-capacity" | "ended-already" | "too-many" | "oneself" | "alike";
/** `alike`: the first name of who is there already. */
export type AddOutcome = { done: true; personId: string } | { done: false; because: AddRefusal; alike?: string };

/** From now on this user acts for someone new, in the capacity stated. Of someone under age until the eve of the 18th birthday, however
 * the rest. That it was stated is kept with its date. */
export async function addRelative(db: Db, wish: NewRelative): Promise<AddOutcome> {
  const { key, by, now, ...request } = wish;
  const because = refusalToAdd(wish, now.toZonedDateTimeISO(homeZone).toPlainDate());
  if (because) return { done: false, because };
  return asActor(db, by, (tx) =>
    once<AddOutcome>(tx, { key, request, keeps: ({ done }) => done }, () => addRelativeWithin(tx, wish)),
  );
}

/** Why one may not act so for someone born that day; null when one may. */
export function refusalToAdd(
  { identity, relation, representation, measureEndsOn }: Omit<NewRelative, "by" | "key" | "now" | "isAnother">,
  today: Temporal.PlainDate,
): AddRefusal | null {
  if (relation === "child" && !isMinor(identity, today)) return "not-a-child";
  if (!representationsOf(relation).includes(representation)) return "not-in-that-capacity";
  const endsOn = isMeasure(representation) ? measureEndsOn : null;
  return endsOn && Temporal.PlainDate.compare(endsOn, today) < 0 ? "ended-already" : null;
}

/** The same within a transaction of the user's own; what refusalToAdd() says was asked before. */
export async function addRelativeWithin(
  tx: Tx,
  { identity, relation, representation, measureEndsOn, isAnother, by, now }: Omit<NewRelative, "key">,
): Promise<AddOutcome> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${by.userId}, 5))`.execute(tx); // of two at once, the second is counted after the first
  const { count } = await personsOpenTo(tx, by)
    .where("actsFor.relation", "<>", "self")
    .select((row) => row.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  if (Number(count) >= mostRelatives) return { done: false, because: "too-many" };

  const alike = await someoneAlike(tx, by, identity);
  if (alike?.isSelf && alike.isSame) return { done: false, because: "oneself" };
  if (alike && !isAnother) return { done: false, because: "alike", alike: firstNameOf(alike) };

  const personId = newId();
  const today = now.toZonedDateTimeISO(homeZone).toPlainDate();
  const untilOn = lastDayFor(identity.birthDate, isMeasure(representation) ? measureEndsOn : null, today);
  const { birthName, nameUsed, firstNames, birthDate, sex, phone } = identity;
  await sql`select add_relative(${personId}, ${relation}, ${representation}, ${birthName}, ${nameUsed}, ${firstNames}, ${birthDate},
    ${sex}, ${phone}, ${untilOn}, ${now})`.execute(tx);
  return { done: true, personId };
}

/** Whom of those this user acts for, herself included, this could be: same birth date and a name written nearly alike. */
async function someoneAlike(
  tx: Tx,
  by: Actor,
  { firstNames, birthName, birthDate }: RelativeIdentity,
): Promise<{ firstNames: string; isSelf: boolean; isSame: boolean } | null> {
  const typed = `${firstNames} ${birthName}`;
  const theirs = sql`search_key(person.first_names || ' ' || person.birth_name)`;
  const found = await personsOpenTo(tx, by)
    .select(["person.firstNames"])
    .select((row) => [
      row("actsFor.relation", "=", "self").as("isSelf"),
      sql<boolean>`${theirs} = search_key(${typed})`.as("isSame"),
    ])
    .where("person.birthDate", "=", birthDate)
    .where(sql<boolean>`similarity(${theirs}, search_key(${typed})) >= 0.5`)
    .orderBy(sql`similarity(${theirs}, search_key(${typed}))`, "desc")
    .limit(1)
    .executeTakeFirst();
  return found ? { ...found, isSelf: Boolean(found.isSelf) } : null;
}
