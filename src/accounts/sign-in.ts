import { APIError } from "better-auth/api";
import { type Auth, longestPassword, networkHeader, type PasswordCheck } from "./auth.ts";
import { endSession } from "./session.ts";

export interface Credentials {
  email: string;
  password: string;
  device: Device;
  /** The session cookie this browser came with: it ends, whosever it was. */
  replaces?: string | undefined;
}

/** As the list of open sessions will tell it. */
export interface Device {
  network: string;
  userAgent: string;
}

export type SignInOutcome =
  | { done: true; userId: string; setCookies: string[] }
  | { done: false; because: "wrong-credentials" }
  | { done: false; because: "too-many-tries"; waitS: number };

/** Opens a session under a new token when the password is right.
 *
 * An address nobody has costs the same work and gets the same answer as a wrong password. Tries are counted before the password is
 * looked at, per account typed and per network; a success clears the account's. */
export async function signIn(auth: Auth, { replaces, ...credentials }: Credentials): Promise<SignInOutcome> {
  const { limits } = auth;
  const [ofAccount, ofNetwork] = await Promise.all([
    limits.signInOfAccount.attempt(credentials.email),
    limits.signInFromNetwork.attempt(credentials.device.network),
  ]);
  const waitS = Math.max(ofAccount.waitS, ofNetwork.waitS);
  if (waitS > 0) {
    await Promise.all([ofAccount.takeBack(), ofNetwork.takeBack()]);
    return { done: false, because: "too-many-tries", waitS };
  }

  const started = await startSession(auth, credentials);
  if (!started) return { done: false, because: "wrong-credentials" };
  await Promise.all([ofAccount.forget(), ofNetwork.takeBack(), replaces && endSession(auth, replaces)]);
  return { done: true, ...started };
}

/** The session and its cookies, or null when the credentials are wrong. Counts nothing. What was hashed at less than today's cost is
 * hashed again, while the password is at hand. */
export async function startSession(auth: Auth, { email, password, device }: Credentials) {
  if (password.length > longestPassword) return null;
  const headers = new Headers({ "user-agent": device.userAgent, [networkHeader]: device.network });
  const check: PasswordCheck = { outdated: null };
  try {
    const { response, headers: answer } = await auth.checking.run(check, () =>
      auth.api.signInEmail({ body: { email, password }, headers, returnHeaders: true }),
    );
    if (check.outdated) await hashAgain(auth, { userId: response.user.id, password, outdated: check.outdated });
    return { userId: response.user.id, setCookies: answer.getSetCookie() };
  } catch (error) {
    if (error instanceof APIError && error.status === "UNAUTHORIZED") return null;
    throw error;
  }
}

/** Nothing happens when the password was changed meanwhile. */
async function hashAgain(
  { pool, hash }: Auth,
  { userId, password, outdated }: { userId: string; password: string; outdated: string },
) {
  await pool.query(
    `update auth.account set password = $1 where user_id = $2 and provider_id = 'credential' and password = $3`,
    [await hash(password), userId, outdated],
  );
}
