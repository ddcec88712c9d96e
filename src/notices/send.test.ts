import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { type AddressObject, type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeEach, expect, test } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { type Mailer, mailboxIn, openMailer } from "../platform/mail.ts";
import type { MailNotice } from "./notice.ts";
import { NoticeDeferred, type Sender, sendNotice } from "./send.ts";

const { ownerDb: db } = await newDatabase();
const server = await startServer();
const mailer = openMailer({
  smtpUrl: server.url,
  mailFrom: "AmiCare <ne-pas-repondre@amicare.example>",
  varDir: "unused",
});
afterAll(async () => {
  mailer.close();
  await server.close();
});

let now = Temporal.Instant.from("2026-11-23T09:00:00Z");
const sender: Sender = { db, mailer, texter: null, publicUrl: "https://rdv.example.fr:8443", now: () => now };
let number = 0;
let notice: MailNotice;

beforeEach(() => {
  server.received.length = 0;
  server.answers.length = 0;
  notice = {
    occasion: `activation:${++number}`,
    kind: "activation",
    recipient: "ada@exemple.fr",
    language: "fr",
    subject: "Activez votre compte",
    html: "<p>Bonjour à vous</p>",
    text: "Bonjour à vous",
  };
});

const receipt = () =>
  db.selectFrom("notice").selectAll().where("occasion", "=", notice.occasion).executeTakeFirstOrThrow();

test("a mail leaves once, with its receipt, however often it is asked for", async () => {
  expect(await sendNotice(sender, notice)).toBe("sent");
  expect(await sendNotice(sender, notice)).toBe("sent");
  expect(server.received).toHaveLength(1);

  const { mail } = server.received[0]!;
  const kept = await receipt();
  expect(kept).toMatchObject({
    status: "sent",
    attempts: 1,
    because: null,
    channel: "mail",
    recipient: "ada@exemple.fr",
  });
  expect(kept.sentAt?.equals(now)).toBe(true);
  expect(mail.messageId).toBe(kept.messageId);
  expect(mail.messageId).toBe(`<${kept.id}@rdv.example.fr>`);
  expect(mail.subject).toBe("Activez votre compte");
  expect([mail.text?.trim(), mail.html]).toEqual(["Bonjour à vous", "<p>Bonjour à vous</p>"]);
  expect(mail.from?.text).toBe('"AmiCare" <ne-pas-repondre@amicare.example>');
  expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
});

test("asked for twice at the same moment, it leaves once", async () => {
  await Promise.all([sendNotice(sender, notice), sendNotice(sender, notice), sendNotice(sender, notice)]);
  expect(server.received).toHaveLength(1);
});

test("killed after it was decided and before it left: it leaves, once, under the Message-ID decided", async () => {
  await expect(sendNotice({ ...sender, mailer: dying(false) }, notice)).rejects.toThrow();
  const decided = await receipt();
  expect(decided.status).toBe("sending");
  expect(await sendNotice(sender, notice)).toBe("sent");
  expect(server.received.map(({ mail }) => mail.messageId)).toEqual([decided.messageId]);
  expect((await receipt()).attempts).toBe(2);
});

test("killed between the server's answer and the receipt: one repeat, under the same Message-ID", async () => {
  await expect(sendNotice({ ...sender, mailer: dying(true) }, notice)).rejects.toThrow();
  expect(await sendNotice(sender, notice)).toBe("sent");
  await sendNotice(sender, notice);
  const ids = server.received.map(({ mail }) => mail.messageId);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

test("a server that asks to come back is asked again", async () => {
  server.answers.push(451);
  await expect(sendNotice(sender, notice)).rejects.toThrow(NoticeDeferred);
  expect(await receipt()).toMatchObject({ status: "sending", because: "deferred-451", attempts: 1 });
  expect(await sendNotice(sender, notice)).toBe("sent");
  expect(await receipt()).toMatchObject({ status: "sent", because: null, attempts: 2 });
});

test("a server that refuses the address for good is not asked again", async () => {
  server.answers.push(550);
  expect(await sendNotice(sender, notice)).toBe("failed");
  expect(await sendNotice(sender, notice)).toBe("failed");
  expect(await receipt()).toMatchObject({ status: "failed", because: "refused-550", attempts: 1, sentAt: null });
});

test("a server that cannot be reached is tried again, and the last try gives up", async () => {
  const nowhere = openMailer({ smtpUrl: "smtp://127.0.0.1:9", mailFrom: "a@b.example", varDir: "unused" });
  await expect(sendNotice({ ...sender, mailer: nowhere }, notice)).rejects.toThrow(NoticeDeferred);
  expect((await receipt()).status).toBe("sending");
  expect(await sendNotice({ ...sender, mailer: nowhere }, { ...notice, lastTry: true })).toBe("failed");
  expect(await receipt()).toMatchObject({
    status: "failed",
    because: expect.stringMatching(/^deferred-E/),
    attempts: 2,
  });
  nowhere.close();
});

test("a mail that would come too late is not sent, and the receipt says so", async () => {
  const late = { ...notice, notAfter: now };
  now = now.add({ seconds: 1 });
  expect(await sendNotice(sender, late)).toBe("not-sent");
  expect(await receipt()).toMatchObject({ status: "not-sent", because: "late", attempts: 1 });
  expect(server.received).toHaveLength(0);
});

test("two people are written to about the same occasion, each once", async () => {
  await sendNotice(sender, notice);
  await sendNotice(sender, { ...notice, recipient: "eve@exemple.fr" });
  expect(server.received.map(({ mail }) => (mail.to as AddressObject).text)).toEqual([
    "ada@exemple.fr",
    "eve@exemple.fr",
  ]);
});

test("a calendar comes as an alternative and as a file, both in base64", async () => {
  const calendar = {
    method: "CANCEL" as const,
    content: "BEGIN:VCALENDAR\r\nSUMMARY:Rendez-vous à 09:30\r\nEND:VCALENDAR\r\n",
  };
  await sendNotice(sender, { ...notice, calendar, replyTo: "cabinet@exemple.fr" });
  const { mail, raw } = server.received[0]!;
  expect(mail.replyTo?.text).toBe("cabinet@exemple.fr");

  const types = [...raw.matchAll(/^Content-Type: ([^\r]*(?:\r\n [^\r]*)*)/gm)].map((found) =>
    found[1]!.replace(/\r\n\s+/g, " ").replace(/;? ?boundary=.*/, ""),
  );
  expect(types).toEqual([
    "multipart/mixed",
    "multipart/alternative",
    "text/plain; charset=utf-8",
    "text/html; charset=utf-8",
    "text/calendar; charset=utf-8; method=CANCEL",
    expect.stringMatching(/^application\/ics; name=rendez-vous\.ics$/),
  ]);
  const parts = raw
    .split(/\r\n--[^\r]*\r\n/)
    .filter((part) => /^Content-Type: (text\/calendar|application\/ics)/m.test(part));
  expect(parts).toHaveLength(2);
  for (const part of parts) {
    expect(part).toMatch(/^Content-Transfer-Encoding: base64/m);
    expect(Buffer.from(part.split("\r\n\r\n")[1]!, "base64").toString()).toBe(calendar.content);
  }
});

test("a line end in a subject or an address cannot add a header", async () => {
  await sendNotice(sender, { ...notice, subject: "Bonjour\r\nBcc: eve@exemple.fr", recipient: "ada@exemple.fr" });
  expect(server.received[0]!.mail.bcc).toBeUndefined();
  expect(server.received[0]!.to).toEqual(["ada@exemple.fr"]);
});

test("without a mail server, the built-in mailbox keeps the last 500 mails, the newest first", async () => {
  const varDir = mkdtempSync(join(tmpdir(), "amicare-"));
  const builtIn = openMailer({ smtpUrl: null, mailFrom: "a@b.example", varDir });
  await sendNotice({ ...sender, mailer: builtIn }, notice);
  const mailbox = mailboxIn(varDir);
  expect(mailbox.list()).toMatchObject([
    { to: "ada@exemple.fr", subject: "Activez votre compte", text: "Bonjour à vous" },
  ]);
  const [first] = mailbox.list();
  for (let i = 0; i < 500; i++) mailbox.keep({ ...first!, id: `zz-${String(i).padStart(4, "0")}` });
  expect(mailbox.list()).toHaveLength(500);
  expect(mailbox.list()[0]!.id).toBe("zz-0499");
  expect(mailbox.read(first!.id)).toBeNull();
  expect(mailbox.read("../secret")).toBeNull();
  rmSync(varDir, { recursive: true });
});

/** A process killed before anything left, or once the server has the mail and nothing was written down: its connection breaks. */
const dying = (hadLeft: boolean): Mailer => ({
  async send(mail) {
    if (hadLeft) await mailer.send(mail);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and state = 'idle in transaction'`.execute(db);
  },
  close() {},
});

interface Received {
  mail: ParsedMail;
  raw: string;
  to: string[];
}

/** A mail server on this machine: what it received, and the answers it will give to the next recipients. */
async function startServer() {
  const received: Received[] = [];
  const answers: number[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo(_, __, done) {
      const code = answers.shift();
      done(code ? Object.assign(new Error("not now"), { responseCode: code }) : null);
    },
    async onData(stream, session, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const raw = Buffer.concat(chunks).toString();
      received.push({ mail: await simpleParser(raw), raw, to: session.envelope.rcptTo.map(({ address }) => address) });
      done();
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  const { port } = smtp.server.address() as { port: number };
  return {
    received,
    answers,
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => smtp.close(() => resolve())),
  };
}
