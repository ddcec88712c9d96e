import { countryName } from "../accounts/countries.ts";
import { type Proposal, proposalsTo } from "../patients/answer-proposal.ts";
import { type FileInvitation, invitationOfFile } from "../patients/file-invitation.ts";
import { type FileRelative, relativesOfFile } from "../patients/file-relatives.ts";
import type { StaffActor } from "../patients/files.ts";
import { type PinnedNote, pinnedNotesOf } from "../patients/patient-notes.ts";
import { type PatientMerge, undoableMergesOf } from "../patients/unmerge-patients.ts";
import type { Tx } from "../platform/db.ts";
import type { OpenedFile } from "./opened-file.ts";
import { type SentNotice, sentTo } from "./sent.ts";
import { type FileVisit, visitsOf } from "./visits.ts";

/** What the first page of a file shows. */
export interface Summary {
  ahead: FileVisit[];
  over: FileVisit[];
  sent: SentNotice[];
  pinned: PinnedNote | null;
  /** What the person proposes; a place of birth is told as `place` says. */
  proposals: (Proposal & { place: string | null })[];
  invitation: FileInvitation | null;
  relatives: FileRelative[];
  /** Files that were joined to this one, and may still be separated from it. */
  merges: PatientMerge[];
  /** « Vincennes », « Algérie »; null when the file says none, or when no list has its code. */
  birthplace: string | null;
}

const fewPast = 3;
const fewSent = 3;

export async function summaryOf(tx: Tx, file: OpenedFile, by: StaffActor, now: Temporal.Instant): Promise<Summary> {
  const { id: patientId, isLinked } = file;
  const visits = await visitsOf(tx, by, { patientId, now, past: fewPast });
  const sent = await sentTo(tx, by, { patientId, limit: fewSent });
  const pinned = (await pinnedNotesOf(tx, [patientId])).get(patientId) ?? null;
  const proposals = isLinked ? await proposalsTo(tx, patientId) : [];
  const invitation = isLinked ? null : await invitationOfFile(tx, by, { patientId, now });
  const relatives = isLinked ? await relativesOfFile(tx, patientId) : [];
  const merges = await undoableMergesOf(tx, by, { patientId, now });
  const codes = [
    file.birthplaceInsee,
    ...proposals.map(({ field, value }) => (field === "birthplace_insee" ? value : null)),
  ];
  const places = await placesOf(
    tx,
    codes.filter((code) => code !== null),
  );
  const placeOf = (code: string | null) => (code ? (places.get(code) ?? countryName(code, "fr")) : null);
  return {
    ...{ ...visits, sent, pinned, invitation, relatives, merges, birthplace: placeOf(file.birthplaceInsee) },
    proposals: proposals.map((proposal) => ({
      ...proposal,
      place: proposal.field === "birthplace_insee" ? placeOf(proposal.value) : null,
    })),
  };
}

async function placesOf(tx: Tx, codes: string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await tx.selectFrom("commune").select(["inseeCode", "name"]).where("inseeCode", "in", codes).execute();
  return new Map(rows.map(({ inseeCode, name }) => [inseeCode, name]));
}
