import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, expect, test, vi } from "vitest";
import { createLog } from "./log.ts";
import { startPostgres } from "./postgres.ts";
import { repairLinks, settle } from "./postgres-place.ts";

const folder = join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), `amicare-postgres-test-${process.pid}`);
mkdirSync(folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dataDir = join(folder, "postgres");
const options = { dataDir, database: "kept", log: createLog({ level: "silent" }) };
const serverPid = () => Number.parseInt(readFileSync(join(dataDir, "postmaster.pid"), "utf8"), 10);

async function ask(url: string, question: string) {
  const session = new pg.Client(url);
  session.on("error", () => {});
  await session.connect();
  try {
    return (await session.query(question)).rows[0];
  } finally {
    await session.end();
  }
}

test("a first start lays a French, durable database that no network reaches", async () => {
  const postgres = await startPostgres(options);
  const url = postgres.url("kept");
  expect(
    await ask(
      url,
      `select current_setting('fsync') as fsync, current_setting('listen_addresses') as network, current_setting('timezone') as zone,
         datlocale as locale, pg_encoding_to_char(encoding) as encoding from pg_database where datname = 'kept'`,
    ),
  ).toEqual({ fsync: "on", network: "", zone: "UTC", locale: "fr-FR", encoding: "UTF8" });
  await postgres.stop();
  await expect(ask(url, "select 1")).rejects.toThrow();
});

test("whoever kills the program finds, at the next start, the server it left and all that was acknowledged", async () => {
  const program = `
    import { startPostgres } from "${join(import.meta.dirname, "postgres.ts")}";
    import { createLog } from "${join(import.meta.dirname, "log.ts")}";
    await startPostgres({ dataDir: "${dataDir}", database: "kept", log: createLog({ level: "silent" }) });
    console.log("up");`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(parent.stdout, "data");
  const orphan = serverPid();
  parent.kill("SIGKILL");
  await once(parent, "exit");

  const postgres = await startPostgres(options);
  expect(serverPid()).toBe(orphan);
  await postgres.stop();
  expect(existsSync(join(dataDir, "postmaster.pid"))).toBe(false);
});

test("when the server is killed it comes back by itself, at the same address, with every acknowledged row", async () => {
  const postgres = await startPostgres(options);
  const pool = new pg.Pool({ connectionString: postgres.url("kept") });
  pool.on("error", () => {});
  await pool.query("create table booking (id int)");
  await pool.query("insert into booking select generate_series(1, 100)");
  const killed = serverPid();
  process.kill(killed, "SIGKILL");
  await vi.waitFor(() => expect(serverPid()).not.toBe(killed), { timeout: 10_000 });
  const rows = await vi.waitUntil(
    () =>
      pool.query("select count(*)::int as kept from booking").then(
        (answer) => answer.rows,
        () => null,
      ),
    {
      timeout: 10_000,
    },
  );
  expect(rows).toEqual([{ kept: 100 }]);
  await pool.end();
  await postgres.stop();
});

test("a second program on the same data is refused in one sentence; a guest is welcome and leaves the server up", async () => {
  const postgres = await startPostgres(options);
  await expect(startPostgres(options)).rejects.toThrow(/^Another AmiCare is running on .*postgres: stop it first/);
  const guest = await startPostgres({ ...options, share: true });
  await guest.stop();
  expect(await ask(postgres.url("kept"), "select 1 as up")).toEqual({ up: 1 });
  await postgres.stop();
});

test("a process file left by a power cut does not keep the server down, even when its number now names someone else", async () => {
  const { account } = settle(dataDir, options.log);
  const stranger = spawn("sleep", ["60"], { ...account });
  writeFileSync(join(dataDir, "postmaster.pid"), `${stranger.pid}\n${dataDir}\n1\n5432\n\n\n`);
  const postgres = await startPostgres(options);
  expect(await ask(postgres.url("kept"), "select 1 as up")).toEqual({ up: 1 });
  await postgres.stop();
  stranger.kill();
});

test("what keeps the server from starting is told in one sentence", async () => {
  const version = join(dataDir, "PG_VERSION");
  const good = readFileSync(version);
  writeFileSync(version, "9\n");
  await expect(startPostgres(options)).rejects.toThrow(
    /^PostgreSQL did not start on .*: database files are incompatible with server/,
  );
  writeFileSync(version, good);
});

test("where there are no Unix sockets, a password guards the loopback port", async () => {
  const postgres = await startPostgres({
    ...options,
    dataDir: join(folder, "by-port"),
    durable: false,
    over: "loopback",
  });
  const url = new URL(postgres.url("kept"));
  expect(await ask(url.href, "select inet_server_addr()::text as at")).toEqual({ at: "127.0.0.1/32" });
  url.password = "guessed";
  await expect(ask(url.href, "select 1")).rejects.toThrow(/password authentication failed/);
  await postgres.stop();
});

test("a folder too deep for a socket gets a short one elsewhere", () => {
  const { socketDir } = settle(join(folder, "a-very-long-name".repeat(6), "postgres"), options.log);
  expect(socketDir).toMatch(/amicare-[0-9a-f]{12}$/);
  rmSync(socketDir, { recursive: true });
});

test("`npm ci --ignore-scripts` leaves library links out; the start makes them", () => {
  const native = mkdtempSync(join(tmpdir(), "native-"));
  mkdirSync(join(native, "lib"));
  writeFileSync(join(native, "lib/libpq.so.5.18"), "");
  const links = [{ source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" }];
  writeFileSync(join(native, "pg-symlinks.json"), JSON.stringify(links));
  repairLinks(native);
  repairLinks(native);
  expect(readlinkSync(join(native, "lib/libpq.so.5"))).toBe("libpq.so.5.18");
  rmSync(native, { recursive: true });
});
