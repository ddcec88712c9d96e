import { expect, test, vi } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { paths } from "../paths.ts";
import { createActiveUser } from "./activate.ts";
import { forgetOldChanges } from "./forget-changes.ts";
import { chooseLanguage } from "./language.ts";
import { newSite, type TestBrowser } from "./test-site.tsx";

const site = await newSite(await newDatabase());

const password = "tasse-Lune-47-vélo";
const fresh = "citron-Vert-88-train";

/** Someone of her own for each test, signed in. */
async function someone(name: string) {
  const email = `${name}@exemple.fr`;
  const names = { birthName: "Roche", nameUsed: "Marchand", firstNames: "Hélène" };
  const identity = {
    ...names,
    birthDate: Temporal.PlainDate.from("1951-03-14"),
    sex: "F" as const,
    phone: "+33639981234",
  };
  const { userId } = await createActiveUser(site.db, site.auth, {
    email,
    password,
    name: "Hélène",
    identity,
  });
  const browser = await signedIn(email);
  return { email, userId, browser, wanted: `${name}.new@exemple.fr` };
}

async function signedIn(email: string, secret = password): Promise<TestBrowser> {
  const browser = site.browser();
  expect((await site.signIn(browser, { email, password: secret })).status).toBe(303);
  return browser;
}

/** Asks for another address, and reads what leaves: to the new one, and to the old one. */
async function ask({ browser, email, wanted }: { browser: TestBrowser; email: string; wanted: string }) {
  const before = site.mails.length;
  const answer = await browser.post(paths.changeEmail(), { email: wanted, password });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, paths.changeEmail()]);
  await site.deliver();
  const sent = site.mails.slice(before);
  const toNew = sent.find(({ to }) => to === wanted)!;
  const toOld = sent.find(({ to }) => to === email)!;
  return {
    toNew,
    toOld,
    link: pathIn(toNew.text, "compte/adresse-mail"),
    undo: pathIn(toOld.text, "ce-n-etait-pas-moi"),
  };
}

function pathIn(text: string, under: string): string {
  const [url] = new RegExp(`http://\\S+/${under}/\\S+`).exec(text) ?? [];
  return url ? new URL(url).pathname : "";
}

const emailOf = async (userId: string) => {
  const { rows } = await site.auth.pool.query(`select email from auth."user" where id = $1`, [userId]);
  return rows[0].email as string;
};
const isSignedIn = async (browser: TestBrowser) => (await browser.who()).signedIn !== null;

test("a new address counts once its link was followed: then one signs in with it, and no longer with the old one", async () => {
  const ada = await someone("ada");
  const elsewhere = await signedIn(ada.email);
  const { link, toNew } = await ask(ada);
  expect(toNew.subject).toBe("Confirmez votre nouvelle adresse AmiCare");
  expect(await emailOf(ada.userId)).toBe(ada.email);
  const waiting = await (await ada.browser.get(paths.changeEmail())).text();
  for (const told of [ada.wanted, ada.email, "Consultez votre messagerie"]) expect(waiting).toContain(told);
  expect(await (await ada.browser.get(paths.account())).text()).toContain(`À confirmer\u202f: ${ada.wanted}`);

  expect(await (await ada.browser.get(link)).text()).toContain("Confirmer cette adresse");
  expect(await emailOf(ada.userId)).toBe(ada.email); // looking changes nothing
  const answer = await ada.browser.post(link, {});
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/compte?fait=adresse"]);
  expect(await (await ada.browser.get("/compte?fait=adresse")).text()).toContain("Votre adresse est modifiée.");
  expect([await isSignedIn(ada.browser), await isSignedIn(elsewhere)]).toEqual([true, false]);

  await signedIn(ada.wanted);
  expect((await site.browser().post(paths.signIn(), { email: ada.email, password })).status).toBe(422);
});

test("the old address is told twice, when it is asked and when it is done, without the new one in full", async () => {
  const old = await someone("old");
  const { toOld, link } = await ask(old);
  expect(toOld.subject).toBe("Une nouvelle adresse est demandée pour votre compte");
  await old.browser.post(link, {});
  const told = await site.deliver();
  expect([told.to, told.subject]).toEqual([old.email, "L’adresse de votre compte a changé"]);
  for (const mail of [toOld, told]) {
    expect(mail.text).not.toContain(old.wanted);
    expect(mail.text).toContain("o•••••w@exemple.fr");
    expect(pathIn(mail.text, "ce-n-etait-pas-moi")).toMatch(/^\/ce-n-etait-pas-moi\/[\w-]{43}$/);
    expect(mail.text + mail.html).not.toMatch(/rendez-vous|médecin|santé|Marchand/i);
  }
});

test("a link is followed once; following it again is calm", async () => {
  const twice = await someone("twice");
  const { link } = await ask(twice);
  const answers = await Promise.all([twice.browser.post(link, {}), twice.browser.post(link, {})]);
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  expect((await twice.browser.get(link)).headers.get("location")).toBe("/compte?fait=adresse");
  const before = site.mails.length;
  await site.deliver();
  expect(site.mails.slice(before).filter(({ subject }) => subject.includes("a changé"))).toHaveLength(1);
});

test("of two requests only the newest link works; the older one says when the newer was made", async () => {
  const newest = await someone("newest");
  const first = await ask(newest);
  site.time.now = site.time.now.add({ minutes: 3 });
  const second = await ask({ ...newest, wanted: "newest.other@exemple.fr" });
  const page = await newest.browser.get(first.link);
  expect([page.status, await page.text()]).toEqual([
    410,
    expect.stringMatching(/Une demande plus récente existe.*à 10:03/s),
  ]);
  expect((await newest.browser.post(first.link, {})).status).toBe(410);
  expect((await newest.browser.post(second.link, {})).status).toBe(303);
  expect(await emailOf(newest.userId)).toBe("newest.other@exemple.fr");
});

test("after 24 hours the link no longer works, and says so", async () => {
  const late = await someone("late");
  const { link } = await ask(late);
  site.time.now = site.time.now.add({ hours: 24 });
  const browser = await signedIn(late.email);
  const page = await browser.get(link);
  expect([page.status, (await page.text()).includes("Ce lien ne fonctionne plus")]).toEqual([410, true]);
  expect((await browser.post(link, {})).status).toBe(410);
  expect(await emailOf(late.userId)).toBe(late.email);
});

test("who asked may keep her address after all: the link opens nothing any more", async () => {
  const kept = await someone("kept");
  const { link } = await ask(kept);
  expect((await kept.browser.post(paths.changeEmail(), { faire: "annuler" })).status).toBe(303);
  expect(await (await kept.browser.get(paths.changeEmail())).text()).toContain('name="email"');
  expect((await kept.browser.post(link, {})).status).toBe(410);
});

test("a stranger who reads the mail, sent to a mistyped address, gets nothing by its link", async () => {
  const mistyped = await someone("mistyped");
  const { link } = await ask(mistyped);
  const stranger = site.browser();
  for (const answer of [await stranger.get(link), await stranger.post(link, {})])
    expect(answer.headers.get("location")).toMatch(/^\/connexion\?vers=/);
  const eve = (await someone("eve-reads")).browser;
  expect([(await eve.get(link)).status, (await eve.post(link, {})).status]).toEqual([404, 404]);
  expect(await emailOf(mistyped.userId)).toBe(mistyped.email);
});

test("whether the new address has an account cannot be told: the page, the work and the wait are the same", async () => {
  const known = await someone("has-one");
  await site.deliver();
  const seen = [];
  for (const wanted of [known.email, "has-no-one@exemple.fr"]) {
    const { browser } = await someone(`curious-${wanted.length}`);
    const queries = vi.spyOn((await import("pg")).default.Client.prototype, "query");
    const answers = [await browser.post(paths.changeEmail(), { email: wanted, password })];
    for (const _ of "1234") answers.push(await browser.post(paths.changeEmail(), { faire: "renvoyer" }));
    answers.push(await browser.get(paths.changeEmail()));
    const told = async (answer: Response) => [
      answer.status,
      (await answer.text()).replaceAll(wanted, "…").replaceAll(/curious-\d+/g, ""),
    ];
    seen.push({ answers: await Promise.all(answers.map(told)), queries: queries.mock.calls.length });
    queries.mockRestore();
  }
  expect(seen[0]!.answers.map(([status]) => status)).toEqual([303, 303, 303, 429, 429, 200]);
  const hourless = (text: string) => text.replaceAll(/\d\d:\d\d/g, "");
  expect(hourless(JSON.stringify(seen[0]!.answers))).toBe(hourless(JSON.stringify(seen[1]!.answers)));
  expect(seen[0]!.queries).toBe(seen[1]!.queries);
});

test("the holder of an address that someone else wants is told in her language, and gets no link to confirm it", async () => {
  const holder = await someone("holder");
  await chooseLanguage(site.db, { userId: holder.userId, language: "en" });
  const curious = await someone("wants-hers");
  const { toNew, link } = await ask({ ...curious, wanted: holder.email });
  expect([toNew.subject, link]).toEqual(["Your address and another AmiCare account", ""]);
  expect(toNew.text + toNew.html).not.toContain(curious.email);
});

test("an address that someone signs up with meanwhile is hers; the other link says so", async () => {
  const slow = await someone("slow");
  const { link } = await ask(slow);
  await createActiveUser(site.db, site.auth, { email: slow.wanted, password, name: "Quick" });
  const answer = await slow.browser.post(link, {});
  expect([answer.status, (await answer.text()).includes("Cette adresse a déjà un compte")]).toEqual([409, true]);
  expect(await emailOf(slow.userId)).toBe(slow.email);
  expect(await isSignedIn(slow.browser)).toBe(true);
});

test("of two accounts that confirm one address at the same moment, one has it", async () => {
  const [one, other] = [await someone("race-one"), await someone("race-other")];
  const wanted = "race@exemple.fr";
  const links = [(await ask({ ...one, wanted })).link, (await ask({ ...other, wanted })).link];
  const answers = await Promise.all([one.browser.post(links[0]!, {}), other.browser.post(links[1]!, {})]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
});

test("the password is asked once more, wrong ones count, and nothing leaves without it", async () => {
  const { browser, email, wanted } = await someone("proves");
  await site.deliver();
  const before = site.mails.length;
  const statuses = [];
  for (const guess of ["", "guess-1", "guess-2", "guess-3", "guess-4", "guess-5", "guess-6"])
    statuses.push((await browser.post(paths.changeEmail(), { email: wanted, password: guess })).status);
  expect(statuses).toEqual([422, 422, 422, 422, 422, 422, 429]);
  await site.deliver();
  expect(site.mails.slice(before).filter(({ to }) => to === wanted || to === email)).toEqual([]);
});

test("what was typed comes back with what is wrong; one’s own address is no other one", async () => {
  const { browser, email } = await someone("typed");
  for (const [typed, sentence] of [
    ["ada@", "Cette adresse est incomplète"],
    [email, "C’est déjà votre adresse"],
    [email.toUpperCase(), "C’est déjà votre adresse"],
  ] as const) {
    const answer = await browser.post(paths.changeEmail(), { email: typed, password });
    const page = await answer.text();
    expect([answer.status, page.includes(sentence), page.includes(`value="${typed}"`)]).toEqual([422, true, true]);
    expect(page).not.toContain(password);
  }
});

test("who proved a while ago to be there proves it again first", async () => {
  const { browser, wanted } = await someone("stale");
  site.time.now = site.time.now.add({ minutes: 16 });
  const answers = [
    await browser.get(paths.changeEmail()),
    await browser.post(paths.changeEmail(), { email: wanted, password }),
  ];
  for (const answer of answers) expect(answer.headers.get("location")).toMatch(/^\/connexion\/confirmer\?vers=/);
  await site.deliver();
  expect(site.mails.some(({ to }) => to === wanted)).toBe(false);
});

test("a form from another site changes nothing, nor does a host that a request invents lead the links elsewhere", async () => {
  const csrf = await someone("csrf");
  const foreign = { origin: "https://attacker.example" };
  const form = { email: csrf.wanted, password };
  expect((await csrf.browser.post(paths.changeEmail(), form, foreign)).status).toBe(403);
  const headers = { host: "attacker.example", "x-forwarded-host": "attacker.example" };
  expect((await csrf.browser.post(paths.changeEmail(), form, headers)).status).toBe(303);
  await site.deliver();
  const sent = site.mails.filter(({ to }) => to === csrf.wanted || to === csrf.email).slice(-2);
  expect(sent).toHaveLength(2);
  for (const mail of sent) expect(mail.text + mail.html).not.toContain("attacker.example");
  const link = pathIn(sent.find(({ to }) => to === csrf.wanted)!.text, "compte/adresse-mail");
  expect((await csrf.browser.post(link, {}, foreign)).status).toBe(403);
});

test("the database alone confirms and undoes nothing: it keeps fingerprints, and the queue ids", async () => {
  const leak = await someone("leak");
  const { link, undo } = await ask(leak);
  const { rows } = await site.auth.pool.query("select row_to_json(c)::text as kept from auth.email_change c");
  for (const path of [link, undo]) {
    const token = path.split("/").at(-1)!;
    expect(rows.some(({ kept }) => kept.includes(token))).toBe(false);
    expect([(await leak.browser.get(`${path}x`)).status, (await leak.browser.get(path.slice(0, -1))).status]).toEqual([
      404, 404,
    ]);
  }
});

test("« it was not me » puts the old address back, throws everyone out, and leads to a new password", async () => {
  const victim = await someone("victim");
  const thief = await signedIn(victim.email);
  const { link } = await ask({ ...victim, browser: thief });
  await thief.post(link, {});
  const told = await site.deliver();
  const since = site.time.now.add({ seconds: 5 }).toString();
  await addFactors(victim.userId, since);
  expect(await isSignedIn(victim.browser)).toBe(false); // the thief saw to that

  const undo = pathIn(told.text, "ce-n-etait-pas-moi");
  const owner = site.browser();
  const page = await (await owner.get(undo)).text();
  for (const words of [victim.email, "Annuler et choisir un mot de passe"]) expect(page).toContain(words);
  expect([page.includes(victim.wanted), await emailOf(victim.userId)]).toEqual([false, victim.wanted]);

  const answer = await owner.post(undo, {});
  expect(answer.status).toBe(303);
  expect([await emailOf(victim.userId), await isSignedIn(thief)]).toEqual([victim.email, false]);
  expect(await factorsOf(victim.userId)).toEqual({ passkeys: 0, apps: 0, devices: 0 });
  for (const email of [victim.email, victim.wanted])
    expect((await site.browser().post(paths.signIn(), { email, password })).status).toBe(422);

  const newPassword = answer.headers.get("location")!;
  expect((await owner.post(newPassword, { password: fresh })).status).toBe(303);
  await signedIn(victim.email, fresh);
});

test("the keys a thief added before he asked for another address go too; those from before he came stay", async () => {
  const robbed = await someone("robbed");
  const before = (hours: number) => site.time.now.subtract({ hours }).toString();
  await addFactors(robbed.userId, before(11));
  await addPasskey(robbed.userId, before(13));
  await site.auth.pool.query(
    `insert into auth.account (id, user_id, account_id, provider_id, created_at)
      values (gen_random_uuid(), $1, 'of the thief', 'pro-sante-connect', $2)`,
    [robbed.userId, before(1)],
  );
  const { undo } = await ask(robbed);
  expect((await site.browser().post(undo, {})).status).toBe(303);
  expect(await factorsOf(robbed.userId)).toEqual({ passkeys: 1, apps: 0, devices: 0 });
  const { rows } = await site.auth.pool.query("select provider_id from auth.account where user_id = $1", [
    robbed.userId,
  ]);
  expect(rows).toEqual([{ provider_id: "credential" }]);
});

test("an undo link serves once, for a week after the change, made or not", async () => {
  const week = await someone("week");
  const { link, undo } = await ask(week);
  await week.browser.post(link, {});
  expect((await site.browser().post(undo, {})).status).toBe(303);
  const again = await site.browser().post(undo, {});
  expect([again.status, (await again.text()).includes("C’est déjà annulé")]).toEqual([410, true]);

  const later = await someone("later");
  const asked = await ask(later);
  await later.browser.post(asked.link, {});
  site.time.now = site.time.now.add({ hours: 24 * 7 });
  const late = await site.browser().post(asked.undo, {});
  expect([late.status, (await late.text()).includes("Ce lien a expiré")]).toEqual([410, true]);
  expect(await emailOf(later.userId)).toBe(later.wanted);
});

test("a thief who calls the request off stays thrown out by the link that the old address got", async () => {
  const cunning = await someone("cunning");
  const { undo, link } = await ask(cunning);
  await cunning.browser.post(paths.changeEmail(), { faire: "annuler" });
  expect((await site.browser().post(undo, {})).status).toBe(303);
  expect([await emailOf(cunning.userId), await isSignedIn(cunning.browser)]).toEqual([cunning.email, false]);
  expect((await cunning.browser.post(link, {})).headers.get("location")).toMatch(/^\/connexion/);
});

test("after it was undone, the link to the new address confirms nothing any more", async () => {
  const undone = await someone("undone");
  const { undo, link } = await ask(undone);
  const newPassword = (await site.browser().post(undo, {})).headers.get("location")!;
  await site.browser().post(newPassword, { password: fresh });
  const browser = await signedIn(undone.email, fresh);
  const page = await browser.get(link);
  expect([page.status, (await page.text()).includes("Ce changement a été annulé")]).toEqual([410, true]);
  expect((await browser.post(link, {})).status).toBe(410);
  expect(await emailOf(undone.userId)).toBe(undone.email);
});

test("nothing of a change is kept once its last link ended", async () => {
  const tidy = await someone("tidy");
  await ask(tidy);
  const count = async () => {
    const { rows } = await site.auth.pool.query("select count(*)::int as n from auth.email_change where user_id = $1", [
      tidy.userId,
    ]);
    return rows[0].n;
  };
  await forgetOldChanges(site.db, { now: site.time.now.add({ hours: 24 * 7 }) });
  expect(await count()).toBe(1);
  await forgetOldChanges(site.db, { now: site.time.now.add({ hours: 24 * 8 }) });
  expect(await count()).toBe(0);
});

async function addPasskey(userId: string, at: string) {
  await site.auth.pool.query(
    `insert into auth.passkey (id, user_id, credential_id, public_key, counter, name, device_type, backed_up, created_at)
      values (gen_random_uuid(), $1, gen_random_uuid(), '', 0, 'of the thief', 'singleDevice', false, $2)`,
    [userId, at],
  );
}

async function addFactors(userId: string, at: string) {
  const { pool } = site.auth;
  await addPasskey(userId, at);
  await pool.query(
    "insert into auth.authenticator (user_id, sealed_secret, last_step, confirmed_at) values ($1, '', 0, $2)",
    [userId, at],
  );
  await pool.query(
    `insert into auth.remembered_device (id, user_id, token_sha256, created_at, last_used_at, expires_at)
      values (gen_random_uuid(), $1, gen_random_uuid(), $2, $2, now() + interval '9 years')`,
    [userId, at],
  );
}

async function factorsOf(userId: string) {
  const { rows } = await site.auth.pool.query(
    `select (select count(*)::int from auth.passkey where user_id = $1) as passkeys,
      (select count(*)::int from auth.authenticator where user_id = $1) as apps,
      (select count(*)::int from auth.remembered_device where user_id = $1) as devices`,
    [userId],
  );
  return rows[0];
}
