import { expect, test } from "vitest";
import { newWorld } from "./world.ts";

const { as, app, appointment, cast, ownerDb, verifyNow } = await newWorld();
await verifyNow("ada");

/** What people, robots and broken programs put where something else is expected. */
const oddities = [
  "",
  " ",
  "\0",
  "%",
  "' or 1=1 --",
  "<script>alert(1)</script>",
  "../../etc/passwd",
  "-1",
  "1e308",
  "null",
  "9999-99-99",
  "+275760-09-13T00:00Z",
  "-271821-04-20",
  "２０２７",
  "\ud83d\ude00".repeat(300),
  "\u202e\ufeff",
  "a".repeat(5000),
  appointment.id.slice(0, -1),
];
const names = [
  "qui",
  "ou",
  "tri",
  "page",
  "langue",
  "motif",
  "lieu",
  "semaine",
  "debut",
  "soignant",
  "vers",
  "fait",
  "q",
  "practitioner",
  "par",
  "fichier",
];
const fields = [
  ...names,
  "reason",
  "from",
  "to",
  "pour",
  "mot",
  "proche",
  "cle",
  "pourquoi",
  "email",
  "password",
  "jeton",
  "lien",
  "retirer",
  "faire",
  "code",
  "phone",
  "birthName",
  "nameUsed",
  "firstNames",
  "birthDate",
  "birthCountry",
  "birthplace",
  "birthplaceChoice",
  "endsOn",
  "reponse",
  "geste",
  "name",
  "par",
  "souvenir",
  "appareil",
];

const routes = app.routes.filter(({ method, path }) => method !== "ALL" && !path.includes("*"));
const addresses = [...new Set(routes.filter(({ method }) => method === "GET").map(({ path }) => path))];
const doors = [...new Set(routes.filter(({ method }) => method === "POST").map(({ path }) => path))];

test.each(addresses)("%s never answers that it is our fault, whatever is typed into it", async (path) => {
  for (const odd of oddities) {
    const query = new URLSearchParams([...names, "reason", "from", "to"].map((name) => [name, odd]));
    for (const member of ["nobody", "ada"] as const) {
      const answer = await as(member).get(`${filled(path, odd)}?${query}`);
      expect(answer.status, `${path} with ${JSON.stringify(odd.slice(0, 30))} for ${member}`).toBeLessThan(500);
    }
  }
});

test.each(doors)("%s never answers that it is our fault, whatever is posted to it", async (path) => {
  await verifyNow("ada"); // some doors sign her out
  for (const odd of oddities) {
    const answer = await as("ada").post(filled(path, odd), Object.fromEntries(fields.map((name) => [name, odd])));
    expect(answer.status, `${path} with ${JSON.stringify(odd.slice(0, 30))}`).toBeLessThan(500);
    const half = await as("ada").post(filled(path, appointment.id), {
      cle: odd,
      debut: odd,
      soignant: cast.cerfVolant.lune.slug,
    });
    expect(half.status).toBeLessThan(500);
  }
  const kept = await ownerDb
    .selectFrom("appointment")
    .select("status")
    .where("id", "=", appointment.id)
    .executeTakeFirstOrThrow();
  expect(["booked", "cancelled"]).toContain(kept.status); // an empty reason is a valid reason
});

test("a body that is no form, or far too long, is refused calmly", async () => {
  const post = (body: string, type: string) =>
    app.request("/connexion", {
      method: "POST",
      body,
      headers: { Origin: "http://localhost:3000", "Content-Type": type },
    });
  expect((await post("garbage", "multipart/form-data; boundary=x")).status).toBe(422);
  expect((await post("{", "application/json")).status).toBe(422);
  expect((await post(`email=${"a".repeat(200_000)}`, "application/x-www-form-urlencoded")).status).toBe(413);
});

test("a write that comes from another site is refused before it is read", async () => {
  for (const path of doors) {
    for (const origin of ["https://evil.example", "null", undefined]) {
      const headers = origin ? { Origin: origin } : {};
      const answer = await app.request(filled(path, appointment.id), {
        method: "POST",
        headers,
        body: new URLSearchParams({ a: "b" }),
      });
      expect(answer.status, `${path} from ${origin}`).toBe(403);
    }
  }
});

/** Every named part of the address becomes the oddity. */
function filled(path: string, odd: string): string {
  return path.replaceAll(/:\w+/g, () => encodeURIComponent(odd).replaceAll("..", "%2e%2e") || "%20");
}
