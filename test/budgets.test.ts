import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

/** What `npm test` has built. */
const assets = new URL("../dist/client/assets/", import.meta.url);

/** What only the professional space loads, by the names in vite.config.ts; `free` is what two of them share. */
const ofStaff = [
  "agenda",
  "agenda-styles",
  "booking",
  "find-patients",
  "free",
  "openings",
  "openings-styles",
  "preview",
  "print",
];

test("a patient's page carries at most 25 kB of script and 30 kB of style, even if it used every island we have", () => {
  expect(kilobytes(".js", isOfPatients)).toBeLessThan(25);
  expect(kilobytes(".css", isOfPatients)).toBeLessThan(30);
});

test("the agenda carries at most 90 kB of script, whatever else of the professional space it asked for", () => {
  expect(kilobytes(".js", (name) => !isOfPatients(name))).toBeLessThan(90);
});

function isOfPatients(name: string): boolean {
  return !ofStaff.includes(name);
}

/** Together, gzip. Names are those before the hash. */
function kilobytes(ending: string, isMeant: (name: string) => boolean): number {
  const files = readdirSync(assets).filter(
    (file) => file.endsWith(ending) && isMeant(file.slice(0, -ending.length - 9)),
  );
  expect(files.length, `no ${ending} was built`).toBeGreaterThan(0);
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, assets))).length, 0) / 1000;
}
