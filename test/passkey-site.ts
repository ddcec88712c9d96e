import { beforeEach, expect } from "vitest";
import { createActiveUser } from "../src/accounts/activate.ts";
import { relyingPartyAt } from "../src/accounts/passkey.ts";
import { newSite } from "../src/accounts/test-site.tsx";
import { openSession, type Proof } from "../src/accounts/verify-session.ts";
import { paths } from "../src/paths.ts";
import { newDatabase } from "./database.ts";
import { newAuthenticator, type Saying } from "./software-authenticator.ts";

/** For tests, people with their browsers and devices, before a site at https://rdv.example.fr. Each test begins in the morning. */
export async function openPasskeySite() {
  const publicUrl = "https://rdv.example.fr";
  const site = await newSite(await newDatabase(), { publicUrl });
  const morning = Temporal.Instant.from("2026-11-23T09:00:00Z");
  beforeEach(() => {
    site.time.now = morning;
  });
  type Browser = ReturnType<typeof site.browser>;

  /** The cookies of sessions and visitors. */
  const [session, visitor] = ["__Host-amicare-session", "__Host-amicare-visitor"];
  const newDevice = (kind: "P-256" | "Ed25519" = "P-256") => {
    const { id: rpId, origin } = relyingPartyAt(publicUrl);
    return newAuthenticator({ origin, rpId, kind });
  };
  /** Puts a session of this user into a browser: verified by `proof`, or owing the second step. */
  const giveSession = async ({ cookies }: Browser, userId: string, proof: Proof | null) => {
    const device = { network: "203.0.113.1", userAgent: "Firefox" };
    const [line = ""] = await openSession(site.auth, { userId, device, proof, now: site.time.now });
    cookies.set(session, /=([^;]+)/.exec(line)![1]!);
  };
  const browserOf = async (userId: string, proof: Proof | null) => {
    const browser = site.browser();
    await giveSession(browser, userId, proof);
    return browser;
  };

  /** The question of the page of sign-in, or of the second step. */
  const asked = async (browser: Browser, of: { qui?: string } = {}) => {
    const answer = await browser.post(paths.passkeyQuestion(of), {});
    expect(answer.status).toBe(200);
    return (await answer.json()) as { challenge: string; allowCredentials: object[] };
  };
  /** The question of « Mes clés d'accès ». */
  const askedToCreate = async (browser: Browser) => {
    const answer = await browser.post(paths.passkeyCreation(), {});
    expect(answer.status).toBe(200);
    return (await answer.json()) as { challenge: string; user: { id: string }; excludeCredentials: { id: string }[] };
  };
  const add = (browser: Browser, reponse: string) => browser.post(paths.passkeys(), { reponse });
  const signIn = (browser: Browser, reponse: string, more: Record<string, string> = {}) =>
    browser.post(paths.passkeySignIn(), { reponse, ...more });

  let people = 0;
  const someoneSignedIn = async () => {
    const email = `someone${++people}@exemple.fr`;
    const account = { email, password: "tasse-Lune-47-vélo", name: "Ada Roche" };
    const { userId } = await createActiveUser(site.db, site.auth, account);
    return { userId, email, browser: await browserOf(userId, "mail") };
  };
  /** `saying`: what her device said as it made the key. */
  const someoneWithPasskey = async (saying: Saying = {}) => {
    const someone = await someoneSignedIn();
    const device = newDevice();
    const answer = await add(someone.browser, device.create(await askedToCreate(someone.browser), saying));
    expect([answer.status, answer.headers.get("location")]).toEqual([303, paths.passkeysAfter("ajoutee")]);
    return { ...someone, device };
  };

  return {
    ...{ site, morning, session, visitor, newDevice, giveSession, browserOf, asked, askedToCreate, add, signIn },
    ...{ someoneSignedIn, someoneWithPasskey },
    /** Nobody is let in, and nothing is said of why. */
    async isRefused(browser: Browser, answer: string) {
      const before = browser.cookies.get(session);
      const refusal = await signIn(browser, answer);
      expect([refusal.status, await refusal.text()]).toEqual([
        422,
        expect.stringContaining("Clé d’accès non reconnue"),
      ]);
      expect(browser.cookies.get(session)).toBe(before);
    },
    /** The ids of the passkeys that « Mes clés d'accès » leads to. */
    async idsOn(browser: Browser): Promise<string[]> {
      const page = await (await browser.get(paths.passkeys())).text();
      return [...page.matchAll(/cles-d-acces\/([0-9a-f-]{36})"/g)].map(([, id]) => id!);
    },
  };
}
