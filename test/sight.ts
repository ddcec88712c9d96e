import type { Actor } from "../src/platform/actor.ts";

/** Who looks, with all that may decide what is seen. */
export interface Looker {
  actor: Actor;
  userId: string | null;
  visitor: string | null;
  /** Persons one may act for today, and their files. */
  persons: readonly string[];
  patients: readonly string[];
  /** With those that were joined to them: what is told of them is read. */
  filesRead: readonly string[];
  /** The files about oneself among them. */
  ownPatients: readonly string[];
  /** The establishment one works at, and the agendas one may see there. */
  house: string | null;
  /** The same, of whoever manages it. */
  managed: string | null;
  agendas: readonly string[];
  /** The rooms of that house, and whether one writes when they are out of use: as one keeps all its agendas. */
  rooms: readonly string[];
  keepsRooms: boolean;
  /** One's own agenda, of whoever receives patients. */
  ownAgenda: string | null;
  /** What all this shows: appointments and holds. */
  appointments: readonly string[];
  holds: readonly string[];
  /** Those among them that no list shows. */
  discreet: readonly string[];
  /** The openings of those agendas, and what one did there oneself. */
  openings: readonly string[];
  acts: readonly string[];
  /** The copies of one's data that one asked for. */
  exports: readonly string[];
}

/** A row as the database stores it. */
export type Row = Record<string, unknown>;
type Rule = (row: Row, looker: Looker) => boolean;

/** Who may do what with the rows of a table, in the web's name. */
export interface Rules {
  see: Rule;
  insert?: Rule;
  update?: Rule;
  delete?: Rule;
}

const everyone: Rule = () => true;
const noOne: Rule = () => false;

const colleague: Rule = (row, { house }) => house !== null && row.establishment_id === house;
const ofMyAppointments: Rule = (row, { appointments }) => has(appointments, row.appointment_id);
const ofMyHolds: Rule = (row, { holds }) => has(holds, row.hold_id);
const ofMyPatients: Rule = (row, { patients }) => has(patients, row.patient_id);
/** What was booked by mistake and taken back, the patient never had. */
const ofMyVisits: Rule = (row, looker) => ofMyPatients(row, looker) && row.undone_at === null;
const onMyAgendas: Rule = (row, { agendas }) => has(agendas, row.practitioner_id);

const manager: Rule = (row, { managed }) => managed !== null && row.establishment_id === managed;
const underMyOpenings: Rule = (row, { openings }) => has(openings, row.opening_id);

const publicSheet: Rules = { see: everyone };
const managed = { insert: manager, update: manager };
const ofMyOpenings = { insert: underMyOpenings, update: underMyOpenings, delete: underMyOpenings };
const ofMyAgendas = { insert: onMyAgendas, update: onMyAgendas, delete: onMyAgendas };
const onMyAgenda: Rule = (row, { agendas }) => has(agendas, row.resource_id);
const ofMyRooms: Rule = (row, { rooms }) => has(rooms, row.resource_id);
const ofMyAbsences: Rule = either(onMyAgenda, (row, looker) => looker.keepsRooms && ofMyRooms(row, looker));

/** The rule of every table: a new one is added here when it is added to the schema. */
export const rules: Record<string, Rules> = {
  establishment: { see: everyone, update: (row, looker) => looker.managed !== null && row.id === looker.managed },
  site: { see: everyone, ...managed },
  practitioner: { see: everyone, ...managed, update: either(manager, (row, looker) => isMyself(row.id, looker)) },
  practitioner_photo: { see: everyone, insert: ofMyFace, update: ofMyFace, delete: ofMyFace },
  practitioner_site: { see: everyone, ...managed, delete: manager },
  visit_reason: { see: everyone, ...managed },
  practitioner_reason: { see: everyone, ...managed, delete: manager },
  opening: { see: everyone, ...ofMyAgendas },
  opening_reason: { see: everyone, ...ofMyOpenings },
  opening_exception: { see: everyone, ...ofMyOpenings },
  commune: publicSheet,

  resource: { see: colleague, ...managed },
  room: { see: colleague, ...managed },
  staff: { see: (row, looker) => colleague(row, looker) || isMe(row.user_id, looker), update: manager },
  staff_agenda: { see: colleague, insert: manager, delete: manager },
  staff_invitation: {
    see: manager,
    insert: (row, looker) => manager(row, looker) && isSigned(row, looker),
    update: (row, looker) => manager(row, looker) && isSigned(row, looker),
  },
  operator: { see: noOne },
  absence: { see: either(onMyAgenda, ofMyRooms), insert: ofMyAbsences, update: ofMyAbsences, delete: ofMyAbsences },

  person: { see: (row, { persons }) => has(persons, row.id), update: (row, { persons }) => has(persons, row.id) },
  acts_for: {
    see: (row, looker) => isMe(row.user_id, looker),
    delete: (row, looker) => isMe(row.user_id, looker) && row.relation !== "self",
  },
  relative_invitation: { see: isMyInvitation, insert: isMyInvitation, update: isMyInvitation },
  patient_invitation: {
    see: colleague,
    insert: (row, looker) => colleague(row, looker) && isSigned(row, looker),
    update: colleague,
  },
  patient: {
    see: either((row, { patients }) => has(patients, row.id), colleague),
    // a file is linked by the person herself, never by staff
    insert: either(
      (row, { persons }) => has(persons, row.person_id),
      (row, looker) => colleague(row, looker) && row.person_id === null,
    ),
    update: colleague, // the file is the practice's: what the person changes is proposed to it
  },

  patient_pair: {
    see: colleague,
    insert: (row, looker) => colleague(row, looker) && isBy(row.told_apart_by, looker),
    update: colleague,
  },
  // whose file it is today reads on what is told of the one that went
  patient_merge: {
    see: either(
      colleague,
      (row, { actor, patients }) => actor.kind === "user" && row.unmerged_at === null && has(patients, row.now_id),
    ),
  },
  name_word: { see: noOne }, // the search compares them in its owner’s name
  file_part: { see: noOne },

  appointment: {
    see: either(ofMyVisits, onMyAgendas),
    insert: either(ofMyVisits, onMyAgendas),
    update: either(ofMyVisits, onMyAgendas),
  },
  substitution: {
    see: everyone,
    insert: (row, looker) => manager(row, looker) && isBy(row.made_by, looker),
    update: (row, looker) => manager(row, looker) && isBy(row.made_by, looker),
  },
  import_run: {
    see: manager,
    insert: (row, looker) => manager(row, looker) && isBy(row.staff_id, looker),
    update: (row, looker) => manager(row, looker) && isBy(row.staff_id, looker),
  },
  import_line: { see: manager, insert: manager, delete: manager },
  appointment_note: {
    see: ofTheAgenda,
    insert: (row, looker) => ofTheAgenda(row, looker) && isBy(row.written_by, looker),
    update: (row, looker) => ofTheAgenda(row, looker) && isBy(row.written_by, looker),
    delete: ofTheAgenda,
  },
  agenda_act: { see: isMyAct, insert: isMyAct, update: isMyAct },
  agenda_act_line: { see: ofMyActs, insert: ofMyActs, update: ofMyActs },
  hold: { see: isMyHold, insert: isMyHold, update: isMyHold, delete: isMyHold },
  occupation: {
    see: either(ofMyAppointments, ofMyHolds),
    insert: either(ofMyAppointments, ofMyHolds),
    update: either(ofMyAppointments, ofMyHolds),
    delete: either(ofMyAppointments, ofMyHolds),
  },

  event: {
    see: (row, looker) =>
      row.person_id === null
        ? ((has(looker.filesRead, row.patient_id) || ofMyAppointments(row, looker)) &&
            !isDiscreetOfAnother(row, looker)) ||
          ofMyHouse(row, looker)
        : has(looker.persons, row.person_id) && (row.actor_role !== "self" || isMe(row.actor_user_id, looker)),
    insert: (row, looker) => {
      const isOfNobody = row.person_id === null && row.patient_id === null;
      if (isOfNobody && looker.actor.kind === "staff") return colleague(row, looker);
      if (row.person_id !== null) return looker.actor.kind === "user" && has(looker.persons, row.person_id);
      return row.appointment_id === null ? ofMyFiles(row, looker) : ofMyAppointments(row, looker);
    },
  },
  notice: {
    see: (row, looker) =>
      looker.house === null
        ? (ofMyPatients(row, looker) && row.user_id === null) ||
          (looker.actor.kind === "user" && isMe(row.user_id, looker))
        : ofMyAppointments(row, looker) || (row.kind === "patient-invitation" && colleague(row, looker)),
  },

  profile_change: {
    see: either(ofMyPatients, colleague),
    update: (row, looker) => colleague(row, looker) && row.status === "proposed", // the practice answers once
  },
  patient_note: {
    see: colleague,
    insert: (row, looker) => colleague(row, looker) && isBy(row.written_by, looker),
    update: colleague, // pinned by anyone; its words are its author's (a trigger)
    delete: (row, looker) => colleague(row, looker) && (isBy(row.written_by, looker) || manager(row, looker)),
  },

  notification_preference: { see: isMyOwn, insert: isMyOwn, update: isMyOwn, delete: isMyOwn },

  consent_text: { see: everyone, insert: (_, { actor }) => actor.kind === "user" },
  establishment_notice: publicSheet, // and its manager's to publish: nobody here is one
  consent_proof: {
    see: (row, looker) => looker.actor.kind === "user" && isMe(row.user_id, looker),
    insert: (row, { actor, persons }) =>
      actor.kind === "user" && (row.person_id === null || has(persons, row.person_id)),
  },

  data_export: { see: isMyOwn, insert: (row, looker) => looker.actor.kind === "user" && isMyOwn(row, looker) },
  data_export_piece: { see: (row, { exports }) => has(exports, row.export_id) },
  account_closing: {
    see: isMyOwn,
    insert: (row, looker) => looker.actor.kind === "user" && isMyOwn(row, looker),
    delete: isMyOwn,
  },
  account_farewell: { see: noOne },
  erasure: { see: noOne },
  journal_seal: { see: noOne },

  idempotency_key: { see: isMyKey, insert: isMyKey, update: isMyKey, delete: isMyKey },
  fact: { see: noOne },
};

/** A practitioner’s own, or of the practice one manages. */
function ofMyFace(row: Row, looker: Looker): boolean {
  return manager(row, looker) || isMyself(row.practitioner_id, looker);
}

function isMyself(practitionerId: unknown, { ownAgenda }: Looker): boolean {
  return ownAgenda !== null && practitionerId === ownAgenda;
}

/** Whoever keeps that agenda, and no patient. */
function ofTheAgenda(row: Row, looker: Looker): boolean {
  return looker.house !== null && ofMyAppointments(row, looker);
}

function isBy(staffId: unknown, { actor, house }: Looker): boolean {
  return house !== null && actor.kind === "staff" && staffId === actor.staffId;
}

/** What one did oneself, here. */
function isMyAct(row: Row, looker: Looker): boolean {
  return isBy(row.staff_id, looker) && colleague(row, looker);
}

function ofMyActs(row: Row, looker: Looker): boolean {
  return has(looker.acts, row.act_id) && ofTheAgenda(row, looker);
}

/** A line of the journal about a file, for the whole house; about no patient, for whoever manages it. */
function ofMyHouse(row: Row, looker: Looker): boolean {
  return row.appointment_id === null && (row.patient_id === null ? manager : colleague)(row, looker);
}

function ofMyFiles(row: Row, looker: Looker): boolean {
  return ofMyPatients(row, looker) || colleague(row, looker);
}

/** Of those one acts for, one is not told of visits that no list shows; whoever keeps that agenda is. */
function isDiscreetOfAnother(row: Row, { discreet, ownPatients, house }: Looker): boolean {
  return house === null && has(discreet, row.appointment_id) && !has(ownPatients, row.patient_id);
}

function isMyHold(row: Row, looker: Looker): boolean {
  return (
    isMe(row.user_id, looker) || (row.user_id === null && looker.visitor !== null && row.visitor === looker.visitor)
  );
}

/** As long as one acts for that person oneself. */
function isMyInvitation(row: Row, looker: Looker): boolean {
  return isMe(row.invited_by, looker) && has(looker.persons, row.person_id);
}

/** By the acting member of staff. */
function isSigned(row: Row, { actor }: Looker): boolean {
  return actor.kind === "staff" && row.invited_by === actor.staffId;
}

function isMyKey(row: Row, { actor, visitor, userId }: Looker): boolean {
  if (actor.kind === "staff") return row.actor === `staff:${actor.staffId}`;
  const key = userId ?? visitor;
  return key !== null && row.actor === `${actor.kind}:${key}`;
}

function isMyOwn(row: Row, looker: Looker): boolean {
  return isMe(row.user_id, looker);
}

function isMe(userId: unknown, looker: Looker): boolean {
  return looker.userId !== null && userId === looker.userId;
}

function has(ids: readonly string[], id: unknown): boolean {
  return typeof id === "string" && ids.includes(id);
}

function either(one: Rule, other: Rule): Rule {
  return (row, looker) => one(row, looker) || other(row, looker);
}
