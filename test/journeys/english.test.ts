import { expect, test } from "vitest";
import { paths } from "../../src/paths.ts";
import { openChromium } from "./chromium.ts";
import { openSite, password } from "./site.ts";
import { plain } from "./visitor.ts";

const site = await openSite();
const sitDown = await openChromium(site);
const written = await writtenByThePractice();

test("who reads English finds no French sentence on the way, the practice's own words excepted", async () => {
  const email = "emma@example.com";
  const emma = await sitDown({ on: "phone", language: "en" });
  const { page } = emma;
  expect(french("It is at 09:30. Votre cabinet vous attend."), "a French sentence is found").not.toEqual([]);
  const read = async () => expect(french(await page.locator("body").innerText()), emma.path()).toEqual([]);
  const steps: (() => Promise<unknown>)[] = [
    () => emma.open(paths.home()),
    () => emma.open(paths.search({ qui: "généraliste", ou: "Vincennes" })),
    () => emma.follow("Dre Camille Lune"),
    () => emma.follow("Friday 27 November, 09:00"),
    () => emma.follow("Create my account"),
    () => emma.press("Send me the link"),
    async () => {
      await emma.fill("E-mail address", email);
      await emma.press("Send me the link");
    },
    async () => {
      await emma.open((await site.mailTo(email, /account/)).text.match(/http\S+activation\S+/)![0]);
    },
    () => emma.press("Activate my account"),
    async () => {
      await emma.fill("Password", password);
      await emma.fill("Birth name", "Hollowell");
      await emma.fill("First names", "Emma");
      await emma.fill("Date of birth", "29/02/1996");
      await emma.choose("Female");
      await emma.fill("Telephone", "+44 20 7946 0958");
      await emma.press("Activate my account");
    },
    async () => {
      await emma.choose("I have read this information");
      await emma.choose("I accept the terms of use");
      await emma.press("Continue");
    },
    () => emma.press("Confirm"),
    () => emma.follow("Appointments"),
    () => emma.follow("Move"),
    () => emma.follow("Monday 30 November, 09:00"),
    () => emma.press("Confirm the new time"),
    () => emma.open(paths.myAppointments()),
    () => emma.follow("Cancel"),
    () => emma.press("Cancel the appointment"),
    () => emma.open(paths.account()),
    () => emma.open("/nowhere"),
    () => emma.open(paths.mailbox()),
  ];
  for (const step of steps) {
    await step();
    await read();
  }
  for (const about of [/Your appointment on/, /moved/, /cancelled/]) {
    const { subject, text } = await site.mailTo(email, about);
    expect(french(subject + text.replace(/http\S+/g, ""))).toEqual([]); // addresses are French in both languages
  }
});

/** The words that betray a French sentence, with what stands around them. */
function french(text: string): string[] {
  const ours = written.reduce((left, theirs) => left.replaceAll(theirs, " "), plain(text));
  return ours.match(new RegExp(`.{0,30}(?<![\\p{L}\\p{N}-])(${betrayers})(?![\\p{L}\\p{N}-]).{0,30}`, "giu")) ?? [];
}

const betrayers =
  "le|la|les|un|une|des|du|de|et|est|à|au|aux|pour|avec|sans|sur|dans|par|votre|vos|vous|nous|mon|mes|ce|cet|cette|ne|pas|plus|qui|que|où|rendez-vous|horaires?|cabinet|compte|aucun|jusqu'au|lundi|mardi|jeudi|vendredi|novembre";

/** Names, addresses, reasons, instructions: they are printed as the practice wrote them. The longest first. */
async function writtenByThePractice(): Promise<string[]> {
  const tables = ["establishment", "site", "practitioner", "visitReason"] as const;
  const rows = (await Promise.all(tables.map((table) => site.ownerDb.selectFrom(table).selectAll().execute()))).flat();
  const texts = rows.flatMap((row) => Object.values(row)).filter((value) => typeof value === "string");
  const lines = texts.flatMap((text) => text.split("\n").map(plain)).filter((line) => line.length > 3);
  return [...new Set(lines)].sort((one, other) => other.length - one.length);
}
