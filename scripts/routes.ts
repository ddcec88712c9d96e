/** `npm run routes`: every address of the site, in the order in which they are tried. */
import { runnerImport } from "vite";
import type * as App from "../src/app.tsx";
import { readConfig } from "../src/platform/config.ts";
import { openDatabase } from "../src/platform/db.ts";
import { createLog } from "../src/platform/log.ts";

const { module } = await runnerImport<typeof App>("/src/app.tsx");
const log = createLog({ level: "silent" });
const nowhere = "postgres://nobody@localhost/nowhere";
const app = module.createApp({
  config: readConfig({ ...process.env, MODE: "demonstration" }),
  db: openDatabase({ url: nowhere, log }),
  authUrl: nowhere,
  log,
  now: Temporal.Now.instant,
});
const routes = app.routes.filter(({ method, path }) => method !== "ALL" && !path.endsWith("*"));
for (const line of new Set(routes.map(({ method, path }) => `${method.padEnd(5)} ${path}`))) console.log(line);
process.exit();
