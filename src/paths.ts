/** Every address of the product, by name. French, and the same in both languages. */
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

  myAppointments: () => "/mes-rendez-vous",
  appointment: (id: string) => `/mes-rendez-vous/${id}`,
  confirmed: (id: string) => `/mes-rendez-vous/${id}/confirme`,
  calendarFile: (id: string) => `/mes-rendez-vous/${id}/rendez-vous.ics`,
  cancellation: (id: string) => `/mes-rendez-vous/${id}/annuler`,
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
  secondStep: (to: { vers?: string } = {}) => `/connexion/verification${queryString(to)}`,
  /** Sends a code of six digits, by mail or SMS. */
  secondStepCode: () => "/connexion/verification/code",
  /** Someone signed in for a while proves again to be there, before something that matters. */
  confirmItIsYou: (to: { vers?: string } = {}) => `/connexion/confirmer${queryString(to)}`,
  confirmCode: () => "/connexion/confirmer/code",
  passkeyQuestion: () => "/connexion/cle-d-acces/question",
  passkeySignIn: () => "/connexion/cle-d-acces",
  franceConnect: (to: { vers?: string } = {}) => `/connexion/franceconnect${queryString(to)}`,
  franceConnectReturn: () => "/connexion/franceconnect/retour",
  proSanteConnect: (to: { vers?: string } = {}) => `/connexion/pro-sante-connect${queryString(to)}`,
  proSanteConnectReturn: () => "/connexion/pro-sante-connect/retour",

  /** « Mon compte », saying what was just done. */
  accountAfter: (done: "mot-de-passe" | "adresse" | "telephone" | "identite" | "langue" | "notifications") =>
    `/compte${queryString({ fait: done })}`,
  changePassword: () => "/compte/mot-de-passe",
  openSessions: () => "/compte/appareils",
  security: () => "/compte/securite",
  authenticator: () => "/compte/securite/application",
  recoveryCodes: () => "/compte/securite/codes-de-secours",
  passkeys: () => "/compte/securite/cles-d-acces",
  passkey: (id: string) => `/compte/securite/cles-d-acces/${id}`,
  passkeyCreation: () => "/compte/securite/cles-d-acces/question",
  identity: () => "/compte/identite",
  changeEmail: () => "/compte/adresse-mail",
  confirmEmail: (token: string) => `/compte/adresse-mail/${token}`,
  changePhone: () => "/compte/telephone",
  accountLanguage: () => "/compte/langue",
  notifications: () => "/compte/notifications",
  relatives: () => "/compte/proches",
  addRelative: () => "/compte/proches/ajouter",
  relative: (id: string) => `/compte/proches/${id}`,
  shareRelative: (id: string) => `/compte/proches/${id}/partager`,
  relativeInvitation: (token: string) => `/proches/invitation/${token}`,
  consents: () => "/compte/consentements",
  journal: () => "/compte/journal",
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

function queryString(query: object): string {
  let text = "";
  for (const [name, value] of Object.entries(query)) {
    if (typeof value !== "string" || value === "") continue;
    text += `${text === "" ? "?" : "&"}${name}=${encodeURIComponent(value)}`;
  }
  return text;
}
