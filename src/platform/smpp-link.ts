import { setTimeout as sleep } from "node:timers/promises";
import smpp, { type Fields, type Pdu, type Session } from "smpp";
import type { Log } from "./log.ts";

/** A connection to a short message centre that is kept bound: when it breaks it is made again. */
export interface SmppLink {
  /** Sends a text and gives the centre's answer. Throws SmppFailure when there was none: the centre may have it, or not. */
  submit(fields: Fields): Promise<Pdu>;
  close(): Promise<void>;
}

/** Nobody answered, or not as it should; `code` says which. It may pass. */
export class SmppFailure extends Error {
  override name = "SmppFailure";
  readonly code: string;
  constructor(code: string) {
    super(`the short message centre: ${code}`);
    this.code = code;
  }
}

export interface LinkOptions {
  host: string;
  port: number;
  tls: boolean;
  systemId: string;
  password: string;
  log: Log;
  /** What the centre sends us; it is answered once this resolves, and asked to come back when it throws. */
  onDeliver: (pdu: Pdu) => Promise<void>;
  rhythm?: Partial<Rhythm>;
}

/** Milliseconds. */
interface Rhythm {
  /** Before the second attempt to connect; each next one waits twice as long, up to a minute. */
  retryMs: number;
  /** How long an answer is waited for, and a connection. */
  patienceMs: number;
  /** How often a silent connection is asked whether it is still there. */
  enquireMs: number;
}

export function openLink({ onDeliver, log, ...options }: LinkOptions): SmppLink {
  const rhythm: Rhythm = { retryMs: 1000, patienceMs: 20_000, enquireMs: 30_000, ...options.rhythm };
  const closing = new AbortController();
  let bound = Promise.withResolvers<Session>();
  const ended = keepBound();

  return {
    async submit(fields) {
      const session = await within(bound.promise, rhythm.patienceMs, "not-connected");
      return ask(session, "submit_sm", fields, rhythm.patienceMs);
    },
    async close() {
      closing.abort();
      await ended;
    },
  };

  async function keepBound() {
    for (let failures = 0; !closing.signal.aborted; failures++) {
      try {
        const session = await bind(options, rhythm, closing.signal);
        failures = 0;
        log.info("bound to the short message centre");
        await serve(session);
      } catch (error) {
        if (!closing.signal.aborted)
          log.warn({ code: codeOf(error) }, "no connection to the short message centre; trying again");
      }
      const patience = Math.min(60_000, rhythm.retryMs * 2 ** failures) * (0.75 + Math.random() / 2);
      await sleep(patience, undefined, { signal: closing.signal }).catch(() => {});
    }
  }

  /** Until it breaks, or we close. */
  async function serve(session: Session) {
    const broken = new Promise<void>((resolve) => session.once("close", resolve));
    const part = async () => {
      await ask(session, "unbind", {}, 1000).catch(() => {});
      session.destroy();
    };
    const pulse = setInterval(
      () => ask(session, "enquire_link", {}, rhythm.patienceMs).catch(() => session.destroy()),
      rhythm.enquireMs,
    );
    closing.signal.addEventListener("abort", part);
    session.on("deliver_sm", (pdu) => {
      onDeliver(pdu).then(
        () => session.send(pdu.response()),
        () => session.send(pdu.response({ command_status: smpp.errors.ESME_RX_T_APPN })),
      );
    });
    bound.resolve(session);
    if (closing.signal.aborted) await part();
    await broken;
    bound = Promise.withResolvers();
    clearInterval(pulse);
    closing.signal.removeEventListener("abort", part);
    if (!closing.signal.aborted) throw new SmppFailure("connection-lost");
  }
}

async function bind(
  { host, port, tls, systemId, password }: BindOptions,
  { patienceMs }: Rhythm,
  closing: AbortSignal,
): Promise<Session> {
  const session = smpp.connect({ host, port, ...(tls && { tls, servername: host }) });
  const giveUp = () => session.destroy();
  closing.addEventListener("abort", giveUp);
  const open = Promise.withResolvers<void>();
  session.setMaxListeners(100);
  session.on("error", (error) => {
    open.reject(new SmppFailure(codeOf(error)));
    session.destroy();
  });
  session.on("close", () => open.reject(new SmppFailure("connection-lost")));
  session.once(tls ? "secureConnect" : "connect", open.resolve);
  session.on("enquire_link", (pdu) => session.send(pdu.response()));
  session.on("unknown", (pdu) => session.send(pdu.response()));
  session.on("unbind", (pdu) => {
    session.send(pdu.response());
    session.socket.end();
  });
  try {
    await within(open.promise, patienceMs, "not-connected");
    const login = { system_id: systemId, password, interface_version: 0x34 };
    const { command_status: status } = await ask(session, "bind_transceiver", login, patienceMs);
    if (status !== 0) throw new SmppFailure(statusName(status));
    return session;
  } catch (error) {
    session.destroy();
    throw error;
  } finally {
    closing.removeEventListener("abort", giveUp);
  }
}

type BindOptions = Pick<LinkOptions, "host" | "port" | "tls" | "systemId" | "password">;

function ask(
  session: Session,
  command: "bind_transceiver" | "submit_sm" | "enquire_link" | "unbind",
  fields: Fields,
  patienceMs: number,
): Promise<Pdu> {
  const answer = Promise.withResolvers<Pdu>();
  const lost = () => answer.reject(new SmppFailure("connection-lost"));
  session.once("close", lost);
  if (!session[command](fields, answer.resolve)) lost();
  return within(answer.promise, patienceMs, "no-answer").finally(() => session.off("close", lost));
}

async function within<T>(promise: Promise<T>, ms: number, code: string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new SmppFailure(code)), ms);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** `ESME_RTHROTTLED`, or `0x400` for a status of the vendor's own. */
export function statusName(status: number): string {
  return names.get(status) ?? `0x${status.toString(16)}`;
}

const names = new Map(Object.entries(smpp.errors).map(([name, code]) => [code, name]));

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : "unknown";
}
