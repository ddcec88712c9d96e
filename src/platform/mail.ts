import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import nodemailer, { type SendMailOptions } from "nodemailer";

/** A mail on its way out. */
export interface Mail {
  /** With its angle brackets; the same at every attempt, so that a repeat can be recognised. */
  messageId: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Whom an answer reaches; without it, whoever it came from. */
  replyTo?: string | undefined;
  calendar?: CalendarPart | undefined;
  date: Temporal.Instant;
}

/** An iCalendar file, shown by the mail program as an invitation and attached as a file too. */
export interface CalendarPart {
  method: "PUBLISH" | "CANCEL";
  content: string;
}

export interface Mailer {
  /** Returns once the mail server has taken the mail over. Throws MailRefused when it never will; any other failure may pass. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** The mail server will never take this mail: trying again is of no use. */
export class MailRefused extends Error {
  override name = "MailRefused";
  /** The reply of RFC 5321, such as 550; null when the address itself is none. */
  readonly code: number | null;
  constructor(code: number | null) {
    super(`the mail server refused: ${code ?? "no such address"}`);
    this.code = code;
  }
}

export interface MailerOptions {
  /** Null: mails stay in the built-in mailbox. */
  smtpUrl: string | null;
  mailFrom: string;
  /** Where the built-in mailbox is. */
  varDir: string;
}

/** The way out for mails: the mail server, or in demonstration the built-in mailbox. */
export function openMailer({ smtpUrl, mailFrom, varDir }: MailerOptions): Mailer {
  return smtpUrl ? smtpMailer(smtpUrl, mailFrom) : mailboxMailer(mailboxIn(varDir), mailFrom);
}

function smtpMailer(url: string, from: string): Mailer {
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      await transport.sendMail({ from, ...message(mail) }).catch((error) => {
        throw isFinal(error) ? new MailRefused(error.responseCode ?? null) : error;
      });
    },
    close: () => transport.close(),
  };
}

/** Text, HTML and calendar as alternatives of one another, and the calendar as a file for programs that do not show it. Calendars
 * are in base64: Outlook breaks on quoted-printable. */
function message({ messageId, to, subject, html, text, replyTo, calendar, date }: Mail): SendMailOptions {
  const encoding = { encoding: "utf8", contentTransferEncoding: "base64" } as const;
  return {
    ...{ messageId, to, subject, html, text, replyTo, date: new Date(date.epochMilliseconds) },
    headers: { "Auto-Submitted": "auto-generated" }, // no automatic answer, please (RFC 3834)
    ...(calendar && {
      alternatives: [
        {
          contentType: `text/calendar; charset=utf-8; method=${calendar.method}`,
          content: calendar.content,
          ...encoding,
        },
      ],
      attachments: [
        { filename: "rendez-vous.ics", contentType: "application/ics", content: calendar.content, ...encoding },
      ],
    }),
  };
}

/** A refusal of the address or of the message, for good. A refusal of ourselves (of our password, say) is not the mail's fault. */
function isFinal(error: { code?: string; responseCode?: number }): boolean {
  const aboutTheMail = error.code === "EENVELOPE" || error.code === "EMESSAGE";
  return aboutTheMail && !(error.responseCode && error.responseCode < 500);
}

/** A mail as the built-in mailbox keeps it. */
export interface KeptMail extends Omit<Mail, "date"> {
  id: string;
  from: string;
  /** ISO 8601. */
  sentAt: string;
}

/** A text (SMS) as the built-in mailbox keeps it. */
export interface KeptText {
  id: string;
  /** E.164. */
  to: string;
  text: string;
  /** ISO 8601. */
  sentAt: string;
}

/** The built-in mailbox of a demonstration: a file for each of the last 500 mails, and of the last 500 texts. */
export interface Mailbox extends Drawer<KeptMail> {
  texts: Drawer<KeptText>;
}

interface Drawer<Kept> {
  /** What comes again under the same id replaces the first. */
  keep(kept: Kept): void;
  /** The newest first. */
  list(): Kept[];
  read(id: string): Kept | null;
}

export function mailboxIn(varDir: string): Mailbox {
  const folder = join(varDir, "mailbox");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return { ...drawerIn<KeptMail>(folder, ".json"), texts: drawerIn<KeptText>(folder, ".sms.json") };
}

function drawerIn<Kept extends { id: string }>(folder: string, ending: string): Drawer<Kept> {
  const isOurs = (name: string) => name.endsWith(ending) && /^[\w-]+$/.test(name.slice(0, -ending.length));
  const newestFirst = () => readdirSync(folder).filter(isOurs).sort().reverse();
  const open = (name: string): Kept => JSON.parse(readFileSync(join(folder, name), "utf8"));
  return {
    keep(kept) {
      const file = join(folder, kept.id + ending);
      writeFileSync(`${file}.${process.pid}`, JSON.stringify(kept), { mode: 0o600 });
      renameSync(`${file}.${process.pid}`, file); // whole, or not at all
      for (const name of newestFirst().slice(500)) rmSync(join(folder, name), { force: true });
    },
    list: () => newestFirst().map(open),
    read: (id) => (newestFirst().includes(id + ending) ? open(id + ending) : null),
  };
}

/** Named by the Message-ID, whose UUIDv7 sorts by time. */
function mailboxMailer(mailbox: Mailbox, from: string): Mailer {
  return {
    async send({ date, ...mail }) {
      const id = mail.messageId.replace(/^<|@.*$/g, "");
      mailbox.keep({ ...mail, id, from, sentAt: date.toString() });
    },
    close() {},
  };
}
