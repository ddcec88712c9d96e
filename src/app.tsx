import { serveStatic } from "@hono/node-server/serve-static";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { accountsPages } from "./accounts/accounts-pages.ts";
import { openAuth } from "./accounts/auth.ts";
import { languagePage } from "./accounts/language-page.ts";
import { whoIsIt } from "./accounts/session.ts";
import { whence } from "./accounts/whence.ts";
import { absenceAppointmentsPage } from "./agenda/absence-appointments-page.tsx";
import { agendaPage } from "./agenda/agenda-page.tsx";
import { openLiveAgenda } from "./agenda/live.ts";
import { livePage } from "./agenda/live-page.ts";
import { nextFreePage } from "./agenda/next-free-page.tsx";
import { agendaPanels } from "./agenda/panels.ts";
import { printPage } from "./agenda/print-page.tsx";
import { aheadOf } from "./appointments/ahead-of.ts";
import { bookPage } from "./appointments/book-page.tsx";
import { cancelPage } from "./appointments/cancel-page.tsx";
import { choicePage, holdRhythm } from "./appointments/choice-page.tsx";
import { guestAdmission } from "./appointments/guest-access.ts";
import { guestLimits, guestPage } from "./appointments/guest-page.tsx";
import { heldUntil } from "./appointments/held-until.ts";
import { claimHold } from "./appointments/hold.ts";
import { listPage } from "./appointments/list-page.tsx";
import { movePage } from "./appointments/move-page.tsx";
import { shortLinkPage } from "./appointments/short-link-page.ts";
import { showPage } from "./appointments/show-page.tsx";
import { consentsPage } from "./consents/consents-page.tsx";
import { gate } from "./consents/gate.ts";
import { gatePage } from "./consents/gate-page.tsx";
import { communesApi } from "./directory/communes-api.ts";
import { homePage } from "./directory/home-page.tsx";
import { photoPage } from "./directory/photo-page.ts";
import { searchPage } from "./directory/search-page.tsx";
import { sheetPage } from "./directory/sheet-page.tsx";
import { ReasonPreview, SheetPreview, SitePreview } from "./directory/sheet-preview.tsx";
import { slotsApi, tooManyQuestions } from "./directory/slots-api.ts";
import { communesMeant } from "./establishments/birth-communes.ts";
import { heaviestPhoto } from "./establishments/portrait.ts";
import { privacyPage } from "./establishments/privacy-page.tsx";
import { openFederation } from "./federation/federation.tsx";
import { helpPage } from "./help/help-page.tsx";
import { legalPages } from "./help/legal-pages.tsx";
import { openTexts, type Texts } from "./help/texts.ts";
import { closeAccountPage } from "./my-data/close-account-page.tsx";
import { closingBanner } from "./my-data/closing-banner.tsx";
import { journalPage } from "./my-data/journal-page.tsx";
import { myDataPage } from "./my-data/my-data-page.tsx";
import { navigationFor } from "./navigation.ts";
import { deliveryPage } from "./notices/delivery-page.ts";
import { mailboxPage } from "./notices/mailbox-page.tsx";
import { operatorPages } from "./operator/operator-pages.ts";
import { paths } from "./paths.ts";
import { identityPage } from "./patients/identity-page.tsx";
import { patientInvitationPage } from "./patients/patient-invitation-page.tsx";
import { relativesPages } from "./patients/relatives-pages.ts";
import type { Actor } from "./platform/actor.ts";
import { brake } from "./platform/brake.ts";
import type { Now } from "./platform/clock.ts";
import { type Config, usualJournalYears } from "./platform/config.ts";
import type { Db } from "./platform/db.ts";
import { clock, languageOf, ownNames, reference, requestLog, sameOrigin, securityHeaders } from "./platform/guards.ts";
import { healthPages } from "./platform/health.ts";
import type { Log } from "./platform/log.ts";
import { mailboxIn } from "./platform/mail.ts";
import { createLimiter } from "./platform/rate-limit.ts";
import type { Web } from "./platform/web.ts";
import { proPaths } from "./pro-paths.ts";
import { filePages } from "./secretariat/file-pages.ts";
import { patientsPages } from "./secretariat/patients-pages.ts";
import { openingsPages } from "./settings/openings-pages.ts";
import { settingsPages } from "./settings/settings-pages.ts";
import { statisticsPage } from "./statistics/statistics-page.tsx";
import { substitutesPage } from "./substitutes/substitutes-page.tsx";
import { colleaguePage } from "./team/colleague-page.tsx";
import { deskHome, staffOnly } from "./team/desk.ts";
import { DeskLink, deskPage } from "./team/desk-page.tsx";
import { teamLimit } from "./team/invite-colleague.ts";
import { inviteColleaguePage } from "./team/invite-colleague-page.tsx";
import { joinTeamPage } from "./team/join-team-page.tsx";
import { teamPage } from "./team/team-page.tsx";
import { exportsPage } from "./transfer/exports-page.tsx";
import { importPage } from "./transfer/import-page.tsx";
import { importsPage, mostBytes as mostImportBytes } from "./transfer/imports-page.tsx";
import { ErrorPage } from "./ui/error-page.tsx";
import { type PageRequest, renderPage } from "./ui/request.ts";

export interface AppOptions {
  config: Pick<Config, "mode" | "publicUrl" | "secret" | "argon2" | "trustProxy" | "varDir" | "smtpUrl"> &
    Partial<Pick<Config, "searchesPerMinute" | "sms" | "identityProviders" | "journalYears">>;
  db: Db;
  /** The database, for sign-in. */
  authUrl: string;
  /** The database as its owner, for the connection that listens. Default: nothing is live. */
  listenUrl?: string;
  log: Log;
  now: Now;
  /** Legal texts and help. Default: ours, without the facts of a publisher. */
  texts?: Texts;
  /** Aborted when the process is asked to end: from then on it says that it is not ready. */
  closing?: AbortSignal;
}

/** The whole site as one function from request to answer: the guards first, then the pages by name. */
export function createApp({ config, db, authUrl, log, now, closing, ...options }: AppOptions) {
  const { publicUrl, mode } = config;
  const texts = options.texts ?? openTexts({ site: publicUrl, now });
  const auth = openAuth({ url: authUrl, secret: config.secret, publicUrl, argon2: config.argon2, log });
  const { secret, trustProxy, journalYears = usualJournalYears } = config;
  const live = options.listenUrl ? openLiveAgenda({ url: options.listenUrl, log }) : null;
  const federation = openFederation({ settings: config.identityProviders ?? {}, secret, publicUrl, log });
  const mailbox = mode === "demonstration" && !config.smtpUrl ? paths.mailbox() : null;
  const accounts = {
    auth,
    trustProxy,
    communesMeant,
    mailbox,
    afterSignIn: claimHold,
    accountBanner: async (db: Db, by: Extract<Actor, { kind: "user" }>) => (
      <>
        {await closingBanner(db, by)}
        {(await deskHome(auth, by.userId)) && <DeskLink />}
      </>
    ),
    homeOf: (userId: string) => deskHome(auth, userId),
    ...federation.doors,
  };
  const guests = guestAdmission(secret);
  const app = new Hono<Web>();

  app.use(reference, clock(now), requestLog(log), languageOf, renderer);
  if (mode === "demonstration") app.use(ownNames({ publicUrl }));
  app.use(securityHeaders({ isHttps: publicUrl.startsWith("https:") }));
  app.use(
    "/assets/*",
    compress(),
    serveStatic({
      root: "dist/client",
      onFound: (_, c) => c.header("Cache-Control", "public, max-age=31536000, immutable"),
    }),
  );
  app.route("/", healthPages({ db, closing }));
  app.use(async (c, next) => {
    c.set("db", db);
    c.set("smsOn", Boolean(config.sms));
    await next();
  });
  const braked = { perMinute: config.searchesPerMinute ?? null, trustProxy: config.trustProxy };
  app.use(paths.slotsApi(), brake({ ...braked, refuse: tooManyQuestions }));
  app.route("/", slotsApi);
  app.route("/", communesApi);
  app.route("/", deliveryPage({ secret: config.secret }));

  app.use(compress(), sameOrigin({ publicUrl }), formsOfLength, whoIsIt({ auth }), whence({ trustProxy }));
  app.use(gate({ auth, texts, trustProxy }));
  app.route("/", gatePage({ texts, heldUntil }));
  app.route("/", homePage);
  app.route("/", languagePage({ auth }));
  app.use(paths.search(), brake({ ...braked, refuse: hurried }));
  app.route("/", searchPage);
  app.route("/", sheetPage({ publicUrl }));
  app.route("/", photoPage);
  app.route("/", accountsPages(accounts));
  app.route("/", identityPage);
  app.route("/", federation.pages(accounts));
  app.route("/", choicePage({ limit: createLimiter(auth.pool, holdRhythm), trustProxy: config.trustProxy }));
  app.route("/", relativesPages({ auth, trustProxy, aheadOf }));
  app.route("/", patientInvitationPage(accounts));
  app.route("/", bookPage({ texts }));
  app.route("/", listPage);
  app.route("/", showPage({ publicUrl, ...guests }));
  app.route("/", shortLinkPage);
  app.route("/", cancelPage(guests));
  app.route("/", movePage(guests));
  app.route("/", guestPage({ secret, trustProxy, guests, ...guestLimits(auth.pool) }));
  app.route("/", consentsPage);
  app.route("/", journalPage({ journalYears }));
  app.route("/", myDataPage({ secret }));
  app.route("/", closeAccountPage({ journalYears }));
  app.route("/", helpPage({ texts }));
  app.route("/", legalPages({ texts }));
  app.route("/", privacyPage({ texts }));
  app.route("/", joinTeamPage(accounts));
  app.route("/", operatorPages({ ...config, texts }));
  app.use(proPaths.space(), staffOnly({ auth }));
  app.use(`${proPaths.space()}/*`, staffOnly({ auth }));
  app.route("/", deskPage({ auth }));
  app.route("/", openingsPages);
  app.route("/", settingsPages({ previews: { Sheet: SheetPreview, Reason: ReasonPreview, Site: SitePreview } }));
  app.route("/", patientsPages);
  app.route("/", filePages({ auth })); // after the other pages under /pro/patients, whose addresses are no ids
  app.route("/", agendaPanels);
  app.route("/", teamPage);
  app.route("/", statisticsPage);
  app.route("/", substitutesPage);
  app.route("/", importsPage({ secret }));
  app.route("/", importPage({ secret }));
  app.route("/", exportsPage);
  app.route("/", absenceAppointmentsPage);
  app.route("/", inviteColleaguePage({ secret, limit: teamLimit(auth.pool) }));
  app.route("/", colleaguePage);
  app.route("/", livePage({ auth, live }));
  app.route("/", agendaPage());
  app.route("/", printPage);
  app.route("/", nextFreePage);
  if (mode === "demonstration" && !config.smtpUrl) app.route("/", mailboxPage({ mailbox: mailboxIn(config.varDir) }));

  app.notFound((c) => c.render(<ErrorPage status={404} reference={c.var.reference} />, 404));
  app.onError((error, c) => {
    log.error({ err: error, reference: c.var.reference }, "a request failed");
    return c.render(<ErrorPage status={500} reference={c.var.reference} />, 500);
  });
  return Object.assign(app, { auth, live });
}

function hurried(c: Context<Web>) {
  return c.render(<ErrorPage status={429} reference={c.var.reference} />, 429);
}

/** Links of mails: what they open is for whoever holds them, and not for the disk of a shared computer. */
const secretAddress =
  /^\/(activation|nouveau-mot-de-passe|proches\/invitation|rendez-vous|invitation|equipe\/invitation)\//;

/** No form of ours is longer. */
const shortForms = bodyLimit({ maxSize: 64 * 1024, onError: (c) => c.text("413", 413) });
/** But the one that brings a photograph, which says itself what is too heavy (src/establishments/portrait.ts). */
const photoForms = bodyLimit({ maxSize: 3 * heaviestPhoto, onError: (c) => c.text("413", 413) });
const photoAddress = new RegExp(`^${proPaths.photo("[0-9a-f-]{36}")}$`);
/** And the one that brings a file from another program, which says itself what is too long. */
const importForms = bodyLimit({ maxSize: 2 * mostImportBytes, onError: (c) => c.text("413", 413) });
const formsOfLength: MiddlewareHandler<Web> = (c, next) => {
  if (photoAddress.test(c.req.path)) return photoForms(c, next);
  return c.req.path === proPaths.newImport() ? importForms(c, next) : shortForms(c, next);
};

/** Pages are rendered whole, with what they ask of the request. They are nobody else's to keep; those of whoever signed in are not
 * compressed either, since they print both what is private and what was typed. */
const renderer: MiddlewareHandler<Web> = async (c, next) => {
  c.setRenderer((page, status = 200) => {
    const isPrivate = c.var.signedIn || c.var.actor?.kind === "guest" || secretAddress.test(c.req.path);
    c.header("Cache-Control", isPrivate ? "private, no-store, no-transform" : "private, no-cache");
    c.header("Vary", "Accept-Language, Cookie");
    c.header("Content-Language", c.var.language);
    return c.html(renderPage(page, requestOf(c)), status);
  });
  await next();
};

function requestOf(c: Context<Web>): PageRequest {
  const { pathname, search } = new URL(c.req.url);
  const path = pathname + search;
  const { language, signedIn, desk } = c.var;
  const isOperator = c.var.isOperator ?? false;
  const isPro = isOperator || pathname === proPaths.space() || pathname.startsWith(`${proPaths.space()}/`);
  return {
    language,
    path,
    signedIn,
    now: c.var.now(),
    space: isPro ? "pro" : "patient",
    navigation: navigationFor({
      language,
      path,
      desk: desk && signedIn ? { ...desk, name: signedIn.name } : null,
      isOperator,
    }),
  };
}
