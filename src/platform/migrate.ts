import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runMigrations as laySchemaOfJobs } from "graphile-worker";
import { Kysely, PostgresDialect, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import pg from "pg";
import { connect } from "./connect.ts";
import { OperatorError, sqlState } from "./errors.ts";
import { projectFolder } from "./project-folder.ts";
import { ensureRoles } from "./roles.ts";

export interface MigrateOptions {
  /** The database, as its owner. */
  directUrl: string;
  /** An address whose role is made when it is missing (roles.ts); for a server that is all ours. */
  loginUrl?: string;
  /** Where the migrations are. Default: the project's `migrations`. */
  folder?: string;
}

/** Brings the database to this version: roles, the job queue's own schema, then every file of `migrations/` that has not run yet.
 *
 * Each file is plain SQL and runs whole or not at all. Two processes at once: the second waits, and finds nothing left to do. A
 * file edited after it ran is refused by OperatorError. Gives the names of the files that ran. */
export async function migrate({
  directUrl,
  loginUrl,
  folder = projectFolder("migrations"),
}: MigrateOptions): Promise<string[]> {
  const session = await connect(directUrl, "DATABASE_DIRECT_URL");
  try {
    await session.query("select pg_advisory_lock(1095583554)"); // until the session ends
    await ensureRoles(session, loginUrl);
    await laySchemaOfJobs({ connectionString: directUrl, maxPoolSize: 1 });
    await session.query(ledger);
    const files = readMigrations(folder);
    refuseEdited(files, await applied(session));
    return await runAll(directUrl, files);
  } finally {
    await session.end();
  }
}

/** The names of the files that have yet to run, so that a program never serves a database it does not know. */
export async function pendingMigrations({
  url,
  folder = projectFolder("migrations"),
}: {
  url: string;
  folder?: string;
}): Promise<string[]> {
  const session = await connect(url, "DATABASE_URL");
  try {
    const done = await applied(session);
    const files = readMigrations(folder);
    const unknown = [...done.keys()].find((name) => !files.has(name));
    if (unknown)
      throw new OperatorError(`The database was laid by a newer AmiCare (it has ${unknown}): run that version.`);
    return [...files.keys()].filter((name) => !done.has(name));
  } finally {
    await session.end();
  }
}

/** What ran, and what it said; names of files are no secret. */
const ledger = `
  create schema if not exists migration;
  create table if not exists migration.checksum (name text primary key, sha256 text not null);
  grant usage on schema migration to public;
  grant select on migration.checksum to public`;

/** The SHA-256 of what ran, by name of file. */
async function applied(session: pg.Client): Promise<Map<string, string>> {
  try {
    const { rows } = await session.query("select name, sha256 from migration.checksum order by name");
    return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
  } catch (error) {
    if (["42P01", "3F000"].includes(sqlState(error) ?? "")) return new Map(); // an empty database
    throw error;
  }
}

async function runAll(url: string, files: Map<string, string>): Promise<string[]> {
  const db = new Kysely<Ledger>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 2 }) }),
  });
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: async () => Object.fromEntries([...files].map(([name, text]) => [name, fromSql(name, text)])),
    },
    migrationTableSchema: "migration",
    migrationTableName: "applied",
    migrationLockTableName: "lock",
  });
  try {
    for (const ran: string[] = []; ; ) {
      const { error, results } = await migrator.migrateUp();
      if (error) throw error;
      if (!results?.length) return ran;
      ran.push(...results.map((result) => result.migrationName));
    }
  } finally {
    await db.destroy();
  }
}

interface Ledger {
  "migration.checksum": { name: string; sha256: string };
}

function fromSql(name: string, text: string): Migration {
  return {
    async up(tx: Kysely<Ledger>) {
      await sql
        .raw(text)
        .execute(tx)
        .catch((error) => {
          throw new OperatorError(`migrations/${name}${lineOf(error, text)}: ${error.message}.`);
        });
      await sql`reset role`.execute(tx); // a file may take a role for what it lays
      await tx
        .insertInto("migration.checksum")
        .values({ name, sha256: checksum(text) })
        .execute();
    },
  };
}

function refuseEdited(files: Map<string, string>, done: Map<string, string>) {
  for (const [name, text] of files) {
    const known = done.get(name);
    if (known && known !== checksum(text)) {
      throw new OperatorError(
        `migrations/${name} was edited after it ran here: give it back its text, and write a new file for the change.`,
      );
    }
  }
}

/** The text of each file by its name, in order; line ends do not count. */
function readMigrations(folder: string): Map<string, string> {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort();
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n")]));
}

function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function lineOf(error: { position?: string }, text: string): string {
  return error.position ? `, line ${text.slice(0, Number(error.position)).split("\n").length}` : "";
}
