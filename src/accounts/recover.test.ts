import { createHash } from "node:crypto";
import { sql } from "kysely";
import { afterEach, expect, test, vi } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { paths } from "../paths.ts";
import { createActiveUser } from "./activate.ts";
import { codeTyped, recoveryCode } from "./recovery.ts";
import { newSite } from "./test-site.tsx";

const claimed: { userId: string; visitor: string }[] = [];
const site = await newSite(await newDatabase(), { afterSignIn: async (_, who) => void claimed.push(who) });

afterEach(() => void vi.restoreAllMocks());

const old = "tasse-Lune-47-vélo";
const fresh = "citron-Vert-88-train";

/** Someone of her own for each test. */
async function someone(name: string): Promise<string> {
  const email = `${name}@exemple.fr`;
  const birthDate = Temporal.PlainDate.from("1951-03-14");
  const names = { birthName: "Roche", nameUsed: "Marchand", firstNames: "Hélène" };
  const identity = { ...names, birthDate, sex: "F" as const, phone: "+33639981234" };
  await createActiveUser(site.db, site.auth, { email, password: old, name: "Hélène Marchand", identity });
  return email;
}

/** Asks for a new password, and reads the mail: the path of its link, and its code. */
async function forget(email: string, { vers = "", browser = site.browser() } = {}) {
  const answer = await browser.post(paths.recovery(), { email, vers });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, paths.recoveryCode()]);
  const mail = await site.deliver();
  expect(mail.to).toBe(email.toLowerCase());
  const link = new URL(/http:\/\/\S+\/nouveau-mot-de-passe\/\S+/.exec(mail.text)![0]).pathname;
  return { link, code: /code\W+([A-Z0-9]{4}-[A-Z0-9]{4})/u.exec(mail.text)![1]!, mail, browser };
}

const signsIn = async (email: string, password: string) =>
  (await site.browser().post(paths.signIn(), { email, password })).status === 303;

/** How many wait for a row that someone else changes. */
async function waiting(): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(site.ownerDb);
  return Number(rows[0]!.count);
}

test("a forgotten password is replaced by a link, and one lands signed in where one was going", async () => {
  const email = await someone("ada");
  const { link, browser } = await forget("Ada@exemple.fr ".trim(), { vers: "/reserver/42?a=1" });
  expect(await (await browser.get(link)).text()).toContain(email);
  const answer = await browser.post(link, { password: fresh });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/reserver/42?a=1"]);
  expect((await browser.who()).signedIn).toMatchObject({ email });
  expect([await signsIn(email, old), await signsIn(email, fresh)]).toEqual([false, true]);
});

test("the address typed on the sign-in page is carried over, and the message leaves at once", async () => {
  const email = await someone("carried");
  const browser = site.browser();
  const page = await (await browser.get(paths.signIn({ vers: "/mes-rendez-vous" }))).text();
  expect(page).toMatch(/<button[^>]*formaction="\/mot-de-passe-oublie"[^>]*name="depuis"/);
  expect(page.indexOf("formaction")).toBeGreaterThan(page.indexOf('type="submit"')); // Enter signs in
  const form = { email, password: "half-typ", vers: "/mes-rendez-vous", depuis: "connexion" };
  expect((await browser.post(paths.recovery(), form)).headers.get("location")).toBe(paths.recoveryCode());
  expect((await site.deliver()).to).toBe(email);
  const sent = await (await browser.get(paths.recoveryCode())).text();
  expect(sent).toContain("Si un compte existe avec cette adresse, un message vient de lui être envoyé");
  expect(sent).toContain("indésirables, ou spam");

  const empty = await browser.post(paths.recovery(), { ...form, email: "" });
  expect(empty.headers.get("location")).toBe(paths.recovery({ vers: "/mes-rendez-vous" }));
  const wrong = await browser.post(paths.recovery(), { ...form, email: "ada@" });
  expect([wrong.status, (await wrong.text()).includes('value="ada@"')]).toEqual([422, true]);
});

test("the code of the mail leads to the same page from another device, however it is typed", async () => {
  const email = await someone("other-device");
  const { code, link, browser } = await forget(email);
  for (const typed of [code, code.toLowerCase(), ` ${code.replace("-", " ")} `, code.replace("-", "")])
    expect((await browser.post(paths.recoveryCode(), { email, code: typed })).headers.get("location")).toBe(link);

  const elsewhere = site.browser();
  expect(await (await elsewhere.get(paths.recoveryCode())).text()).toContain('name="email"');
  const answer = await elsewhere.post(paths.recoveryCode(), { email, code });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, link]);
  expect((await elsewhere.post(link, { password: fresh })).status).toBe(303);
});

test("no character of a code looks like another", () => {
  const codes = Array.from({ length: 500 }, (_, index) => recoveryCode("a secret", String(index)));
  expect(new Set(codes).size).toBe(500);
  for (const code of codes) expect(code).toMatch(/^[A-HJKMNP-Z2-9]{8}$/);
  expect(new Set(codes.join("")).size).toBe(31);
  for (const typed of ["", "ABCD", "ABCD-EFG0", "ABCD-EFGH-J", "é".repeat(8)]) expect(codeTyped(typed)).toBeNull();
});

test("programs that open links before people use nothing up, and the old password works meanwhile", async () => {
  const email = await someone("scanner");
  const { link } = await forget(email);
  for (let i = 0; i < 3; i++) expect((await site.browser().get(link)).status).toBe(200);
  expect(await signsIn(email, old)).toBe(true);
  expect((await site.browser().post(link, { password: fresh })).status).toBe(303);
});

test("of two mails in a row only the newest works; the older one says when the newer was sent", async () => {
  const email = await someone("newest");
  const first = await forget(email);
  site.time.now = site.time.now.add({ minutes: 3 });
  const second = await forget(email);
  expect(second.code).not.toBe(first.code);

  const page = await site.browser().get(first.link);
  expect(page.status).toBe(410);
  expect(await page.text()).toMatch(/Un mail plus récent a été envoyé.*à 10:03/s);
  expect((await site.browser().post(first.link, { password: fresh })).status).toBe(410);
  const byCode = await site.browser().post(paths.recoveryCode(), { email, code: first.code });
  expect(byCode.headers.get("location")).toBe(first.link); // which says the same
  expect((await site.browser().post(second.link, { password: fresh })).status).toBe(303);
});

test("after half an hour the link and the code have expired, and another message leaves in one click", async () => {
  const email = await someone("late");
  const { link, code } = await forget(email, { vers: "/mes-rendez-vous" });
  site.time.now = site.time.now.add({ minutes: 30 });
  const browser = site.browser();
  const page = await browser.get(link);
  expect([page.status, (await page.text()).includes("Ce lien a expiré")]).toEqual([410, true]);
  expect((await browser.post(link, { password: fresh })).status).toBe(410);
  expect((await browser.post(paths.recoveryCode(), { email, code })).headers.get("location")).toBe(link);
  expect(await signsIn(email, old)).toBe(true);

  expect((await browser.post(paths.recovery(), { jeton: link.split("/").at(-1)! })).status).toBe(303);
  const sent = await (await browser.get(paths.recoveryCode())).text();
  expect(sent).toContain("l•••••e@exemple.fr");
  expect(sent).not.toContain(email);
  const mail = await site.deliver();
  const newCode = /code\W+([A-Z0-9]{4}-[A-Z0-9]{4})/u.exec(mail.text)![1]!;
  const followed = await browser.post(paths.recoveryCode(), { jeton: link.split("/").at(-1)!, code: newCode });
  expect(mail.text).toContain(followed.headers.get("location"));
  expect((await browser.post(followed.headers.get("location")!, { password: fresh })).headers.get("location")).toBe(
    "/mes-rendez-vous",
  );
});

test("a link serves once; of two at the same moment one chooses", async () => {
  const email = await someone("twice");
  const { link } = await forget(email);
  const held = await site.auth.pool.connect();
  await held.query("begin");
  await held.query("select from auth.recovery_request where email = $1 for update", [email]);
  const posts = [fresh, `${fresh}-too`].map((password) => site.browser().post(link, { password }));
  await vi.waitUntil(async () => (await waiting()) === 2, { timeout: 5000 });
  await held.query("commit");
  held.release();
  const answers = await Promise.all(posts);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 410]);
  const again = await site.browser().get(link);
  expect(again.status).toBe(410);
  expect(await again.text()).toMatch(/Ce lien a déjà servi.*href="\/connexion"/s);
});

test("all sessions end, the thief's too, and a mail without secret says that the password changed", async () => {
  const email = await someone("robbed");
  const [thief, owner] = [site.browser(), site.browser()];
  await thief.post(paths.signIn(), { email, password: old });
  const { link } = await forget(email);
  await owner.post(link, { password: fresh });
  expect((await thief.who()).signedIn).toBeNull();
  expect((await owner.who()).signedIn).toMatchObject({ email });

  const notice = await site.deliver();
  expect([notice.to, notice.subject]).toEqual([email, "Votre mot de passe a été modifié"]);
  expect(notice.text).toContain("http://localhost:3000/mot-de-passe-oublie");
  for (const secret of [fresh, old, link]) expect(notice.text + notice.html).not.toContain(secret);
});

test("the mail has a link and a code, no password, and nothing medical", async () => {
  const { mail } = await forget(await someone("mail"));
  expect(mail.subject).toBe("Choisissez un nouveau mot de passe AmiCare");
  for (const word of [old, /rendez-vous/i, /médecin|docteur|cabinet|santé/i, /Marchand/])
    expect(mail.subject + mail.text + mail.html).not.toMatch(word);
});

test("a code can be tried five times, by anyone at once; its link works on", async () => {
  const email = await someone("guessed");
  const { link, code } = await forget(email);
  const tries = await Promise.all(
    Array.from({ length: 9 }, () => site.browser().post(paths.recoveryCode(), { email, code: "ABCD-EFGH" })),
  );
  const said = await Promise.all(tries.map((answer) => answer.text()));
  expect(said.filter((page) => page.includes("Ce code n’est pas celui du dernier message"))).toHaveLength(5);
  expect(said.filter((page) => page.includes("Ce code a été essayé trop souvent"))).toHaveLength(4);
  const right = await site.browser().post(paths.recoveryCode(), { email, code });
  expect([right.status, (await right.text()).includes("Ce code a été essayé trop souvent")]).toEqual([422, true]);
  expect((await site.browser().post(link, { password: fresh })).status).toBe(303);
});

test("guessing codes is slowed down per network, whatever the addresses", async () => {
  const statuses = [];
  for (let i = 0; i < 21; i++) {
    const guess = { email: `guess${i}@exemple.fr`, code: "ABCD-EFGH" };
    statuses.push((await site.browser("198.51.100.7").post(paths.recoveryCode(), guess)).status);
  }
  expect(statuses.slice(-2)).toEqual([422, 429]);
});

test("whether an address has an account cannot be told: asking, guessing a code and waiting are the same", async () => {
  const known = await someone("known");
  await site.deliver(); // what others asked for
  const seen = [];
  for (const email of [known, "nokno@exemple.fr"]) {
    const browser = site.browser();
    const queries = vi.spyOn((await import("pg")).default.Client.prototype, "query");
    const answers = [await browser.post(paths.recovery(), { email }), await browser.get(paths.recoveryCode())];
    for (let i = 0; i < 6; i++) answers.push(await browser.post(paths.recoveryCode(), { email, code: "ABCD-EFGH" }));
    for (let i = 0; i < 3; i++) answers.push(await browser.post(paths.recovery(), { email }));
    const told = (text: string) =>
      text.replaceAll(email, "…").replaceAll(/amicare-mailed=[^;]+/g, ({ length }) => String(length));
    seen.push({
      answers: await Promise.all(
        answers.map(async (each) => [each.status, told(JSON.stringify([...each.headers])), told(await each.text())]),
      ),
      queries: queries.mock.calls.length,
    });
    queries.mockRestore();
  }
  expect(seen[0]!.answers.map(([status]) => status)).toEqual([303, 200, 422, 422, 422, 422, 422, 422, 303, 303, 429]);
  expect(seen[0]!.answers.map((each) => each.slice(0, 2))).toEqual(seen[1]!.answers.map((each) => each.slice(0, 2)));
  expect(seen[0]!.answers.map(([, , page]) => page)).toEqual(
    seen[1]!.answers.map(([, , page]) => String(page).replaceAll("nokno", "known")),
  );
  expect(seen[0]!.queries).toBe(seen[1]!.queries);

  const before = site.mails.length;
  await site.deliver();
  expect(site.mails.slice(before).map(({ to }) => to)).toEqual([known]); // the newest only
});

test("a weak password is refused with its reason, and nothing is used up", async () => {
  const email = await someone("weak");
  const { link } = await forget(email);
  for (const [password, reason] of [
    ["", "Choisissez un mot de passe"],
    ["court", "trop court"],
    ["Marchand-14031951", "ressemble trop à votre nom"],
  ] as const) {
    const answer = await site.browser().post(link, { password });
    expect([answer.status, (await answer.text()).includes(reason)]).toEqual([422, true]);
  }
  expect(await signsIn(email, old)).toBe(true);
  expect((await site.browser().post(link, { password: fresh })).status).toBe(303);
});

test("a cut or invented link opens nothing", async () => {
  const { link } = await forget(await someone("cut"));
  for (const path of [link.slice(0, -1), paths.newPassword("x"), paths.newPassword("%00"), `${link}A`]) {
    expect((await site.browser().get(path)).status).toBe(404);
    expect((await site.browser().post(path, { password: fresh })).status).toBe(404);
  }
});

test("the database alone recovers no account: it keeps a fingerprint of the link, and no code", async () => {
  const { link, code } = await forget(await someone("leak"));
  const { rows } = await site.auth.pool.query(
    "select row_to_json(r)::text as kept from auth.recovery_request r where email = 'leak@exemple.fr'",
  );
  for (const secret of [link.split("/").at(-1)!, code, code.replace("-", "")])
    expect(rows[0].kept).not.toContain(secret);
});

test("the host a request claims never ends up in the mail", async () => {
  const email = await someone("poisoned");
  await site
    .browser()
    .post(paths.recovery(), { email }, { host: "attacker.example", "x-forwarded-host": "attacker.example" });
  const { text, html } = await site.deliver();
  expect(text + html).not.toContain("attacker.example");
});

test("what the browser that asked held follows to the one where the password is chosen", async () => {
  const email = await someone("holder");
  const browser = site.browser();
  browser.cookies.set("amicare-visitor", "B".repeat(22));
  const { link } = await forget(email, { browser });
  claimed.length = 0;
  await site.browser().post(link, { password: fresh });
  expect(claimed).toMatchObject([{ visitor: createHash("sha256").update("B".repeat(22)).digest("hex") }]);
});

test("the mail speaks the language of the account, whatever page asked", async () => {
  const email = "english@exemple.fr";
  await createActiveUser(site.db, site.auth, { email, password: old, name: "Emma", language: "en" });
  await site.browser().post(paths.recovery(), { email });
  expect((await site.deliver()).subject).toBe("Choose a new AmiCare password");
});

test("whoever has yet to activate an account gets the mail for that again", async () => {
  const email = "waiting@exemple.fr";
  await site.browser().post(paths.signUp(), { email });
  const first = await site.deliver();
  const browser = site.browser();
  await browser.post(paths.recovery(), { email });
  const again = await site.deliver();
  expect([again.to, again.subject, again === first]).toEqual([email, "Activez votre compte AmiCare", false]);
  expect(again.text).toContain(/\/activation\/\S+/.exec(first.text)![0]);
});

test("nobody can be flooded with mails, and a form from another site asks for none", async () => {
  const statuses = [];
  for (let i = 0; i < 5; i++)
    statuses.push((await site.browser().post(paths.recovery(), { email: "flood@exemple.fr" })).status);
  expect(statuses).toEqual([303, 303, 303, 429, 429]);
  const foreign = { origin: "https://attacker.example" };
  expect((await site.browser().post(paths.recovery(), { email: "csrf@exemple.fr" }, foreign)).status).toBe(403);
});
