import { keeping } from "../accounts/keeper.ts";
import type { Tx } from "../platform/db.ts";
import { isFileToldOf, isOwnFile } from "./discretion.ts";
import { gatherAccount } from "./gather-account.ts";
import { gatherJournal } from "./gather-journal.ts";
import { formatVersion, type MyData } from "./my-data.ts";

/** Everything about this user, in a transaction of her own: row-level security stands behind every question, so that nothing of anyone else
 * can be in it. */
export async function gatherMyData(
  tx: Tx,
  { userId, now }: { userId: string; now: Temporal.Instant },
): Promise<MyData> {
  return {
    format: `amicare-my-data ${formatVersion}`,
    preparedAt: now.toString(),
    ...plain({
      account: await keeping(tx, (kept) => gatherAccount(kept, userId)),
      closesAt: await closingOf(tx, userId),
      jobs: await jobsOf(tx, userId),
      persons: await personsOf(tx, userId),
      invitations: await invitationsOf(tx, userId),
      files: await filesOf(tx),
      proposals: await proposalsOf(tx),
      appointments: await appointmentsOf(tx),
      notices: await noticesOf(tx),
      notificationPreferences: await preferencesOf(tx, userId),
      consents: await consentsOf(tx, userId),
      journal: await gatherJournal(tx, userId),
    }),
  };
}

async function closingOf(tx: Tx, userId: string) {
  const closing = tx.selectFrom("accountClosing").select("closesAt").where("userId", "=", userId);
  return (await closing.executeTakeFirst())?.closesAt ?? null;
}

/** Where she works, if she works at an establishment of this site. */
function jobsOf(tx: Tx, userId: string) {
  return tx
    .selectFrom("staff")
    .innerJoin("establishment", "establishment.id", "staff.establishmentId")
    .select(["establishment.name as establishment", "staff.role", "staff.removedAt"])
    .where("staff.userId", "=", userId)
    .orderBy("staff.id")
    .execute();
}

const traits = ["birthName", "nameUsed", "firstNames", "birthDate", "sex", "birthplaceInsee", "phone"] as const;

function personsOf(tx: Tx, userId: string) {
  return tx
    .selectFrom("actsFor")
    .innerJoin("person", "person.id", "actsFor.personId")
    .select(["actsFor.relation", "actsFor.representation", "actsFor.since", "actsFor.untilOn"])
    .select(traits.map((trait) => `person.${trait}` as const))
    .where("actsFor.userId", "=", userId)
    .orderBy("actsFor.since")
    .execute();
}

function invitationsOf(tx: Tx, userId: string) {
  return tx
    .selectFrom("relativeInvitation")
    .select(["email", "purpose", "invitedAt", "acceptedAt"])
    .where("invitedBy", "=", userId)
    .orderBy("invitedAt")
    .execute();
}

/** Of the people she acts for, she is not told where they go for discreet visits alone. */
function filesOf(tx: Tx) {
  return tx
    .selectFrom("patient")
    .innerJoin("establishment", "establishment.id", "patient.establishmentId")
    .select("establishment.name as establishment")
    .select(traits.map((trait) => `patient.${trait}` as const))
    .select(["patient.email", "patient.address", "patient.number", "patient.identityStatus", "patient.createdAt"])
    .where((row) => row.or([isOwnFile, isFileToldOf]))
    .orderBy("patient.createdAt")
    .orderBy("patient.id")
    .execute();
}

function proposalsOf(tx: Tx) {
  return tx
    .selectFrom("profileChange")
    .innerJoin("patient", "patient.id", "profileChange.patientId")
    .innerJoin("establishment", "establishment.id", "profileChange.establishmentId")
    .select(["establishment.name as establishment", "field", "value", "changedAt", "status"])
    .where((row) => row.or([isOwnFile, isFileToldOf]))
    .orderBy("changedAt")
    .execute();
}

/** A discreet visit is hers alone to know of: those of the people she acts for are left out, as they are in her list. */
async function appointmentsOf(tx: Tx) {
  const found = await tx
    .selectFrom("appointment")
    .innerJoin("patient", "patient.id", "appointment.patientId")
    .innerJoin("practitioner", "practitioner.id", "appointment.practitionerId")
    .innerJoin("visitReason", "visitReason.id", "appointment.visitReasonId")
    .innerJoin("site", "site.id", "appointment.siteId")
    .innerJoin("establishment", "establishment.id", "appointment.establishmentId")
    .select(["appointment.id", "patient.firstNames as forWhom"])
    .select(["establishment.name as establishment", "site.name as site", "visitReason.name as reason"])
    .select(["practitioner.title", "practitioner.firstName", "practitioner.lastName"])
    .select(["appointment.startsAt", "appointment.endsAt", "appointment.zone", "appointment.status"])
    .select(["appointment.bookedAt", "appointment.cancelledAt", "appointment.cancelledBy"])
    .select(["appointment.cancelledBecause", "appointment.wordsForPractice", "appointment.wordsForPatient"])
    .where("appointment.undoneAt", "is", null)
    .where((row) => row.or([isOwnFile, row("appointment.isDiscreet", "=", false)]))
    .orderBy("appointment.startsAt")
    .execute();
  return found.map(({ title, firstName, lastName, ...appointment }) => ({
    ...appointment,
    practitioner: [title, firstName, lastName].filter(Boolean).join(" "),
  }));
}

function noticesOf(tx: Tx) {
  return tx
    .selectFrom("notice")
    .select(["kind", "channel", "recipient", "status", "decidedAt", "sentAt", "delivery"])
    .orderBy("decidedAt")
    .execute();
}

function preferencesOf(tx: Tx, userId: string) {
  return tx
    .selectFrom("notificationPreference")
    .select(["occasion", "channel", "wanted", "changedAt"])
    .where("userId", "=", userId)
    .execute();
}

function consentsOf(tx: Tx, userId: string) {
  return tx
    .selectFrom("consentProof")
    .leftJoin("establishment", "establishment.id", "consentProof.establishmentId")
    .leftJoin("person", "person.id", "consentProof.personId")
    .select(["consentProof.kind", "purpose", "establishment.name as establishment", "person.firstNames as forWhom"])
    .select([
      "consentProof.version",
      "textSha256",
      "language",
      "decision",
      "decidedAt",
      "channel",
      "network",
      "userAgent",
    ])
    .where("consentProof.userId", "=", userId)
    .orderBy("decidedAt")
    .execute();
}

/** Times and days as JSON writes them. */
type Plain<T> = T extends Temporal.Instant | Temporal.PlainDate
  ? string
  : T extends (infer Item)[]
    ? Plain<Item>[]
    : T extends object
      ? { [Key in keyof T]: Plain<T[Key]> }
      : T;

function plain<T>(value: T): Plain<T> {
  return JSON.parse(JSON.stringify(value)) as Plain<T>;
}
