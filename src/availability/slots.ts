/**
 * `npm run --silent slots -- case.json`: what an agenda would offer, for support and for checks. Prints the free times as
 * a JSON array, or one sentence about what is wrong with the case, and ends with code 1.
 */
import { readFileSync } from "node:fs";
import { freeTimes } from "./engine.ts";
import { readCase } from "./slots-case.ts";
import { clockOf } from "./zone-clock.ts";

const answer = answerTo(process.argv.slice(2));
if ("fault" in answer) {
  process.exitCode = 1;
  console.error(answer.fault);
} else console.log(answer.json);

function answerTo(paths: string[]): { json: string } | { fault: string } {
  const [path] = paths;
  if (!path || paths.length > 1) return { fault: "Give the path of one case: npm run --silent slots -- case.json" };
  let written: string;
  try {
    written = readFileSync(path, "utf8");
  } catch {
    return { fault: `The case ${path} cannot be read: there is no such file, or it may not be opened.` };
  }
  const asked = readCase(written);
  if ("fault" in asked) return asked;
  const clock = clockOf(asked.agenda.zone);
  const slots = freeTimes(asked.agenda, asked.from, asked.to);
  return {
    json: JSON.stringify(slots.map(({ startMs, endMs }) => ({ start: clock.iso(startMs), end: clock.iso(endMs) }))),
  };
}
