import { createHash } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type pg from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";

/** How often something may be tried. The waits between tries grow: `waitS` seconds after the last free try, twice as long after
 * each following one, `lockS` from try number `lockedFrom`. */
export interface Rhythm {
  name: string;
  /** Tries that need no wait before the next. */
  freely: number;
  waitS: number;
  lockedFrom: number;
  lockS: number;
  /** Never more than so many tries… */
  atMost: number;
  /** …counted from the first one, so long. */
  withinS: number;
}

/** One try. It may go on when there is nothing to wait for. */
export interface Attempt {
  /** Seconds before the next try may go on; 0 when this one may. */
  waitS: number;
  /** How many were counted before this one. */
  before: number;
  /** The rows that count it: of the tries, and of whose turn it is, if it took one. */
  keys: { tries: string; turn: string | null };
  /** As if it had not been tried. A try that was refused is not counted anyway. */
  takeBack(): Promise<void>;
  /** As if nothing had ever been tried. */
  forget(): Promise<void>;
}

export interface Limiter {
  /** Counts one try of `subject` and says whether it may go on; a refused one does not count. Of tries at the same moment, in
   * whichever process, no more are let through than the rhythm says. */
  attempt(subject: string): Promise<Attempt>;
  /** As if `subject` had never tried anything. */
  forget(subject: string): Promise<void>;
}

/** Ends several attempts in one statement: the counts of those `forgotten`, and one try of those `takenBack`. */
export async function settle(
  pool: pg.Pool,
  { forgotten, takenBack }: { forgotten: Attempt[]; takenBack: Attempt[] },
): Promise<void> {
  const turns = [...forgotten, ...takenBack].map(({ keys }) => keys.turn).filter((turn) => turn !== null);
  const ended = [...forgotten.map(({ keys }) => keys.tries), ...turns];
  await pool.query(
    `with ended as (delete from auth.rate_limit where key = any ($1))
    update auth.rate_limit set points = points - 1 where key = any ($2) and points > 0`,
    [ended, takenBack.map(({ keys }) => keys.tries)],
  );
}

/** A limiter whose counts stand in the table `auth.rate_limit`, the same for every process. Subjects are kept hashed. */
export function createLimiter(pool: pg.Pool, rhythm: Rhythm): Limiter {
  const store = {
    storeClient: pool,
    storeType: "pool",
    schemaName: "auth",
    tableName: "rate_limit",
    tableCreated: true,
  } as const;
  const tries = new RateLimiterPostgres({
    ...store,
    keyPrefix: rhythm.name,
    points: rhythm.atMost,
    duration: rhythm.withinS,
    clearExpiredByTimeout: false,
  });
  const turn = new RateLimiterPostgres({
    ...store,
    keyPrefix: `${rhythm.name}-turn`,
    points: 1,
    duration: rhythm.waitS,
    clearExpiredByTimeout: false,
  });

  return {
    async attempt(subject) {
      const key = keyOf(subject);
      const counted = await consume(tries, key);
      const before = counted.number - 1;
      const takesTurns = counted.number >= rhythm.freely;
      const keys = { tries: tries.getKey(key), turn: takesTurns ? turn.getKey(key) : null };
      if (counted.waitS > 0) return refused(counted.waitS, before, keys);

      const takeBack = async () => void (await tries.reward(key));
      if (takesTurns) {
        const mine = await consume(turn, key, waitAfter(counted.number, rhythm));
        if (mine.waitS > 0) {
          await takeBack();
          return refused(mine.waitS, before, keys);
        }
      }
      const forget = async () => {
        await tries.delete(key);
        if (takesTurns) await turn.delete(key);
      };
      const undo = async () => {
        await takeBack();
        if (takesTurns) await turn.delete(key);
      };
      return { waitS: 0, before, keys, takeBack: undo, forget };
    },
    async forget(subject) {
      const key = keyOf(subject);
      await Promise.all([tries.delete(key), turn.delete(key)]);
    },
  };
}

/** Seconds to wait after try number `number`. */
export function waitAfter(number: number, { freely, waitS, lockedFrom, lockS }: Rhythm): number {
  if (number >= lockedFrom) return lockS;
  return Math.min(waitS * 2 ** (number - freely), lockS);
}

/** The network address a request comes from, as a limiter should know it; `trustProxy` counts the reverse proxies in front. */
export function networkOf(c: Context, trustProxy: number): string {
  const forwarded = trustProxy > 0 ? c.req.header("x-forwarded-for")?.split(",").at(-trustProxy)?.trim() : undefined;
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  return network(forwarded ?? incoming?.socket.remoteAddress ?? "unknown");
}

/** One household has one IPv4 address, or 2^64 IPv6 addresses that begin alike. Some proxies write a port behind it. */
export function network(written: string): string {
  const address = written.replace(/^\[(.*)\](:\d+)?$/, "$1").replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1");
  const mapped = address.slice(address.lastIndexOf(":") + 1);
  if (isIPv4(mapped)) return mapped;
  if (!isIPv6(address)) return address;
  const [start = "", end] = address
    .split("%")[0]!
    .split("::")
    .map((half) => half.split(":").filter(Boolean)) as [string[], string[]?];
  const zeros = end ? Array<string>(8 - start.length - end.length).fill("0") : [];
  const groups = [...start, ...zeros, ...(end ?? [])].map((group) => Number.parseInt(group, 16));
  if (groups.slice(0, 6).join() === "0,0,0,0,0,65535") return groups.slice(6).flatMap(bytesOf).join(".");
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":")}::/64`;
}

/** The two bytes of a group of an IPv6 address. */
function bytesOf(group: number): number[] {
  return [group >> 8, group & 0xff];
}

interface Consumed {
  number: number;
  waitS: number;
}

async function consume(limiter: RateLimiterPostgres, key: string, durationS?: number): Promise<Consumed> {
  try {
    const { consumedPoints } = await limiter.consume(key, 1, durationS ? { customDuration: durationS } : {});
    return { number: consumedPoints, waitS: 0 };
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return { number: refusal.consumedPoints, waitS: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
  }
}

function keyOf(subject: string): string {
  return createHash("sha256").update(subject).digest("hex");
}

function refused(waitS: number, before: number, keys: Attempt["keys"]): Attempt {
  const nothing = async () => {};
  return { waitS, before, keys, takeBack: nothing, forget: nothing };
}
