import { Hono } from "hono";
import { sql } from "kysely";
import { afterAll } from "vitest";
import { paths } from "../paths.ts";
import type { Db } from "../platform/db.ts";
import { clock, languageOf, sameOrigin, securityHeaders } from "../platform/guards.ts";
import { newId } from "../platform/ids.ts";
import { createLog } from "../platform/log.ts";
import type { Mail, Mailer } from "../platform/mail.ts";
import type { Text, Texter } from "../platform/sms-texter.ts";
import type { Web } from "../platform/web.ts";
import { renderPage } from "../ui/request.ts";
import { accountsPages } from "./accounts-pages.ts";
import { createActiveUser } from "./activate.ts";
import { mailActivation } from "./activation-email.ts";
import { openAuth } from "./auth.ts";
import type { CommunesMeant } from "./birthplace.ts";
import { mailEmailChanged, mailEmailUndone, mailNewAddress, warnOldAddress } from "./change-email-mails.ts";
import type { AccountsParts } from "./enter.ts";
import { mailFactorsChanged } from "./factors-changed-email.ts";
import { mailPasswordChanged } from "./password-changed-email.ts";
import type { Argon2Cost } from "./password-hash.ts";
import { mailPhoneChanged, textOldPhone, textPhoneCode } from "./phone-notices.ts";
import { mailRecovery } from "./recover-email.ts";
import { sendSecondStepDigits } from "./second-step-code-notice.ts";
import { whoIsIt } from "./session.ts";

export interface SiteOptions {
  publicUrl?: string;
  argon2?: Argon2Cost;
  afterSignIn?: AccountsParts["afterSignIn"];
  /** Where the built-in mailbox is read. */
  mailbox?: string;
}

/** For tests, the pages of accounts alone on a database of their own: browsers with their cookies, a clock, and the mails that leave. */
export async function newSite(
  { db, ownerDb, url }: { db: Db; ownerDb: Db; url: string },
  {
    publicUrl = "http://localhost:3000",
    argon2 = { memoryKib: 64, passes: 1 },
    afterSignIn = async () => {},
    mailbox,
  }: SiteOptions = {},
) {
  const log = createLog({ level: "silent" });
  const auth = openAuth({ url, secret, publicUrl, argon2, log });
  afterAll(() => auth.close());

  const time = { now: Temporal.Instant.from("2026-11-23T09:00:00Z") };
  const app = new Hono<Web>()
    .use(
      clock(() => time.now),
      languageOf,
      securityHeaders({ isHttps: publicUrl.startsWith("https") }),
    )
    .use(sameOrigin({ publicUrl }), async (c, next) => {
      c.set("db", db);
      c.set("smsOn", true);
      c.setRenderer((page, status = 200) =>
        c.html(renderPage(page, { ...c.var, path: c.req.path, now: time.now, space: "patient", navigation }), status),
      );
      await next();
    })
    .use(whoIsIt({ auth }))
    .get("/qui", (c) => c.json({ signedIn: c.var.signedIn, actor: c.var.actor, language: c.var.language }))
    .route("/", accountsPages({ auth, trustProxy: 1, mailbox: mailbox ?? null, communesMeant, afterSignIn }));

  const mails: Mail[] = [];
  const mailer: Mailer = { send: async (mail) => void mails.push(mail), close() {} };
  const texts: Text[] = [];
  const texter: Texter = {
    send: async (text) => ({ providerReference: `${texts.push(text)}` }),
    close: async () => {},
  };
  const deliver = async (): Promise<Mail> => {
    const sender = { db: ownerDb, mailer, texter, publicUrl, secret, now: () => time.now };
    for (const { fact, payload } of await promised(ownerDb)) await listeners[fact](sender, payload, { lastTry: true });
    return mails.at(-1)!;
  };
  /** Does the jobs that were promised, and gives the newest code of six digits that was mailed to this address. */
  const codeFor = async (email: string): Promise<string> => {
    await deliver();
    const mail = mails.findLast(({ to, subject }) => to === email && subject === "Votre code AmiCare");
    return /^\d{6}$/m.exec(mail!.text)![0];
  };
  return {
    ...{ app, db, ownerDb, url, auth, time, mails, texts, codeFor },
    /** On a network of its own, unless told which. */
    browser: (address = `203.0.113.${++networks}`) => browserOn(app, publicUrl, address),
    /** Does the jobs that were promised, and gives the newest mail. */
    deliver,
    /** Someone with the password below; of the staff of a practice, if so wished, or with a phone that was confirmed. */
    async someone(name: string, { isStaff = false, phone = null as string | null } = {}) {
      const email = `${name}@exemple.fr`;
      const { userId } = await createActiveUser(db, auth, { email, password: testPassword, name });
      if (isStaff) await employ(ownerDb, userId);
      const confirmedAt = phone && time.now.toString();
      await sql`update auth."user" set phone = ${phone}, phone_confirmed_at = ${confirmedAt}::timestamptz where id = ${userId}`.execute(
        ownerDb,
      );
      return { email, userId, password: testPassword };
    },
    /** A browser in which this person gave her password, and owes the second step. */
    async owing({ email, password }: { email: string; password: string }) {
      const browser = browserOn(app, publicUrl, `203.0.113.${++networks}`);
      const answer = await browser.post(paths.signIn(), { email, password });
      if (answer.headers.get("location") !== paths.secondStep()) throw new Error("the second step is not asked");
      return browser;
    },
    /** Both steps of signing in: the password, then the code that came by mail. The last answer. */
    async signIn(
      browser: TestBrowser,
      { email, password, ...rest }: { email: string; password: string; vers?: string; souvenir?: "oui" },
    ) {
      const asked = await browser.post(paths.signIn(), { email, password, vers: rest.vers ?? "" });
      if (asked.status !== 303 || !asked.headers.get("location")?.startsWith(paths.secondStep())) return asked;
      return browser.post(paths.secondStep(), { par: "mail", code: await codeFor(email), ...rest });
    },
  };
}

export const testPassword = "tasse-Lune-47-vélo";

/** Makes someone a member of staff, of a practice of her own. */
export async function employ(ownerDb: Db, userId: string) {
  const establishmentId = newId();
  const practice = {
    name: "Cabinet du Cerf-Volant",
    neutralName: "Cabinet",
    kind: "solo",
    phone: "+33199001234",
  } as const;
  await ownerDb
    .insertInto("establishment")
    .values({ id: establishmentId, ...practice })
    .execute();
  await ownerDb.insertInto("staff").values({ id: newId(), establishmentId, userId, role: "secretary" }).execute();
}

export type TestBrowser = ReturnType<typeof browserOn>;

/** All the communes of this small country. */
const communes = [
  { inseeCode: "94080", label: "Vincennes (94300)" },
  { inseeCode: "93066", label: "Saint-Denis (93)" },
  { inseeCode: "97411", label: "Saint-Denis (974)" },
];
const communesMeant: CommunesMeant = async (_, text) => {
  const close = communes.filter(({ label }) => label.startsWith(text));
  return { exact: close.length === 1 ? close[0]! : null, close };
};

let networks = 0;
const secret = "a secret of at least thirty-two characters";
const navigation = {
  home: "/",
  visitor: [],
  call: null,
  patient: [],
  aside: null,
  foot: [],
  pro: { items: [], me: null },
};

/** As src/worker.ts connects them. */
const listeners = {
  "activation-requested": mailActivation,
  "recovery-requested": mailRecovery,
  "password-changed": mailPasswordChanged,
  "second-step-code-requested": sendSecondStepDigits,
  "second-factor-changed": mailFactorsChanged,
  "email-change-requested": inTurn(mailNewAddress, warnOldAddress),
  "email-changed": mailEmailChanged,
  "email-change-undone": mailEmailUndone,
  "phone-code-requested": textPhoneCode,
  "phone-changed": inTurn(mailPhoneChanged, textOldPhone),
};

function inTurn<Said extends unknown[]>(...works: ((...said: Said) => Promise<void>)[]) {
  return async (...said: Said) => {
    for (const work of works) await work(...said);
  };
}

async function promised(db: Db) {
  const { rows } = await sql<{ fact: keyof typeof listeners; payload: never }>`
    with job as (delete from graphile_worker._private_jobs returning id, task_id, payload)
    select task.identifier as fact, payload from job join graphile_worker._private_tasks as task on task.id = task_id
    order by job.id`.execute(db);
  return rows;
}

/** A browser: it keeps cookies, and says where a form comes from. */
function browserOn(app: Hono<Web>, publicUrl: string, address: string) {
  const cookies = new Map<string, string>();
  const self = { userAgent: "Firefox" };
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers({
      "x-forwarded-for": address,
      origin: publicUrl,
      "user-agent": self.userAgent,
      "accept-language": "fr",
      ...(init.headers as Record<string, string>),
    });
    if (cookies.size > 0) headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const answer = await app.request(publicUrl + path, { ...init, headers });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name, value] = cookie.split(";")[0]!.split(/=(.*)/s) as [string, string];
      if (/max-age=0/i.test(cookie)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  return Object.assign(self, {
    cookies,
    get: (path: string, headers: Record<string, string> = {}) => ask(path, { headers }),
    post: (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
      ask(path, { method: "POST", body: new URLSearchParams(form), headers }),
    /** Who the site takes this browser for. */
    who: async () =>
      (await ask("/qui")).json() as Promise<{ signedIn: { email: string; name: string } | null; language: string }>,
  });
}
