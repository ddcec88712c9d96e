import { sql } from "kysely";
import type { Locator, Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { done } from "../../seeds/done.ts";
import { bookForPatient } from "../../src/appointments/book-for-patient.ts";
import { cancelByStaff } from "../../src/appointments/cancel-by-staff.ts";
import { editAppointment } from "../../src/appointments/edit-appointment.ts";
import { paths } from "../../src/paths.ts";
import { asActor } from "../../src/platform/actor.ts";
import { newId } from "../../src/platform/ids.ts";
import { proPaths } from "../../src/pro-paths.ts";
import { openChromium } from "./chromium.ts";
import { signIn } from "./sign-in.ts";
import { eve, openSite, type Someone } from "./site.ts";
import { hire, sami } from "./staff.ts";
import { plain, visitor } from "./visitor.ts";

const site = await openSite();
const sitDown = await openChromium(site);
const { db, ownerDb, clock } = site;
const lune = await practitioner("camille-lune", "Consultation de suivi");
const theo = await practitioner("theo-sarlande", "Séance de kinésithérapie");
const camille: Someone = { email: "camille.lune@exemple.fr", firstNames: "Camille", lastName: "Lune" };
const lou: Someone = { email: "lou.ferrand@exemple.fr", firstNames: "Lou", lastName: "Ferrand" };
await site.account(eve);
const staff = await hire(site, sami);
const colleague = await hire(site, camille, { role: "practitioner", practitionerId: lune.practitionerId });
const jour = "2026-11-23";

function practitioner(slug: string, reason: string) {
  return ownerDb
    .selectFrom("practitioner")
    .innerJoin("practitionerReason", "practitionerReason.practitionerId", "practitioner.id")
    .innerJoin("visitReason", "visitReason.id", "practitionerReason.visitReasonId")
    .innerJoin("practitionerSite", "practitionerSite.practitionerId", "practitioner.id")
    .innerJoin("site", "site.id", "practitionerSite.siteId")
    .select(["practitioner.id as practitionerId", "visitReason.id as reasonId", "site.id as siteId"])
    .where("slug", "=", slug)
    .where("visitReason.name", "=", reason)
    .where("site.name", "=", "Cabinet du Cerf-Volant")
    .executeTakeFirstOrThrow();
}

/** A woman of that name, without an account, has an appointment this Monday at that hour. */
async function comes(nameUsed: string, hour: string, { to = theo }: { to?: typeof theo } = {}): Promise<string> {
  const patientId = newId();
  const birthDate = Temporal.PlainDate.from("1960-05-04");
  const names = { birthName: nameUsed, nameUsed, firstNames: "Paule", birthDate, sex: "F" as const };
  const file = { id: patientId, establishmentId: staff.establishmentId, createdBy: "staff" as const, ...names };
  await asActor(db, staff, (tx) => tx.insertInto("patient").values(file).execute());
  const startsAt = Temporal.PlainDateTime.from(`${jour}T${hour}`).toZonedDateTime("Europe/Paris").toInstant();
  const wish = { slot: { ...to, startsAt }, patientId, tell: false, key: newId(), by: staff, now: clock.now() };
  return done(await bookForPatient(db, wish)).appointmentId;
}

function appointment(id: string) {
  return ownerDb.selectFrom("appointment").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}

async function hourOf(id: string): Promise<string> {
  return (await appointment(id)).startsLocal.toString().slice(0, 16);
}

/** The newest appointment of whoever has this name. */
function newestOf(nameUsed: string) {
  return ownerDb
    .selectFrom("appointment")
    .innerJoin("patient", "patient.id", "appointment.patientId")
    .select(["appointment.id", "appointment.overbooked", "appointment.status"])
    .where("patient.nameUsed", "=", nameUsed)
    .orderBy("appointment.bookedAt", "desc")
    .orderBy("appointment.id", "desc")
    .executeTakeFirstOrThrow();
}

const eventOf = (page: Page, id: string) => page.locator(`[data-event="${id}"]`);
const isFocused = (thing: Locator) => thing.evaluate((element) => element === document.activeElement);

/** The mouse takes it, and lets it go so many minutes lower. */
async function drag(page: Page, event: Locator, minutes: number) {
  await event.scrollIntoViewIfNeeded();
  const box = (await event.boundingBox())!;
  const by = (box.height * minutes) / Number(await event.getAttribute("data-minutes"));
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 3];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + by / 2, { steps: 3 });
  await page.mouse.move(x, y + by, { steps: 3 });
  await page.mouse.up();
}

test("she signs in with a code, opens the day, and books for someone new who rings, without leaving the keyboard", async () => {
  const someone = await sitDown({ on: "desktop" });
  const { page } = someone;
  await signIn(someone, sami.email);
  await site.passSecondStep(someone, sami.email);
  await someone.open(proPaths.agenda());
  expect(await someone.heading()).toMatch(/23 novembre/);

  const free = page.locator(`[data-practitioner="${lune.practitionerId}"]`).getByRole("link", { name: /^Libre de/ });
  await free.first().focus();
  await someone.arriving(() => page.keyboard.press("Enter"));
  const search = page.getByRole("combobox", { name: "Patient" });
  await vi.waitUntil(() => isFocused(search), { timeout: 5000 }).catch(() => someone.tabTo(search));
  await page.keyboard.type("garance odile 04/05/1960 0639981299");
  await someone.tabTo(page.getByRole("button", { name: "Créer le patient" }));
  await someone.arriving(() => page.keyboard.press("Enter"));
  expect(await page.getByLabel("Nom utilisé").inputValue()).toBe("Garance");
  expect(await page.getByLabel("Téléphone").inputValue()).toBe("0639981299");
  await vi.waitUntil(() => isFocused(page.getByLabel("Motif")), { timeout: 5000 });
  await someone.arriving(() => page.keyboard.press("Enter"));
  expect(await someone.words()).toContain("Rendez-vous enregistré : GARANCE Odile, lundi 23 novembre à ");
  const { id, ...booked } = await newestOf("Garance");
  expect(booked).toMatchObject({ status: "booked", overbooked: false });
  // she rings back at once: the last free time of Dre Lune’s day is free again
  done(await cancelByStaff(db, { id, version: null, message: null, tell: false, by: staff, now: clock.now() }));
});

test("she puts someone in on top of another on purpose: she is warned first, and the agenda says so after", async () => {
  await comes("Aubin", "11:00", { to: lune });
  const { patientId } = await appointment(await comes("Tessier", "17:30"));
  const someone = await sitDown({ on: "desktop", as: sami });
  const { page } = someone;
  await someone.open(
    proPaths.newAppointment({ praticien: lune.practitionerId, jour, heure: "11:00", patient: patientId }),
  );
  await someone.press(/^Enregistrer$/);
  expect(await someone.words()).toContain("Dre Camille Lune a déjà un rendez-vous à cette heure.");
  expect((await newestOf("Tessier")).overbooked).toBe(false);
  await someone.press("Enregistrer quand même");
  const { id, overbooked } = await newestOf("Tessier");
  expect(overbooked).toBe(true);
  expect(plain((await eventOf(page, id).textContent()) ?? "")).toMatch(/TESSIER Paule.*en plus/);
});

test("one is moved with the mouse, another with the keys alone, one is taken back; a patient's own booking comes in meanwhile", async () => {
  const [first, second] = [await comes("Brunel", "14:00"), await comes("Carlier", "16:00")];
  const someone = await sitDown({ on: "desktop", as: sami });
  const { page } = someone;
  const undo = page.locator("#agenda-undo").getByRole("button", { name: "Annuler" });
  const live = page.waitForRequest(/en-direct/);
  await someone.open(proPaths.agenda({ jour }));
  await live;
  await drag(page, eventOf(page, first), 64);
  await undo.waitFor();
  expect(await hourOf(first)).toBe(`${jour}T15:00`);

  await eventOf(page, second).focus();
  await page.keyboard.press("d");
  await page.keyboard.press("Shift+ArrowDown");
  const answer = page.waitForResponse((each) => each.request().method() === "POST" && each.url().includes(second));
  await page.keyboard.press("Enter");
  await answer;
  await page.getByText("Déplacé à 16:15").first().waitFor({ state: "attached", timeout: 5000 });
  await vi.waitUntil(async () => (await hourOf(second)) === `${jour}T16:15`, { timeout: 5000 });
  await page.keyboard.press("Control+z");
  await vi.waitUntil(async () => (await hourOf(second)) === `${jour}T16:00`, { timeout: 5000 });
  expect(await hourOf(first)).toBe(`${jour}T15:00`);

  const patient = await sitDown({ on: "phone", as: eve });
  await patient.open(paths.practitioner("camille-lune"));
  await patient.follow(/^Consultation de suivi/);
  await patient.follow(/23 novembre, 1[4-7]:|^Aujourd.hui, 1[4-7]:/);
  await patient.press("Confirmer le rendez-vous");
  const { id } = await newestOf("Perrault");
  await eventOf(page, id).waitFor({ timeout: 5000 });
  expect(plain((await eventOf(page, id).textContent()) ?? "")).toContain("PERRAULT Ève");
});

test("a patient arrives, a wrong press is taken back, she waits, goes in, and has been seen", async () => {
  const id = await comes("Delmas", "10:30");
  const someone = await sitDown({ on: "desktop", as: sami });
  await someone.open(proPaths.appointment(id));
  await someone.press(/^Arrivée$/);
  await someone.open(proPaths.appointment(id));
  await someone.press("Revenir à « prévu »");
  expect((await appointment(id)).status).toBe("booked");
  await someone.open(proPaths.appointment(id));
  await someone.press(/^Arrivée$/);
  clock.advance({ minutes: 7 });
  await someone.open(proPaths.waitingRoom());
  expect(await someone.words()).toMatch(/DELMAS Paule 10:30, M. Théo Sarlande.*7 min/);
  await someone.press("Faire entrer DELMAS Paule");
  expect((await appointment(id)).status).toBe("in-consultation");
  await someone.open(proPaths.appointment(id));
  await someone.press(/^Vue$/);
  expect((await appointment(id)).status).toBe("seen");
});

test("a colleague changed the same appointment: she reads the difference, and nothing is overwritten", async () => {
  const id = await comes("Estève", "17:00", { to: lune });
  const someone = await sitDown({ on: "desktop", as: sami });
  await someone.open(proPaths.editAppointment(id));
  const { version } = await appointment(id);
  const theirs = { id, version, note: "Vient avec sa fille", onPurpose: false };
  done(await editAppointment(db, { ...theirs, by: colleague, now: clock.now() }));
  await someone.fill(/^Note pour l.équipe/, "Apporte ses radios");
  await someone.press(/^Enregistrer$/);
  const words = await someone.words();
  expect(words).toContain("Ce rendez-vous a changé entre-temps");
  expect(words).toContain("Vient avec sa fille");
  expect(words).toContain("Apporte ses radios");
  await someone.follow("Garder ce qui est enregistré");
  expect(await someone.words()).toContain("Vient avec sa fille");
});

test("an absence this afternoon: those under it are moved at once, one is cancelled, and all of it is taken back in time", async () => {
  const ids = [await comes("Fabre", "14:30"), await comes("Garnier", "16:30")] as const;
  const before = await Promise.all(ids.map(hourOf));
  const someone = await sitDown({ on: "desktop", as: sami });
  const { page } = someone;
  await someone.open(proPaths.newAbsence({ praticien: theo.practitionerId, du: jour }));
  await page.getByLabel("Moment").selectOption("apres-midi");
  await someone.press(/^Déclarer l.absence$/);
  expect(await someone.heading()).toBe("Rendez-vous pendant l'absence : M. Théo Sarlande");
  await someone.follow(/^Déplacer$/);
  await page
    .getByRole("group", { name: /GARNIER/ })
    .getByLabel("Annuler")
    .check();
  await someone.press("Appliquer");
  expect(await someone.words()).toContain("Rendez-vous traités.");
  expect(await hourOf(ids[0])).not.toBe(before[0]);
  expect((await appointment(ids[1])).status).toBe("cancelled");
  await someone.press(/^Annuler$/);
  expect(await Promise.all(ids.map(hourOf))).toEqual(before);
  expect((await appointment(ids[1])).status).toBe("booked");
});

test("her session ends while she types: what she typed waits on the page, and is sent once she has signed in elsewhere", async () => {
  const id = await comes("Hamelin", "15:00", { to: lune });
  const someone = await sitDown({ on: "desktop", as: sami });
  const { page } = someone;
  await someone.open(proPaths.editAppointment(id));
  await someone.fill(/^Note pour l.équipe/, "Rappeler après 18 heures");
  await sql`delete from auth.session where user_id = ${staff.userId}`.execute(ownerDb);
  await someone.press(/^Enregistrer$/);
  expect(await someone.heading()).toBe("Votre session s'est terminée");
  const [tab] = await Promise.all([page.context().waitForEvent("page"), someone.link("Me reconnecter").click()]);
  const there = visitor(tab, async () => {});
  await signIn(there, sami.email);
  await site.passSecondStep(there, sami.email);
  await someone.press("Envoyer ma saisie");
  expect(await someone.words()).toContain("Rappeler après 18 heures");
});

test("the printed day tells hours and names, and neither what for nor when one was born", async () => {
  const someone = await sitDown({ on: "desktop", as: sami });
  const { page } = someone;
  await someone.open(proPaths.agendaPrint({ jour }));
  await page.emulateMedia({ media: "print" });
  const words = await someone.words();
  expect(words).toMatch(/11:00 .*AUBIN Paule/);
  expect(words).not.toMatch(/kinésithérapie|Consultation de suivi|04\/05\/1960|4 mai 1960/);
  expect((await page.pdf({ format: "A4" })).subarray(0, 5).toString()).toBe("%PDF-");
});

test("on her phone, a practitioner checks her own day, and nothing is wider than the screen", async () => {
  const someone = await sitDown({ on: "phone", as: camille });
  await someone.open(proPaths.agenda({ jour, praticien: lune.practitionerId }));
  expect(await someone.words()).toContain("AUBIN Paule");
  await someone.open(proPaths.agenda({ jour, vue: "liste" }));
  expect(await someone.words()).toContain("AUBIN Paule");
});

test("with script switched off, forms alone book, move and cancel", async () => {
  const someone = await sitDown({ on: "desktop", as: sami, script: false });
  await someone.open(proPaths.newAppointment({ praticien: lune.practitionerId, jour: "2026-11-24" }));
  await someone.fill(/^Patient$/, "aubin");
  await someone.press("Chercher");
  await someone.press(/AUBIN Paule/);
  await someone.fill("Heure", "9h");
  await someone.press(/^Enregistrer$/);
  const { id } = await newestOf("Aubin");
  expect(await hourOf(id)).toBe("2026-11-24T09:00");
  await someone.open(proPaths.appointment(id));
  await someone.follow("Déplacer");
  await someone.fill("Heure", "1030");
  await someone.press(/^Déplacer$/);
  expect(await hourOf(id)).toBe("2026-11-24T10:30");
  await someone.open(proPaths.appointment(id));
  await someone.follow("Annuler le rendez-vous");
  await someone.press("Annuler le rendez-vous");
  expect((await appointment(id)).status).toBe("cancelled");
});

test("Lou keeps two agendas of the house: no page tells her who sees another practitioner, or whom", async () => {
  const midwife = ownerDb.selectFrom("practitioner").select("id").where("slug", "like", "%valcourt");
  await hire(site, lou, { agendas: [lune.practitionerId, (await midwife.executeTakeFirstOrThrow()).id] });
  const other = await comes("Isambert", "09:30");
  const someone = await sitDown({ on: "desktop", as: lou });
  const { page } = someone;
  await someone.open(proPaths.agenda({ jour }));
  expect(await someone.words()).toContain("AUBIN Paule");
  const absence = proPaths.newAbsence({ du: jour });
  const pages = [
    ...(["jour", "semaine", "liste"] as const).map((vue) => proPaths.agenda({ vue, jour })),
    ...(["jour", "semaine", "liste"] as const).map((vue) =>
      proPaths.agenda({ vue, jour, praticien: theo.practitionerId }),
    ),
    ...[proPaths.agendaPart({ jour }), proPaths.agendaPrint({ jour }), proPaths.waitingRoom(), absence],
    ...[proPaths.nextFree(), proPaths.nextFree({ motif: theo.reasonId }), proPaths.newAppointment({ jour })],
    ...[proPaths.absences(), proPaths.openings(), proPaths.preview(), proPaths.substitutes()],
    ...[proPaths.statistics(), proPaths.statistics({ praticien: theo.practitionerId }), proPaths.statisticsFile()],
    ...[proPaths.houseJournal(), proPaths.houseJournalFile(), proPaths.appointment(other)],
  ];
  const told: string[] = [];
  for (const address of pages) {
    const answer = await page.request.get(address);
    const name = /isambert|sarlande|fontanel/i.exec(await answer.text())?.[0];
    if (name || answer.status() >= 500) told.push(`${address}: ${answer.status()} ${name}`);
  }
  expect(told).toEqual([]);
  expect((await page.request.get(proPaths.appointment(other))).status()).toBe(404);
});
