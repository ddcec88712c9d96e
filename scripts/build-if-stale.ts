import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { join } from "node:path";

const project = join(import.meta.dirname, "..");
const stamp = join(project, "dist/stamp");

/** Builds `dist/` unless it was built from these very sources: a clone builds once, an edited one again. */
export async function buildIfStale() {
  const sources = await fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  console.log("Building AmiCare…");
  rmSync(stamp, { force: true });
  const vite = join(project, "node_modules/vite/bin/vite.js");
  execFileSync(process.execPath, [vite, "build", "--logLevel", "warn"], { cwd: project, stdio: "inherit" });
  writeFileSync(stamp, sources);
}

/** Changes when anything the build reads does, whatever the dates of the files. */
async function fingerprint(): Promise<string> {
  const files = await Array.fromAsync(
    glob(["{src,seeds}/**/*.*", "vite.config.ts", "package-lock.json"], { cwd: project }),
  );
  const hash = createHash("sha256");
  for (const file of files.filter((name) => !name.includes(".test.")).sort()) {
    hash.update(`${file}\n`).update(readFileSync(join(project, file)));
  }
  return hash.digest("hex");
}

if (import.meta.main) await buildIfStale();
