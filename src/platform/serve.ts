import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { OperatorError } from "./errors.ts";

type Fetch = Parameters<typeof createAdaptorServer>[0]["fetch"];

export interface Door {
  /** From now on, requests are answered by this; before, whoever came was asked to come back in a moment. */
  answerWith(fetch: Fetch): void;
  /** Lets nobody in any more and waits for those inside to be answered, 10 seconds at most. */
  close(): Promise<void>;
}

/** Listens on `host`:`port`. An address that cannot be had is an OperatorError, before anything else was started. */
export async function openDoor({ host, port }: { host: string; port: number }): Promise<Door> {
  let answer: Fetch = () =>
    new Response("AmiCare démarre…\n", {
      status: 503,
      headers: { "Content-Type": "text/plain; charset=utf-8", "Retry-After": "2" },
    });
  const server = createAdaptorServer({ fetch: (request, env) => answer(request, env) }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(inOneSentence(error, host, port)));
    server.listen(port, host, resolve);
  });
  return {
    answerWith(fetch) {
      answer = fetch;
    },
    async close() {
      const tooLate = setTimeout(() => server.closeAllConnections(), 10_000);
      await new Promise((resolve) => server.close(resolve));
      clearTimeout(tooLate);
    },
  };
}

function inOneSentence(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case "EADDRINUSE":
      return new OperatorError(`PORT ${port} is taken by another program: stop it, or set PORT to a free one.`);
    case "EACCES":
      return new OperatorError(`PORT ${port} is not for this user to open: set PORT to 1024 or more.`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new OperatorError(`HOST ${host} is not an address of this machine.`);
    default:
      return error;
  }
}
