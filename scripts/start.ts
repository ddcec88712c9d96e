import { buildIfStale } from "./build-if-stale.ts";

/** `npm start`: the program, built first when it has to be. It runs in this very process, so that signals reach it. */
await buildIfStale();
await import(new URL("../dist/server/main.js", import.meta.url).href);
