import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { onTestFinished } from "vitest";
import { createActiveUser } from "../src/accounts/activate.ts";
import { signedToken } from "../src/accounts/session.ts";
import { createApp } from "../src/app.tsx";
import { openTexts } from "../src/help/texts.ts";
import type { Actor } from "../src/platform/actor.ts";
import { newId } from "../src/platform/ids.ts";
import { createLog } from "../src/platform/log.ts";
import type { Browser } from "./browser.ts";
import type { newWorld } from "./world.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

export interface Newcomer {
  userId: string;
  personId: string;
  by: Extract<Actor, { kind: "user" }>;
  browser: Browser;
}

/** Someone who just signed in for the first time, and has read nothing yet. */
export async function newcomerIn(world: World, firstNames = "Nour"): Promise<Newcomer> {
  const identity = {
    ...{ birthName: "Nouvelle", nameUsed: "Nouvelle", firstNames, sex: "F" as const, phone: "+33639981234" },
    birthDate: Temporal.PlainDate.from("1990-05-05"),
  };
  const account = { email: `${newId()}@exemple.fr`, password: "tasse-Lune-47-vélo", name: `${firstNames} Nouvelle` };
  const { userId, personId } = await createActiveUser(world.db, world.app.auth, { ...account, identity });
  const browser = world.newBrowser();
  await signIn(world, userId, browser);
  return { userId, personId: personId!, by: { kind: "user", userId, visitor: null }, browser };
}

/** Gives this browser a session of this user's. */
export async function signIn(world: World, userId: string, browser: Browser) {
  const { auth } = world.app;
  const token = randomBytes(16).toString("hex");
  const now = world.clock.now();
  await sql`insert into auth.session (id, user_id, token, expires_at, verified_at, verified_by)
    values (${newId()}, ${userId}, ${token}, ${now.add({ hours: 24 * 365 * 10 })}, ${now}, 'mail')`.execute(
    world.ownerDb,
  );
  browser.cookies.set(auth.sessionCookie, encodeURIComponent(signedToken(auth, token)));
}

/** Texts of which some are an operator's own: files by name, such as `privacy.2027-04-01.fr.md`. */
export function textsWith(files: Record<string, string>, now: () => Temporal.Instant) {
  const folder = mkdtempSync(join(tmpdir(), "amicare-texts-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return openTexts({ folder, now });
}

/** Another process of the same site, with these texts. */
export function siteWith(world: World, texts: ReturnType<typeof openTexts>, { trustProxy = 0 } = {}) {
  const config = {
    ...{
      mode: "production" as const,
      publicUrl: "http://localhost:3000",
      varDir: "/nowhere",
      smtpUrl: "smtp://localhost",
    },
    ...{ secret: "a secret of thirty-two characters at least", argon2: { memoryKib: 64, passes: 1 }, trustProxy },
  };
  const authUrl = world.ownerUrl.replace("//amicare@", "//amicare_login@");
  const log = createLog({ level: "silent" });
  const app = createApp({ config, db: world.db, authUrl, log, now: world.clock.now, texts });
  onTestFinished(() => app.auth.close());
  return app;
}

/** What this person said, in the order in which it was. */
export function proofsOf(world: World, userId: string) {
  return world.ownerDb
    .selectFrom("consentProof")
    .selectAll()
    .where("userId", "=", userId)
    .orderBy("recordedAt")
    .orderBy("id")
    .execute();
}
