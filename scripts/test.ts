import { execSync } from "node:child_process";
import { existsSync } from "node:fs";
import { buildIfStale } from "./build-if-stale.ts";

/** `npm test`: types, style and arrows, then every test against a real PostgreSQL and in a real browser. */
try {
  const browser = findChromium() ?? installChromium();
  run("npm run --silent check");
  await buildIfStale();
  run(["vitest run", ...process.argv.slice(2), ...(browser ? [] : ["--exclude", `"test/journeys/**"`])].join(" "));
  if (!browser) console.log("Not tried: test/journeys, which needs Chromium.");
} catch {
  process.exitCode = 1; // what failed has said so itself
}

function run(command: string) {
  execSync(command, { stdio: "inherit" });
}

function findChromium(): string | undefined {
  return ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));
}

/** Debian's, when we may install it. */
function installChromium(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return undefined;
  run("apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends chromium");
  return findChromium();
}
