/** A text (SMS) on its way out. */
export interface Text {
  /** The same at every attempt, so that a repeat can be recognised. */
  reference: string;
  /** E.164, a mobile. */
  to: string;
  /** As fitForSms() left it. */
  text: string;
  date: Temporal.Instant;
  /** A phone that is off until then gets it no more. */
  notAfter?: Temporal.Instant | undefined;
}

export interface Texter {
  /** Returns once the network has taken the text over, with the name it knows it by, if it says. Throws TextRefused when it never will;
   * any other failure may pass, and its `code` says what it was. */
  send(text: Text): Promise<Taken>;
  close(): Promise<void>;
}

export interface Taken {
  providerReference: string | null;
}

/** The network will never take this text: trying again is of no use. */
export class TextRefused extends Error {
  override name = "TextRefused";
  /** What the network calls it: a status of SMPP or of HTTP. */
  readonly code: string;
  constructor(code: string) {
    super(`the network refused the text: ${code}`);
    this.code = code;
  }
}

/** What became of a text the network had taken. */
export interface Delivery {
  outcome: "delivered" | "undelivered";
  /** A code of the network. */
  because: string | null;
}

/** A delivery told over the connection the texts left by. */
export interface ToldDelivery extends Delivery {
  /** E.164. */
  to: string;
  /** Ways to write what the network called the text, the likeliest first. */
  providerReferences: string[];
}

/** Whom texts come from, as SMS_URL says: letters and figures, or a short code. Mobile numbers may not send for a program (ARCEP
 * 2022-1583). */
export function sourceIn(url: URL): string {
  return url.searchParams.get("source") ?? "AmiCare";
}
