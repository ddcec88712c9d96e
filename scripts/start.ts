import { buildIfStale } from "./build-if-stale.ts";

/** `npm start`: the program, built first when it has to be. It runs in this very process, so that signals reach it. */
endWithNpm();
await buildIfStale();
await import(new URL("../dist/server/main.js", import.meta.url).href);

/** Between npm and us stands a shell that dies of a signal without passing it on: when npm is asked to end, so are we. */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 500);
  watch.unref();
}
