import { expect, test } from "vitest";
import { proPaths } from "../src/pro-paths.ts";
import { newWorld } from "./world.ts";

/** The same as bad-input.test.ts, by those who may write more: a manager, a secretary, an operator. */
const world = await newWorld();
const { as, app, appointment, cast, ownerDb, verifyNow } = world;
await ownerDb.insertInto("operator").values({ userId: cast.ben.userId }).execute();
const { establishmentId, lune, sites } = cast.cerfVolant;
const { id: patientId } = await ownerDb
  .selectFrom("patient")
  .select("id")
  .where("establishmentId", "=", establishmentId)
  .executeTakeFirstOrThrow();

const oddities = [
  "",
  "\0",
  "%",
  "' or 1=1 --",
  "<script>alert(1)</script>",
  "-1",
  "1e308",
  "9999-99-99",
  "-271821-04-20",
  "２０２７",
  "\ud83d\ude00".repeat(300),
  "a".repeat(5000),
  appointment.id.slice(0, -1),
];
const names = [
  ...[
    "vue",
    "jour",
    "praticien",
    "lieu",
    "rdv",
    "motif",
    "patient",
    "heure",
    "q",
    "page",
    "minutes",
    "apres",
    "semaine",
    "pourquoi",
    "du",
    "au",
  ],
  ...[
    "de",
    "a",
    "avec",
    "retour",
    "fait",
    "qui",
    "quoi",
    "etat",
    "tableau",
    "geste",
    "tout",
    "colonnes",
    "pour",
    "modele",
    "note",
    "vers",
  ],
  ...[
    "version",
    "cle",
    "tell",
    "prevenir",
    "message",
    "duree",
    "reponse",
    "vers",
    "etape",
    "nameUsed",
    "birthName",
    "firstNames",
    "birthDate",
  ],
  ...[
    "sex",
    "phone",
    "email",
    "address",
    "number",
    "name",
    "title",
    "firstName",
    "lastName",
    "rpps",
    "slug",
    "absent",
    "remplacant",
    "dernier",
  ],
  ...[
    "role",
    "own",
    "agendas",
    "agenda",
    "poste",
    "faire",
    "weekdays",
    "from",
    "to",
    "since",
    "until",
    "everyWeeks",
    "nth",
    "scope",
    "on",
    "label",
  ],
];

const routes = app.routes.filter(
  ({ method, path }) => method !== "ALL" && !path.includes("*") && /^\/(pro|operateur)(\/|$)/.test(path),
);
const addresses = [...new Set(routes.filter(({ method }) => method === "GET").map(({ path }) => path))].filter(
  (path) => path !== proPaths.agendaLive(), // a stream has no end
);
const doors = [...new Set(routes.filter(({ method }) => method === "POST").map(({ path }) => path))];

test.each(addresses)("%s never answers that it is our fault, whatever staff type into it", async (path) => {
  const who = path.startsWith("/operateur") ? "ben" : "nina";
  await verifyNow(who);
  for (const odd of oddities) {
    const query = new URLSearchParams(names.map((name) => [name, odd]));
    for (const address of [`${filled(path, odd)}?${query}`, `${filled(path, patientId)}?${query}`]) {
      const answer = await as(who).get(address);
      expect(answer.status, `${path} with ${JSON.stringify(odd.slice(0, 30))}`).toBeLessThan(500);
    }
  }
});

test.each(doors)("%s never answers that it is our fault, whatever staff post to it", async (path) => {
  const who = path.startsWith("/operateur") ? "ben" : "nina";
  for (const odd of oddities) {
    await verifyNow(who);
    const form = Object.fromEntries(names.map((name) => [name, odd]));
    for (const id of [odd, patientId, appointment.id, lune.practitionerId, sites.main.id]) {
      const answer = await as(who).post(filled(path, id), form);
      expect(answer.status, `${path} (${id.slice(0, 36)}) with ${JSON.stringify(odd.slice(0, 30))}`).toBeLessThan(500);
    }
  }
});

/** Every named part of the address becomes it. */
function filled(path: string, odd: string): string {
  return path.replace(/:[^/]+/g, () => encodeURIComponent(odd.toWellFormed()));
}
