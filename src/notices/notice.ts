import type { Now } from "../platform/clock.ts";
import type { Db } from "../platform/db.ts";
import type { CalendarPart, Mailer } from "../platform/mail.ts";
import type { Texter } from "../platform/sms-texter.ts";
import type { Language } from "../platform/web.ts";

/** A mail or a text (SMS) about one occasion, for one recipient. Nothing medical in it: not the reason, not the specialty. */
export type Notice = MailNotice | TextNotice;

/** What a notice is about. */
export interface Matter {
  /** Once for each recipient: the kind and the appointment's sequence, or whatever names it alone. */
  occasion: string;
  /** Both, or none. */
  appointmentId?: string | undefined;
  establishmentId?: string | undefined;
  patientId?: string | undefined;
}

interface Written extends Matter {
  kind: string;
  userId?: string | undefined;
  /** An address; a number in E.164. */
  recipient: string;
  language: Language;
  /** After it the notice would come too late to be of use: it is not sent, and the receipt says so. */
  notAfter?: Temporal.Instant | undefined;
  /** Nobody will try again: a failure that might have passed is final. */
  lastTry?: boolean | undefined;
  /** The person chose not to be told of this: it does not leave, and the receipt says so. */
  isUnwanted?: boolean | undefined;
}

export interface MailNotice extends Written {
  channel?: "mail";
  subject: string;
  html: string;
  text: string;
  replyTo?: string | undefined;
  calendar?: CalendarPart | undefined;
}

export interface TextNotice extends Written {
  channel: "sms";
  /** As short as can be; its accents are made to fit (platform/sms-text.ts). */
  text: string;
  /** Where nights are nights: it leaves between 09:00 and 20:00 there. Null for codes, which someone waits for: at any hour. */
  zone: string | null;
  /** What else the same text tells: each matter has a receipt of its own. */
  alsoAbout?: Matter[];
}

/** What sending needs. */
export interface Sender {
  db: Db;
  mailer: Mailer;
  /** Null: texts are off. */
  texter: Texter | null;
  /** The address people type: its host ends the Message-IDs. */
  publicUrl: string;
  now: Now;
}

export type Receipt = "sent" | "failed" | "not-sent";

/** It did not leave and might do so later: whoever called tries again. The receipt says why meanwhile. */
export class NoticeDeferred extends Error {
  override name = "NoticeDeferred";
}
