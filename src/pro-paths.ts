import { queryString } from "./paths.ts";

/** Every address of the professional space and of the operator's console, by name. All of it lies under `/pro`, but the console and the
 * invitation into a team. */
export const proPaths = {
  /** What lies under it is for staff alone. */
  space: () => "/pro",
  /** Where someone who works at several places says at which she works now. */
  desk: (to: { vers?: string } = {}) => `/pro/etablissement${queryString(to)}`,

  agenda: (view: AgendaQuery = {}) => `/pro/agenda${queryString(view)}`,
  /** The grid alone, for the page that is open already. */
  agendaPart: (view: AgendaQuery = {}) => `/pro/agenda/extrait${queryString(view)}`,
  /** Server-sent events: which days of which agendas have changed. */
  agendaLive: (view: AgendaQuery = {}) => `/pro/agenda/en-direct${queryString(view)}`,
  agendaPrint: (view: Pick<AgendaQuery, "jour" | "lieu"> = {}) => `/pro/agenda/impression${queryString(view)}`,
  nextFree: (asked: NextFreeQuery = {}) => `/pro/agenda/prochain-horaire${queryString(asked)}`,
  waitingRoom: () => "/pro/agenda/salle-d-attente",
  /** Takes back what one just did, until its notices leave. */
  undo: (act: string) => `/pro/agenda/gestes/${act}/annuler`,

  newAppointment: (choice: NewAppointmentQuery = {}) => `/pro/rendez-vous/nouveau${queryString(choice)}`,
  appointment: (id: string, view: { retour?: string; geste?: string } = {}) =>
    `/pro/rendez-vous/${id}${queryString(view)}`,
  editAppointment: (id: string) => `/pro/rendez-vous/${id}/modifier`,
  moveAppointment: (id: string, choice: NewTimeQuery = {}) => `/pro/rendez-vous/${id}/deplacer${queryString(choice)}`,
  cancelAppointment: (id: string) => `/pro/rendez-vous/${id}/annuler`,
  /** Arrived, in consultation, seen, missed; or one step back. */
  attend: (id: string) => `/pro/rendez-vous/${id}/deroulement`,
  /** Answers a request of a patient: yes or no. */
  answerRequest: (id: string) => `/pro/rendez-vous/${id}/demande`,

  patients: (query: { q?: string; page?: string } = {}) => `/pro/patients${queryString(query)}`,
  /** Suggestions while one types, as JSON. */
  patientsFound: (query: { q?: string } = {}) => `/pro/patients/recherche${queryString(query)}`,
  newPatient: (from: { q?: string; retour?: string } = {}) => `/pro/patients/nouveau${queryString(from)}`,
  patient: (id: string, told: { fait?: string } = {}) => `/pro/patients/${id}${queryString(told)}`,
  patientAppointments: (id: string) => `/pro/patients/${id}/rendez-vous`,
  patientNotices: (id: string) => `/pro/patients/${id}/envois`,
  patientJournal: (id: string, query: Pick<JournalQuery, "qui" | "quoi" | "page"> = {}) =>
    `/pro/patients/${id}/journal${queryString(query)}`,
  editPatient: (id: string) => `/pro/patients/${id}/modifier`,
  /** Saying on which paper an identity was checked. */
  patientIdentity: (id: string) => `/pro/patients/${id}/identite`,
  /** `note`: the one that is being changed. */
  patientNotes: (id: string, view: { note?: string } = {}) => `/pro/patients/${id}/notes${queryString(view)}`,
  /** Known to the practice, blocked online. */
  patientStanding: (id: string) => `/pro/patients/${id}/reservation-en-ligne`,
  patientInvitation: (id: string) => `/pro/patients/${id}/invitation`,
  unlinkPatient: (id: string) => `/pro/patients/${id}/detacher`,
  patientProposal: (id: string, proposal: string) => `/pro/patients/${id}/propositions/${proposal}`,
  mergePatients: (id: string, choice: { avec?: string; q?: string } = {}) =>
    `/pro/patients/${id}/reunir${queryString(choice)}`,
  unmergePatients: (merge: string) => `/pro/patients/reunions/${merge}/separer`,
  /** Files that are perhaps the same person's, proposals that wait. */
  patientsToCheck: (told: { fait?: string } = {}) => `/pro/patients/a-verifier${queryString(told)}`,

  /** Absences that stand over appointments, substitutes, departures. */
  absences: (query: { praticien?: string; fait?: string } = {}) => `/pro/absences${queryString(query)}`,
  newAbsence: (choice: AbsenceQuery = {}) => `/pro/absences/nouvelle${queryString(choice)}`,
  absence: (id: string) => `/pro/absences/${id}`,
  endAbsence: (id: string) => `/pro/absences/${id}/supprimer`,
  /** The appointments under an absence: move in bulk, cancel, keep. */
  absenceAppointments: (id: string) => `/pro/absences/${id}/rendez-vous`,
  substitutes: () => "/pro/remplacements",
  newSubstitute: () => "/pro/remplacements/nouveau",
  substitute: (id: string) => `/pro/remplacements/${id}`,
  departure: (practitioner: string) => `/pro/departs/${practitioner}`,

  settings: () => "/pro/reglages",
  house: () => "/pro/reglages/etablissement",
  sites: () => "/pro/reglages/lieux",
  newSite: () => "/pro/reglages/lieux/nouveau",
  site: (id: string) => `/pro/reglages/lieux/${id}`,
  rooms: (site: string) => `/pro/reglages/lieux/${site}/salles`,
  practitioners: () => "/pro/reglages/praticiens",
  newPractitioner: () => "/pro/reglages/praticiens/nouveau",
  practitioner: (id: string) => `/pro/reglages/praticiens/${id}`,
  sheet: (practitioner: string) => `/pro/reglages/praticiens/${practitioner}/fiche`,
  photo: (practitioner: string) => `/pro/reglages/praticiens/${practitioner}/photo`,
  practitionerReasons: (practitioner: string) => `/pro/reglages/praticiens/${practitioner}/motifs`,
  reasons: () => "/pro/reglages/motifs",
  /** Empty, or filled like a usual one. */
  newReason: (from: { modele?: string } = {}) => `/pro/reglages/motifs/nouveau${queryString(from)}`,
  reason: (id: string) => `/pro/reglages/motifs/${id}`,

  openings: (query: { praticien?: string; semaine?: string; lieu?: string; fait?: string } = {}) =>
    `/pro/ouvertures${queryString(query)}`,
  newOpening: (choice: { praticien?: string; jour?: string; de?: string; a?: string } = {}) =>
    `/pro/ouvertures/nouvelle${queryString(choice)}`,
  opening: (id: string, occurrence: { jour?: string } = {}) => `/pro/ouvertures/${id}${queryString(occurrence)}`,
  endOpening: (id: string, occurrence: { jour?: string } = {}) =>
    `/pro/ouvertures/${id}/supprimer${queryString(occurrence)}`,
  /** What patients are offered, and why a time is not. */
  preview: (asked: PreviewQuery = {}) => `/pro/ouvertures/apercu${queryString(asked)}`,

  team: (told: { fait?: string } = {}) => `/pro/equipe${queryString(told)}`,
  inviteColleague: () => "/pro/equipe/inviter",
  colleague: (id: string) => `/pro/equipe/${id}`,
  removeColleague: (id: string) => `/pro/equipe/${id}/retirer`,
  colleagueInvitation: (id: string) => `/pro/equipe/invitations/${id}`,
  /** The link of the mail. */
  joinTeam: (token: string) => `/equipe/invitation/${token}`,

  statistics: (query: StatisticsQuery = {}) => `/pro/statistiques${queryString(query)}`,
  statisticsFile: (query: StatisticsQuery & { tableau?: string } = {}) =>
    `/pro/statistiques/tableau.csv${queryString(query)}`,

  imports: () => "/pro/imports",
  newImport: (what: { quoi?: "patients" | "rendez-vous" } = {}) => `/pro/imports/nouveau${queryString(what)}`,
  import: (id: string) => `/pro/imports/${id}`,
  importReport: (id: string) => `/pro/imports/${id}/rapport.csv`,
  exports: () => "/pro/exports",
  exportFile: (id: string) => `/pro/exports/${id}/fichier`,

  houseJournal: (query: JournalQuery = {}) => `/pro/journal${queryString(query)}`,
  /** The lines that the page would show, as CSV. */
  houseJournalFile: (query: JournalQuery = {}) => `/pro/journal/lignes.csv${queryString(query)}`,

  operator: () => "/operateur",
  operatorEstablishments: () => "/operateur/etablissements",
  newEstablishment: () => "/operateur/etablissements/nouveau",
  operatorEstablishment: (id: string) => `/operateur/etablissements/${id}`,
  operatorQueue: (query: { etat?: string; page?: string } = {}) => `/operateur/file${queryString(query)}`,
  retryJob: (id: string) => `/operateur/file/${id}/relancer`,
  operatorHealth: () => "/operateur/sante",
  operatorTexts: () => "/operateur/textes",

  /** Of a practitioner's sheet; its name changes with the picture. */
  publicPhoto: (slug: string, version: string) => `/soignants/${slug}/photo/${version}`,
} as const;

export interface AgendaQuery {
  vue?: "jour" | "semaine" | "liste";
  /** `2026-11-23` */
  jour?: string;
  /** One practitioner: the week's, or the only column of a phone. */
  praticien?: string;
  lieu?: string;
  /** The appointment whose panel is open. */
  rdv?: string;
  /** What one just did, and may take back. */
  geste?: string;
}
export interface NextFreeQuery {
  praticien?: string;
  motif?: string;
  lieu?: string;
  apres?: string;
}
export interface NewAppointmentQuery {
  praticien?: string;
  lieu?: string;
  jour?: string;
  /** `10:15`, on the clock of the site. */
  heure?: string;
  motif?: string;
  patient?: string;
  /** What was typed to find the patient. */
  q?: string;
}
export interface NewTimeQuery {
  praticien?: string;
  lieu?: string;
  jour?: string;
  heure?: string;
  minutes?: string;
}
export interface AbsenceQuery {
  praticien?: string;
  du?: string;
  au?: string;
  de?: string;
  a?: string;
}
export interface PreviewQuery {
  praticien?: string;
  motif?: string;
  lieu?: string;
  semaine?: string;
  /** For whom times are listed. */
  pour?: "nouveau" | "suivi" | "secretariat";
  /** Why is this time not offered? `2026-11-23T10:15` */
  pourquoi?: string;
}
export interface StatisticsQuery {
  du?: string;
  au?: string;
  praticien?: string;
}
export interface JournalQuery {
  du?: string;
  au?: string;
  /** A member of staff, `patients`, `systeme`. */
  qui?: string;
  /** A kind, or a group of kinds. */
  quoi?: string;
  /** A file; or what was typed to find it. */
  patient?: string;
  /** The place of the line after which the page goes on. */
  page?: string;
}
