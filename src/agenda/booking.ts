import { type FreeTime, nextFreeTimes } from "../appointments/free-times.ts";
import type { TimeForStaffRefusal } from "../appointments/time-for-staff.ts";
import type { LikelyDuplicate } from "../patients/duplicates.ts";
import type { StaffActor } from "../patients/files.ts";
import { whereIsFile } from "../patients/open-file.ts";
import { ageOn } from "../patients/relative.ts";
import { type FoundPatient, lookAtFound, searchPatients } from "../patients/search.ts";
import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { type FieldErrors, isId } from "../platform/web.ts";
import { type AgendaChoice, agendaChoices, chosenAmong, type ReasonChoice, type SiteChoice } from "./agenda-choices.ts";
import { type OtherVisit, type PatientCard, patientCard } from "./patient-card.ts";
import { dayTyped, timeTyped } from "./when-typed.ts";

/** A booking by telephone as it stands: what was chosen and typed so far, and what one must know to go on. */
export interface Booking {
  choices: AgendaChoice[];
  agenda: AgendaChoice;
  site: SiteChoice;
  reason: ReasonChoice;
  /** On the clock of the site; today as long as nothing readable was said. */
  day: Temporal.PlainDate;
  /** `10:15`; null: no hour yet, times are offered. */
  time: string | null;
  patient: PatientCard | null;
  /** What searching found; null: nothing was searched. */
  found: FoundPatient[] | null;
  /** Free times to choose from: the next ones, or the nearest to one that cannot be had. */
  times: FreeTime[];
  /** Every text of the form, as it came. */
  typed: Readonly<Record<string, string>>;
  /** Say that this booking, and the file made with it, are the same when they are sent twice. */
  key: string;
  fileKey: string;
}

/** What the answer to a form adds to it. */
export interface BookingAnswer {
  errors?: FieldErrors;
  /** Of the new file: keys of the words of files. */
  fileErrors?: FieldErrors;
  refusal?: BookingRefusal;
  duplicates?: LikelyDuplicate[];
}

export type BookingRefusal = TimeForStaffRefusal | { because: "already-saved" | "look-first" };

interface Asked {
  by: StaffActor;
  typed: Readonly<Record<string, string>>;
  /** Whose agenda stands first: of a practitioner, her own. */
  ownAgenda: string | null;
  now: Temporal.Instant;
}

/** Reads what the address or the form says. Null: it names an agenda or a patient that is not there for this member of staff, or there is no
 * agenda to book in. Whatever else is wrong comes back as it was typed. */
export async function readBooking(tx: Tx, { by, typed, ownAgenda, now }: Asked): Promise<Booking | null> {
  const choices = await agendaChoices(tx);
  const { praticien, lieu, motif } = typed;
  if (praticien && !choices.some(({ id }) => id === praticien)) return null;
  const chosen = chosenAmong(choices, { praticien: praticien || (ownAgenda ?? undefined), lieu, motif });
  if (!chosen) return null;

  const today = now.toZonedDateTimeISO(chosen.site.zone).toPlainDate();
  const day = dayTyped(typed.jour ?? "") ?? today;
  const time = timeTyped(typed.heure ?? "")?.toString({ smallestUnit: "minute" }) ?? null;
  const patient = typed.patient ? await patientOf(tx, typed.patient, { by, day, now }) : null;
  if (typed.patient && !patient) return null;

  const q = patient ? "" : (typed.q ?? "").trim();
  const found = q ? await searchPatients(tx, by, { q, now, limit: 8 }) : null;
  if (found) await lookAtFound(tx, by, found, now);
  const booking = { choices, ...chosen, day, time, patient, found, times: [], typed, ...keysIn(typed) };
  return time ? booking : { ...booking, times: await timesFrom(tx, booking, now) };
}

/** The file as it stands today: one that was joined to another leads there. */
async function patientOf(
  tx: Tx,
  id: string,
  around: { by: StaffActor; day: Temporal.PlainDate; now: Temporal.Instant },
) {
  const at = await whereIsFile(tx, around.by, id);
  return at && patientCard(tx, { id: at.kind === "joined" ? at.into : id, ...around });
}

function keysIn({ cle = "", cleDossier = "" }: Readonly<Record<string, string>>) {
  return { key: isId(cle) ? cle : newId(), fileKey: isId(cleDossier) ? cleDossier : newId() };
}

const timesShown = 8;

/** The next free times from that day on, at any site of the practitioner. */
export async function timesFrom(
  tx: Tx,
  { agenda, reason, site, day }: Pick<Booking, "agenda" | "reason" | "site" | "day">,
  now: Temporal.Instant,
): Promise<FreeTime[]> {
  const today = now.toZonedDateTimeISO(site.zone).toPlainDate();
  const from = Temporal.PlainDate.compare(day, today) < 0 ? today : day;
  const asked = [{ practitionerId: agenda.id, reasonId: reason.id }];
  const found = await nextFreeTimes(tx, { asked, from, now, as: "staff", limit: timesShown });
  return found.get(agenda.id) ?? [];
}

/** Minutes this visit takes unless something else is said: a new patient may need longer. */
export function usualMinutes({ reason, patient }: Pick<Booking, "reason" | "patient">): number {
  return patient && !patient.isKnown ? reason.newPatientDurationMin : reason.durationMin;
}

/** What whoever books must have had before the eyes: the code of each, in the order in which they are shown. */
export type Caution = "same-day" | "too-young" | "too-old" | "blocked" | "note" | "missed";

/** From how many missed visits on in a year it is worth saying. */
const oftenMissed = 2;

/** What must not be missed about this patient for this reason on that day. */
export function cautionsOf({ patient, reason, day }: Pick<Booking, "patient" | "reason" | "day">): Caution[] {
  if (!patient) return [];
  const age = ageOn(patient.birthDate, day);
  const cautions: Caution[] = [];
  if (patient.thatDay.length > 0) cautions.push("same-day");
  if (reason.minAgeYears !== null && age < reason.minAgeYears) cautions.push("too-young");
  if (reason.maxAgeYears !== null && age > reason.maxAgeYears) cautions.push("too-old");
  if (patient.blockedOnlineBecause) cautions.push("blocked");
  if (patient.pinned) cautions.push("note");
  if (patient.missed >= oftenMissed) cautions.push("missed");
  return cautions;
}

/** Names what was shown, so that the form can say it: another patient, day or other visit is another thing to have seen. */
export function seenAs(caution: Caution, { patient, day }: Pick<Booking, "patient" | "day">): string {
  const visits = caution === "same-day" ? (patient?.thatDay ?? []).map(({ id }: OtherVisit) => id).join("+") : "";
  return [caution, patient?.id, caution === "same-day" ? day.toString() : "", visits].filter(Boolean).join(":");
}

/** Everything that must be seen was seen, as the form says. */
export function hasSeenAll(booking: Booking): boolean {
  const seen = (booking.typed.vu ?? "").split(" ");
  return cautionsOf(booking).every((caution) => seen.includes(seenAs(caution, booking)));
}
