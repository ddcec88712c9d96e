import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Log } from "./log.ts";

export interface Ear {
  /** Whether it hears at this moment. */
  isListening(): boolean;
  /** Resolves when it hears, or when it is closed. */
  listening(): Promise<void>;
  close(): Promise<void>;
}

export interface Hearing {
  /** As the owner, never through PgBouncer in transaction mode: whoever listens keeps the connection. */
  url: string;
  /** Names as PostgreSQL writes them. */
  channels: readonly string[];
  onTold(channel: string, told: string): void;
  /** It hears, the first time and after each silence: what was said meanwhile is lost, so one must look. */
  onListening(): void;
  log: Log;
}

const firstPauseMs = 200;
const longestPauseMs = 15_000;
const checkEveryMs = 20_000;

/** One connection that hears what is notified on these channels, until closed. Lost, it comes back by itself, with pauses that double up to
 * a quarter of a minute; that it is dead without having said so is found within half a minute. */
export function listen({ url, channels, onTold, onListening, log }: Hearing): Ear {
  const closing = new AbortController();
  let ready = Promise.withResolvers<void>();
  let hears = false;
  const ended = keepListening();

  return {
    isListening: () => hears,
    listening: () => ready.promise,
    async close() {
      closing.abort();
      await ended;
    },
  };

  async function keepListening() {
    let pauseMs = firstPauseMs;
    while (!closing.signal.aborted) {
      try {
        await listenOnce(() => {
          pauseMs = firstPauseMs;
          hears = true;
          ready.resolve();
          onListening();
        });
      } catch (err) {
        if (!closing.signal.aborted) log.warn({ err }, "the connection that listens broke");
      }
      if (hears) ready = Promise.withResolvers<void>();
      hears = false;
      await sleep(pauseMs, undefined, { signal: closing.signal }).catch(() => {}); // closed meanwhile
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
    ready.resolve();
  }

  /** Until the connection ends, or is closed. */
  async function listenOnce(onHearing: () => void) {
    const session = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, query_timeout: 10_000 });
    const gone = Promise.withResolvers<void>();
    session.on("error", gone.reject);
    session.on("end", gone.resolve);
    session.on("notification", ({ channel, payload = "" }) => onTold(channel, payload));
    closing.signal.addEventListener("abort", () => gone.resolve(), { once: true });
    const check = setInterval(() => session.query("select 1").catch(gone.reject), checkEveryMs);
    try {
      await session.connect();
      for (const channel of channels) await session.query(`listen ${session.escapeIdentifier(channel)}`);
      if (!closing.signal.aborted) onHearing();
      await gone.promise;
    } finally {
      clearInterval(check);
      session.on("error", () => {}); // said already
      await Promise.race([session.end().catch(() => {}), sleep(1000, undefined, { ref: false })]);
    }
  }
}
