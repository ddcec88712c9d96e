import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import { type AccountsParts, deviceOf, enter } from "../accounts/enter.ts";
import { recentlyVerified } from "../accounts/recently-verified.ts";
import { returnPath } from "../accounts/return-path.ts";
import { signedInOnly } from "../accounts/session.ts";
import { openSession } from "../accounts/verify-session.ts";
import { visitorOf } from "../accounts/visitor.ts";
import { paths } from "../paths.ts";
import type { Log } from "../platform/log.ts";
import type { Sealer } from "../platform/seal.ts";
import { typedIn, type Web } from "../platform/web.ts";
import { Failed, LinkAccount, LinkRefused, SignedOut } from "./federation-views.tsx";
import { linkIdentity, unlinkIdentity, userKnownBy } from "./link.ts";
import { FederationFailed, type Provider, type ProviderName } from "./provider.ts";
import { comeBack, setOut } from "./round-trip.ts";
import { forgetTokens, keepTokens, tokensIn } from "./tokens.ts";
import { forgetVouched, keepVouched, vouchedIn } from "./vouched.ts";

export interface FederationParts {
  accounts: AccountsParts;
  /** Those that are set up. */
  providers: Partial<Record<ProviderName, Provider>>;
  /** Hides what browsers keep. */
  sealer: Sealer;
  publicUrl: string;
  log: Log;
}

const addresses = {
  franceconnect: { begin: paths.franceConnect(), back: paths.franceConnectReturn() },
  "pro-sante-connect": { begin: paths.proSanteConnect(), back: paths.proSanteConnectReturn() },
} as const;

/** Signing in by FranceConnect and Pro Santé Connect: out to the provider and back, and the link with an account. */
export function federationPages(parts: FederationParts) {
  const pages = new Hono<Web>();
  for (const provider of Object.values(parts.providers)) pages.route("/", roundTripPages(parts, provider));
  return pages.route("/", linkPages(parts)).route("/", signOutPage(parts));
}

/** Setting out is a link and no form: browsers let no form end on another site (form-action). */
function roundTripPages({ accounts, sealer, publicUrl, log }: FederationParts, provider: Provider) {
  const { begin, back } = addresses[provider.name];
  const returnTo = publicUrl + back;
  const failed = (c: Context<Web>, error: unknown) => {
    if (!(error instanceof FederationFailed)) throw error;
    log.warn({ provider: provider.name, code: error.code, reference: c.var.reference }, "a federated sign-in failed");
    const isTheirs = error.code === "unreachable";
    return c.render(<Failed provider={provider.name} because={reasonOf(error)} />, isTheirs ? 502 : 400);
  };
  return new Hono<Web>()
    .get(begin, async (c) => {
      const to = returnPath(c.req.query("vers"));
      const trip = setOut(c, sealer, { provider: provider.name, to }, c.var.now());
      try {
        return c.redirect((await provider.authorizeUrl(trip, returnTo)).href, 303);
      } catch (error) {
        return failed(c, error);
      }
    })
    .get(back, async (c) => {
      const journey = comeBack(c, sealer, provider.name, c.var.now());
      if (!journey) return c.render(<Failed provider={provider.name} because="lost" />, 400);
      try {
        const identity = await provider.identityFrom(new URL(c.req.url), journey.trip, returnTo);
        keepTokens(c, sealer, { provider: provider.name, idToken: identity.idToken });
        const userId = await userKnownBy(c.var.db, provider.name, identity.accountId);
        if (userId) return letIn(c, accounts, { provider: provider.name, acr: identity.acr, userId, to: journey.to });
        const { accountId, email, traits } = identity;
        keepVouched(c, sealer, { provider: provider.name, accountId, email, traits, to: journey.to }, c.var.now());
        return c.redirect(paths.linkIdentity(), 303);
      } catch (error) {
        return failed(c, error);
      }
    });
}

interface LettingIn {
  provider: ProviderName;
  acr: string;
  userId: string;
  to: string | null;
}

/** FranceConnect at eidas1 may rest on a password alone: the second step is asked. Above it, and behind a professional's card, two
 * factors were given. */
async function letIn(c: Context<Web>, accounts: AccountsParts, { provider, acr, userId, to }: LettingIn) {
  const { auth } = accounts;
  if (c.var.signedIn && c.var.signedIn.userId !== userId) return c.render(<LinkRefused because="taken" />, 409);
  const proof = provider === "franceconnect" && acr === "eidas1" ? null : provider;
  const setCookies = await openSession(auth, {
    userId,
    proof,
    device: deviceOf(c, accounts),
    replaces: getCookie(c, auth.sessionCookie),
    now: c.var.now(),
  });
  if (proof) return enter(c, accounts, { userId, visitor: visitorOf(c), setCookies, to });
  for (const cookie of setCookies) c.header("set-cookie", cookie, { append: true });
  return c.redirect(paths.secondStep(to ? { vers: to } : {}), 303);
}

/** Whose account is it? Whoever has one signs in to it by its own means, comes back here and links it; whoever has none asks for one. */
function linkPages({ accounts, sealer, providers }: FederationParts) {
  return new Hono<Web>()
    .get(paths.linkIdentity(), (c) => {
      const vouched = vouchedIn(c, sealer, c.var.now());
      return vouched
        ? c.render(<LinkAccount vouched={vouched} email={c.var.signedIn?.email ?? null} />)
        : c.render(<Failed because="lost" />, 400);
    })
    .post(paths.linkIdentity(), signedInOnly, recentlyVerified, async (c) => {
      const vouched = vouchedIn(c, sealer, c.var.now());
      if (!vouched) return c.render(<Failed because="lost" />, 400);
      const { userId } = c.var.signedIn!;
      const device = deviceOf(c, accounts);
      const outcome = await linkIdentity(c.var.db, { userId, vouched, device, now: c.var.now() });
      if (!outcome.done) return c.render(<LinkRefused because={outcome.because} />, 409);
      forgetVouched(c);
      return c.redirect(vouched.to ?? paths.security(), 303);
    })
    .post(paths.unlinkIdentity(), signedInOnly, recentlyVerified, async (c) => {
      const { provider } = await typedIn(c);
      const name = Object.keys(addresses).find((each): each is ProviderName => each === provider);
      if (!name || !providers[name]) return c.notFound();
      const { userId } = c.var.signedIn!;
      await unlinkIdentity(c.var.db, { userId, provider: name, device: deviceOf(c, accounts), now: c.var.now() });
      return c.redirect(paths.security(), 303);
    });
}

/** After signing out here: the session there goes on, and on a shared computer it opens this site again. */
function signOutPage({ sealer, providers, publicUrl }: FederationParts) {
  return new Hono<Web>().get(paths.signOutElsewhere(), async (c) => {
    const tokens = tokensIn(c, sealer);
    forgetTokens(c);
    const provider = tokens && providers[tokens.provider];
    const out = provider && (await provider.endSessionUrl(tokens.idToken, `${publicUrl}/`).catch(() => null));
    return out ? c.render(<SignedOut provider={provider.name} href={out.href} />) : c.redirect(paths.home(), 303);
  });
}

function reasonOf({ code }: FederationFailed): "declined" | "unreachable" | "assurance" | "refused" {
  if (code === "access_denied") return "declined";
  return code === "unreachable" || code === "assurance" ? code : "refused";
}
