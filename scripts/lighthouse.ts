/** `npm run lighthouse`: the four scores of the pages where people choose, on a phone and on a desktop, and what their scripts and styles
 * weigh on the way. The product is started as installed, with its demonstration, in a folder of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import lighthouse, { desktopConfig } from "lighthouse";
import { chromium } from "playwright-core";
import { paths } from "../src/paths.ts";
import { freePort } from "../src/platform/postgres-server.ts";
import { buildIfStale } from "./build-if-stale.ts";

const pages = {
  search: paths.search({ qui: "généraliste", ou: "Vincennes" }),
  sheet: paths.practitioner("camille-lune"),
};
const screens = { phone: undefined, desktop: desktopConfig };
const aims = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 };

await buildIfStale();
const port = await freePort();
const varDir = join(tmpdir(), `amicare-lighthouse-${port}`);
mkdirSync(varDir);
const env = { VAR_DIR: varDir, PORT: String(port) };
const program = spawn(process.execPath, ["dist/server/main.js"], { env, stdio: ["ignore", "ignore", "inherit"] });
const debuggingPort = await freePort();
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", `--remote-debugging-port=${debuggingPort}`],
});
try {
  await untilReady();
  for (const [page, path] of Object.entries(pages))
    for (const [screen, config] of Object.entries(screens)) await measure(`${page}, ${screen}`, path, config);
} finally {
  await browser.close();
  program.kill("SIGTERM");
  await once(program, "exit");
  rmSync(varDir, { recursive: true, force: true });
}

async function untilReady() {
  const isReady = () =>
    fetch(`http://localhost:${port}${paths.ready()}`).then(
      (answer) => answer.ok,
      () => false,
    );
  while (!(await isReady())) {
    if (program.exitCode !== null) throw new Error("the program did not start");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function measure(name: string, path: string, config: typeof desktopConfig | undefined) {
  const options = { port: debuggingPort, onlyCategories: Object.keys(aims), logLevel: "error" as const };
  const result = await lighthouse(`http://localhost:${port}${path}`, options, config);
  if (!result) throw new Error(`${name}: no answer`);
  const { categories, audits } = result.lhr;
  const scores = Object.entries(aims).map(([category, aim]) => {
    const score = Math.round((categories[category]?.score ?? 0) * 100);
    if (score < aim) process.exitCode = 1;
    return `${category} ${score}${score < aim ? ` (aim ${aim})` : ""}`;
  });
  console.log(`${name}: ${scores.join(", ")}; script ${weightOf("Script")} kB, style ${weightOf("Stylesheet")} kB`);
  for (const { id, title, score } of Object.values(audits))
    if (score !== null && score < 0.9 && counts(id)) console.log(`  ${id}: ${title}`);

  /** As it travelled, compressed, headers included. */
  function weightOf(type: string): string {
    const details = audits["network-requests"]?.details as unknown as { items: Travelled[] };
    const bytes = details.items
      .filter(({ resourceType }) => resourceType === type)
      .map(({ transferSize }) => transferSize);
    return (bytes.reduce((sum, size) => sum + size, 0) / 1000).toFixed(1);
  }

  function counts(id: string): boolean {
    return Object.values(categories).some(({ auditRefs }) => auditRefs.some((ref) => ref.id === id && ref.weight > 0));
  }
}

interface Travelled {
  resourceType: string;
  transferSize: number;
}
