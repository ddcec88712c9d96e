import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

/** What `npm test` has built. */
const assets = new URL("../dist/client/assets/", import.meta.url);

test("a patient's page carries at most 25 kB of script and 30 kB of style, even if it used every island we have", () => {
  expect(kilobytes(".js")).toBeLessThan(25);
  expect(kilobytes(".css")).toBeLessThan(30);
});

/** Together, gzip. */
function kilobytes(ending: string): number {
  const files = readdirSync(assets).filter((file) => file.endsWith(ending));
  expect(files.length, `no ${ending} was built`).toBeGreaterThan(0);
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, assets))).length, 0) / 1000;
}
