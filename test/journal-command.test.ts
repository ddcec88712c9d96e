import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { forge, linesIn, sealedWorld } from "./journal.ts";

/** `npm run journal`, as an operator runs it. */
const world = await sealedWorld();
const folder = mkdtempSync(join(tmpdir(), "amicare-journal-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function journal(...words: string[]): Promise<{ code: number; said: string }> {
  const env = { ...process.env, MODE: "demonstration", DATABASE_URL: world.ownerUrl, VAR_DIR: folder };
  const run = promisify(execFile)(process.execPath, ["scripts/journal.ts", ...words], { env });
  return run.then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (failed: { code: number; stdout: string; stderr: string }) => ({
      code: failed.code,
      said: failed.stdout + failed.stderr,
    }),
  );
}

test("an operator is told that the journal holds, then where it does not, and a script can tell by the exit code", async () => {
  const whole = await journal("verify");
  expect(whole.said).toMatch(/^Cabinet du Cerf-Volant: 3 seals, \d+ lines, sealed until 2\d+-.*Z$/m);
  expect(whole.said).toMatch(/^Clinique des Trois-Tilleuls: 1 seals/m);
  expect(whole.said).toMatch(/^The site's own: 1 seals/m);
  expect(whole).toMatchObject({ code: 0, said: expect.stringContaining("The journal holds.") });

  const heads = join(folder, "heads");
  writeFileSync(heads, (await journal("heads")).said);
  expect(await journal("verify", heads)).toMatchObject({ code: 0 });

  const [first] = await linesIn(world);
  await forge(world, `update event set kind = 'x' where number = ${first!.number}`);
  const broken = await journal("verify", heads);
  expect(broken.code).toBe(1);
  expect(broken.said).toMatch(/^Cabinet du Cerf-Volant: BROKEN at seal 1 of 2\d+-.*: a line was changed$/m);
  expect(broken.said).toContain("1 chain(s) are broken");
  expect(broken.said).not.toContain("The journal holds.");
});

test("what is no command and no list of heads is answered by one sentence", async () => {
  const nonsense = join(folder, "nonsense");
  writeFileSync(nonsense, "{}\n");
  for (const words of [[], ["verifier"], ["verify", nonsense], ["verify", join(folder, "nothing")]]) {
    const { code, said } = await journal(...words);
    expect(code, words.join(" ")).toBe(1);
    expect(said).not.toMatch(/^\s+at /m);
  }
});
