import { createHash } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { paths } from "../paths.ts";
import type { AuthTables } from "./keeper.ts";
import * as passwordHash from "./password-hash.ts";
import { newSite } from "./test-site.tsx";

const claimed: { userId: string; visitor: string }[] = [];
const site = await newSite(await newDatabase(), { afterSignIn: async (_, who) => void claimed.push(who) });

afterEach(() => void vi.restoreAllMocks());

const ada = {
  password: "tasse-Lune-47-vélo",
  birthName: "Roche",
  nameUsed: "Marchand",
  firstNames: "Hélène, Marie",
  birthDate: "14/03/1951",
  sex: "F",
  phone: "06 39 98 12 34",
};

/** Asks for an account and gives the path of the link in the mail. */
async function linkFor(email: string, { vers = "", browser = site.browser() } = {}): Promise<string> {
  expect((await browser.post(paths.signUp(), { email, vers })).status).toBe(303);
  const mail = await site.deliver();
  expect(mail.to).toBe(email.toLowerCase());
  return new URL(/http:\/\/\S+\/activation\/\S+/.exec(mail.text)![0]).pathname;
}

const whoIs = (email: string) =>
  site.ownerDb
    .withTables<AuthTables>()
    .selectFrom("auth.user")
    .innerJoin("actsFor", "actsFor.userId", "auth.user.id")
    .innerJoin("person", "person.id", "actsFor.personId")
    .select(["birthName", "nameUsed", "firstNames", "birthDate", "sex", "person.phone", "relation"])
    .where("email", "=", email)
    .execute();

test("an account is opened by a link in a mail, and one lands signed in where one was going", async () => {
  const browser = site.browser();
  const link = await linkFor("Ada@Exemple.fr", { vers: "/reserver/42?a=1", browser });
  expect(await (await browser.get(paths.resendActivation())).text()).toContain("ada@exemple.fr");
  expect(await (await browser.get(link)).text()).toContain("Nom de naissance");

  const answer = await browser.post(link, ada);
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/reserver/42?a=1"]);
  expect((await browser.who()).signedIn).toMatchObject({ email: "ada@exemple.fr", name: "Hélène Marchand" });
  expect(await whoIs("ada@exemple.fr")).toEqual([
    {
      birthName: "Roche",
      nameUsed: "Marchand",
      firstNames: "Hélène, Marie",
      birthDate: Temporal.PlainDate.from("1951-03-14"),
      sex: "F",
      phone: "+33639981234",
      relation: "self",
    },
  ]);
});

test("the mail carries the identifier and a link, never a password, and nothing medical", async () => {
  await linkFor("mail@exemple.fr");
  const { subject, text, html } = site.mails.at(-1)!;
  expect(text).toContain("mail@exemple.fr");
  expect(subject).toBe("Activez votre compte AmiCare");
  for (const word of [/mot de passe\s*:/i, /rendez-vous/i, /médecin|docteur|cabinet|santé/i])
    expect(subject + text + html).not.toMatch(word);
});

test("programs that open links before people use nothing up", async () => {
  const link = await linkFor("scanner@exemple.fr");
  for (let i = 0; i < 3; i++) expect((await site.browser().get(link)).status).toBe(200);
  expect((await site.browser().get(link, { "sec-purpose": "prefetch" })).status).toBe(200);
  expect((await site.browser().post(link, ada)).status).toBe(303);
});

test("a link serves once; of two clicks at the same moment one account comes", async () => {
  const link = await linkFor("twice@exemple.fr");
  const answers = await Promise.all([site.browser().post(link, ada), site.browser().post(link, ada)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 410]);
  expect(await whoIs("twice@exemple.fr")).toHaveLength(1);

  const again = await site.browser().get(link);
  expect(again.status).toBe(410);
  expect(await again.text()).toContain("Votre compte est déjà actif");
});

test("after seven days the link has expired, says so, and sends another in one click", async () => {
  const link = await linkFor("late@exemple.fr", { vers: "/mes-rendez-vous" });
  site.time.now = site.time.now.add({ hours: 7 * 24 });
  const browser = site.browser();
  const page = await browser.get(link);
  expect([page.status, (await page.text()).includes("Ce lien a expiré")]).toEqual([410, true]);
  expect((await browser.post(link, ada)).status).toBe(410);

  expect((await browser.post(paths.resendActivation(), { jeton: link.split("/").at(-1)! })).status).toBe(303);
  const sent = await (await browser.get(paths.resendActivation())).text();
  expect(sent).toContain("l•••••e@exemple.fr");
  expect(sent).not.toContain("late@exemple.fr");
  const fresh = new URL(/http:\/\/\S+\/activation\/\S+/.exec((await site.deliver()).text)![0]).pathname;
  expect((await browser.post(fresh, ada)).headers.get("location")).toBe("/mes-rendez-vous");
});

test("only the newest link opens; an older one says when the newer mail was asked for", async () => {
  const first = await linkFor("newest@exemple.fr");
  site.time.now = site.time.now.add({ minutes: 32 });
  const second = await linkFor("newest@exemple.fr");
  const page = await site.browser().get(first);
  expect(page.status).toBe(410);
  expect(await page.text()).toMatch(/Un message plus récent est parti.*à 10:32/s);
  expect((await site.browser().post(first, ada)).status).toBe(410);
  expect((await site.browser().post(second, ada)).status).toBe(303);
});

test("a cut or invented link opens nothing", async () => {
  const link = await linkFor("cut@exemple.fr");
  for (const path of [
    link.slice(0, -1),
    paths.activation("x"),
    paths.activation("%00"),
    paths.activation("é".repeat(300)),
  ]) {
    expect((await site.browser().get(path)).status).toBe(404);
    expect((await site.browser().post(path, ada)).status).toBe(404);
  }
});

test("the database alone opens no account: it keeps fingerprints, and the queue ids", async () => {
  const token = (await linkFor("leak@exemple.fr")).split("/").at(-1)!;
  const { rows } = await site.auth.pool.query(
    "select row_to_json(r)::text as kept from auth.account_request r where email = 'leak@exemple.fr'",
  );
  expect(rows[0].kept).not.toContain(token);
  expect(Buffer.from(token, "base64url")).toHaveLength(32);
});

test("whether an address has an account cannot be told from the answer, nor from the work done", async () => {
  await site.browser().post(await linkFor("known@exemple.fr"), ada);
  const hash = vi.spyOn(passwordHash, "hashPassword");
  const answers = [];
  for (const email of ["known@exemple.fr", "nobody@exemple.fr"]) {
    const browser = site.browser();
    const queries = vi.spyOn(site.auth.pool, "query");
    const posted = await browser.post(paths.signUp(), { email });
    const page = await browser.get(paths.resendActivation());
    const told = (text: string) => text.replaceAll(email, "…");
    answers.push({
      posted: [
        posted.status,
        told(await posted.text()),
        ...[...posted.headers].map(([name, value]) => [
          name,
          name === "set-cookie" ? value.length - Math.ceil((email.length * 2 * 4) / 3) : value,
        ]),
      ],
      page: [page.status, told(await page.text()), ...page.headers],
      queries: queries.mock.calls.length,
    });
    queries.mockRestore();
  }
  expect(answers[0]!.queries).toBe(answers[1]!.queries);
  expect(answers[0]!.page).toEqual(answers[1]!.page);
  expect(answers[0]!.posted.slice(0, 2)).toEqual(answers[1]!.posted.slice(0, 2));
  expect(hash).not.toHaveBeenCalled();

  await site.deliver();
  const [known, unknown] = site.mails.slice(-2);
  expect(known!.subject).toBe("Vous avez déjà un compte AmiCare");
  expect(known!.text).not.toContain("/activation/");
  expect(unknown!.subject).toBe("Activez votre compte AmiCare");
});

test("answers that are wrong come back with what was typed, the password excepted", async () => {
  const link = await linkFor("wrong@exemple.fr");
  const answer = await site
    .browser()
    .post(link, { ...ada, password: "Marchand1951!!", birthDate: "31/02/1951", phone: "06 39 98 12", sex: "" });
  const page = await answer.text();
  expect(answer.status).toBe(422);
  for (const kept of ["Roche", "31/02/1951", "06 39 98 12"]) expect(page).toContain(`value="${kept}"`);
  expect(page).not.toContain("Marchand1951!!");
  for (const field of ["password", "birthDate", "phone", "sex"]) expect(page).toContain(`href="#${field}"`);
  const weak = await (await site.browser().post(link, { ...ada, password: "Marchand1951!!" })).text();
  expect(weak).toContain("ressemble trop à votre nom");
});

test("what the first browser held follows to the device where the account is activated", async () => {
  const first = site.browser();
  first.cookies.set("amicare-visitor", "A".repeat(22));
  const link = await linkFor("device@exemple.fr", { browser: first });
  claimed.length = 0;
  await site.browser().post(link, ada);
  const visitor = createHash("sha256").update("A".repeat(22)).digest("hex");
  expect(claimed).toMatchObject([{ visitor }]);
});

test("an English page sends an English mail, and the account keeps the language", async () => {
  const browser = site.browser();
  await browser.post(paths.signUp(), { email: "english@exemple.fr" }, { "accept-language": "en-GB" });
  const mail = await site.deliver();
  expect(mail.subject).toBe("Activate your AmiCare account");
  const link = new URL(/http:\/\/\S+\/activation\/\S+/.exec(mail.text)![0]).pathname;
  await browser.post(link, ada, { "accept-language": "en-GB" });
  expect((await browser.who()).language).toBe("en");
});

test("nobody can be flooded with mails: after a few the next ones wait", async () => {
  const statuses = [];
  for (let i = 0; i < 5; i++)
    statuses.push((await site.browser().post(paths.signUp(), { email: "flood@exemple.fr" })).status);
  expect(statuses).toEqual([303, 303, 303, 429, 429]);
});

test("a form from another site opens nothing", async () => {
  const answer = await site
    .browser()
    .post(paths.signUp(), { email: "csrf@exemple.fr" }, { origin: "https://attacker.example" });
  expect(answer.status).toBe(403);
});
