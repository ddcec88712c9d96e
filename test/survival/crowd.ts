import { createActiveUser } from "../../src/accounts/activate.ts";
import type { Auth } from "../../src/accounts/auth.ts";
import { startSession } from "../../src/accounts/sign-in.ts";
import type { Db } from "../../src/platform/db.ts";
import type { Browser } from "../browser.ts";
import { password } from "../cast.ts";

/** One of many: a patient whom no practice knows, signed in. */
export interface Patient {
  personId: string;
  email: string;
  browser: Browser;
}

/** So many patients, each with an account and a browser of her own. */
export function crowdOf(
  { db, auth, newBrowser }: { db: Db; auth: Auth; newBrowser: () => Browser },
  size: number,
): Promise<Patient[]> {
  return Promise.all(
    Array.from({ length: size }, async (_, index) => {
      const email = `patient-${index}@exemple.fr`;
      const { personId } = await createActiveUser(db, auth, { email, password, name: "Nour Foule", identity });
      const browser = newBrowser();
      await signIn(auth, email, browser);
      return { personId: personId!, email, browser };
    }),
  );
}

/** Gives this browser a session of its own. */
export async function signIn(auth: Auth, email: string, browser: Browser) {
  const session = await startSession(auth, { email, password, device: { network: "unknown", userAgent: "a crowd" } });
  for (const cookie of session!.setCookies) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    browser.cookies.set(name, value);
  }
}

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
