import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { buildIfStale } from "../scripts/build-if-stale.ts";
import { freePort } from "./platform/postgres-server.ts";
import { inventedFacts } from "./platform/site-facts.ts";

const VAR_DIR = join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), `amicare-main-test-${process.pid}`);
const production = {
  MODE: "production",
  PUBLIC_URL: "https://rdv.example.fr",
  SMTP_URL: "smtp://127.0.0.1:1",
  MAIL_FROM: "ne-pas-repondre@example.fr",
  SECRET: "x".repeat(32),
  ...inventedFacts,
};

beforeAll(async () => {
  mkdirSync(VAR_DIR);
  await buildIfStale();
}, 60_000);
afterAll(() => rmSync(VAR_DIR, { recursive: true, force: true }));

/** The program with these settings and no others. */
function program(settings: Record<string, string>) {
  const env = { VAR_DIR, PORT: "39770", ...settings };
  return spawn(process.execPath, ["dist/server/main.js"], { env, stdio: ["ignore", "pipe", "pipe"] });
}

/** What it says before it gives up, once it has. */
async function refusal(settings: Record<string, string>): Promise<string> {
  const started = program(settings);
  const [said, [code]] = await Promise.all([text(started.stderr), once(started, "exit")]);
  expect(code).toBe(1);
  return said;
}

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return String((server.address() as { port: number }).port);
}

test("a port that is taken", async () => {
  const other = createServer();
  const PORT = await listen(other);
  expect(await refusal({ PORT })).toBe(
    `PORT ${PORT} is taken by another program: stop it, or set PORT to a free one.\n`,
  );
  other.close();
});

test("settings that are malformed: a sentence each", async () => {
  expect(await refusal({ SMTP_URL: "mail.example.fr", PORT: "web" })).toBe(
    "PORT must be a whole number from 1 to 65535.\n" +
      "SMTP_URL must be an address such as smtps://user:password@mail.example.fr:465.\n",
  );
});

test("a publisher who does not say who he is: the law wants it on every site", async () => {
  const { PUBLISHER_NAME: _, DPO_CONTACT: __, ...rest } = production;
  expect(await refusal({ ...rest, DATABASE_URL: "postgres://web:secret@127.0.0.1:1/amicare" })).toMatch(
    /^PUBLISHER_NAME is named by a text of this site: set it to the name of whoever runs this site\.\nDPO_CONTACT is named.*\n$/,
  );
});

test("a folder of texts that is not there", async () => {
  expect(await refusal({ TEXTS_DIR: "/nowhere" })).toMatch(/^TEXTS_DIR must be a folder this user may read: .*\n$/);
});

test("a database that does not answer", async () => {
  const DATABASE_URL = "postgres://web:secret@127.0.0.1:1/amicare";
  expect(await refusal({ ...production, DATABASE_URL })).toBe(
    "DATABASE_URL leads to amicare at 127.0.0.1:1, but no PostgreSQL answers there.\n",
  );
});

test("a database that refuses the password", async () => {
  const answer = Buffer.from("SFATAL\0C28P01\0Mpassword authentication failed\0\0");
  const length = Buffer.alloc(4);
  length.writeInt32BE(answer.length + 4);
  const database = createServer((session) => {
    session.once("data", () => session.end(Buffer.concat([Buffer.from("E"), length, answer])));
  });
  const port = await listen(database);
  expect(await refusal({ ...production, DATABASE_URL: `postgres://web:secret@127.0.0.1:${port}/amicare` })).toBe(
    `DATABASE_URL leads to amicare at 127.0.0.1:${port}, but it refuses the password of "web".\n`,
  );
  database.close();
});

test("a database that is not there, or behind this version", async () => {
  const DATABASE_URL = inject("clusterUrl");
  expect(await refusal({ ...production, DATABASE_URL: DATABASE_URL.replace("/postgres?", "/nowhere?") })).toMatch(
    /^DATABASE_URL leads to nowhere in .*, but there is no database named "nowhere"\.\n$/,
  );
  expect(await refusal({ ...production, DATABASE_URL })).toMatch(
    /^The database is behind this version \(\d+ migrations, first 0001_foundations\.sql\): run "npm run migrate"\.\n$/,
  );
});

test("the demonstration starts from nothing, answers, and stops cleanly", async () => {
  const PORT = String(await freePort());
  const started = program({ PORT });
  const said = text(started.stdout);
  const ready = new Promise((resolve) =>
    started.stdout.on("data", (line) => String(line).includes("Ctrl-C") && resolve(true)),
  );
  await Promise.race([ready, once(started, "exit")]);
  expect((await fetch(`http://127.0.0.1:${PORT}/`)).status).toBe(200);
  started.kill("SIGTERM");
  expect(await once(started, "exit")).toEqual([0, null]);
  expect(await said).toContain(`http://localhost:${PORT}/boite-aux-lettres`);
  expect(existsSync(join(VAR_DIR, "postgres/postmaster.pid"))).toBe(false);
}, 60_000);
