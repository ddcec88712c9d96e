import { sql } from "kysely";
import { fingerprint } from "../accounts/activation.ts";
import { homeZone } from "../accounts/home-zone.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { secondAdults } from "./accept-invitation.ts";
import { type AddRefusal, addRelativeWithin } from "./add-relative.ts";
import {
  findPatientInvitation,
  type InvitedFile,
  invitedFile,
  type PatientInvitationState,
  type Standing,
  standingOf,
} from "./patient-invitation.ts";
import { personsOf, personsOpenTo, type Someone } from "./queries.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    /** Announced by the database (migrations/0020_practice_invitation.sql). */
    "patient-linked": { patientId: string; personId: string };
  }
}

/** Whom the file becomes linked to: oneself, a child one acts for already, or one for whom one does from now on. */
export type LinkTo =
  | { whom: "self" }
  | { whom: "relative"; personId: string }
  | { whom: "new-relative"; as: "parent" | "guardian" };

export interface PatientAcceptance {
  token: string;
  /** Of the file, as it was said. */
  birthDate: Temporal.PlainDate;
  to: LinkTo;
  by: Extract<Actor, { kind: "user" }>;
  now: Temporal.Instant;
}

export type PatientAcceptOutcome =
  | { done: true; outcome: "linked" | "to-merge"; personId: string }
  | { done: false; because: Exclude<PatientInvitationState, "open"> | "unknown-link" | "wrong-birth-date" }
  | { done: false; because: Standing | AddRefusal | "not-yours" };

/** Links the establishment's file to the own profile of the user who acts and whose address was invited, or, of someone under age, to a child
 * she acts for. Nothing is linked twice: where the establishment has a file linked to that person already, staff are left to join the two
 * (`to-merge`). Of two answers at the same moment the second finds the link used. */
export async function acceptPatientInvitation(db: Db, acceptance: PatientAcceptance): Promise<PatientAcceptOutcome> {
  const { token, birthDate, to, by, now } = acceptance;
  return asActor(db, by, async (tx) => {
    const invitation = await findPatientInvitation(tx, { token, now, lock: true });
    if (invitation?.state !== "open") return { done: false, because: invitation?.state ?? "unknown-link" };
    const file = await invitedFile(tx, { token, birthDate, now });
    if (!file) return { done: false, because: "wrong-birth-date" };

    const today = now.toZonedDateTimeISO(homeZone).toPlainDate();
    const standing = standingOf({ invitation, file, isSignedIn: true, whose: null, today });
    if (standing !== (to.whom === "self" ? "link-own" : "link-child")) return { done: false, because: standing };
    const found = await personFor(tx, acceptance, file);
    if (!found.done) return found;

    const { personId } = found;
    const { rows } = await sql<{ outcome: "linked" | "to-merge" | null }>`
      select accept_patient_invitation(${fingerprint(token)}, ${birthDate}, ${personId}, ${newId()}, ${now}) as outcome`.execute(
      tx,
    );
    const outcome = rows[0]?.outcome;
    if (!outcome) throw new Error("the database refuses a link that our rules accept");
    return { done: true, outcome, personId };
  });
}

/** The children this user acts for that the file could be about: born that day, and named nearly so. */
export async function alikeChildren(tx: Tx, by: Actor, file: InvitedFile): Promise<Someone[]> {
  const theirs = sql`search_key(person.first_names || ' ' || person.birth_name)`;
  const alike = await personsOpenTo(tx, by)
    .where("actsFor.relation", "<>", "self")
    .where("person.birthDate", "=", file.birthDate)
    .where(sql<boolean>`similarity(${theirs}, search_key(${`${file.firstNames} ${file.birthName}`})) >= 0.5`)
    .select("person.id")
    .execute();
  return (await personsOf(tx, by)).filter(({ personId }) => alike.some(({ id }) => id === personId));
}

async function personFor(
  tx: Tx,
  { to, by, now }: PatientAcceptance,
  file: InvitedFile,
): Promise<{ done: true; personId: string } | { done: false; because: AddRefusal | "not-yours" }> {
  if (to.whom === "new-relative") {
    const { birthName, nameUsed, firstNames, birthDate, sex } = file;
    const identity = { birthName, nameUsed, firstNames, birthDate, sex, phone: null };
    const wish = { identity, ...secondAdults[to.as], measureEndsOn: null, isAnother: true, by, now };
    const added = await addRelativeWithin(tx, wish);
    return added.done ? added : { done: false, because: added.because };
  }
  const known =
    to.whom === "self"
      ? (await personsOf(tx, by)).find(({ isSelf }) => isSelf)
      : (await alikeChildren(tx, by, file)).find(({ personId }) => personId === to.personId);
  return known ? { done: true, personId: known.personId } : { done: false, because: "not-yours" };
}
