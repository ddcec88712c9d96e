import { parseArgs } from "node:util";
import { OperatorError } from "../src/platform/errors.ts";
import type { Size } from "./dataset.ts";

export interface Options {
  size: Size;
  /** Practitioners of a second dataset, on which the week is listed again; null: there is none. */
  large: number | null;
  rounds: number;
  /** Requests at a time. */
  connections: number;
  /** Where datasets are kept and found again; null: nowhere. */
  keep: string | null;
  json: boolean;
}

const help = `npm run bench -- [options]: what a listing, a booking or a page costs the server.

  --practitioners 50   how many, 5 to 2000
  --days 200           days of agenda, 20 of them past; at least 60
  --quarters 40        quarter hours a day, 8 to 64
  --taken 20           those of them that are taken
  --accounts 200       people who sign in, book and cancel in each round; a multiple of 20
  --large 2000         also lists the week on a second dataset of so many practitioners, and compares
  --rounds 5           of which the middle one is told
  --connections 4      requests at a time
  --keep folder        keeps the datasets there, and finds them again
  --json               everything, for a program to read`;

/** What was asked for on the command line; whatever is wrong with it is one sentence. */
export function readOptions(args = process.argv.slice(2)): Options {
  const { values } = parsed(args);
  if (values.help) {
    console.log(help);
    process.exit(0);
  }
  const number = (name: keyof typeof values, from: number, to: number) => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value >= from && value <= to) return value;
    throw new OperatorError(`--${name} must be a whole number from ${from} to ${to}.`);
  };
  const quarters = number("quarters", 8, 64);
  return {
    size: {
      practitioners: number("practitioners", 5, 2000),
      days: number("days", 60, 400),
      quarters,
      taken: number("taken", 0, quarters - 4),
      accounts: Math.ceil(number("accounts", 20, 2000) / 20) * 20,
    },
    large: values.large === undefined ? null : number("large", 5, 2000),
    rounds: number("rounds", 1, 50),
    connections: number("connections", 1, 32),
    keep: values.keep ?? null,
    json: values.json,
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        practitioners: { type: "string", default: "50" },
        days: { type: "string", default: "200" },
        quarters: { type: "string", default: "40" },
        taken: { type: "string", default: "20" },
        accounts: { type: "string", default: "200" },
        large: { type: "string" },
        rounds: { type: "string", default: "5" },
        connections: { type: "string", default: "4" },
        keep: { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new OperatorError(`${(error as Error).message}\n\n${help}`);
  }
}
