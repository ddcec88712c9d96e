import { mailOfUser } from "../accounts/mail-of-user.ts";
import { asActor } from "../platform/actor.ts";
import type { Now } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import type { DB } from "../platform/schema.ts";
import { strictSpelling } from "./strict-spelling.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    /** Columns of `person`; what they say now is read again. */
    "identity-changed": { personId: string; fields: ProfileField[] };
  }
}

/** What of a person a practice's file has too. */
export type ProfileField = DB["profileChange"]["field"];

type Bench = { db: Db; now: Now };

/** Tells the practices what a person says of herself now. */
export async function proposeIdentity(
  { db, now }: Bench,
  { personId, fields }: { personId: string; fields: ProfileField[] },
): Promise<void> {
  await asActor(db, inTheirName, (tx) => propose(tx, { personId, fields, email: null, now: now() }));
}

export async function proposePhone({ db, now }: Bench, { userId }: { userId: string }): Promise<void> {
  await asActor(db, inTheirName, async (tx) => {
    const personId = await ownPersonOf(tx, userId);
    if (personId) await propose(tx, { personId, fields: ["phone"], email: null, now: now() });
  });
}

export async function proposeEmail({ db, now }: Bench, { userId }: { userId: string }): Promise<void> {
  await asActor(db, inTheirName, async (tx) => {
    const [personId, user] = [await ownPersonOf(tx, userId), await mailOfUser(tx, userId)];
    if (personId && user) await propose(tx, { personId, fields: ["email"], email: user.email, now: now() });
  });
}

/** A file was linked to a person: its practice is told what she says otherwise, and no other practice is told again. */
export async function proposeToLinkedFile(
  { db, now }: Bench,
  { patientId, personId }: { patientId: string; personId: string },
): Promise<void> {
  const fields: ProfileField[] = ["birth_name", "name_used", "first_names", "sex", "birthplace_insee", "phone"];
  await asActor(db, inTheirName, (tx) => propose(tx, { personId, fields, email: null, now: now(), patientId }));
}

const inTheirName = { kind: "system", job: "propose-changes" } as const;

interface Proposal {
  personId: string;
  fields: ProfileField[];
  /** The account's, when it is what changed. */
  email: string | null;
  /** Of one file only. */
  patientId?: string;
  now: Temporal.Instant;
}

/** Every file linked to the person that says otherwise gets one proposal per field, the newest; one that says the same needs none. Files
 * are never written: they are the practices'. */
async function propose(tx: Tx, { personId, fields, email, now, patientId }: Proposal): Promise<void> {
  const person = await tx.selectFrom("person").selectAll().where("id", "=", personId).executeTakeFirst();
  if (!person) return;
  const said = told({ ...person, email });
  const files = await tx
    .selectFrom("patient")
    .selectAll()
    .where("personId", "=", personId)
    .$if(patientId !== undefined, (query) => query.where("id", "=", patientId!))
    .execute();
  for (const file of files) {
    const has = told(file);
    for (const field of fields) {
      const waiting = { patientId: file.id, field, status: "proposed" as const };
      const value = said[field];
      if (value === null || isSame(field, value, has[field])) {
        await tx
          .deleteFrom("profileChange")
          .where((row) => row.and(waiting))
          .execute();
        continue;
      }
      await tx
        .insertInto("profileChange")
        .values({ id: newId(), establishmentId: file.establishmentId, ...waiting, value, changedAt: now })
        .onConflict((known) =>
          known.columns(["patientId", "field"]).where("status", "=", "proposed").doUpdateSet({ value, changedAt: now }),
        )
        .execute();
    }
  }
}

type Sayings = Record<ProfileField, string | null>;

interface Says {
  birthName: string;
  nameUsed: string;
  firstNames: string;
  birthDate: Temporal.PlainDate;
  sex: string;
  birthplaceInsee: string | null;
  phone: string | null;
  email: string | null;
}

function told(who: Says): Sayings {
  const { birthName, nameUsed, firstNames, birthDate, sex, birthplaceInsee, phone, email } = who;
  return {
    ...{ birth_name: birthName, name_used: nameUsed, first_names: firstNames, birth_date: birthDate.toString(), sex },
    ...{ birthplace_insee: birthplaceInsee, phone, email },
  };
}

/** Names are the same when registers would write them alike. */
function isSame(field: ProfileField, one: string, other: string | null): boolean {
  if (other === null) return false;
  const isName = field === "birth_name" || field === "name_used" || field === "first_names";
  return isName ? strictSpelling(one) === strictSpelling(other) : one === other;
}

async function ownPersonOf(tx: Tx, userId: string): Promise<string | null> {
  const own = await tx
    .selectFrom("actsFor")
    .select("personId")
    .where("userId", "=", userId)
    .where("relation", "=", "self")
    .executeTakeFirst();
  return own?.personId ?? null;
}
