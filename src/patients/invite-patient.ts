import { sql } from "kysely";
import type pg from "pg";
import { fingerprint } from "../accounts/activation.ts";
import { emailAnswer } from "../accounts/email.ts";
import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";
import { createLimiter, type Limiter } from "../platform/rate-limit.ts";
import type { Language } from "../platform/web.ts";
import { filesOpenTo, type StaffActor } from "./files.ts";
import { patientInvitationDays, patientInvitationToken } from "./patient-invitation.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "patient-invited": { invitationId: string };
  }
}

export interface InvitingPatient {
  patientId: string;
  /** Of the mail: nobody knows the patient's but the secretary. */
  language: Language;
  by: StaffActor;
  now: Temporal.Instant;
}

export type InvitePatientRefusal = "not-found" | "linked-already" | "no-mail";
export type InvitePatientOutcome =
  | { done: true; invitationId: string }
  | { done: false; because: InvitePatientRefusal }
  | { done: false; because: "too-many-mails"; waitS: number };

/** Makes the links, and counts the mails. */
export interface PatientPost {
  /** SECRET. */
  secret: string;
  limits: PatientInvitationLimits;
}

/** Invites, in the establishment's own name, whoever reads the mail of this file to find it online: a link leaves that serves once, for
 * thirty days, and earlier ones of the same file open nothing any more. To send it again is to invite again.
 *
 * not-found: no file of the house; linked-already: the person finds it online already; no-mail: the file has no address that one can write
 * to. Whether the address has an account changes nothing. Mails are counted per address, and per establishment. */
export async function invitePatient(
  db: Db,
  { limits, secret }: PatientPost,
  wish: InvitingPatient,
): Promise<InvitePatientOutcome> {
  const { by } = wish;
  const looked = await asActor(db, by, (tx) => invitable(tx, wish));
  if (!looked.ok) return { done: false, because: looked.because };

  const attempts = await Promise.all([
    limits.toAddress.attempt(looked.email),
    limits.fromEstablishment.attempt(by.establishmentId),
  ]);
  const takeBack = () => Promise.all(attempts.map((attempt) => attempt.takeBack()));
  const waitS = Math.max(...attempts.map((attempt) => attempt.waitS));
  if (waitS > 0) {
    await takeBack();
    return { done: false, because: "too-many-mails", waitS };
  }

  const outcome = await asActor(db, by, (tx) => write(tx, secret, wish));
  if (!outcome.done) await takeBack(); // linked, or without an address, since we looked
  return outcome;
}

/** How many invitations leave in a day: to one address, and from one establishment. */
export function patientInvitationLimits(pool: pg.Pool) {
  const aDay = { withinS: 24 * 3600 };
  const few = { freely: 3, lockedFrom: 5, atMost: 8, waitS: 60, lockS: 3600 };
  const many = { freely: 300, lockedFrom: 306, atMost: 400, waitS: 10, lockS: 600 };
  return {
    toAddress: createLimiter(pool, { name: "patient-invitation-address", ...few, ...aDay }),
    fromEstablishment: createLimiter(pool, { name: "patient-invitation-house", ...many, ...aDay }),
  };
}
export type PatientInvitationLimits = Record<"toAddress" | "fromEstablishment", Limiter>;

type Invitable = { ok: true; id: string; email: string } | { ok: false; because: InvitePatientRefusal };

async function invitable(tx: Tx, { patientId, by }: InvitingPatient, { lock = false } = {}): Promise<Invitable> {
  const file = await filesOpenTo(tx, by)
    .select(["patient.id", "patient.email", "patient.personId"])
    .where(sql<string>`patient.id::text`, "=", patientId)
    .$if(lock, (query) => query.forUpdate("patient"))
    .executeTakeFirst();
  if (!file) return { ok: false, because: "not-found" };
  if (file.personId) return { ok: false, because: "linked-already" };
  const address = emailAnswer.safeParse(file.email);
  return address.success ? { ok: true, id: file.id, email: address.data } : { ok: false, because: "no-mail" };
}

async function write(tx: Tx, secret: string, wish: InvitingPatient): Promise<InvitePatientOutcome> {
  const { language, by, now } = wish;
  const file = await invitable(tx, wish, { lock: true });
  if (!file.ok) return { done: false, because: file.because };

  const [invitationId, { establishmentId }] = [newId(), by];
  await tx
    .insertInto("patientInvitation")
    .values({
      ...{ id: invitationId, establishmentId, patientId: file.id, email: file.email, language },
      tokenSha256: fingerprint(patientInvitationToken(secret, invitationId)),
      ...{ invitedBy: by.staffId, invitedAt: now, expiresAt: now.add({ hours: 24 * patientInvitationDays }) },
    })
    .execute();
  await remember(tx, "patient-invited", { establishmentId, patientId: file.id, now, detail: { invitationId } });
  await announce(tx, "patient-invited", { invitationId });
  return { done: true, invitationId };
}

/** Takes back the invitations of this file that nobody followed: their links open nothing any more. Calm when there is none. */
export async function withdrawPatientInvitation(
  db: Db,
  { patientId, by, now }: Omit<InvitingPatient, "language">,
): Promise<{ done: true } | { done: false; because: "not-found" }> {
  return asActor(db, by, async (tx) => {
    const file = await filesOpenTo(tx, by)
      .select("patient.id")
      .where(sql<string>`patient.id::text`, "=", patientId)
      .executeTakeFirst();
    if (!file) return { done: false, because: "not-found" };
    const taken = await tx
      .updateTable("patientInvitation")
      .set({ withdrawnAt: now })
      .where("patientId", "=", file.id)
      .where("withdrawnAt", "is", null)
      .where("usedAt", "is", null)
      .returning("id")
      .execute();
    const whose = { establishmentId: by.establishmentId, patientId: file.id };
    if (taken.length > 0) await remember(tx, "patient-invitation-withdrawn", { ...whose, now });
    return { done: true };
  });
}
