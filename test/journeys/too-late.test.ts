import { expect, test } from "vitest";
import { paths } from "../../src/paths.ts";
import { openChromium } from "./chromium.ts";
import { signIn } from "./sign-in.ts";
import { ada, eve, monday, openSite } from "./site.ts";
import { plain } from "./visitor.ts";

const site = await openSite();
const sitDown = await openChromium(site);
await Promise.all([site.account(ada), site.account(eve)]);

test("« Vous souhaitez annuler un rendez-vous », on a phone: « Mes rendez-vous », the one meant, « Déplacer » or « Annuler »", async () => {
  const someone = await sitDown({ on: "phone", as: eve });
  await someone.open(paths.practitioner("camille-lune", { semaine: "2026-11-23" }));
  await someone.follow("Vendredi 27 novembre, 10:00");
  await someone.press("Confirmer le rendez-vous");
  await someone.open(paths.account());
  await someone.press("Me déconnecter");
  const mail = await site.mailTo(eve.email, /Votre rendez-vous du vendredi 27 novembre à 10:00/);
  expect(plain(mail.text)).toMatch(/personne ne lit les réponses\. Pour joindre le cabinet : 01 99 00 12 34/);

  await signIn(someone, eve.email);
  await site.passSecondStep(someone, eve.email);
  await someone.follow("Mes rendez-vous");
  await someone.follow("Dre Camille Lune");
  await someone.follow("Déplacer");
  await someone.follow("lundi 30 novembre, 09:00");
  await someone.press("Confirmer le nouvel horaire");
  expect(await someone.words()).toContain("Rendez-vous déplacé.");
  await someone.follow("Mes rendez-vous");
  await someone.follow("Dre Camille Lune");
  await someone.follow("Annuler");
  await someone.press("Annuler le rendez-vous");
  expect(await someone.words()).toContain("Rendez-vous annulé.");
  await site.mailTo(eve.email, /Rendez-vous du lundi 30 novembre à 09:00 annulé/);
});

test("two days before, the buttons have given way to the telephone, which the sheet gives too, and posting anyway changes nothing", async () => {
  const someone = await sitDown({ on: "phone", as: ada });
  await someone.open(paths.practitioner("camille-lune", { semaine: "2026-11-23" }));
  await someone.follow("Vendredi 27 novembre, 09:00");
  await someone.press("Confirmer le rendez-vous");
  const id = someone.path().split("/")[2]!;
  await someone.open(paths.move(id));
  const kept = await rowOf(id);

  site.clock.set("2026-11-25T09:01+01:00[Europe/Paris]"); // it was possible until 09:00
  await signIn(someone, ada.email); // she was signed out in the meantime
  await site.passSecondStep(someone, ada.email);
  for (const page of [paths.myAppointments(), paths.appointment(id)]) {
    await someone.open(page);
    expect(await someone.words()).toContain("Le délai pour changer en ligne est passé. Il allait jusqu'au");
    expect(await someone.link("01 99 00 12 34").getAttribute("href")).toBe("tel:+33199001234");
    expect(await someone.link("Déplacer").count()).toBe(0);
    expect(await someone.link("Annuler").count()).toBe(0);
  }
  await someone.follow("Voir la fiche du soignant");
  expect(await someone.link("01 99 00 12 34").isVisible()).toBe(true);
  expect(await someone.words()).toContain("Du lundi au vendredi, 08:30 – 12:30 et 14:00 – 18:30");
  for (const page of [paths.cancellation(id), paths.move(id)]) {
    const { status, words } = await post(page, { pourquoi: "", debut: "2026-11-30T09:00+01:00" });
    expect(status).toBe(409);
    expect(words).toMatch(/01\s99\s00\s12\s34/);
    await someone.open(page);
    expect(await someone.button(/Annuler|Confirmer/).count()).toBe(0);
  }
  expect(await rowOf(id)).toEqual(kept);

  /** As her browser would post it, had she kept the page open. */
  async function post(path: string, form: Record<string, string>) {
    const headers = { origin: site.url };
    const answer = await someone.page.request.post(path, { form, headers, maxRedirects: 0 });
    return { status: answer.status(), words: await answer.text() };
  }
});

test("who books so late that it can no longer be changed online is told so, before and after", async () => {
  site.clock.set(monday);
  const someone = await sitDown({ on: "desktop", as: eve });
  await someone.open(paths.practitioner("camille-lune", { semaine: "2026-11-23" }));
  await someone.follow("Mardi 24 novembre, 09:00");
  expect(await someone.words()).toContain("par téléphone seulement, au 01 99 00 12 34");
  await someone.press("Confirmer le rendez-vous");
  expect(await someone.words()).toContain("Ce rendez-vous se change par téléphone, au 01 99 00 12 34.");
  expect(await someone.link("Déplacer ou annuler").count()).toBe(0);
});

function rowOf(id: string) {
  return site.ownerDb.selectFrom("appointment").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}
