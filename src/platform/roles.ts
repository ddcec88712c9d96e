import pg from "pg";
import { connect } from "./connect.ts";
import { OperatorError, sqlState } from "./errors.ts";

/** Who may do what in the database. None of them signs in, owns business tables or passes by row-level security.
 *
 * - `amicare_web` answers pages, in the name of the person who asks;
 * - `amicare_job` does background work, in the name of the program;
 * - `amicare_auth` owns the schema `auth`: credentials and sessions. */
const roles = ["amicare_web", "amicare_job", "amicare_auth"];

/** Makes the roles that are missing and lets whoever migrates become each of them.
 *
 * With `loginUrl`, also the role that address signs in as: the web's, able to become amicare_web or amicare_auth and nothing else. */
export async function ensureRoles(session: pg.Client, loginUrl?: string) {
  try {
    for (const role of roles) {
      await make(session, role, "nologin noinherit");
      await session.query(`do $$ begin if not ${mayBecome(role)} then grant ${role} to current_user; end if; end $$`);
    }
    await session.query("create schema if not exists auth authorization amicare_auth");
    if (loginUrl) await ensureLogin(session, loginUrl);
  } catch (error) {
    if (sqlState(error) !== "42501") throw error;
    throw new OperatorError(
      `DATABASE_DIRECT_URL signs in as "${session.user}", who may not lay the roles: give it CREATEROLE and CREATE on the database, or make ${roles.join(", ")} and the schema auth for it (${(error as Error).message}).`,
    );
  }
  await refuseAlmighty(session);
}

/** Refuses, by OperatorError, an address whose role cannot become `role` when it serves. */
export async function checkLogin(url: string, variable: string, role: string) {
  const session = await connect(url, variable);
  const { rows } = await session.query(`select ${mayBecome(role)} as fits`);
  await session.end();
  if (rows[0].fits) return;
  throw new OperatorError(
    `${variable} signs in as "${session.user}", who may not become ${role}: grant ${role} to it.`,
  );
}

async function ensureLogin(session: pg.Client, loginUrl: string) {
  const { user, password } = new pg.Client(loginUrl);
  await make(session, user ?? "", `login noinherit${password ? ` password ${pg.escapeLiteral(password)}` : ""}`);
  await session.query(`grant amicare_web, amicare_auth to ${pg.escapeIdentifier(user ?? "")}`);
}

async function make(session: pg.Client, role: string, options: string) {
  await session.query(`do $make$ begin
    if not exists (select from pg_roles where rolname = ${pg.escapeLiteral(role)}) then
      create role ${pg.escapeIdentifier(role)} ${options};
    end if;
  exception when duplicate_object or unique_violation then -- another database of this cluster was making it at this moment
  end $make$`);
}

/** Since PostgreSQL 16, making a role lets one administer it, not yet become it. */
function mayBecome(role: string): string {
  return `pg_has_role('${role}', case when current_setting('server_version_num')::int < 160000 then 'MEMBER' else 'SET' end)`;
}

async function refuseAlmighty(session: pg.Client) {
  const { rows } = await session.query(
    "select rolname from pg_roles where rolname = any($1) and (rolsuper or rolbypassrls)",
    [roles],
  );
  if (rows.length === 0) return;
  throw new OperatorError(
    `${rows.map((row) => row.rolname).join(", ")} must not be superuser nor have BYPASSRLS: row-level security would not hold.`,
  );
}
