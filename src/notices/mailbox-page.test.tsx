import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { afterAll, expect, test } from "vitest";
import { paths } from "../paths.ts";
import { securityHeaders } from "../platform/guards.ts";
import { type KeptMail, mailboxIn } from "../platform/mail.ts";
import type { Web } from "../platform/web.ts";
import { renderPage } from "../ui/request.ts";
import { mailboxPage } from "./mailbox-page.tsx";

const folder = mkdtempSync(join(tmpdir(), "amicare-"));
afterAll(() => rmSync(folder, { recursive: true }));

const mailbox = mailboxIn(folder);
const navigation = {
  home: "/",
  visitor: [],
  call: null,
  patient: [],
  aside: null,
  foot: [],
  pro: { items: [], me: null },
};
const now = Temporal.Instant.from("2026-11-23T09:00:00Z");
const app = new Hono<Web>()
  .use(securityHeaders({ isHttps: false }), async (c, next) => {
    const request = { language: "fr", path: c.req.path, signedIn: null, now, space: "patient", navigation } as const;
    c.setRenderer((page, status = 200) => c.html(renderPage(page, request), status));
    await next();
  })
  .route("/", mailboxPage({ mailbox }));

const mail: KeptMail = {
  id: "01a-1",
  messageId: "<01a-1@rdv.example.fr>",
  from: "AmiCare <ne-pas-repondre@amicare.example>",
  to: "ada@exemple.fr",
  subject: "Premier <b>mail</b>",
  html: '<html><head></head><body><script>alert(1)</script><a href="https://rdv.example.fr/x">Ouvrir</a></body></html>',
  text: "Ouvrir :\nhttps://rdv.example.fr/x",
  sentAt: now.toString(),
};

test("an empty mailbox says what to do", async () => {
  expect(await (await app.request(paths.mailbox())).text()).toContain("Aucun message pour l’instant");
});

test("the newest mail comes first; each shows its text with links, and its calendar as a file", async () => {
  mailbox.keep(mail);
  mailbox.keep({
    ...mail,
    id: "01a-2",
    subject: "Second",
    calendar: { method: "PUBLISH", content: "BEGIN:VCALENDAR" },
  });
  const list = await (await app.request(paths.mailbox())).text();
  expect(list.indexOf("Second")).toBeLessThan(list.indexOf("Premier"));
  expect(list).toContain("Premier &lt;b>mail");

  const sheet = await (await app.request(paths.mailboxMessage("01a-2"))).text();
  expect(sheet).toContain('href="https://rdv.example.fr/x"');
  const file = await app.request(`${paths.mailboxMessage("01a-2")}/rendez-vous.ics`);
  expect([file.headers.get("content-type"), await file.text()]).toEqual([
    "text/calendar; charset=utf-8; method=PUBLISH",
    "BEGIN:VCALENDAR",
  ]);
});

test("what a mail contains is shown in a frame where nothing runs", async () => {
  const framed = await app.request(`${paths.mailboxMessage("01a-1")}/html`);
  const policy = framed.headers.get("content-security-policy")!;
  expect(policy).toMatch(/^default-src 'none'; style-src 'unsafe-inline'/);
  expect(policy).toMatch(/sandbox allow-popups/);
  expect(policy).not.toMatch(/allow-scripts|allow-same-origin|script-src/);
  const sheet = await (await app.request(paths.mailboxMessage("01a-1"))).text();
  expect(sheet).not.toContain("<script>alert");
  expect(sheet).toMatch(/<iframe[^>]*sandbox="(?![^"]*allow-scripts)[^"]*"/);
});

test("texts stand among the mails, as a phone shows them, with the number as people read it", async () => {
  mailbox.texts.keep({ id: "01a-3", to: "+33639980001", text: "Votre code : 123456 <b>", sentAt: now.toString() });
  const list = await (await app.request(paths.mailbox())).text();
  expect(list.indexOf("SMS au 06\u00a039\u00a098\u00a000\u00a001")).toBeLessThan(list.indexOf("Second"));
  const sheet = await (await app.request(paths.mailboxMessage("01a-3"))).text();
  expect(sheet).toContain("Votre code : 123456 &lt;b>");
  expect(sheet).not.toContain("parties");
  expect((await app.request(`${paths.mailboxMessage("01a-3")}/html`)).status).toBe(404);
});

test("what is not in the mailbox is not found", async () => {
  for (const id of ["nothing", "..%2F..%2Fsecret", "01a-1.json"]) {
    expect((await app.request(paths.mailboxMessage(id))).status, id).toBe(404);
    expect((await app.request(`${paths.mailboxMessage(id)}/html`)).status, id).toBe(404);
  }
  expect((await app.request(`${paths.mailboxMessage("01a-1")}/rendez-vous.ics`)).status).toBe(404);
});
