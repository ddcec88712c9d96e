import * as oidc from "openid-client";
import { type FederatedIdentity, franceConnectIdentity, proSanteConnectIdentity } from "./identity.ts";

/** Who may vouch for someone: FranceConnect for patients, Pro Santé Connect for professionals. */
export type ProviderName = "franceconnect" | "pro-sante-connect";

const levels = ["eidas1", "eidas2", "eidas3"] as const;
export type Assurance = (typeof levels)[number];

/** How a provider is reached, as the settings say (src/platform/config.ts). */
export interface ProviderSettings {
  /** The whole address of its discovery document: Pro Santé Connect does not use the standard file name. */
  discoveryUrl: string;
  clientId: string;
  clientSecret: string;
  /** The assurance asked for, and the least that is accepted. */
  acr: Assurance;
}

/** What one round trip is bound to: made at the start, asked again at the return. */
export interface RoundTrip {
  state: string;
  nonce: string;
  verifier: string;
}

/** The round trip failed: refused by the person, forged, replayed, too weak, or the provider is not there. `code` is for the log. */
export class FederationFailed extends Error {
  override name = "FederationFailed";
  readonly code: string;
  constructor(code: string, cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

export interface Provider {
  name: ProviderName;
  /** Where the browser is sent. */
  authorizeUrl(trip: RoundTrip, redirectUri: string): Promise<URL>;
  /** Who came back, everything checked: state, nonce, issuer, audience, term and signature of the token, the subject and signature of
   * what the provider says of the person, the assurance. Throws FederationFailed. */
  identityFrom(returned: URL, trip: RoundTrip, redirectUri: string): Promise<FederatedIdentity>;
  /** Where the browser is sent to end the session there too; null when the provider offers none. */
  endSessionUrl(idToken: string, backTo: string): Promise<URL | null>;
}

/** A provider behind OpenID Connect, found out at its first use and whenever it could not be. */
export function openProvider(name: ProviderName, settings: ProviderSettings): Provider {
  const { scope, read } = kinds[name];
  let found: Promise<oidc.Configuration> | null = null;
  const configuration = () => {
    found ??= discover(settings).catch((error) => {
      found = null;
      throw new FederationFailed("unreachable", error);
    });
    return found;
  };

  return {
    name,
    async authorizeUrl({ state, nonce, verifier }, redirectUri) {
      const config = await configuration();
      const challenge = (await usesPkce(config, name))
        ? { code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256" }
        : {};
      const asked = { redirect_uri: redirectUri, scope, acr_values: settings.acr, state, nonce, ...challenge };
      return oidc.buildAuthorizationUrl(config, asked);
    },
    async identityFrom(returned, { state, nonce, verifier }, redirectUri) {
      const config = await configuration();
      try {
        const here = new URL(redirectUri);
        here.search = returned.search;
        const tokens = await oidc.authorizationCodeGrant(config, here, {
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
          ...((await usesPkce(config, name)) && { pkceCodeVerifier: verifier }),
        });
        const claims = tokens.claims()!;
        const acr = String(claims.acr ?? "");
        if (!isAtLeast(acr, settings.acr)) throw new FederationFailed("assurance");
        const said = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
        return { ...read({ issuer: claims.iss, said }), acr, idToken: tokens.id_token! };
      } catch (error) {
        if (error instanceof FederationFailed) throw error;
        const { error: told, code } = error as { error?: string; code?: string };
        throw new FederationFailed(told ?? code ?? "unknown", error);
      }
    },
    async endSessionUrl(idToken, backTo) {
      const config = await configuration();
      if (!config.serverMetadata().end_session_endpoint) return null;
      return oidc.buildEndSessionUrl(config, {
        id_token_hint: idToken,
        post_logout_redirect_uri: backTo,
        state: oidc.randomState(),
      });
    },
  };
}

const kinds = {
  franceconnect: {
    scope: "openid given_name family_name preferred_username birthdate gender birthplace birthcountry email",
    read: franceConnectIdentity,
  },
  "pro-sante-connect": { scope: "openid scope_all", read: proSanteConnectIdentity },
} as const;

const patienceS = 10;

/** Signatures of tokens are checked although they come over TLS; http is for a provider on this very machine only. */
function discover({ discoveryUrl, clientId, clientSecret }: ProviderSettings): Promise<oidc.Configuration> {
  const address = new URL(discoveryUrl);
  const isHere = address.protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(address.hostname);
  return oidc.discovery(address, clientId, {}, oidc.ClientSecretPost(clientSecret), {
    timeout: patienceS,
    execute: [oidc.enableNonRepudiationChecks, ...(isHere ? [oidc.allowInsecureRequests] : [])],
  });
}

/** FranceConnect takes PKCE only where it says so; Pro Santé Connect wants it always. */
async function usesPkce(config: oidc.Configuration, name: ProviderName): Promise<boolean> {
  return name === "pro-sante-connect" || config.serverMetadata().supportsPKCE();
}

function isAtLeast(given: string, asked: Assurance): boolean {
  const known: readonly string[] = levels;
  return known.indexOf(given) >= levels.indexOf(asked);
}
