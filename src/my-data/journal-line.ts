import type { DeviceSeen } from "../accounts/device.ts";
import type { LookKind } from "../audit/look.ts";
import type { EventKind } from "../audit/remember.ts";

/** What a line of the journal tells, for someone whose data it is about. */
export interface JournalLine {
  number: number;
  happenedAt: Temporal.Instant;
  what: What;
  who: Who;
  /** Whose data. */
  personId: string;
  establishment: { id: string; name: string; phone: string } | null;
  /** The visit it is about, as far as it is still kept. */
  visit: { startsAt: Temporal.Instant; zone: string; practitioner: string } | null;
  /** Browser and system of oneself, or of whoever had a link; of others it is nobody's business. */
  device: DeviceSeen | null;
}

/** A kind of event or look, in words of its own; `link-refused`: a link was followed without the right name. */
export type What = EventKind | LookKind | "link-refused" | "other";

/** Every kind the journal knows. One that is added to the product is refused here by the compiler until it has its words. */
const kinds: Record<EventKind | LookKind, true> = {
  "appointment-booked": true,
  "appointment-moved": true,
  "appointment-cancelled": true,
  "appointment-changed": true,
  "appointment-confirmed": true,
  "appointment-declined": true,
  "appointment-arrived": true,
  "appointment-called": true,
  "appointment-seen": true,
  "appointment-missed": true,
  "appointment-stepped-back": true,
  "appointment-undone": true,
  "patient-file-created": true,
  "patient-file-changed": true,
  "patient-identity-checked": true,
  "patient-files-joined": true,
  "patient-files-separated": true,
  "patient-files-told-apart": true,
  "patient-invited": true,
  "patient-invitation-withdrawn": true,
  "patient-note-written": true,
  "patient-note-changed": true,
  "patient-note-deleted": true,
  "patient-standing-changed": true,
  "patient-proposal-answered": true,
  "patient-linked": true,
  "patient-merge-proposed": true,
  "patient-unlinked": true,
  "appointment-viewed": true,
  "appointments-listed": true,
  "agenda-viewed": true,
  "agenda-printed": true,
  "link-followed": true,
  "data-downloaded": true,
  "patient-file-viewed": true,
  "patients-listed": true,
  "journal-viewed": true,
  "journal-downloaded": true,
};

export function whatOf({ kind, result }: { kind: string; result: "done" | "refused" }): What {
  if (kind === "link-followed" && result === "refused") return "link-refused";
  return kind in kinds ? (kind as keyof typeof kinds) : "other";
}

/** Who did it, as a patient may know them: health professionals by their names; the others who work for a practice by what they do, since they
 * act in its name and under its authority; whoever acts for the same person by her name, as long as she does. */
export type Who =
  | { as: "me" }
  /** The person whose data it is, of whom one takes care. */
  | { as: "herself" }
  | { as: "also"; name: string }
  /** She took care of that person, and does so no more. */
  | { as: "formerly" }
  | { as: "guest" }
  | { as: "practitioner"; name: string }
  | { as: "secretary" | "manager" | "team" }
  | { as: "system" };

export interface Acted {
  actorKind: string;
  actorUserId: string | null;
  actorRole: string | null;
  actorName: string | null;
}

/** `others`: the names, by user, of those who act today for whom it is about. */
export function whoOf(
  { actorKind, actorUserId, actorRole, actorName }: Acted,
  { me, others }: { me: string; others: ReadonlyMap<string, string> },
): Who {
  if (actorKind === "guest") return { as: "guest" };
  if (actorKind === "staff") return staff(actorRole, actorName);
  if (actorKind !== "user") return { as: "system" };
  if (actorUserId === me) return { as: "me" };
  if (actorRole === "self") return { as: "herself" };
  const name = actorUserId ? others.get(actorUserId) : undefined;
  return name ? { as: "also", name } : { as: "formerly" };
}

function staff(role: string | null, name: string | null): Who {
  if (role === "practitioner" && name) return { as: "practitioner", name };
  return { as: role === "secretary" || role === "manager" ? role : "team" };
}

/** `Firefox/Windows`, as the journal keeps it. */
export function deviceOf(client: string | null): JournalLine["device"] {
  if (!client) return null;
  const [browser, system] = client.split("/");
  return { browser: browser || null, system: system || null };
}
