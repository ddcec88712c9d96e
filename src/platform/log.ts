import { type DestinationStream, type Logger, pino, stdSerializers } from "pino";
import { sqlState } from "./errors.ts";

export type Log = Logger;

export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** The program's log: one JSON object a line, and nothing about a person in it.
 *
 * Write ids, counts and durations; never a name, a mail address or what someone typed. Errors go under `err`, where what
 * PostgreSQL quotes from a row is taken out. */
export function createLog({ level, to }: { level: LogLevel; to?: DestinationStream }): Log {
  const options = { level, base: null, timestamp: isoTime, serializers: { err: withoutPersonalData } };
  return to ? pino(options, to) : pino(options);
}

const isoTime = () => `,"time":"${new Date().toISOString()}"`;

/** PostgreSQL quotes values in its messages and whole rows in `detail`: what is kept says where it hurt, not whose it was. */
function withoutPersonalData(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error;
  const state = sqlState(error);
  if (!state) return stdSerializers.errWithCause(error);
  const { table, column, constraint, routine } = error as { [field: string]: unknown } & Error;
  const frames = error.stack
    ?.split("\n")
    .filter((line) => line.startsWith("    at "))
    .join("\n"); // the rest repeats the message
  return {
    type: "DatabaseError",
    message: error.message.replace(/"[^"]*"/g, '"…"'),
    state,
    table,
    column,
    constraint,
    routine,
    stack: frames,
  };
}
