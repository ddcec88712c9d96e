import type { MiddlewareHandler } from "hono";
import type { Auth } from "../accounts/auth.ts";
import { wayBack } from "../accounts/way-back.ts";
import type { Texts } from "../help/texts.ts";
import { paths } from "../paths.ts";
import type { Web } from "../platform/web.ts";
import { evidenceOf } from "./evidence.ts";

export interface GateParts {
  auth: Pick<Auth, "pool">;
  texts: Texts;
  /** How many reverse proxies stand in front. */
  trustProxy: number;
}

/** « Avant de continuer… »: whoever signed in and did not read and accept what is in force is led there from everywhere, whatever the
 * method, and nothing happens; except from what must stay open to whoever refuses.
 *
 * One prepared query for each request of someone signed in, so that every process sees at once what a person just read and what a
 * practice just published. */
export function gate({ auth, texts, trustProxy }: GateParts): MiddlewareHandler<Web> {
  return async (c, next) => {
    c.set("evidence", evidenceOf(c, { trustProxy }));
    const { signedIn, language } = c.var;
    if (!signedIn || staysOpen(c.req.path)) return next();
    if (await hasPassed({ auth, texts }, { userId: signedIn.userId, language })) return next();
    const to = wayBack(c);
    return c.redirect(paths.gate(to ? { vers: to } : {}), 303);
  };
}

async function hasPassed(
  { auth, texts }: Pick<GateParts, "auth" | "texts">,
  { userId, language }: { userId: string; language: "fr" | "en" },
): Promise<boolean> {
  const [notice, terms] = [texts.legalText("privacy", language), texts.legalText("terms", language)];
  const { rows } = await auth.pool.query<{ passed: boolean }>({
    name: "gate-passed",
    text: "select gate_passed($1, $2, $3) as passed",
    values: [userId, notice.inSubstanceSince, terms.inSubstanceSince],
  });
  return rows[0]!.passed;
}

/** Whether an address is open to someone who has not passed the gate. */
export function staysOpen(path: string): boolean {
  return open.some((address) => path === address || path.startsWith(`${address}/`));
}

/** Reading the texts, asking for help, taking one's data along, closing the account, signing out; the pages of signing in, which are for
 * whoever comes next; and links of mails that need no account. With what lies beneath them. */
const open = [
  ...[paths.gate(), paths.privacy(), paths.terms(), paths.legal(), paths.accessibility(), paths.help()],
  ...[paths.myData(), paths.closeAccount(), paths.signOut(), paths.language("")],
  ...[paths.signIn(), paths.signUp(), paths.activation(""), paths.recovery(), paths.newPassword("")],
  ...[paths.linkedAppointment(""), paths.notMe(""), paths.mailbox()],
].map((address) => address.replace(/\/$/, ""));
