import { type Attempt, settle } from "../platform/rate-limit.ts";
import { type Auth, longestPassword } from "./auth.ts";
import type { Device } from "./device.ts";
import { isPassword } from "./password-hash.ts";
import { type Factors, factorColumns } from "./second-factor.ts";
import { codeAtOnce } from "./second-step-code.ts";
import { openSession } from "./verify-session.ts";

export interface SignIn {
  email: string;
  password: string;
  device: Device;
  /** The session cookie this browser came with: it ends, whosever it was. */
  replaces?: string | undefined;
  /** What it was remembered by, of whichever persons: remembered-device.ts. */
  rememberedBy?: string[];
  /** Whether codes can leave by SMS. */
  smsOn: boolean;
  now: Temporal.Instant;
}

/** isVerified: nothing more is asked; otherwise the second step is owed, and the session opens nothing yet. */
export type SignInOutcome =
  | { done: true; userId: string; isVerified: boolean; setCookies: string[] }
  | { done: false; because: "wrong-credentials" }
  | { done: false; because: "too-many-tries"; waitS: number };

/** Opens a session under a new token when the password is right: verified if this browser is remembered, otherwise for the second step
 * only. The code leaves with it when a mail is the only way.
 *
 * An address nobody has costs the same work and gets the same answer as a wrong password. Tries are counted before the password is
 * looked at, per account typed and per network; a success clears the account's. One hash, and six statements at most. */
export async function signIn(
  auth: Auth,
  { email, password, rememberedBy = [], ...asked }: SignIn,
): Promise<SignInOutcome> {
  const { limits } = auth;
  const [ofAccount, ofNetwork] = await Promise.all([
    countTry(auth, { email, rememberedBy, now: asked.now }),
    limits.signInFromNetwork.attempt(asked.device.network),
  ]);
  const waitS = Math.max(ofAccount.waitS, ofNetwork.waitS);
  if (waitS > 0) {
    await Promise.all([ofAccount.takeBack(), ofNetwork.takeBack()]);
    return { done: false, because: "too-many-tries", waitS };
  }

  const person = await whoseCredentials(auth, { email, password, rememberedBy, now: asked.now });
  if (!person) return { done: false, because: "wrong-credentials" };
  const { userId, rememberedId, outdated } = person;
  if (outdated) await hashAgain(auth, { userId, password, outdated });

  const codeId = rememberedId ? null : await codeAtOnce(auth, { userId, factors: person, smsOn: asked.smsOn });
  const proof = rememberedId ? "device" : null;
  const refusedBefore = ofAccount.before;
  const setCookies = await openSession(auth, { ...asked, userId, proof, rememberedId, refusedBefore, codeId });
  await settle(auth.pool, { forgotten: [ofAccount], takenBack: [ofNetwork] });
  return { done: true, userId, isVerified: proof !== null, setCookies };
}

/** One more try of this account. Those of a browser its owner had remembered are counted apart: a stranger who spends hers does not keep her
 * out of her own. */
async function countTry(
  { limits, pool }: Auth,
  { email, rememberedBy, now }: { email: string; rememberedBy: string[]; now: Temporal.Instant },
): Promise<Attempt> {
  const attempt = await limits.signInOfAccount.attempt(email);
  if (attempt.waitS === 0 || rememberedBy.length === 0) return attempt;
  const { rowCount } = await pool.query(
    `select from auth.remembered_device as remembered join auth."user" on "user".id = remembered.user_id
      where "user".email = $1 and remembered.token_sha256 = any ($2) and remembered.expires_at > $3`,
    [email, rememberedBy, now.toString()],
  );
  return rowCount ? limits.signInOfAccount.attempt(`${email} in a remembered browser`) : attempt;
}

interface Person extends Factors {
  userId: string;
  /** The remembered device that this browser is. */
  rememberedId: string | null;
  /** What the right password is kept as, when it would be made dearer today. */
  outdated: string | null;
}

interface Typed {
  email: string;
  password: string;
  rememberedBy: string[];
  now: Temporal.Instant;
}

/** Who has this address and this password, or null. All is asked in one question, whose answer takes its time when there is nobody too. */
async function whoseCredentials(auth: Auth, { email, password, rememberedBy, now }: Typed): Promise<Person | null> {
  if (password.length > longestPassword) return null;
  const { rows } = await auth.pool.query<Omit<Person, "outdated"> & { kept: string | null }>({
    name: "credentials",
    text: `select "user".id as "userId", account.password as kept, ${factorColumns},
        case when not is_staff("user".id) then (select id from auth.remembered_device as remembered
          where remembered.user_id = "user".id and remembered.token_sha256 = any ($2) and remembered.expires_at > $3 limit 1)
        end as "rememberedId"
      from (values ($1::text)) as asked (email) left join auth."user" on "user".email = asked.email
        left join auth.account on account.user_id = "user".id and account.provider_id = 'credential'`,
    values: [email, rememberedBy, now.toString()],
  });
  const { kept, ...person } = rows[0]!;
  if (!kept) {
    await auth.hash(password); // the work of a wrong password
    return null;
  }
  return (await isPassword(password, kept)) ? { ...person, outdated: auth.isOutdated(kept) ? kept : null } : null;
}

/** While the password is at hand. Nothing happens when it was changed meanwhile. */
async function hashAgain(
  { pool, hash }: Auth,
  { userId, password, outdated }: { userId: string; password: string; outdated: string },
) {
  await pool.query(
    `update auth.account set password = $1 where user_id = $2 and provider_id = 'credential' and password = $3`,
    [await hash(password), userId, outdated],
  );
}
