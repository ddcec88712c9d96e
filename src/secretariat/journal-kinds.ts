import type { LookKind } from "../audit/look.ts";
import type { EventKind, HouseEventKind } from "../audit/remember.ts";

/** What the journal of a house tells, by what it is about: someone looked, a visit, a patient's file, the house itself. */
export const groups = ["look", "visit", "file", "house"] as const;
export type Group = (typeof groups)[number];

export type JournalKind = EventKind | HouseEventKind | LookKind;

/** Every kind there is. One that is added to the product is refused here by the compiler until it has its place, and its sentence in the
 * words (`journal.what`). */
const groupOf: Record<JournalKind, Group> = {
  "appointment-viewed": "look",
  "appointments-listed": "look",
  "link-followed": "look",
  "data-downloaded": "look",
  "patient-file-viewed": "look",
  "patients-listed": "look",
  "journal-viewed": "look",
  "journal-downloaded": "look",
  "agenda-viewed": "look",
  "agenda-printed": "look",

  "appointment-booked": "visit",
  "appointment-moved": "visit",
  "appointment-cancelled": "visit",
  "appointment-changed": "visit",
  "appointment-confirmed": "visit",
  "appointment-declined": "visit",
  "appointment-arrived": "visit",
  "appointment-called": "visit",
  "appointment-seen": "visit",
  "appointment-missed": "visit",
  "appointment-stepped-back": "visit",
  "appointment-undone": "visit",

  "patient-file-created": "file",
  "patient-file-changed": "file",
  "patient-identity-checked": "file",
  "patient-files-joined": "file",
  "patient-files-separated": "file",
  "patient-files-told-apart": "file",
  "patient-merge-proposed": "file",
  "patient-invited": "file",
  "patient-invitation-withdrawn": "file",
  "patient-linked": "file",
  "patient-unlinked": "file",
  "patient-note-written": "file",
  "patient-note-changed": "file",
  "patient-note-deleted": "file",
  "patient-standing-changed": "file",
  "patient-proposal-answered": "file",

  "openings-changed": "house",
  "settings-changed": "house",
  "establishment-founded": "house",
  "substitute-appointed": "house",
  "substitute-ended": "house",
  "departure-planned": "house",
  "import-brought": "house",
  "import-written": "house",
  "house-exported": "house",
  "staff-invited": "house",
  "staff-joined": "house",
  "staff-rights-changed": "house",
  "staff-removed": "house",
};

/** In the order in which a list shows them. */
export const journalKinds = Object.keys(groupOf) as JournalKind[];

export function kindsOf(group: Group): JournalKind[] {
  return journalKinds.filter((kind) => groupOf[kind] === group);
}

/** A line of an older or newer version of the product may have a kind that this one does not know. */
export function isJournalKind(kind: string): kind is JournalKind {
  return kind in groupOf;
}
