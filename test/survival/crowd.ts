import { createActiveUser } from "../../src/accounts/activate.ts";
import type { Auth } from "../../src/accounts/auth.ts";
import { openSession } from "../../src/accounts/verify-session.ts";
import { passGate } from "../../src/consents/pass-gate.ts";
import { openTexts } from "../../src/help/texts.ts";
import { type Now, systemNow } from "../../src/platform/clock.ts";
import type { Db } from "../../src/platform/db.ts";
import type { Browser } from "../browser.ts";
import { password } from "../cast.ts";

/** One of many: a patient whom no practice knows, signed in. */
export interface Patient {
  personId: string;
  email: string;
  browser: Browser;
}

interface Making {
  db: Db;
  auth: Auth;
  newBrowser: () => Browser;
  /** The machine's, unless the world has its own. */
  clock?: { now: Now };
}

/** So many patients, each with an account and a browser of her own. */
export function crowdOf(
  { db, auth, newBrowser, clock = { now: systemNow } }: Making,
  size: number,
): Promise<Patient[]> {
  return Promise.all(
    Array.from({ length: size }, async (_, index) => {
      const email = `patient-${index}@exemple.fr`;
      const { userId, personId } = await createActiveUser(db, auth, { email, password, name: "Nour Foule", identity });
      await passGate(db, { by: { kind: "user", userId, visitor: null }, texts, now });
      const browser = newBrowser();
      await signIn(auth, { userId, browser, now: clock.now() });
      return { personId: personId!, email, browser };
    }),
  );
}

/** Gives this browser a session of its own. */
export async function signIn(
  auth: Auth,
  { userId, browser, now }: { userId: string; browser: Browser; now: Temporal.Instant },
) {
  const device = { network: "unknown", userAgent: "a crowd" };
  for (const cookie of await openSession(auth, { userId, device, proof: "mail", now })) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    browser.cookies.set(name, value);
  }
}

const now = Temporal.Now.instant();
const texts = openTexts({ now: () => now });
const identity = {
  ...{ birthName: "Foule", nameUsed: "Foule", firstNames: "Nour", sex: "U" as const, phone: "+33639981234" },
  birthDate: Temporal.PlainDate.from("1990-01-01"),
};

/** How many answers of each status: `{ 303: 1, 409: 49 }`. */
export function tally(answers: { status: number }[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
