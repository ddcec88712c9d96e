/** Every address of the public site and of the patient space, by name (of staff: src/pro-paths.ts). French, and the same in both languages. */
export const paths = {
  home: () => "/",
  language: (language: string, back = "") => `/langue/${language}${queryString({ vers: back })}`,
  search: (query: SearchQuery = {}) => `/recherche${queryString(query)}`,
  practitioner: (slug: string, choice: SheetChoice = {}) => `/soignants/${slug}${queryString(choice)}`,
  slotsApi: () => "/api/slots",
  communesApi: () => "/api/communes",

  /** The time chosen, before it is held; posting here holds it. */
  choice: (slot: SlotQuery = {}) => `/reserver${queryString(slot)}`,
  /** The form while a time is held; the query names the time, so that the choice outlives the hold. */
  booking: (holdId: string, slot: SlotQuery = {}) => `/reserver/${holdId}${queryString(slot)}`,
  moreTime: (holdId: string) => `/reserver/${holdId}/prolonger`,
  abandonHold: (holdId: string) => `/reserver/${holdId}/abandonner`,

  /** Everyone’s, or one person’s. */
  myAppointments: (of: { pour?: string } = {}) => `/mes-rendez-vous${queryString(of)}`,
  appointment: (id: string) => `/mes-rendez-vous/${id}`,
  confirmed: (id: string) => `/mes-rendez-vous/${id}/confirme`,
  calendarFile: (id: string) => `/mes-rendez-vous/${id}/rendez-vous.ics`,
  cancellation: (id: string) => `/mes-rendez-vous/${id}/annuler`,
  /** The link of texts, which must be short (src/appointments/short-link.ts). */
  shortAppointment: (short: string) => `/r/${short}`,
  move: (id: string, choice: { semaine?: string; debut?: string } = {}) =>
    `/mes-rendez-vous/${id}/deplacer${queryString(choice)}`,

  signIn: (to: { vers?: string } = {}) => `/connexion${queryString(to)}`,
  signOut: () => "/deconnexion",
  signUp: (to: { vers?: string } = {}) => `/inscription${queryString(to)}`,
  activation: (token: string) => `/activation/${token}`,
  account: () => "/compte",
  resendActivation: () => "/inscription/renvoyer",
  recovery: (to: { vers?: string } = {}) => `/mot-de-passe-oublie${queryString(to)}`,
  recoveryCode: () => "/mot-de-passe-oublie/code",
  newPassword: (token: string) => `/nouveau-mot-de-passe/${token}`,
  /** The second step of signing in: whatever proves once more that it is this person. */
  secondStep: (to: { vers?: string; par?: string } = {}) => `/connexion/verification${queryString(to)}`,
  /** Sends a code of six digits, by mail or SMS. */
  secondStepCode: () => "/connexion/verification/code",
  /** Someone signed in for a while proves again to be there, before something that matters. */
  confirmItIsYou: (to: { vers?: string; par?: string } = {}) => `/connexion/confirmer${queryString(to)}`,
  confirmCode: () => "/connexion/confirmer/code",
  passkeyQuestion: (of: { qui?: string } = {}) => `/connexion/cle-d-acces/question${queryString(of)}`,
  passkeySignIn: () => "/connexion/cle-d-acces",
  franceConnect: (to: { vers?: string } = {}) => `/connexion/franceconnect${queryString(to)}`,
  franceConnectReturn: () => "/connexion/franceconnect/retour",
  proSanteConnect: (to: { vers?: string } = {}) => `/connexion/pro-sante-connect${queryString(to)}`,
  proSanteConnectReturn: () => "/connexion/pro-sante-connect/retour",
  /** Someone FranceConnect or Pro Santé Connect vouched for, and whose account we do not know yet. */
  linkIdentity: () => "/compte/relier",
  unlinkIdentity: () => "/compte/delier",
  /** Signed out here; still signed in where one came from. */
  signOutElsewhere: () => "/deconnexion/ailleurs",

  /** « Mon compte », saying what was just done. */
  accountAfter: (done: "mot-de-passe" | "adresse" | "telephone" | "identite" | "langue" | "notifications") =>
    `/compte${queryString({ fait: done })}`,
  changePassword: () => "/compte/mot-de-passe",
  openSessions: () => "/compte/appareils",
  security: (to: { vers?: string; fait?: "application" | "application-retiree" } = {}) =>
    `/compte/securite${queryString(to)}`,
  authenticator: () => "/compte/securite/application",
  recoveryCodes: () => "/compte/securite/codes-de-secours",
  passkeys: () => "/compte/securite/cles-d-acces",
  /** « Mes clés d'accès », saying what was just done. */
  passkeysAfter: (done: "ajoutee" | "renommee" | "retiree") =>
    `/compte/securite/cles-d-acces${queryString({ fait: done })}`,
  passkey: (id: string) => `/compte/securite/cles-d-acces/${id}`,
  passkeyCreation: () => "/compte/securite/cles-d-acces/question",
  identity: () => "/compte/identite",
  changeEmail: () => "/compte/adresse-mail",
  confirmEmail: (token: string) => `/compte/adresse-mail/${token}`,
  /** Where the old address takes back what was changed without her. */
  notMe: (token: string) => `/ce-n-etait-pas-moi/${token}`,
  changePhone: () => "/compte/telephone",
  accountLanguage: () => "/compte/langue",
  notifications: () => "/compte/notifications",
  relatives: (told: { fait?: "ajoute" | "retire" | "partage" } = {}) => `/compte/proches${queryString(told)}`,
  addRelative: (choice: { lien?: string; vers?: string } = {}) => `/compte/proches/ajouter${queryString(choice)}`,
  relative: (id: string, told: { fait?: "modifie" } = {}) => `/compte/proches/${id}${queryString(told)}`,
  editRelative: (id: string) => `/compte/proches/${id}/modifier`,
  shareRelative: (id: string) => `/compte/proches/${id}/partager`,
  /** An account of her own for a relative who is old enough. */
  relativeAccount: (id: string) => `/compte/proches/${id}/son-compte`,
  leaveRelative: (id: string) => `/compte/proches/${id}/retirer`,
  relativeInvitation: (token: string) => `/proches/invitation/${token}`,
  /** An establishment invites a patient; `pour` says whose the file is, where it is asked. */
  patientInvitation: (token: string, of: { pour?: "moi" | "enfant" } = {}) => `/invitation/${token}${queryString(of)}`,
  consents: () => "/compte/consentements",
  /** The very words of a proof of one's own, by their fingerprint. */
  consentText: (sha256: string) => `/compte/consentements/${sha256}`,
  /** Of everyone one acts for, or of one person. */
  journal: (of: { pour?: string; page?: string } = {}) => `/compte/journal${queryString(of)}`,
  myData: () => "/compte/mes-donnees",
  dataExport: (id: string) => `/compte/mes-donnees/${id}`,
  dataExportFile: (id: string) => `/compte/mes-donnees/${id}/fichier`,
  closeAccount: () => "/compte/fermer",

  /** « Avant de continuer… »: what must be read before the space opens. */
  gate: (to: { vers?: string } = {}) => `/avant-de-continuer${queryString(to)}`,
  help: () => "/aide",
  privacy: () => "/confidentialite",
  privacyOf: (establishment: string) => `/confidentialite/${establishment}`,
  terms: () => "/conditions",
  legal: () => "/mentions-legales",
  accessibility: () => "/accessibilite",

  /** One appointment without signing in: the link of its mails, then the first letters of the family name. */
  linkedAppointment: (token: string) => `/rendez-vous/${token}`,

  /** Where a provider of texts says whether one arrived. */
  textReceipt: (reference: string, mark: string) => `/sms/recu/${reference}/${mark}`,

  mailbox: () => "/boite-aux-lettres",
  mailboxMessage: (id: string) => `/boite-aux-lettres/${id}`,
  live: () => "/health/live",
  ready: () => "/health/ready",
} as const;

export interface SearchQuery {
  qui?: string;
  ou?: string;
  tri?: "tot" | "pres";
  visio?: "1";
  nouveaux?: "1";
  fauteuil?: "1";
  secteur1?: "1";
  langue?: string;
  page?: string;
}
/** What the address of a sheet remembers: the visit reason, the site, the Monday shown. */
export interface SheetChoice {
  motif?: string;
  lieu?: string;
  semaine?: string;
}
/** One free time: practitioner's slug, visit reason, site, and the start with its offset. */
export interface SlotQuery {
  soignant?: string;
  motif?: string;
  lieu?: string;
  debut?: string;
}

export function queryString(query: object): string {
  let text = "";
  for (const [name, value] of Object.entries(query)) {
    if (typeof value !== "string" || value === "") continue;
    text += `${text === "" ? "?" : "&"}${name}=${encodeURIComponent(value)}`;
  }
  return text;
}
