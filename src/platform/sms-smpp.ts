import { createHash } from "node:crypto";
import type { Pdu } from "smpp";
import type { Log } from "./log.ts";
import { type LinkOptions, openLink, SmppFailure, statusName } from "./smpp-link.ts";
import { bytesOf, fitForSms } from "./sms-text.ts";
import { sourceIn, type Text, type Texter, TextRefused, type ToldDelivery } from "./sms-texter.ts";

export interface SmppOptions {
  log: Log;
  onDelivery: (told: ToldDelivery) => Promise<void>;
  rhythm?: LinkOptions["rhythm"];
}

/** Texts by SMPP 3.4, over one connection kept bound, at most ten on their way at a time.
 *
 * A text of several parts leaves as several messages with a header that joins them; the delivery is asked of the last. A centre that is
 * full, or that cannot be reached, is tried again later; a number that is none is refused for good. */
export function smppTexter(url: string, { log, onDelivery, rhythm }: SmppOptions): Texter {
  const centre = new URL(url);
  const tls = centre.protocol === "smpps:";
  const link = openLink({
    host: centre.hostname,
    port: Number(centre.port) || (tls ? 3550 : 2775),
    tls,
    systemId: decodeURIComponent(centre.username),
    password: decodeURIComponent(centre.password),
    log,
    ...(rhythm && { rhythm }),
    async onDeliver(pdu) {
      const told = deliveryIn(pdu);
      if (told) await onDelivery(told); // whatever else comes is an answer to a text: nobody reads those
    },
  });
  const source = addressOf(sourceIn(centre));
  const inTurn = turnstile(10);

  return {
    send: (text) =>
      inTurn(async () => {
        let providerReference: string | null = null;
        for (const message of messagesOf(text)) {
          const answer = await link.submit({ ...source, ...message });
          if (answer.command_status !== 0) throw failureOf(answer.command_status);
          providerReference = String(answer.message_id ?? "") || null;
        }
        return { providerReference };
      }),
    close: () => link.close(),
  };
}

/** What a delivery receipt says, by its TLVs or else by its text; null when it is no receipt, or says that nothing is settled. */
export function deliveryIn(pdu: Pdu): ToldDelivery | null {
  if ((Number(pdu.esm_class) & 0x3c) !== 0x04) return null;
  const said = messageIn(pdu);
  const id = String(pdu.receipted_message_id ?? said.match(/\bid:(\S+)/i)?.[1] ?? "");
  const state = states[Number(pdu.message_state)] ?? said.match(/\bstat:(\w+)/i)?.[1]?.toUpperCase() ?? "";
  const outcome = outcomes[state];
  if (!id || !outcome) return null;
  const error = said.match(/\berr:(\w{1,10})/i)?.[1] ?? "000";
  const because = outcome === "delivered" ? null : [state, ...(/^0*$/.test(error) ? [] : [error])].join("-");
  return {
    to: `+${String(pdu.source_addr).replace(/\D/g, "")}`,
    providerReferences: waysToWrite(id),
    outcome,
    because,
  };
}

const states: Record<number, string> = { 2: "DELIVRD", 3: "EXPIRED", 4: "DELETED", 5: "UNDELIV", 8: "REJECTD" };

const outcomes: Record<string, ToldDelivery["outcome"]> = {
  DELIVRD: "delivered",
  ...{ EXPIRED: "undelivered", DELETED: "undelivered", UNDELIV: "undelivered", REJECTD: "undelivered" },
};

function messageIn({ short_message: message }: Pdu): string {
  const content = (message as { message?: unknown } | undefined)?.message;
  return Buffer.isBuffer(content) ? content.toString("latin1") : String(content ?? "");
}

/** Centres answer a number in hexadecimal and tell it in decimal, or with zeros in front, or the other way round. */
function waysToWrite(id: string): string[] {
  const ways = [id, id.toLowerCase(), id.toUpperCase(), id.replace(/^0+(?=.)/, "")];
  if (/^\d{1,30}$/.test(id)) ways.push(BigInt(id).toString(16), BigInt(id).toString(16).toUpperCase());
  if (/^[\da-f]{1,25}$/i.test(id)) ways.push(BigInt(`0x${id}`).toString());
  return [...new Set(ways)];
}

function* messagesOf({ reference, to, text, notAfter }: Text) {
  const { parts, coding } = fitForSms(text);
  const mark = createHash("sha256").update(reference).digest()[0]!; // a part that comes again is recognised by the phone
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const header = parts.length > 1 ? Buffer.from([5, 0, 3, mark, parts.length, index + 1]) : Buffer.alloc(0);
    yield {
      ...{ dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: to.slice(1) }, // international, E.164
      esm_class: parts.length > 1 ? 0x40 : 0, // a header comes first
      registered_delivery: isLast ? 1 : 0,
      data_coding: coding === "gsm" ? 0 : 8,
      short_message: Buffer.concat([header, bytesOf(part, coding)]),
      ...(notAfter && { validity_period: new Date(notAfter.epochMilliseconds) }),
    };
  }
}

/** Letters, or a short code of the network. */
function addressOf(source: string) {
  const isCode = /^\d+$/.test(source);
  return { source_addr_ton: isCode ? 3 : 5, source_addr_npi: 0, source_addr: source };
}

/** About this text, for good. All else is about the centre, our account there, or the moment. */
const final = new Set([
  ...["ESME_RINVDSTADR", "ESME_RINVDSTTON", "ESME_RINVDSTNPI", "ESME_RINVDSTADDRSUBUNIT", "ESME_RINVMSGLEN"],
]);

function failureOf(status: number): Error {
  const name = statusName(status);
  return final.has(name) ? new TextRefused(name) : new SmppFailure(name);
}

/** Lets so many in at a time; the others wait, first come first served. */
function turnstile(places: number) {
  const waiting: (() => void)[] = [];
  let free = places;
  return async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (free > 0) free--;
    else await new Promise<void>((enter) => waiting.push(enter));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
