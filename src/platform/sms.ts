import type { SmsSettings } from "./config.ts";
import type { Log } from "./log.ts";
import { mailboxIn } from "./mail.ts";
import { httpTexter } from "./sms-http.ts";
import { smppTexter } from "./sms-smpp.ts";
import type { Texter, ToldDelivery } from "./sms-texter.ts";

export interface TexterOptions {
  sms: SmsSettings;
  varDir: string;
  publicUrl: string;
  secret: string;
  log: Log;
  /** Resolves once it is written down; otherwise the network tells it again. */
  onDelivery: (told: ToldDelivery) => Promise<void>;
}

/** The way out for texts: a short message centre, a provider, or the built-in mailbox; null when texts are off. */
export function openTexter({ sms, ...options }: TexterOptions): Texter | null {
  if (sms === null) return null;
  if (sms === "mailbox") return mailboxTexter(options.varDir);
  return sms.url.startsWith("smpp") ? smppTexter(sms.url, options) : httpTexter(sms, options);
}

function mailboxTexter(varDir: string): Texter {
  const { texts } = mailboxIn(varDir);
  return {
    async send({ reference, to, text, date }) {
      texts.keep({ id: reference, to, text, sentAt: date.toString() });
      return { providerReference: null };
    },
    async close() {},
  };
}
