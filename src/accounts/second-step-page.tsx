import { type Context, Hono } from "hono";
import { deleteCookie, getCookie } from "hono/cookie";
import { paths } from "../paths.ts";
import { typedIn, type Web } from "../platform/web.ts";
import { type AccountsParts, deviceOf, enter } from "./enter.ts";
import { asKeeper } from "./keeper.ts";
import { keepDeviceToken } from "./remembered-device.ts";
import { returnPath } from "./return-path.ts";
import { factorsOf, isStrong, waysOf } from "./second-factor.ts";
import { passSecondStep, type SecondStepAnswer, type TypedWay } from "./second-step.ts";
import type { Proving } from "./second-step-answer.tsx";
import { type CodeWay, newestCode, sendSecondStepCode } from "./second-step-code.ts";
import { Ended, SecondStep } from "./second-step-views.tsx";
import { type HalfSignedIn, sessionToken } from "./session.ts";
import type { Verified } from "./verify-session.ts";
import { cookieFlags, visitorOf } from "./visitor.ts";

/** The second step of signing in, and proving again that it is she before something that matters: the same questions, to someone who gave
 * her password, and to someone who signed in a while ago. */
export function secondStepPage(parts: AccountsParts) {
  return new Hono<Web>().route("/", provingPages(parts, "sign-in")).route("/", provingPages(parts, "confirm"));
}

function provingPages(parts: AccountsParts, kind: "sign-in" | "confirm") {
  const here = kind === "sign-in" ? paths.secondStep : paths.confirmItIsYou;
  const codeAt = kind === "sign-in" ? paths.secondStepCode : paths.confirmCode;
  const whoIn = (c: Context<Web>) => (kind === "sign-in" ? c.var.halfSignedIn : c.var.signedIn);

  /** Whoever has no part in it goes where she belongs. */
  const elsewhere = (c: Context<Web>, to: string | null) => {
    const isThere = kind === "sign-in" && c.var.signedIn !== null;
    return c.redirect(isThere ? (to ?? paths.myAppointments()) : paths.signIn(to ? { vers: to } : {}), 303);
  };
  return new Hono<Web>()
    .get(here(), async (c) => {
      const to = returnPath(c.req.query("vers"));
      const who = whoIn(c);
      if (!who) return elsewhere(c, to);
      return c.render(<SecondStep {...(await proving(c, parts, { kind, who, to, asked: c.req.query("par") }))} />);
    })
    .post(here(), async (c) => {
      const typed = await typedIn(c);
      const to = returnPath(typed.vers);
      const who = whoIn(c);
      if (!who && c.var.signedIn) return elsewhere(c, to); // pressed twice
      if (!who) return c.render(<Ended because="session-ended" to={to} />, 409);
      const page = await proving(c, parts, { kind, who, to, asked: typed.par });
      const { code = "", souvenir } = typed;
      if (!page.way || !code.trim()) return c.render(<SecondStep {...page} error="missing" />, 422);

      const answer = { ...answering(c, parts), userId: who.userId, way: page.way, code, remember: souvenir === "oui" };
      const outcome = await passSecondStep(c.var.db, parts.auth, answer);
      if (outcome.done) {
        if (outcome.deviceToken) keepDeviceToken(c, parts.auth, outcome.deviceToken);
        return goOn(c, parts, outcome.verified, to);
      }
      if (outcome.because === "too-many-tries") {
        c.header("retry-after", String(outcome.waitS));
        return c.render(<SecondStep {...page} wait={{ of: "tries", waitS: outcome.waitS }} />, 429);
      }
      if (outcome.because === "session-ended" || outcome.because === "tries-spent") {
        deleteCookie(c, parts.auth.sessionCookie, cookieFlags(parts.auth.secureCookies));
        return c.render(<Ended because={outcome.because} to={to} />, 409);
      }
      return c.render(<SecondStep {...page} error={outcome.because} />, 422);
    })
    .post(codeAt(), async (c) => {
      const { par, vers } = await typedIn(c);
      const to = returnPath(vers);
      const who = whoIn(c);
      if (!who) return elsewhere(c, to);
      const way: CodeWay = par === "sms" ? "sms" : "mail";
      const asked = { ...answering(c, parts), userId: who.userId, way };
      const outcome = await sendSecondStepCode(c.var.db, parts.auth, asked);
      if (outcome.done) {
        c.header("set-cookie", outcome.setCookie, { append: true });
        return c.redirect(here({ ...(to && { vers: to }), par: way }), 303);
      }
      if (outcome.because !== "too-many-codes") return elsewhere(c, to);
      c.header("retry-after", String(outcome.waitS));
      const page = await proving(c, parts, { kind, who, to, asked: way });
      return c.render(<SecondStep {...page} wait={{ of: "mails", waitS: outcome.waitS }} />, 429);
    });
}

interface Asked {
  kind: "sign-in" | "confirm";
  who: HalfSignedIn;
  to: string | null;
  /** The way she chose, if any. */
  asked: string | undefined;
}

/** What the page shows: her ways, and the one before her. */
async function proving(
  c: Context<Web>,
  { auth, mailbox }: AccountsParts,
  { kind, who, to, asked }: Asked,
): Promise<Proving> {
  const factors = await factorsOf(auth, who.userId);
  const ways = waysOf(factors, { smsOn: c.var.smsOn });
  const sent = await asKeeper(c.var.db, (tx) => newestCode(tx, sessionTokenOf(c, auth)));
  const typedWays = ways.filter((way): way is TypedWay => way !== "passkey");
  const isWaiting = sent !== null && Temporal.Instant.compare(sent.expiresAt, c.var.now()) > 0;
  const way =
    typedWays.find((one) => one === asked) ?? typedWays.find((one) => isWaiting && one === sent.way) ?? typedWays[0];
  return {
    ...{ kind, to, ways, mailbox, email: who.email, phone: factors.phone, way: way ?? null },
    sent: isWaiting && sent.way === way ? sent : null,
    mayRemember: kind === "sign-in" && !factors.isStaff,
  };
}

/** What every answer says of who gives it. */
function answering(
  c: Context<Web>,
  parts: AccountsParts,
): Pick<SecondStepAnswer, "token" | "device" | "smsOn" | "now"> {
  const device = deviceOf(c, parts);
  return { token: sessionTokenOf(c, parts.auth), device, smsOn: c.var.smsOn, now: c.var.now() };
}

function sessionTokenOf(c: Context<Web>, auth: AccountsParts["auth"]): string {
  return sessionToken(auth, getCookie(c, auth.sessionCookie) ?? "") ?? "";
}

/** Signed in from now on, or back to what was interrupted. Members of staff with nothing of their own yet are led to set it up. */
export async function goOn(
  c: Context<Web>,
  parts: AccountsParts,
  { userId, isSignIn, visitor, setCookies }: Verified,
  to: string | null,
): Promise<Response> {
  if (!isSignIn) {
    for (const cookie of setCookies) c.header("set-cookie", cookie, { append: true });
    return c.redirect(to ?? paths.account(), 303);
  }
  const factors = await factorsOf(parts.auth, userId);
  const next = factors.isStaff && !isStrong(factors) ? paths.security(to ? { vers: to } : {}) : to;
  return enter(c, parts, { userId, visitor: visitor ?? visitorOf(c), setCookies, to: next });
}
