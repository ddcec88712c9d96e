import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, vi } from "vitest";
import { buildIfStale } from "../../scripts/build-if-stale.ts";
import { openSharedPractice } from "../../seeds/shared-practice.ts";
import { createActiveUser } from "../../src/accounts/activate.ts";
import { createApp } from "../../src/app.tsx";
import { passGate } from "../../src/consents/pass-gate.ts";
import { openTexts } from "../../src/help/texts.ts";
import { asActor } from "../../src/platform/actor.ts";
import { createLog } from "../../src/platform/log.ts";
import { type KeptMail, mailboxIn } from "../../src/platform/mail.ts";
import { freePort } from "../../src/platform/postgres-server.ts";
import { openDoor } from "../../src/platform/serve.ts";
import { inventedFacts } from "../../src/platform/site-facts.ts";
import { startWorker } from "../../src/worker.ts";
import { newDatabase } from "../database.ts";
import type { Visitor } from "./visitor.ts";

export type Site = Awaited<ReturnType<typeof openSite>>;

/** The whole site as `npm start` puts it together, on a loopback port of its own: database, pages, jobs and the built-in mailbox. It is
 * Monday 23 November 2026, ten o'clock in Vincennes, until the clock is set; the Cabinet du Cerf-Volant receives. */
export async function openSite() {
  const { db, ownerDb, url: databaseUrl, ownerUrl } = await newDatabase();
  const clock = newClock(monday);
  const { now } = clock;
  const today = now().toZonedDateTimeISO("Europe/Paris").toPlainDate();
  await asActor(ownerDb, { kind: "system", job: "journeys" }, (tx) => openSharedPractice(tx, today));
  await ownerDb.insertInto("commune").values(vincennes).execute();

  const port = await freePort();
  const varDir = mkdtempSync(join(tmpdir(), "amicare-site-"));
  const config = { ...settings, varDir, publicUrl: `http://127.0.0.1:${port}` };
  const log = createLog({ level: "error" });
  const texts = openTexts({ facts: inventedFacts, site: config.publicUrl, now });
  const app = createApp({ config, db, authUrl: databaseUrl, listenUrl: ownerUrl, log, now, texts });
  const door = await openDoor({ host: "127.0.0.1", port });
  const assets = await builtAssets();
  door.answerWith((request, env) => app.fetch(assets(request), env));
  const worker = await startWorker({ config, db: ownerDb, directUrl: ownerUrl, log, now, pollMs: 100 });
  afterAll(async () => {
    await app.live?.close();
    await door.close();
    await worker.stop();
    await app.auth.close();
    rmSync(varDir, { recursive: true, force: true });
  });

  const mailbox = mailboxIn(varDir);
  const spent = new Set<string>();
  /** The six digits of the newest code mailed to this address, once it has come; never the same mail twice. */
  async function codeFor(email: string): Promise<string> {
    const isIt = ({ id, to, subject }: KeptMail) =>
      to === email && ["Votre code AmiCare", "Your AmiCare code"].includes(subject) && !spent.has(id);
    const mail = await vi.waitUntil(() => mailbox.list().find(isIt), patiently);
    spent.add(mail.id);
    return /^\d{6}$/m.exec(mail.text)![0];
  }
  return {
    codeFor,
    /** The second step of signing in, by the code that comes by mail. */
    async passSecondStep(someone: Visitor, email: string) {
      await someone.fill(/^Code (reçu par mail|received by email)/, await codeFor(email));
      await someone.press(/^(Valider|Confirm)$/);
    },
    ...{ url: config.publicUrl, db, ownerDb, auth: app.auth, clock, mailbox },
    /** An account with a profile of its own, able to sign in, which has passed the gate. */
    async account(who: Someone, { hasPassed = true } = {}) {
      const made = await createActiveUser(db, app.auth, { password, name: who.firstNames, ...identityOf(who) });
      const by = { kind: "user" as const, userId: made.userId, visitor: null };
      if (hasPassed) await passGate(db, { by, texts, now: now() });
      return made;
    },
    /** The newest mail to this address about that, once it has come; newer than `after`. */
    async mailTo(email: string, about: RegExp, { after }: { after?: KeptMail } = {}): Promise<KeptMail> {
      const isIt = ({ to, subject }: KeptMail) => to === email && about.test(subject.replace(/\s/g, " "));
      const come = () => {
        const newest = mailbox.list().find(isIt);
        return newest?.id === after?.id ? undefined : newest;
      };
      return await vi.waitUntil(come, patiently);
    },
  };
}

/** A busy machine takes its time. */
const patiently = { timeout: 30_000, interval: 50 };

/** When it begins. */
export const monday = "2026-11-23T10:00+01:00[Europe/Paris]";

/** Stands still until it is set, or moved on. */
function newClock(beginning: string) {
  let time = Temporal.ZonedDateTime.from(beginning).toInstant();
  return {
    now: () => time,
    /** `2026-11-25T09:01+01:00[Europe/Paris]` */
    set(to: string) {
      time = Temporal.ZonedDateTime.from(to).toInstant();
    },
    advance(by: { hours?: number; minutes?: number }) {
      time = time.add(by);
    },
  };
}

/** Someone as the tests call her; her account has the password below. */
export interface Someone {
  email: string;
  firstNames: string;
  lastName: string;
}

export const ada: Someone = { email: "ada.roche@exemple.fr", firstNames: "Ada", lastName: "Roche" };
export const eve: Someone = { email: "eve.perrault@exemple.fr", firstNames: "Ève", lastName: "Perrault" };
export const password = "tasse-Lune-47-vélo";

function identityOf({ email, firstNames, lastName }: Someone) {
  const names = { birthName: lastName, nameUsed: lastName, firstNames };
  const birthDate = Temporal.PlainDate.from("1951-03-14");
  return { email, identity: { ...names, birthDate, sex: "F" as const, phone: "+33639981234" } };
}

const settings = {
  mode: "demonstration" as const,
  secret: "a secret of at least thirty-two characters",
  argon2: { memoryKib: 64, passes: 1 },
  trustProxy: 1,
  smtpUrl: null,
  sms: "mailbox" as const,
  mailFrom: "AmiCare <ne-pas-repondre@amicare.example>",
  journalYears: 3,
};

const vincennes = {
  inseeCode: "94080",
  name: "Vincennes",
  postalCodes: ["94300"],
  department: "94",
  population: 48_000,
  latitude: 48.8478,
  longitude: 2.4353,
};

/** From source, pages name their assets without a hash: here they are led to the built ones. */
async function builtAssets(): Promise<(request: Request) => Request> {
  const manifest = "dist/client/.vite/manifest.json";
  if (!existsSync(manifest)) await buildIfStale();
  const built = Object.entries(JSON.parse(readFileSync(manifest, "utf8")) as Record<string, { file: string }>);
  const unhashed = (source: string) => `/assets/${basename(source).replace(/\.ts$/, ".js")}`;
  const hashed = new Map(built.map(([source, { file }]) => [unhashed(source), `/${file}`]));
  return (request) => {
    const url = new URL(request.url);
    const file = hashed.get(url.pathname);
    return file ? new Request(new URL(file, url), request) : request;
  };
}
