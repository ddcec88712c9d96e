import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type ClientMetadata, type Configuration } from "oidc-provider";
import { afterAll } from "vitest";

export interface Played {
  /** What it says of whoever signs in, besides `sub`. */
  claims: Record<string, unknown>;
  sub: string;
  acr: string;
}

/** An OpenID provider on loopback that plays FranceConnect (userinfo as a signed JWT, ES256) or Pro Santé Connect (the discovery document
 * under its own name, plain userinfo). Whoever comes is signed in at once, as `person` says. */
export async function playProvider(as: "franceconnect" | "pro-sante-connect", redirectUri: string, claims: object) {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const person: Played = { sub: "b6048e95bb13v1", acr: "eidas1", claims: { ...claims } };
  const client: ClientMetadata = {
    client_id: "amicare",
    client_secret: "a secret that only the two of us know",
    redirect_uris: [redirectUri],
    post_logout_redirect_uris: [new URL("/", redirectUri).href],
    token_endpoint_auth_method: "client_secret_post",
    id_token_signed_response_alg: "ES256",
    ...(as === "franceconnect" && { userinfo_signed_response_alg: "ES256" }),
  };
  const provider = new Provider(issuer, { ...settings, clients: [client], ...saying(person) });
  provider.use(signInAtOnce(provider, person));
  if (as === "pro-sante-connect") provider.use(underItsOwnName);
  server.on("request", provider.callback());
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const document = as === "franceconnect" ? "openid-configuration" : "wallet-openid-configuration";
  return {
    person,
    issuer,
    settings: {
      discoveryUrl: `${issuer}/.well-known/${document}`,
      clientId: "amicare",
      clientSecret: "a secret that only the two of us know",
      acr: "eidas1" as "eidas1" | "eidas2" | "eidas3",
    },
    /** Where the browser that went to `address` comes back to, in the end. */
    visit: (address: URL | string) => follow(String(address), redirectUri),
  };
}

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const key = { ...privateKey.export({ format: "jwk" }), alg: "ES256", use: "sig", kid: "one" };

const settings: Configuration = {
  jwks: { keys: [key as never] },
  features: {
    devInteractions: { enabled: false },
    jwtUserinfo: { enabled: true },
    rpInitiatedLogout: { enabled: true },
  },
  acrValues: ["eidas1", "eidas2", "eidas3"],
  pkce: { required: () => false },
  cookies: { keys: ["a test keeps no secret"] },
  enabledJWA: { userinfoSigningAlgValues: ["ES256"], idTokenSigningAlgValues: ["ES256"] },
};

function saying(person: Played): Configuration {
  const names = Object.keys(person.claims);
  return {
    claims: { openid: ["sub", "acr", ...names], scope_all: [], given_name: [], family_name: [], email: [] },
    scopes: ["openid", "scope_all", ...franceConnectScopes],
    findAccount: async (_, accountId) => ({ accountId, claims: async () => ({ sub: accountId, ...person.claims }) }),
  };
}

const franceConnectScopes = [
  "given_name",
  "family_name",
  "preferred_username",
  "birthdate",
  "gender",
  "birthplace",
  "birthcountry",
  "email",
];

type Middleware = Parameters<Provider["use"]>[0];

function signInAtOnce(provider: Provider, person: Played): Middleware {
  return async (ctx, next) => {
    if (!ctx.path.startsWith("/interaction/")) return next();
    const { params } = await provider.interactionDetails(ctx.req, ctx.res);
    const grant = new provider.Grant({ accountId: person.sub, clientId: String(params.client_id) });
    grant.addOIDCScope(String(params.scope));
    grant.addOIDCClaims(Object.keys(person.claims));
    const consent = { grantId: await grant.save() };
    const login = { accountId: person.sub, acr: person.acr };
    await provider.interactionFinished(ctx.req, ctx.res, { login, consent }, { mergeWithLastSubmission: true });
  };
}

/** Pro Santé Connect's document has a name of its own. */
const underItsOwnName: Middleware = async (ctx, next) => {
  if (ctx.path === "/.well-known/wallet-openid-configuration") ctx.path = "/.well-known/openid-configuration";
  await next();
};

/** A browser that only follows redirections and keeps cookies. */
async function follow(address: string, until: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(address);
  for (let hops = 0; hops < 10; hops++) {
    if (url.href.startsWith(until)) return url;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(url, { redirect: "manual", headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get("location");
    if (!location)
      throw new Error(`stopped at ${url.pathname}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
    url = new URL(location, url);
  }
  throw new Error("too many redirections");
}
