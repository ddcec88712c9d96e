import smpp, { type Pdu, type Session } from "smpp";

/** One message as the centre took it: a text, or a part of one. */
export interface Submitted {
  id: string;
  from: string;
  to: string;
  text: string;
  /** `[reference, of how many, which]`, when it is a part. */
  part: number[] | null;
  wantsReceipt: boolean;
  fields: Pdu;
}

export type MessageCentre = Awaited<ReturnType<typeof openMessageCentre>>;

/** A short message centre on this machine (SMPP 3.4), over loopback: what it took, what it will answer, and what it tells afterwards. */
export async function openMessageCentre({ port = 0, password = "s3cret" } = {}) {
  const submitted: Submitted[] = [];
  /** Statuses answered to the next messages; after them, ESME_ROK. */
  const answers: number[] = [];
  /** What it was answered when it told something. */
  const heard: number[] = [];
  const binds: Pdu[] = [];
  /** Awaited once a message was taken and before it is answered. */
  const moments: { taken?: (message: Submitted) => Promise<void> | void } = {};
  let open = true;
  let count = 0;

  const server = smpp.createServer({}, (session) => {
    session.on("error", () => {});
    session.on("enquire_link", (pdu) => session.send(pdu.response()));
    session.on("unbind", (pdu) => {
      session.send(pdu.response());
      session.socket.end();
    });
    session.on("bind_transceiver", (pdu) => {
      binds.push(pdu);
      const fits = pdu.password === password;
      session.send(pdu.response(fits ? {} : { command_status: smpp.errors.ESME_RINVPASWD }));
    });
    session.on("submit_sm", (pdu) => take(session, pdu));
  });

  async function take(session: Session, pdu: Pdu) {
    const status = answers.shift() ?? 0;
    if (status !== 0) return session.send(pdu.response({ command_status: status }));
    const message = read(pdu, `m-${++count}`);
    submitted.push(message);
    await moments.taken?.(message);
    return session.send(pdu.response({ message_id: message.id }));
  }

  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: given } = server.address() as { port: number };
  return {
    ...{ submitted, answers, heard, binds, moments, port: given },
    url: `smpp://amicare:${password}@127.0.0.1:${given}?source=CABINET`,
    /** Tells everyone bound, in the words of the standard or whatever is given. */
    tell(fields: Record<string, unknown>) {
      for (const session of server.sessions)
        session.deliver_sm({ esm_class: 4, ...fields }, (answer) => heard.push(answer.command_status));
    },
    /** Connections break; the centre still listens. */
    hangUp() {
      for (const session of [...server.sessions]) session.destroy();
    },
    async close() {
      if (!open) return;
      open = false;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const session of [...server.sessions]) session.destroy();
      await closed;
    },
  };
}

/** A receipt as most centres write it. */
export function receiptText(id: string, state: string, error = "000"): string {
  return `id:${id} sub:001 dlvrd:001 submit date:2703280910 done date:2703280911 stat:${state} err:${error} text:`;
}

function read(fields: Pdu, id: string): Submitted {
  const { message, udh } = fields.short_message as { message: string; udh?: Buffer[] };
  return {
    ...{ id, fields, text: message },
    from: String(fields.source_addr),
    to: `+${fields.destination_addr}`,
    part: udh ? [...udh[0]!.subarray(2)] : null,
    wantsReceipt: fields.registered_delivery === 1,
  };
}
