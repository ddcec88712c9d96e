import { Hono } from "hono";
import pg from "pg";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { createLimiter, network, networkOf, settle, waitAfter } from "./rate-limit.ts";

const { url } = await newDatabase();
const rhythm = { name: "try", freely: 5, waitS: 60, lockedFrom: 10, lockS: 3600, atMost: 25, withinS: 24 * 3600 };

/** Two processes: each has its own connections and its own limiter. */
const pools = [1, 2].map(
  () =>
    new pg.Pool({
      connectionString: url,
      max: 5,
      onConnect: async (c) => void (await c.query("set role amicare_auth")),
    }),
);
const [here, there] = pools.map((pool) => createLimiter(pool, rhythm)) as [
  ReturnType<typeof createLimiter>,
  ReturnType<typeof createLimiter>,
];
afterAll(async () => void (await Promise.all(pools.map((pool) => pool.end()))));
afterEach(() => void vi.useRealTimers());

test("tries are counted together by all processes", async () => {
  for (let i = 0; i < 5; i++) expect((await [here, there][i % 2]!.attempt("ada")).waitS).toBe(0);
  expect((await here.attempt("ada")).waitS).toBeGreaterThan(50);
  expect((await there.attempt("ada")).waitS).toBeGreaterThan(50);
  expect((await there.attempt("someone else")).waitS).toBe(0);
});

test("fifty tries at the same moment, over two processes, let five through", async () => {
  const attempts = await Promise.all(Array.from({ length: 50 }, (_, i) => [here, there][i % 2]!.attempt("burst")));
  expect(attempts.filter(({ waitS }) => waitS === 0)).toHaveLength(5);
});

test("waits double, then last an hour; twenty-five tries a day are the end", async () => {
  expect([5, 6, 7, 8, 9, 10, 11, 25].map((number) => waitAfter(number, rhythm))).toEqual([
    60, 120, 240, 480, 960, 3600, 3600, 3600,
  ]);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  let tries = 0;
  for (let minute = 0; minute < 24 * 60; minute++) {
    if ((await here.attempt("patient")).waitS === 0) tries++;
    else vi.advanceTimersByTime(60_000);
  }
  expect(tries).toBeLessThanOrEqual(25);
  vi.advanceTimersByTime(24 * 3600_000);
  expect((await here.attempt("patient")).waitS).toBe(0);
});

test("several attempts end in one statement: some forgotten, some taken back", async () => {
  for (let i = 0; i < 4; i++) await here.attempt("right");
  for (let i = 0; i < 30; i++) {
    const attempts = await Promise.all([here.attempt("right"), here.attempt("of many")]);
    expect(attempts.map(({ waitS }) => waitS)).toEqual([0, 0]);
    expect(attempts.map(({ before }) => before)).toEqual([i === 0 ? 4 : 0, 0]);
    await settle(pools[0]!, { forgotten: [attempts[0]!], takenBack: [attempts[1]!] });
  }
});

test("what somebody tried is forgotten by name", async () => {
  for (let i = 0; i < 5; i++) await here.attempt("locked out");
  expect((await here.attempt("locked out")).waitS).toBeGreaterThan(0);
  await there.forget("locked out");
  expect((await here.attempt("locked out")).waitS).toBe(0);
});

test("a try taken back leaves no trace, and forgetting leaves none of all", async () => {
  for (let i = 0; i < 20; i++) await (await here.attempt("back")).takeBack();
  for (let i = 0; i < 5; i++) {
    const attempt = await there.attempt("forget");
    if (i === 4) await attempt.forget();
  }
  expect((await here.attempt("back")).waitS).toBe(0);
  expect((await here.attempt("forget")).waitS).toBe(0);
});

test("what is counted is kept without saying of whom", async () => {
  await here.attempt("ada@exemple.fr");
  const { rows } = await pools[0]!.query("select key from auth.rate_limit");
  expect(rows.every(({ key }) => /^try(-turn)?:[0-9a-f]{64}$/.test(key))).toBe(true);
});

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["::ffff:cb00:7107", "203.0.113.7"],
  ["0:0:0:0:0:ffff:cb00:7107", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:1:2::9", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["unknown", "unknown"],
])("whoever comes from %s is of the network %s", (address, known) => {
  expect(network(address)).toBe(known);
});

test("only what our own proxies wrote is believed", async () => {
  const seen = async (trustProxy: number, forwarded?: string) => {
    const app = new Hono().get("/", (c) => c.text(networkOf(c, trustProxy)));
    const headers: Record<string, string> = forwarded ? { "x-forwarded-for": forwarded } : {};
    const env = { incoming: { socket: { remoteAddress: "192.0.2.1" } } };
    return (await app.request("/", { headers }, env)).text();
  };
  expect(await seen(0, "6.6.6.6")).toBe("192.0.2.1");
  expect(await seen(1, "6.6.6.6, 203.0.113.7")).toBe("203.0.113.7");
  expect(await seen(2, "6.6.6.6, 203.0.113.7, 10.0.0.1")).toBe("203.0.113.7");
  expect(await seen(2, "203.0.113.7")).toBe("192.0.2.1");
});
