import { setTimeout as sleep } from "node:timers/promises";
import type { Runner } from "graphile-worker";
import type { Log } from "./log.ts";

/** Keeps the queue running until `stop()`: it gives up when it cannot write down how a job ended, as when the database went away in the
 * middle, and is then started anew. */
export async function keepRunning(start: () => Promise<Runner>, log: Log): Promise<{ stop(): Promise<void> }> {
  let stopping = false;
  let runner: Runner | null = await start();
  const ended = keep();
  return {
    async stop() {
      stopping = true;
      await runner?.stop().catch(() => {}); // it was stopping by itself
      await ended;
    },
  };

  async function keep() {
    while (!stopping) {
      await runner?.promise.catch((err) => log.warn({ err }, "the queue gave up"));
      if (stopping) return;
      await sleep(1000);
      runner = await start().catch((err) => {
        log.warn({ err }, "the queue did not start");
        return null;
      });
    }
  }
}
