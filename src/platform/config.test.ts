import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { OperatorError } from "./errors.ts";

const VAR_DIR = mkdtempSync(join(tmpdir(), "amicare-var-"));
afterAll(() => rmSync(VAR_DIR, { recursive: true }));

const production = {
  VAR_DIR,
  DATABASE_URL: "postgres://web:secret@db.example.fr/amicare",
  PUBLIC_URL: "https://rdv.example.fr/",
  SMTP_URL: "smtps://user:secret@mail.example.fr:465",
  MAIL_FROM: "AmiCare <ne-pas-repondre@example.fr>",
  SECRET: "x".repeat(32),
};

test("with nothing set, it is a demonstration for this machine alone, with a database and a mailbox of its own", () => {
  expect(readConfig({ VAR_DIR })).toMatchObject({
    mode: "demonstration",
    host: "127.0.0.1",
    port: 3000,
    publicUrl: "http://localhost:3000",
    database: null,
    smtpUrl: null,
    web: true,
    worker: true,
  });
});

test("a demonstration keeps its secret from one start to the next, and from other users", () => {
  const { secret } = readConfig({ VAR_DIR });
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(readConfig({ VAR_DIR }).secret).toBe(secret);
  expect(readFileSync(join(VAR_DIR, "secret"), "utf8")).toBe(secret);
  expect(statSync(join(VAR_DIR, "secret")).mode & 0o777).toBe(0o600);
});

test("a given database makes it production; its other two addresses follow", () => {
  const { DATABASE_URL } = production;
  expect(readConfig(production)).toMatchObject({
    mode: "production",
    publicUrl: "https://rdv.example.fr",
    database: { url: DATABASE_URL, directUrl: DATABASE_URL, authUrl: DATABASE_URL },
  });
  expect(readConfig({ VAR_DIR, DATABASE_URL, MODE: "demonstration" }).mode).toBe("demonstration");
});

test("texts go to the built-in mailbox with the mails of a demonstration, and nowhere in production unless it is said where", () => {
  expect(readConfig({ VAR_DIR }).sms).toBe("mailbox");
  expect(readConfig({ VAR_DIR, SMTP_URL: production.SMTP_URL }).sms).toBeNull();
  expect(readConfig(production).sms).toBeNull();
  const SMS_URL = "smpp://user:password@sms.example.fr:2775?source=CABINET";
  expect(readConfig({ ...production, SMS_URL }).sms).toEqual({ url: SMS_URL, token: null });
});

test("in production nothing is guessed: each missing setting has its sentence", () => {
  expect(() => readConfig({ VAR_DIR, DATABASE_URL: production.DATABASE_URL, SECRET: " " })).toThrow(
    /^PUBLIC_URL is required in production.*\nSMTP_URL is required.*\nMAIL_FROM is required.*\nSECRET is required.*openssl rand -base64 32/,
  );
});

test.each([
  ["PORT", "abc", "a whole number from 1 to 65535"],
  ["PORT", "70000", "a whole number from 1 to 65535"],
  ["PUBLIC_URL", "rdv.example.fr", "the address people type, such as https://rendez-vous.example.fr, without a path"],
  [
    "PUBLIC_URL",
    "https://example.fr/rdv",
    "the address people type, such as https://rendez-vous.example.fr, without a path",
  ],
  ["DATABASE_URL", "mysql://db/amicare", "an address such as postgres://user:password@host:5432/amicare"],
  ["SMTP_URL", "mail.example.fr", "an address such as smtps://user:password@mail.example.fr:465"],
  ["MAIL_FROM", "AmiCare", "an address such as AmiCare <ne-pas-repondre@example.fr>"],
  ...[
    "sms.example.fr",
    "http://sms.example.fr/send", // numbers and codes in clear
    "smpp://sms.example.fr?source=0612345678", // no mobile number may send for a program
    "smpp://sms.example.fr?source=CabinetDuCerfVolant",
  ].map((url) => [
    "SMS_URL",
    url,
    "an address such as smpp://user:password@sms.example.fr:2775?source=AMICARE or https://sms.example.fr/send",
  ]),
  ["SECRET", "short", "at least 32 random characters, such as `openssl rand -base64 32` prints"],
  ["PROCESSES", "all", "web, worker or both"],
  ["TRUST_PROXY", "true", "the number of reverse proxies in front, from 0 to 10"],
])(
  "%s=%s is refused in one sentence that says what is expected, and not what was given",
  (name = "", value, expected) => {
    expect(() => readConfig({ VAR_DIR, [name]: value })).toThrow(new OperatorError(`${name} must be ${expected}.`));
  },
);
