import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs/promises";
import { buildIfStale } from "./build-if-stale.ts";

/** `npm run dev`: the program, built and started again after each change of src/, seeds/, migrations/ or texts/. */
let program = await run();
let latest = 0;

for (const folder of ["src", "seeds", "migrations", "texts"]) void follow(folder);

async function follow(folder: string) {
  for await (const _ of watch(folder, { recursive: true })) void again();
}

/** Waits for the last of a burst of changes: editors write a file several times. */
async function again() {
  const mine = ++latest;
  await new Promise((resolve) => setTimeout(resolve, 150));
  if (mine !== latest) return;
  program.kill("SIGTERM");
  if (program.exitCode === null) await once(program, "exit");
  program = await run();
}

async function run(): Promise<ChildProcess> {
  await buildIfStale().catch((error: Error) => console.error(error.message));
  return spawn(process.execPath, ["dist/server/main.js"], { stdio: "inherit" });
}
