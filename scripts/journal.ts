import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Chain, Fault } from "../src/audit/chain.ts";
import { type Head, headsOfJournal, type Verification, verifyJournal } from "../src/audit/verify-journal.ts";
import { type Config, readConfig } from "../src/platform/config.ts";
import { type Db, openDatabase } from "../src/platform/db.ts";
import { OperatorError, toldToOperator } from "../src/platform/errors.ts";
import { createLog } from "../src/platform/log.ts";
import { startPostgres } from "../src/platform/postgres.ts";

const faults: Record<Fault, string> = {
  "line-changed": "a line was changed",
  "line-missing": "a line is missing",
  "line-added": "a line was added",
  "line-unsealed": "a line was slipped in where everything was sealed, or its seal was taken away",
  "line-backdated": "a line says it is older than it can be",
  "seal-changed": "the seal was changed",
  "seal-missing": "the seal is missing",
  "another-head": "the chain was written anew: its head is not the one that was kept",
  "erased-too-early": "its lines were erased before they were a year old",
};

const KeptHead = z.object({ establishmentId: z.uuid().nullable(), number: z.number(), headSha256: z.string() });

/** `npm run journal -- verify`: whether the journal is as it was told; with the name of a file that `npm run --silent journal -- heads` wrote
 * before, also whether it still leads to those heads. Ends with 1 when it is not. */
const [command, file] = process.argv.slice(2);
const log = createLog({ level: "warn" });
try {
  if (command === "verify") await withDatabase((db) => verify(db, file ? readHeads(file) : []));
  else if (command === "heads") await withDatabase(printHeads);
  else throw new OperatorError("What about the journal? Say `verify`, or `heads`: npm run journal -- verify");
} catch (error) {
  console.error(toldToOperator(error));
  process.exitCode = 1;
}

async function verify(db: Db, kept: Head[]) {
  const { chains, waiting } = await verifyJournal(db, kept);
  const names = await namesOf(db);
  for (const chain of chains) console.log(`${names(chain.establishmentId)}: ${verdictOn(chain)}`);
  console.log(toldOf(waiting));
  const broken = chains.filter((chain) => chain.broken);
  if (broken.length > 0) throw new OperatorError(`The journal does not hold: ${broken.length} chain(s) are broken.`);
  console.log("The journal holds.");
}

function verdictOn({ broken, seals, lines, sealedUntil }: Chain): string {
  if (!broken) return `${seals} seals, ${lines} lines${sealedUntil ? `, sealed until ${sealedUntil}` : ""}`;
  const { seal, sealedAt, because } = broken;
  const where = seal === null ? "after its last seal" : `at seal ${seal}${sealedAt ? ` of ${sealedAt}` : ""}`;
  return `BROKEN ${where}: ${faults[because]}`;
}

function toldOf({ lines, since }: Verification["waiting"]): string {
  return since ? `${lines} lines wait for their seal, the first since ${since}.` : "Every line has its seal.";
}

async function namesOf(db: Db): Promise<(establishmentId: string | null) => string> {
  const establishments = await db.selectFrom("establishment").select(["id", "name"]).execute();
  const names = new Map(establishments.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? "The site's own" : (names.get(id) ?? id));
}

async function printHeads(db: Db) {
  for (const head of await headsOfJournal(db)) console.log(JSON.stringify(head));
}

function readHeads(path: string): Head[] {
  try {
    const lines = readFileSync(path, "utf8").split("\n").filter(Boolean);
    return lines.map((line) => KeptHead.parse(JSON.parse(line)));
  } catch (error) {
    throw new OperatorError(`${path} does not hold what \`heads\` printed: ${(error as Error).message}`);
  }
}

/** The database that is configured; in demonstration the embedded one, beside whoever runs it. */
async function withDatabase(work: (db: Db) => Promise<void>) {
  const { database, varDir } = readConfig();
  await using stack = new AsyncDisposableStack();
  const url = database?.directUrl ?? (await embedded(varDir, stack));
  const db = openDatabase({ url, max: 1, log });
  stack.defer(() => db.destroy());
  await work(db);
}

async function embedded(varDir: Config["varDir"], stack: AsyncDisposableStack): Promise<string> {
  const dataDir = join(varDir, "postgres");
  if (!existsSync(dataDir)) throw new OperatorError(`DATABASE_URL is not set, and nothing was ever kept in ${varDir}.`);
  const postgres = await startPostgres({ dataDir, database: "amicare", log, share: true });
  stack.defer(() => postgres.stop());
  return postgres.url("amicare");
}
