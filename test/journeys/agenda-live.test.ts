import { sql } from "kysely";
import type { CDPSession, Locator, Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { done } from "../../seeds/done.ts";
import { bookAppointment } from "../../src/appointments/book.ts";
import { moveByStaff } from "../../src/appointments/move-by-staff.ts";
import { newId } from "../../src/platform/ids.ts";
import { proPaths } from "../../src/pro-paths.ts";
import { openChromium, type Seat } from "./chromium.ts";
import { ada, eve, openSite } from "./site.ts";
import { hire, sami } from "./staff.ts";
import { plain } from "./visitor.ts";

const site = await openSite();
const sitDown = await openChromium(site);
const patients = { ada: await site.account(ada), eve: await site.account(eve) };
const staff = await hire(site, sami);
const { db, ownerDb, clock } = site;

const theo = await ownerDb
  .selectFrom("practitioner")
  .innerJoin("practitionerReason", "practitionerReason.practitionerId", "practitioner.id")
  .innerJoin("visitReason", "visitReason.id", "practitionerReason.visitReasonId")
  .innerJoin("practitionerSite", "practitionerSite.practitionerId", "practitioner.id")
  .innerJoin("site", "site.id", "practitionerSite.siteId")
  .select(["practitioner.id as practitionerId", "visitReason.id as reasonId", "site.id as siteId"])
  .where("slug", "=", "theo-sarlande")
  .where("visitReason.name", "=", "Séance de kinésithérapie")
  .where("site.name", "=", "Cabinet du Cerf-Volant")
  .executeTakeFirstOrThrow();

/** Half an hour with M. Sarlande, as a patient books it. Each test has a Thursday of its own. */
async function book(at: string, who: keyof typeof patients = "ada"): Promise<string> {
  const { userId, personId } = patients[who];
  const startsAt = Temporal.PlainDateTime.from(at).toZonedDateTime("Europe/Paris").toInstant();
  const booking = {
    ...{ slot: { ...theo, startsAt }, holdId: null, personId: personId!, wordsForPractice: null },
    ...{ whenClose: "keep" as const, key: newId(), now: clock.now() },
    by: { kind: "user" as const, userId, visitor: null },
  };
  return done(await bookAppointment(db, booking)).appointmentId;
}

async function standsAt(id: string): Promise<string> {
  const row = await ownerDb
    .selectFrom("appointment")
    .select("startsLocal")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return row.startsLocal.toString().slice(0, 16);
}

/** Sami before the agenda of that day, which is live. The same page each time: it is inspected where that is asked for. */
async function openDay(jour: string, { isInspected = false, ...seat }: Partial<Seat> & { isInspected?: boolean } = {}) {
  const someone = await sitDown({ on: "desktop", as: sami, ...seat });
  const { page } = someone;
  const live = page.waitForRequest(/en-direct/);
  const address = proPaths.agenda({ jour, praticien: theo.practitionerId });
  await (isInspected ? someone.open(address) : page.goto(address));
  await live;
  const said = page.locator("#agenda-told");
  return {
    someone,
    page,
    event: (id: string) => page.locator(`[data-event="${id}"]`),
    told: async () => plain((await said.textContent()) ?? ""),
    refusal: page.locator("#agenda-refusal"),
    undo: page.locator("#agenda-undo").getByRole("button", { name: "Annuler" }),
  };
}

/** So many minutes further down, and across by so many columns of 5-minute rows. */
async function pixelsOf(page: Page, minutes: number): Promise<number> {
  const px = await page
    .locator("[data-column] .ag-col:visible")
    .first()
    .evaluate((list) => {
      const { rows, step } = list.closest<HTMLElement>(".ag")!.dataset;
      return list.getBoundingClientRect().height / (Number(rows) * Number(step));
    });
  return px * minutes;
}

async function middleOf(event: Locator): Promise<{ x: number; y: number }> {
  await event.scrollIntoViewIfNeeded();
  const box = (await event.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 3 };
}

/** The mouse takes it and holds it so many minutes lower. */
async function hold(page: Page, event: Locator, minutes: number) {
  const { x, y } = await middleOf(event);
  const by = await pixelsOf(page, minutes);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + by / 2, { steps: 3 });
  await page.mouse.move(x, y + by, { steps: 3 });
}

const startOf = (event: Locator) => event.getAttribute("data-start").then(Number);

test("what a patient books appears by itself, is read aloud, and takes the focus from nobody", async () => {
  const { page, event, told } = await openDay("2026-11-26", { isInspected: true });
  await page.getByRole("link", { name: "Semaine" }).focus();
  const id = await book("2026-11-26T10:30");
  await event(id).waitFor({ timeout: 3000 });
  expect(await told()).toMatch(/^1 rendez-vous ajouté à 10:30, chez M\. Théo Sarlande\./);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Semaine");
});

test("dragged by the mouse it lands where its ghost stood; it is taken back by the button, or by Ctrl+Z", async () => {
  const id = await book("2026-12-03T09:00");
  const { page, event, undo, told } = await openDay("2026-12-03");
  await hold(page, event(id), 64);
  expect(plain(await page.locator(".ag-ghost").innerText())).toMatch(/^10:05 – 10:35 ROCHE Ada/);
  await page.mouse.up();
  await undo.waitFor();
  expect(await standsAt(id)).toBe("2026-12-03T10:05");
  expect(await startOf(event(id))).toBe(605);
  expect(await told()).toContain("10:05");
  expect(await page.locator(".ag-ghost").count()).toBe(0);
  await undo.click();
  await vi.waitUntil(async () => (await startOf(event(id))) === 540, { timeout: 5000 });
  expect(await standsAt(id)).toBe("2026-12-03T09:00");

  await hold(page, event(id), 30);
  await page.mouse.up();
  await undo.waitFor();
  await page.keyboard.press("Control+z");
  await vi.waitUntil(async () => (await standsAt(id)) === "2026-12-03T09:00", { timeout: 5000 });
});

test("Escape while dragging leaves it where it was; its lower edge makes it longer", async () => {
  const id = await book("2026-12-10T09:00");
  const { page, event, undo } = await openDay("2026-12-10");
  await hold(page, event(id), 60);
  await page.keyboard.press("Escape");
  await page.mouse.up();
  expect(await page.locator(".ag-ghost").count()).toBe(0);
  expect(await standsAt(id)).toBe("2026-12-10T09:00");

  const box = (await event(id).boundingBox())!;
  await page.mouse.move(box.x + 40, box.y + box.height - 3);
  await page.mouse.down();
  await page.mouse.move(box.x + 40, box.y + box.height - 3 + (await pixelsOf(page, 15)), { steps: 4 });
  await page.mouse.up();
  await undo.waitFor();
  expect(await event(id).getAttribute("data-minutes")).toBe("45");
  expect(await standsAt(id)).toBe("2026-12-10T09:00");
});

test("a finger that rests on it takes it; one that does not scrolls", async () => {
  const id = await book("2026-12-17T09:00");
  const { page, event, undo } = await openDay("2026-12-17", { on: "phone", isInspected: true });
  const fingers = await page.context().newCDPSession(page);
  await fingers.send("Emulation.setTouchEmulationEnabled", { enabled: true });
  const by = await pixelsOf(page, 45);
  await slide(fingers, await middleOf(event(id)), { by, restMs: 0 });
  expect(await page.locator(".ag-ghost").count()).toBe(0);
  expect(await standsAt(id)).toBe("2026-12-17T09:00");
  await slide(fingers, await middleOf(event(id)), { by, restMs: 700 });
  await undo.waitFor();
  expect(await standsAt(id)).toBe("2026-12-17T09:45");
});

async function slide(fingers: CDPSession, { x, y }: { x: number; y: number }, how: { by: number; restMs: number }) {
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: { x: number; y: number }[]) =>
    fingers.send("Input.dispatchTouchEvent", { type, touchPoints });
  await touch("touchStart", [{ x, y }]);
  await new Promise((resolve) => setTimeout(resolve, how.restMs));
  for (const part of [0.25, 0.5, 0.75, 1]) await touch("touchMove", [{ x, y: y + how.by * part }]);
  await touch("touchEnd", []);
}

test("by the keyboard alone: arrows go from one to the next, D moves, Enter sets it down, Ctrl+Z takes it back", async () => {
  const [first, second] = [await book("2027-01-07T09:00"), await book("2027-01-07T11:00", "eve")];
  const { page, someone, event, told, undo } = await openDay("2027-01-07");
  const entrance = page.locator('#agenda .ag-col a[tabindex="0"]:visible');
  expect(await entrance.count()).toBe(1);
  await someone.tabTo(entrance);
  await event(first).focus();
  for (let steps = 0; steps < 4 && !(await isFocused(event(second))); steps++) await page.keyboard.press("ArrowDown");
  expect(await isFocused(event(second))).toBe(true);

  await page.keyboard.press("d");
  expect(await told()).toMatch(/^Déplacement de PERRAULT Ève : 11:00 – 11:30/);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Shift+ArrowUp");
  expect(await told()).toMatch(/^10:40 – 11:10, chez M\. Théo Sarlande/);
  await page.keyboard.press("Escape");
  expect(await told()).toBe("Le rendez-vous reste à sa place.");
  await page.keyboard.press("d");
  await page.keyboard.press("Shift+ArrowUp");
  await page.keyboard.press("Enter");
  await undo.waitFor();
  expect(await standsAt(second)).toBe("2027-01-07T10:45");
  expect(await isFocused(event(second))).toBe(true);
  await page.keyboard.press("Control+z");
  await vi.waitUntil(async () => (await standsAt(second)) === "2027-01-07T11:00", { timeout: 5000 });
});

const isFocused = (thing: Locator) => thing.evaluate((element) => element === document.activeElement);

test("over another appointment it is asked whether that is meant, and then placed on purpose", async () => {
  const [mine, other] = [await book("2027-01-14T09:00"), await book("2027-01-14T10:00", "eve")];
  const { page, event, refusal, undo } = await openDay("2027-01-14", { isRefused: true });
  await hold(page, event(mine), 60);
  await page.mouse.up();
  await refusal.waitFor();
  expect(await isFocused(refusal.getByRole("button", { name: "Laisser à sa place" }))).toBe(true);
  expect(await startOf(event(mine))).toBe(540);
  await refusal.getByRole("button", { name: "Placer quand même, en plus" }).click();
  await undo.waitFor();
  expect([await standsAt(mine), await standsAt(other)]).toEqual(["2027-01-14T10:00", "2027-01-14T10:00"]);
});

test("a colleague moved it in the meantime: the difference is shown, nothing is overwritten unless it is meant", async () => {
  const id = await book("2027-01-21T09:00");
  const { page, event, refusal, undo } = await openDay("2027-01-21", { isRefused: true });
  await hold(page, event(id), 60);
  const { version } = await ownerDb
    .selectFrom("appointment")
    .select("version")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const startsAt = Temporal.PlainDateTime.from("2027-01-21T15:00").toZonedDateTime("Europe/Paris").toInstant();
  done(await moveByStaff(db, { id, version, to: { startsAt }, tell: false, by: staff, now: clock.now() }));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await page.locator(".ag-ghost").count()).toBe(1); // what is held is not taken away
  await page.mouse.up();
  await refusal.waitFor();
  expect(plain(await refusal.locator("table").innerText())).toContain("15:00");
  expect(await standsAt(id)).toBe("2027-01-21T15:00");
  await refusal.getByRole("button", { name: "Déplacer quand même" }).click();
  await undo.waitFor();
  expect(await standsAt(id)).toBe("2027-01-21T10:00");
});

test("the connection is lost in the middle of a drag: it goes back to its place, that is said, and it is tried again", async () => {
  const id = await book("2027-01-28T09:00");
  const { page, event, refusal, undo } = await openDay("2027-01-28", { isRefused: true });
  await hold(page, event(id), 60);
  await page.context().setOffline(true);
  await page.mouse.up();
  await refusal.waitFor();
  expect(plain(await refusal.innerText())).toContain("La connexion est perdue : rien n'a été enregistré.");
  expect(await page.locator(".ag-ghost").count()).toBe(0);
  expect(await startOf(event(id))).toBe(540);
  await page.context().setOffline(false);
  await refusal.getByRole("button", { name: "Réessayer" }).click();
  await undo.waitFor();
  expect(await standsAt(id)).toBe("2027-01-28T10:00");
});

test("the session ended in the middle of a drag: nothing is saved, and a link leads to signing in and back", async () => {
  const id = await book("2027-02-04T09:00");
  const { page, event, refusal } = await openDay("2027-02-04", { isRefused: true });
  await hold(page, event(id), 60);
  await sql`delete from auth.session where user_id = ${staff.userId}`.execute(ownerDb);
  await page.mouse.up();
  await refusal.waitFor();
  const link = refusal.getByRole("link", { name: "Me reconnecter" });
  expect(await link.getAttribute("href")).toContain(encodeURIComponent("/pro/agenda"));
  expect(await standsAt(id)).toBe("2027-02-04T09:00");
});

test("a click in a free stretch begins an appointment at the quarter of an hour under the pointer", async () => {
  const { page, someone } = await openDay("2027-02-11");
  const free = page.locator(`[data-practitioner="${theo.practitionerId}"] [data-free]`).first();
  const [start, x] = [Number(await free.getAttribute("data-start")), 30];
  const y = await pixelsOf(page, 52);
  await free.hover({ position: { x, y } });
  const hour = hourOf(start + 45);
  expect(await page.locator(".ag-hint").innerText()).toBe(hour);
  await someone.arriving(() => free.click({ position: { x, y } }));
  expect(new URL(page.url()).searchParams.get("heure")).toBe(hour);
});

function hourOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
