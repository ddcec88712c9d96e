import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, expect, inject, test } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { migrate, pendingMigrations } from "./migrate.ts";
import { checkLogin } from "./roles.ts";

const folder = mkdtempSync(join(tmpdir(), "amicare-migrations-"));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

const first = "create table first (id int);\ninsert into first values (1); -- two statements";

const session = new pg.Client(inject("clusterUrl"));
await session.connect();
await session.query("create database migrated");
afterAll(async () => {
  await session.query("drop database migrated with (force)");
  await session.end();
});
const directUrl = inject("clusterUrl").replace(/\/postgres(\?|$)/, "/migrated$1");

test("two programs at once lay each file once, in order, whole", async () => {
  write("0001_first.sql", first);
  write("0002_second.sql", "insert into first values (2);");
  expect(await pendingMigrations({ url: directUrl, folder })).toEqual(["0001_first.sql", "0002_second.sql"]);
  const ran = await Promise.all([migrate({ directUrl, folder }), migrate({ directUrl, folder })]);
  expect(ran.flat()).toEqual(["0001_first.sql", "0002_second.sql"]);
  expect(await pendingMigrations({ url: directUrl, folder })).toEqual([]);
});

test("a file that fails leaves nothing behind, and says which line", async () => {
  write("0003_wrong.sql", "create table half (id int);\n\ncreate tabel other (id int);");
  await expect(migrate({ directUrl, folder })).rejects.toThrow(
    /^migrations\/0003_wrong.sql, line 3: syntax error at or near "tabel"\.$/,
  );
  write("0003_wrong.sql", "create table half (id int);\n\ncreate table other (id int);");
  expect(await migrate({ directUrl, folder })).toEqual(["0003_wrong.sql"]);
});

test("a file edited after it ran is refused in one sentence; line ends are no edit", async () => {
  write("0001_first.sql", first.replaceAll("\n", "\r\n"));
  expect(await migrate({ directUrl, folder })).toEqual([]);
  write("0002_second.sql", "insert into first values (3);");
  await expect(migrate({ directUrl, folder })).rejects.toThrow(
    /^migrations\/0002_second.sql was edited after it ran here/,
  );
});

test("a program older than its database does not serve it", async () => {
  mkdirSync(join(folder, "older"));
  await expect(pendingMigrations({ url: directUrl, folder: join(folder, "older") })).rejects.toThrow(
    /^The database was laid by a newer AmiCare \(it has 0001_first.sql\): run that version\.$/,
  );
});

test("the roles cannot sign in, pass by row-level security, make others, nor become one another", async () => {
  const { rows } = await session.query(
    `select rolname as name from pg_roles where rolname like 'amicare\\_%'
       and not rolsuper and not rolbypassrls and not rolcreaterole and not rolcreatedb and not rolinherit order by 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(["amicare_auth", "amicare_job", "amicare_login", "amicare_web"]);
  const { rows: members } = await session.query(
    `select member::regrole::text || ' in ' || roleid::regrole as pair from pg_auth_members where member::regrole::text like 'amicare\\_%' order by 1`,
  );
  expect(members.map(({ pair }) => pair)).toEqual(["amicare_login in amicare_auth", "amicare_login in amicare_web"]);
});

test("the web's login can do nothing but become the web, or who keeps credentials", async () => {
  const { url } = await newDatabase();
  await checkLogin(url, "DATABASE_URL", "amicare_web");
  await expect(checkLogin(url, "DATABASE_URL", "amicare_job")).rejects.toThrow(
    'DATABASE_URL signs in as "amicare_login", who may not become amicare_job: grant amicare_job to it.',
  );
  const web = new pg.Client(url);
  await web.connect();
  await expect(web.query("select * from patient")).rejects.toThrow(/permission denied/);
  await expect(web.query("set role amicare_job")).rejects.toThrow(/permission denied/);
  await web.end();
});
