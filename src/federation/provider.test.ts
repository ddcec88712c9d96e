import { expect, test } from "vitest";
import { playProvider } from "../../test/identity-provider.ts";
import { type Assurance, openProvider, type RoundTrip } from "./provider.ts";

const backHere = "http://127.0.0.1:3000/connexion/retour";
const trip = (): RoundTrip => ({
  state: crypto.randomUUID(),
  nonce: `${crypto.randomUUID()}`,
  verifier: `${crypto.randomUUID()}-${crypto.randomUUID()}`,
});

const angela = {
  given_name: "Angela Claire Louise",
  given_name_array: ["Angela", "Claire", "Louise"],
  family_name: "DUBOIS",
  birthdate: "1962-08-24",
  gender: "female",
  birthplace: "75107",
  birthcountry: "99100",
  email: "Angela@exemple.fr",
};

async function franceConnect(claims: object = angela, wish: { acr?: Assurance } = {}) {
  const played = await playProvider("franceconnect", backHere, claims);
  return { played, provider: openProvider("franceconnect", { ...played.settings, ...wish }) };
}

test("FranceConnect says who came, in a signed answer", async () => {
  const { played, provider } = await franceConnect();
  const mine = trip();
  const returned = await played.visit(await provider.authorizeUrl(mine, backHere));
  expect(await provider.identityFrom(returned, mine, backHere)).toMatchObject({
    accountId: `${played.issuer}#b6048e95bb13v1`,
    email: "angela@exemple.fr",
    acr: "eidas1",
    traits: {
      birthName: "DUBOIS",
      nameUsed: "DUBOIS",
      firstNames: "Angela Claire Louise",
      birthDate: Temporal.PlainDate.from("1962-08-24"),
      sex: "F",
      birthplaceInsee: "75107",
    },
  });
});

/** The whole round trip, with whatever is changed on the way. */
async function roundTrip(
  { played, provider }: Awaited<ReturnType<typeof franceConnect>>,
  change: { trip?: Partial<RoundTrip>; returned?: (url: URL) => void } = {},
) {
  const mine = trip();
  const returned = await played.visit(await provider.authorizeUrl(mine, backHere));
  change.returned?.(returned);
  return provider.identityFrom(returned, { ...mine, ...change.trip }, backHere);
}

test("an answer to somebody else's question is refused: state, nonce, verifier", async () => {
  const site = await franceConnect();
  for (const part of ["state", "nonce", "verifier"] as const)
    await expect(roundTrip(site, { trip: { [part]: trip()[part] } })).rejects.toThrow();
  await expect(roundTrip(site, { returned: (url) => url.searchParams.set("state", "forged") })).rejects.toThrow();
  await expect(roundTrip(site, { returned: (url) => url.searchParams.set("code", "forged") })).rejects.toThrow();
});

test("an answer serves once", async () => {
  const { played, provider } = await franceConnect();
  const mine = trip();
  const returned = await played.visit(await provider.authorizeUrl(mine, backHere));
  await provider.identityFrom(returned, mine, backHere);
  await expect(provider.identityFrom(returned, mine, backHere)).rejects.toMatchObject({ code: "invalid_grant" });
});

test("less assurance than was asked for is refused", async () => {
  const site = await franceConnect(angela, { acr: "eidas2" });
  await expect(roundTrip(site)).rejects.toMatchObject({ code: "assurance" });
  site.played.person.acr = "eidas3";
  expect((await roundTrip(site)).acr).toBe("eidas3");
});

test("who declines comes back without harm", async () => {
  const { played, provider } = await franceConnect();
  const mine = trip();
  const returned = new URL(`${backHere}?error=access_denied&state=${mine.state}&iss=${played.issuer}`);
  await expect(provider.identityFrom(returned, mine, backHere)).rejects.toMatchObject({ code: "access_denied" });
});

test("a birth date that is not whole is left open, and what was not said is empty", async () => {
  const site = await franceConnect({ ...angela, birthdate: "1962-00-00", birthplace: "", birthcountry: "99127" });
  const { traits } = await roundTrip(site);
  expect(traits).toMatchObject({ birthDate: null, birthplaceInsee: "99127" });
  expect(await roundTrip(await franceConnect({}))).toMatchObject({ traits: null, email: null });
});

test("Pro Santé Connect is found under its own address, and knows professionals by their national number", async () => {
  const camille = {
    SubjectNameID: "899700900006",
    given_name: "CAMILLE",
    family_name: "EXEMPLE",
    SubjectRole: ["10^1.2.250.1.213.1.1.5.5"],
    SubjectRefPro: { exercices: null },
    otherIds: [{ identifiant: "899700900006", origine: "RPPS", qualite: 1 }],
  };
  const played = await playProvider("pro-sante-connect", backHere, camille);
  const provider = openProvider("pro-sante-connect", played.settings);
  const mine = trip();
  const address = await provider.authorizeUrl(mine, backHere);
  expect(address.searchParams.get("acr_values")).toBe("eidas1");
  expect(address.searchParams.get("code_challenge_method")).toBe("S256");
  const identity = await provider.identityFrom(await played.visit(address), mine, backHere);
  expect(identity).toMatchObject({ accountId: "899700900006", email: null, traits: null });
  const out = await provider.endSessionUrl(identity.idToken, "http://127.0.0.1:3000/");
  expect(out?.searchParams.get("id_token_hint")).toBe(identity.idToken);
});

test("a provider that cannot be reached is said so, and asked again the next time", async () => {
  const { played } = await franceConnect();
  const nowhere = { ...played.settings, discoveryUrl: "http://127.0.0.1:9/.well-known/openid-configuration" };
  const provider = openProvider("franceconnect", nowhere);
  await expect(provider.authorizeUrl(trip(), backHere)).rejects.toMatchObject({ code: "unreachable" });
});
