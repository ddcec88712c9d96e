import { createHash, createHmac } from "node:crypto";
import { Logger, runOnce } from "graphile-worker";
import { sql } from "kysely";
import { afterAll, onTestFinished, TestRunner } from "vitest";
import { done } from "../seeds/done.ts";
import { type Auth, openAuth } from "../src/accounts/auth.ts";
import { type AppOptions, createApp } from "../src/app.tsx";
import { bookAppointment } from "../src/appointments/book.ts";
import { type Actor, nobody } from "../src/platform/actor.ts";
import type { Db } from "../src/platform/db.ts";
import { newId } from "../src/platform/ids.ts";
import { createLog } from "../src/platform/log.ts";
import type { Mail, Mailer } from "../src/platform/mail.ts";
import type { Text, Texter } from "../src/platform/sms-texter.ts";
import { tasksOf } from "../src/worker.ts";
import { type Browser, openBrowser } from "./browser.ts";
import { assemble, type Cast, type Member, members } from "./cast.ts";
import { copiesOf } from "./copies.ts";

/** An appointment made for a test. */
export interface Made {
  id: string;
  startsAt: Temporal.Instant;
}

/** What a test's booking says; by default Ada sees Dre Lune. `at` is the time on the clock of the site, `2027-03-31T10:00`. */
export interface Wish {
  by?: "ada" | "ben" | "eve";
  with?: "lune" | "fontanel" | "ott";
  at: string;
}

/** A world of one's own: a database, the whole site over it, a clock that stands still, and the cast of test/cast.ts.
 *
 * It is Monday 22 March 2027, nine o'clock in Paris. Ada's appointment with Dre Lune is on Tuesday 30 March at 08:30 in summer time:
 * she may cancel it online until Sunday 28 March at 08:30. All ends with the test it was asked for in, or with the file. */
export async function newWorld({
  isLive = false,
  ...settings
}: Pick<Settings, "identityProviders"> & { isLive?: boolean } = {}) {
  const until = TestRunner.getCurrentTest() ? onTestFinished : afterAll;
  const { db, ownerDb, url, ownerUrl, known } = await copyOfTheWorld({ until });
  const { cast, appointment } = known;
  const clock = newClock(beginning);
  const app = createApp({
    config: { ...config, ...settings },
    db,
    authUrl: url,
    ...(isLive && { listenUrl: ownerUrl }),
    log: createLog({ level: "silent" }),
    now: clock.now,
  });
  until(() => app.auth.close());
  until(async () => app.live?.close());

  const origin = config.publicUrl;
  const browsers = new Map<Member, Browser>();
  const open = (member: Member) =>
    openBrowser((request) => app.fetch(request), { origin, cookies: cookiesOf(member, app.auth) });
  const mails: Mail[] = [];
  const texts: Text[] = [];
  return {
    ...{ db, ownerDb, ownerUrl, app, clock, cast, mails, texts },
    /** Ada's, with Dre Lune. */
    appointment,
    /** Books through the verb; a refusal ends the test. */
    book: (wish: Wish) => book(db, cast, clock.now(), wish),
    /** The browser of someone signed in; the same one each time. */
    as(member: Member): Browser {
      const browser = browsers.get(member) ?? open(member);
      browsers.set(member, browser);
      return browser;
    },
    /** This member proves again to be there, in her own browser, whatever became of her session: for a quarter of an hour, nothing
     * asks it. */
    async verifyNow(member: Exclude<Member, "nobody">) {
      await signIn(ownerDb, [[cast[member].userId, tokenOf(member)]], clock.now());
      for (const [name, value] of cookiesOf(member, app.auth)) browsers.get(member)?.cookies.set(name, value);
    },
    /** Another browser, that nobody signed in to. */
    newBrowser: () => open("nobody"),
    /** How the database is told who acts. */
    actor: (member: Member): Actor => (member === "nobody" ? nobody : cast[member].by),
    /** Does all jobs that are due at the time of this world, and those they bring about. Mails land in `mails`, texts in `texts`. */
    drainJobs: () => drainJobs({ db: ownerDb, ownerUrl, mails, texts, now: clock.now }),
  };
}

type Settings = AppOptions["config"];

const beginning = "2027-03-22T09:00+01:00[Europe/Paris]";

const copyOfTheWorld = copiesOf(async ({ db, ownerDb, url }) => {
  const auth = openAuth({ ...config, url, log: createLog({ level: "silent" }) });
  const cast = await assemble(ownerDb, auth);
  await auth.close();
  await stopTime(ownerDb);
  await signEveryoneIn(ownerDb, cast);
  return { cast, appointment: await book(db, cast, newClock(beginning).now(), { at: "2027-03-30T08:30" }) };
});

const config = {
  mode: "production" as const,
  publicUrl: "http://localhost:3000",
  secret: "a secret of thirty-two characters at least",
  argon2: { memoryKib: 64, passes: 1 },
  trustProxy: 0,
  varDir: "/nowhere",
  smtpUrl: "smtp://localhost",
  sms: "mailbox" as const,
};

/** Stands still until it is set. */
function newClock(text: string) {
  let time = Temporal.ZonedDateTime.from(text).toInstant();
  return {
    now: () => time,
    /** `2027-03-28T09:00+02:00[Europe/Paris]` */
    set(to: string) {
      time = Temporal.ZonedDateTime.from(to).toInstant();
    },
    advance(by: { hours?: number; minutes?: number; seconds?: number }) {
      time = time.add(by);
    },
  };
}

/** Sessions without passwords, verified when the world begins: signing in is tested elsewhere. */
async function signEveryoneIn(ownerDb: Db, cast: Cast) {
  const signedIn = members.filter((member) => member !== "nobody");
  const whose = signedIn.map((member): [string, string] => [cast[member].userId, tokenOf(member)]);
  await signIn(ownerDb, whose, newClock(beginning).now());
}

async function signIn(ownerDb: Db, whose: [userId: string, token: string][], now: Temporal.Instant) {
  const [users, tokens] = [whose.map(([userId]) => userId), whose.map(([, token]) => token)];
  await sql`insert into auth.session (id, user_id, token, expires_at, verified_at, verified_by)
    select gen_random_uuid(), user_id, token, ${now}::timestamptz + interval '1 year', ${now}::timestamptz, 'mail'
    from unnest(${users}::uuid[], ${tokens}::text[]) as open (user_id, token)
    on conflict (token) do update set verified_at = excluded.verified_at, expires_at = excluded.expires_at, code_tries = 0, desk_seen_at = null`.execute(
    ownerDb,
  );
}

function cookiesOf(member: Member, { cookieSecret, sessionCookie }: Auth): Map<string, string> {
  if (member === "nobody") return new Map();
  const signature = createHmac("sha256", cookieSecret).update(tokenOf(member)).digest("base64");
  return new Map([[sessionCookie, encodeURIComponent(`${tokenOf(member)}.${signature}`)]]);
}

function tokenOf(member: Member): string {
  return createHash("sha256").update(member).digest("hex").slice(0, 32);
}

async function book(
  db: Db,
  cast: Cast,
  now: Temporal.Instant,
  { by = "ada", with: who = "lune", at }: Wish,
): Promise<Made> {
  const house = who === "ott" ? cast.tilleuls : cast.cerfVolant;
  const { practitionerId, reasonIds } = who === "ott" ? cast.tilleuls.ott : cast.cerfVolant[who];
  const { id: siteId, zone } = house.sites.main;
  const startsAt = Temporal.PlainDateTime.from(at).toZonedDateTime(zone).toInstant();
  const slot = { practitionerId, siteId, reasonId: reasonIds.visit, startsAt };
  const choice = {
    slot,
    holdId: null,
    personId: cast[by].personId,
    wordsForPractice: null,
    whenClose: "keep" as const,
  };
  const { appointmentId } = done(await bookAppointment(db, { ...choice, key: newId(), by: cast[by].by, now }));
  return { id: appointmentId, startsAt };
}

/** The worker lives by the time of the database, which no test can set: what is promised for a certain time is put off by a hundred
 * years, and drainJobs() brings back what is due. */
async function stopTime(ownerDb: Db) {
  await sql`create function put_off() returns trigger language plpgsql as $$ begin
      if new.run_at <> now() then new.run_at := new.run_at + interval '100 years'; end if;
      return new;
    end $$`.execute(ownerDb);
  await sql`create trigger put_off before insert on graphile_worker._private_jobs for each row execute function put_off()`.execute(
    ownerDb,
  );
}

async function drainJobs({
  db,
  ownerUrl,
  mails,
  texts,
  now,
}: {
  db: Db;
  ownerUrl: string;
  mails: Mail[];
  texts: Text[];
  now: () => Temporal.Instant;
}) {
  const mailer: Mailer = { send: async (mail) => void mails.push(mail), close() {} };
  const texter: Texter = {
    send: async (text) => ({ providerReference: `${texts.push(text)}` }),
    close: async () => {},
  };
  const taskList = tasksOf({ db, mailer, texter, publicUrl: config.publicUrl, secret: config.secret, now });
  await bringBackDue(db, now());
  do await runOnce({ connectionString: ownerUrl, taskList, noHandleSignals: true, logger: silent });
  while ((await bringBackDue(db, now())) > 0);
}

async function bringBackDue(db: Db, now: Temporal.Instant): Promise<number> {
  const due = await sql`update graphile_worker._private_jobs set run_at = now()
    where run_at between now() + interval '50 years' and ${now}::timestamptz + interval '100 years'`.execute(db);
  return Number(due.numAffectedRows ?? 0);
}

const silent = new Logger(() => () => {});
