import { sql } from "kysely";
import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";

async function worldWithMobile(phone: string | null = "+33639980001") {
  const world = await newWorld();
  const { ownerDb, cast, as } = world;
  await sql`update auth."user" set phone = ${phone}, phone_confirmed_at = ${phone && "2027-01-01"}::timestamptz
    where id = ${cast.ada.userId}`.execute(ownerDb);
  const ada = as("ada");
  return {
    ...world,
    ada,
    page: async () => (await ada.get(paths.notifications())).body,
    save: (...ticked: string[]) =>
      ada.post(paths.notifications(), { sms: "proposes", ...Object.fromEntries(ticked.map((name) => [name, "oui"])) }),
    kept: () =>
      ownerDb
        .selectFrom("notificationPreference")
        .select(["occasion", "channel", "wanted"])
        .orderBy("occasion")
        .orderBy("channel")
        .execute(),
  };
}

const ticks = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<input class="checkbox"[^>]*?name="([\w.-]+)"[^>]*>/g)].map(([input, name]) => [
      name,
      / checked(=|>|\/| )/.test(input),
    ]),
  );

test("what leaves unless one chooses is ticked; each row is a group with its name", async () => {
  const { page } = await worldWithMobile();
  const html = await page();
  expect(ticks(html)).toEqual({
    ...{ "confirmation.mail": true, "confirmation.sms": false, "change.mail": true, "change.sms": false },
    ...{ "week-before.mail": true, "two-days-before.sms": true, "day-before.mail": true },
  });
  expect(html.match(/<fieldset/g)).toHaveLength(5);
  expect(html).toContain('<legend class="sr-only">Rappel la veille</legend>');
  expect(html).toContain("06\u00a039\u00a098\u00a000\u00a001");
  expect(html).toContain("Sécurité du compte");
});

test("choices are kept, shown again, and only where they differ from what the house does", async () => {
  const { save, page, kept } = await worldWithMobile();
  const answer = await save("confirmation.mail", "change.sms", "week-before.mail", "two-days-before.sms");
  expect([answer.status, answer.headers.get("location")]).toEqual([303, paths.accountAfter("notifications")]);
  expect(await kept()).toEqual([
    { occasion: "change", channel: "mail", wanted: false },
    { occasion: "change", channel: "sms", wanted: true },
    { occasion: "day-before", channel: "mail", wanted: false },
  ]);
  expect(ticks(await page())).toMatchObject({ "change.mail": false, "change.sms": true, "day-before.mail": false });
  await save("confirmation.mail", "change.mail", "week-before.mail", "two-days-before.sms", "day-before.mail");
  expect(await kept()).toEqual([]);
});

test("a change must be told somehow: unticking both is refused, and what was ticked stays", async () => {
  const { save, kept } = await worldWithMobile();
  const refused = await save("week-before.mail");
  expect(refused.status).toBe(422);
  const html = refused.body;
  expect(html).toContain("<title>Erreur");
  expect(html).toContain('href="#change.mail"');
  expect(html).toMatch(/aria-describedby="change.mail-error"/);
  expect(ticks(html)).toMatchObject({ "week-before.mail": true, "day-before.mail": false, "change.mail": false });
  expect(await kept()).toEqual([]);
});

test("without a mobile, texts are explained and not offered, and a change always comes by mail", async () => {
  const { page, save, kept } = await worldWithMobile(null);
  const html = await page();
  expect(ticks(html)).toEqual({ "confirmation.mail": true, "week-before.mail": true, "day-before.mail": true });
  expect(html).toContain("Ajouter mon mobile");
  expect((await save("confirmation.mail", "change.sms")).status).toBe(303);
  expect(await kept()).toEqual(
    [
      { occasion: "week-before", channel: "mail", wanted: false },
      { occasion: "day-before", channel: "mail", wanted: false },
    ].toSorted((one, other) => (one.occasion < other.occasion ? -1 : 1)),
  );
});

test("a page opened before the mobile was confirmed does not untick texts", async () => {
  const { ada, kept } = await worldWithMobile();
  const form = { "confirmation.mail": "oui", "week-before.mail": "oui", "day-before.mail": "oui" };
  expect((await ada.post(paths.notifications(), form)).status).toBe(303);
  expect(await kept()).toEqual([]);
});

test("a landline is no mobile", async () => {
  const { page } = await worldWithMobile("+33199001234");
  expect(await page()).toContain("Ajouter mon mobile");
});

test("one signs in first, and chooses for oneself only", async () => {
  const { newBrowser, save, as } = await worldWithMobile();
  expect((await newBrowser().get(paths.notifications())).headers.get("location")).toContain("/connexion");
  await save("change.mail");
  expect(ticks((await as("eve").get(paths.notifications())).body)).toMatchObject({ "week-before.mail": true });
});

test("in English too", async () => {
  const { ownerDb, cast, page } = await worldWithMobile();
  await sql`update auth."user" set language = 'en' where id = ${cast.ada.userId}`.execute(ownerDb);
  expect(await page()).toContain("Reminder two days before");
});
