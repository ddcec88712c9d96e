import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export type PostOffice = Awaited<ReturnType<typeof openPostOffice>>;

/** A mail server on this machine: what it took over, and two moments at which a test may have something happen. */
export async function openPostOffice() {
  const received: ParsedMail[] = [];
  /** When someone comes in with a mail; when it has been taken over and the answer has left. Each is awaited, once. */
  const moments: { atTheDoor?: () => Promise<void>; answered?: () => Promise<void> } = {};
  const once = (moment: keyof typeof moments) => {
    const happen = moments[moment];
    delete moments[moment];
    return happen?.();
  };

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    async onMailFrom(_, __, done) {
      await once("atTheDoor");
      done();
    },
    async onData(stream, _, done) {
      received.push(await simpleParser(stream));
      await once("answered");
      done();
    },
  });
  server.on("error", () => {}); // a sender that is killed breaks its connection
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as { port: number };
  return {
    received,
    moments,
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
