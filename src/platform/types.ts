import { types } from "pg";

/** How what PostgreSQL sends becomes values, for one pool only: other libraries keep the defaults they expect.
 *
 * | column                | value                                                            |
 * | --------------------- | ---------------------------------------------------------------- |
 * | timestamptz           | Temporal.Instant, to the microsecond                             |
 * | timestamp             | Temporal.PlainDateTime                                           |
 * | date                  | Temporal.PlainDate                                               |
 * | time                  | string, "09:30:00"                                               |
 * | bigint                | number; a value that a number cannot hold exactly is an error    |
 * | double precision      | number                                                           |
 * | numeric, range types  | string, as PostgreSQL writes it                                  |
 * | json, jsonb           | what was stored                                                  |
 *
 * `infinity` has no Temporal value and is an error. scripts/codegen.ts says the same to the compiler. */
export const temporalTypes = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    parsers.get(oid) ?? types.getTypeParser(oid, format as "text")) as typeof types.getTypeParser,
};

/** What a parameter becomes on its way to PostgreSQL: Temporal values their ISO text, alone or in a list; all else is left to the driver. */
export function asParameter(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(asParameter);
  return isTemporal(value) ? value.toString() : value;
}

function isTemporal(value: object): boolean {
  return (
    value instanceof Temporal.Instant ||
    value instanceof Temporal.PlainDate ||
    value instanceof Temporal.PlainDateTime ||
    value instanceof Temporal.PlainTime
  );
}

type Parse = (text: string) => unknown;

/** By type number (pg_type.oid), then by the number of the type that is a list of it. */
const parsers = new Map<number, Parse>();
for (const [one, many, parse] of [
  [1184, 1185, Temporal.Instant.from],
  [1114, 1115, Temporal.PlainDateTime.from],
  [1082, 1182, Temporal.PlainDate.from],
  [20, 1016, safeInteger],
  [701, 1022, Number],
] as [number, number, Parse][]) {
  parsers.set(one, (text) => parse(text));
  parsers.set(many, (text) => listOfTexts(text).map((element) => (element === null ? null : parse(element))));
}

/** `{a,b,NULL}`. Where an element had to be quoted, or is a list itself, the driver reads it, letter by letter. */
function listOfTexts(text: string): (string | null)[] {
  if (text === "{}") return [];
  if (!/["{]/.test(text.slice(1)))
    return text
      .slice(1, -1)
      .split(",")
      .map((element) => (element === "NULL" ? null : element));
  return types.getTypeParser(1009 as Parameters<typeof types.getTypeParser>[0])(text); // text[]
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit in a number`);
  return value;
}
