import { Hono } from "hono";
import { sql } from "kysely";
import { afterAll } from "vitest";
import type { Db } from "../platform/db.ts";
import { clock, languageOf, sameOrigin, securityHeaders } from "../platform/guards.ts";
import { createLog } from "../platform/log.ts";
import type { Mail, Mailer } from "../platform/mail.ts";
import type { Web } from "../platform/web.ts";
import { renderPage } from "../ui/request.tsx";
import { accountsPages } from "./accounts-pages.ts";
import { mailActivation } from "./activation-email.ts";
import { openAuth } from "./auth.ts";
import type { AccountsParts } from "./enter.ts";
import { mailPasswordChanged } from "./password-changed-email.ts";
import type { Argon2Cost } from "./password-hash.ts";
import { mailRecovery } from "./recover-email.ts";
import { whoIsIt } from "./session.ts";

export interface SiteOptions {
  publicUrl?: string;
  argon2?: Argon2Cost;
  afterSignIn?: AccountsParts["afterSignIn"];
}

/** For tests, the pages of accounts alone on a database of their own: browsers with their cookies, a clock, and the mails that leave. */
export async function newSite(
  { db, ownerDb, url }: { db: Db; ownerDb: Db; url: string },
  {
    publicUrl = "http://localhost:3000",
    argon2 = { memoryKib: 64, passes: 1 },
    afterSignIn = async () => {},
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
      c.setRenderer((page, status = 200) =>
        c.html(renderPage(page, { ...c.var, path: c.req.path, now: time.now, space: "patient", navigation }), status),
      );
      await next();
    })
    .use(whoIsIt({ auth }))
    .get("/qui", (c) => c.json({ signedIn: c.var.signedIn, actor: c.var.actor, language: c.var.language }))
    .route("/", accountsPages({ auth, trustProxy: 1, afterSignIn }));

  const mails: Mail[] = [];
  const mailer: Mailer = { send: async (mail) => void mails.push(mail), close() {} };
  return {
    ...{ app, db, ownerDb, url, auth, time, mails },
    /** On a network of its own, unless told which. */
    browser: (address = `203.0.113.${++networks}`) => browserOn(app, publicUrl, address),
    /** Does the jobs that were promised, and gives the newest mail. */
    async deliver(): Promise<Mail> {
      const sender = { db: ownerDb, mailer, publicUrl, secret, now: () => time.now };
      for (const { fact, payload } of await promised(ownerDb))
        await listeners[fact](sender, payload, { lastTry: true });
      return mails.at(-1)!;
    },
  };
}

let networks = 0;
const secret = "a secret of at least thirty-two characters";
const navigation = { home: "/", visitor: [], call: null, patient: [], aside: null, foot: [] };

/** As src/worker.ts connects them. */
const listeners = {
  "activation-requested": mailActivation,
  "recovery-requested": mailRecovery,
  "password-changed": mailPasswordChanged,
};

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
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers({
      "x-forwarded-for": address,
      origin: publicUrl,
      "user-agent": "Firefox",
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
  return {
    cookies,
    get: (path: string, headers: Record<string, string> = {}) => ask(path, { headers }),
    post: (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
      ask(path, { method: "POST", body: new URLSearchParams(form), headers }),
    /** Who the site takes this browser for. */
    who: async () =>
      (await ask("/qui")).json() as Promise<{ signedIn: { email: string; name: string } | null; language: string }>,
  };
}
