import { beforeEach, expect, test } from "vitest";
import { done } from "../../seeds/done.ts";
import { secretaryOf } from "../../seeds/odette.ts";
import { paths } from "../../src/paths.ts";
import { invitePatient, patientInvitationLimits } from "../../src/patients/invite-patient.ts";
import { newId } from "../../src/platform/ids.ts";
import { openChromium, type Seat } from "./chromium.ts";
import { readTheGate } from "./read-the-gate.ts";
import { ada, monday, openSite, password } from "./site.ts";

const site = await openSite();
const sitDown = await openChromium(site);

beforeEach(() => site.clock.set(monday));

const odette = {
  ...{
    birthName: "Roussel",
    nameUsed: "Perrin",
    firstNames: "Odette, Jeanne",
    sex: "F" as const,
    phone: "+33639984110",
  },
  birthDate: Temporal.PlainDate.from("1939-04-12"),
};

/** The secretary notes a patient by telephone, with a visit on Thursday, and invites her; gives the link of the mail. */
async function secretaryInvites(email: string, who: Partial<typeof odette> = {}): Promise<string> {
  const { ownerDb, db, auth, clock } = site;
  const visit = await ownerDb
    .selectFrom("practitioner")
    .innerJoin("practitionerReason", "practitionerReason.practitionerId", "practitioner.id")
    .innerJoin("practitionerSite", "practitionerSite.practitionerId", "practitioner.id")
    .select(["practitioner.id as practitionerId", "practitioner.establishmentId", "visitReasonId", "siteId"])
    .where("slug", "=", "theo-sarlande")
    .executeTakeFirstOrThrow();
  const { establishmentId } = visit;
  const patientId = newId();
  await ownerDb
    .insertInto("patient")
    .values({ ...odette, ...who, id: patientId, establishmentId, email, createdBy: "staff" })
    .execute();
  const startsLocal = Temporal.PlainDateTime.from("2026-11-26T09:00");
  const startsAt = startsLocal.toZonedDateTime("Europe/Paris").toInstant();
  await ownerDb
    .insertInto("appointment")
    .values({
      ...{ ...visit, id: newId(), patientId, status: "booked", origin: "staff", forNewPatient: true },
      ...{ startsAt, endsAt: startsAt.add({ minutes: 30 }), startsLocal, zone: "Europe/Paris", bookedAt: clock.now() },
    })
    .execute();
  const by = await secretaryOf(ownerDb, establishmentId);
  const post = { secret: auth.secret, limits: patientInvitationLimits(auth.pool) };
  done(await invitePatient(db, post, { patientId, language: "fr", by, now: clock.now() }));
  const mail = await site.mailTo(email, /Une invitation/);
  expect(mail.text).not.toMatch(/Odette|Roussel|1939/);
  return /http\S+\/invitation\/\S+/.exec(mail.text)![0];
}

test("invited by her practice: the mail, the birth date, a password, and the visit the practice made", async () => {
  await odetteFollows({ on: "phone" }, "odette@exemple.fr");
});

test("with script switched off, the same", async () => {
  await odetteFollows({ on: "desktop", script: false }, "odette.sans.script@exemple.fr");
});

async function odetteFollows(seat: Seat, email: string) {
  const link = await secretaryInvites(email);
  for (const scanner of ["HEAD", "GET", "GET"]) expect((await fetch(link, { method: scanner })).status).toBe(200);

  const her = await sitDown(seat);
  await her.open(link);
  expect(await her.heading()).toBe("Confirmer une date de naissance");
  expect(await her.words()).not.toMatch(/Odette|Perrin|Cerf-Volant/);
  await her.fill("Date de naissance", "12/04/1993");
  await her.press("Continuer");
  expect(await her.words()).toContain("Ce n'est pas la date attendue");
  await her.fill("Date de naissance", "12/04/1939");
  await her.press("Continuer");
  expect(await her.heading()).toBe("Activer mon compte");
  expect(await her.words()).toContain("12 avril 1939");
  expect(await her.page.getByLabel("Nom de naissance").inputValue()).toBe("Roussel");
  await her.press("Activer mon compte");
  expect(await her.page.title()).toContain("Erreur");
  await her.fill("Mot de passe", password);
  await her.press("Activer mon compte");
  await readTheGate(her);
  expect(await her.path()).toBe(paths.myAppointments());
  expect(await her.words()).toMatch(/26 novembre.*09:00.*Théo Sarlande/);

  const late = await sitDown({ on: "phone" });
  await late.open(link);
  expect(await late.heading()).toBe("Cette invitation a déjà servi");
}

test("begun on the telephone, finished on the computer: the birth date is asked there too", async () => {
  const link = await secretaryInvites("odette.deux@exemple.fr");
  const phone = await sitDown({ on: "phone", language: "en" });
  await phone.open(link);
  await phone.fill("Date of birth", "12/04/1939");
  await phone.press("Continue");
  expect(await phone.heading()).toBe("Activate my account");
  const computer = await sitDown({ on: "desktop" });
  await computer.open(link);
  await computer.fill("Date de naissance", "12/04/1939");
  await computer.press("Continuer");
  await computer.fill("Mot de passe", password);
  await computer.press("Activer mon compte");
  await readTheGate(computer);
  expect(await computer.words()).toContain("26 novembre");
  await phone.fill("Password", password);
  await phone.press("Activate my account");
  expect(await phone.heading()).toBe("This invitation was used already");
});

test("with an account she signs in, in two steps, comes back and links the file", async () => {
  const someone = { ...ada, email: "ada.invitee@exemple.fr" };
  await site.account(someone);
  const born = Temporal.PlainDate.from("1951-03-14");
  const link = await secretaryInvites(someone.email, { birthDate: born });
  const her = await sitDown({ on: "phone" });
  await her.open(link);
  await her.fill("Date de naissance", "14/03/1951");
  await her.press("Continuer");
  expect(await her.heading()).toBe("Vous avez déjà un compte");
  await her.page.locator("main").getByRole("link", { name: "Me connecter" }).click();
  await her.page.waitForURL(/connexion/);
  await her.fill("Adresse e-mail", someone.email);
  await her.fill("Mot de passe", password);
  await her.press("Se connecter");
  await site.passSecondStep(her, someone.email);
  expect(await her.heading()).toBe("Retrouver vos rendez-vous");
  await her.press("Relier à mon compte");
  expect(await her.words()).toMatch(/26 novembre.*09:00/);
});

test("a parent invited for a small patient opens an account, and follows the child’s appointments", async () => {
  const lia = { birthName: "Perrin", firstNames: "Lia", birthDate: Temporal.PlainDate.from("2019-05-05") };
  const link = await secretaryInvites("parent@exemple.fr", lia);
  const parent = await sitDown({ on: "phone" });
  await parent.open(link);
  await parent.fill("Date de naissance", "05/05/2019");
  await parent.press("Continuer");
  expect(await parent.heading()).toBe("Ouvrez d'abord votre compte");
  await parent.press("Ouvrir mon compte");
  expect(await parent.heading()).toBe("Activer mon compte");
  await parent.fill("Mot de passe", password);
  await parent.fill("Nom de naissance", "Roche");
  await parent.fill("Prénoms", "Ada");
  await parent.fill("Date de naissance", "03/02/1988");
  await parent.choose("Féminin");
  await parent.fill("Téléphone", "06 39 98 12 34");
  await parent.press("Activer mon compte");
  await readTheGate(parent);
  expect(await parent.heading()).toBe("Suivre les rendez-vous d'un enfant");
  await parent.choose(/autorité parentale/);
  await parent.choose(/Je déclare/);
  await parent.press("Suivre ses rendez-vous");
  expect(await parent.words()).toMatch(/26 novembre.*09:00/);
});
