import { expect, test } from "vitest";
import { paths } from "../../src/paths.ts";
import { openChromium, type Seat } from "./chromium.ts";
import { readTheGate } from "./read-the-gate.ts";
import { openSite, password } from "./site.ts";

const site = await openSite();
const sitDown = await openChromium(site);

test("on a phone, someone new finds a practitioner, signs up, books, moves and cancels, and each time a mail says so", async () => {
  await lifeOfAnAppointment({ on: "phone" }, { name: "Ada", email: "ada@exemple.fr" });
});

test("with script switched off, on a desktop, all of it works the same", async () => {
  await lifeOfAnAppointment({ on: "desktop", script: false }, { name: "Inès", email: "ines@exemple.fr" });
});

async function lifeOfAnAppointment(seat: Seat, { name, email }: { name: string; email: string }) {
  const someone = await sitDown(seat);
  const { page } = someone;
  const readMail = async (subject: RegExp) => {
    const mail = await site.mailTo(email, subject);
    await someone.open(paths.mailboxMessage(mail.id));
    return mail;
  };
  const pressInMail = (words: string) =>
    someone.arriving(() => page.frameLocator("iframe").getByRole("link", { name: words }).click());

  await someone.open(paths.home());
  await someone.fill("Qui ou quoi", "généraliste");
  await someone.fill("Où", "vincen");
  if (seat.script !== false) await page.getByRole("option", { name: "Vincennes" }).click();
  else await someone.fill("Où", "Vincennes");
  await someone.press("Rechercher");
  expect(await someone.heading()).toBe("Médecins généralistes à Vincennes");

  await someone.follow("Dre Camille Lune");
  await someone.follow(/^Première consultation/);
  await someone.follow("Vendredi 27 novembre, 09:00");
  if (seat.script === false) await someone.press("Réserver cet horaire");
  expect(await someone.heading()).toBe("Se connecter");

  await someone.follow("Créer mon compte");
  await someone.fill("Adresse e-mail", email);
  await someone.press("Recevoir le lien");
  await site.mailTo(email, /Activez votre compte/);
  await someone.open(paths.mailbox());
  await someone.follow("Activez votre compte AmiCare");
  await pressInMail("Activer mon compte");
  await someone.fill("Mot de passe", password);
  await someone.fill("Nom de naissance", "Roche");
  await someone.fill("Prénoms", `${name}, Marie`);
  await someone.fill("Date de naissance", "14/03/1951");
  await someone.choose("Féminin");
  await someone.fill("Téléphone", "06 39 98 12 34");
  await someone.press("Activer mon compte");
  expect(await someone.words()).toContain("Votre horaire est gardé jusqu'à 10:10.");
  await readTheGate(someone);

  expect(await someone.heading()).toBe("Plus qu'à confirmer");
  expect(await someone.words()).toContain(
    "Cet horaire est à vous jusqu'à 10:10. Il vous reste 10 minutes pour confirmer.",
  );
  await someone.fill("Un mot pour le cabinet", "Je viens avec ma sœur.");
  await someone.press("Confirmer le rendez-vous");
  expect(await someone.heading()).toBe(`À vendredi 27 novembre, ${name}.`);
  const id = someone.path().split("/")[2]!;

  const booked = await readMail(/^Votre rendez-vous du vendredi 27 novembre à 09:00/);
  expect(await someone.words()).toContain("en ligne jusqu'au mercredi 25 novembre à 09:00");
  expect(eventIn(booked.calendar)).toEqual({ method: "PUBLISH", uid: `${id}@127.0.0.1`, sequence: "0" });
  expect(booked.subject + booked.text + booked.html + booked.calendar?.content).not.toMatch(
    /consultation|généraliste|médecin/i,
  );
  await pressInMail("Voir mon rendez-vous");
  expect(someone.path()).toBe(paths.appointment(id));

  await someone.follow("Mes rendez-vous");
  await someone.follow("Déplacer");
  await someone.follow("lundi 30 novembre, 09:00");
  await someone.press("Confirmer le nouvel horaire");
  expect(await someone.words()).toContain("Rendez-vous déplacé. Il est maintenant le lundi 30 novembre à 09:00.");
  expect(someone.path()).toBe(paths.appointment(id));
  const moved = await readMail(/^Rendez-vous déplacé au lundi 30 novembre à 09:00/);
  expect(eventIn(moved.calendar)).toEqual({ method: "PUBLISH", uid: `${id}@127.0.0.1`, sequence: "1" });

  await someone.open(paths.myAppointments());
  await someone.follow("Annuler");
  await someone.fill("Pourquoi annulez-vous ?", "Je vais mieux.");
  await someone.press("Annuler le rendez-vous");
  expect(await someone.words()).toContain("Rendez-vous annulé.");
  expect(await someone.words()).toContain("Aucun rendez-vous à venir");
  const cancelled = await readMail(/^Rendez-vous du lundi 30 novembre à 09:00 annulé/);
  expect(eventIn(cancelled.calendar)).toEqual({ method: "CANCEL", uid: `${id}@127.0.0.1`, sequence: "2" });
}

/** What calendars tell an appointment by. */
function eventIn(calendar: { method: string; content: string } | undefined) {
  const said = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(calendar?.content ?? "")?.[1];
  return { method: said("METHOD"), uid: said("UID"), sequence: said("SEQUENCE") };
}
