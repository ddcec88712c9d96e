import { expect, test } from "vitest";
import { paths } from "../../src/paths.ts";
import { openChromium, type Seat } from "./chromium.ts";
import { ada, openSite, type Someone } from "./site.ts";

const site = await openSite();
const sitDown = await openChromium(site);

test("on a phone: the button of the mail, three letters of the name, and it is cancelled without signing in", async () => {
  await cancelsByMail(ada, "09:00", { on: "phone" });
});

test("with script switched off, on a desktop, the same", async () => {
  await cancelsByMail({ ...ada, email: "ada.sans.script@exemple.fr" }, "09:45", { on: "desktop", script: false });
});

async function cancelsByMail(who: Someone, time: string, seat: Seat) {
  await site.account(who);
  const booker = await sitDown({ on: "desktop", as: who });
  await booker.open(paths.practitioner("theo-sarlande", { semaine: "2026-11-30" }));
  await booker.follow(`Jeudi 3 décembre, ${time}`);
  await booker.press("Confirmer le rendez-vous");
  const mail = await site.mailTo(who.email, /^Votre rendez-vous du jeudi 3 décembre/);

  const someone = await sitDown(seat);
  await someone.open(/http\S+rendez-vous\/[\w-]{44}\b/.exec(mail.text)![0]);
  await someone.press("Voir mon rendez-vous");
  expect(await someone.faultOf(/trois premières lettres/)).toContain("Écrivez les trois premières lettres");
  await someone.fill(/trois premières lettres/, "ada");
  await someone.press("Voir mon rendez-vous");
  expect(await someone.faultOf(/trois premières lettres/)).toContain("Ces lettres ne vont pas avec ce lien");
  await someone.fill(/trois premières lettres/, "roc");
  await someone.press("Voir mon rendez-vous");
  expect(await someone.heading()).toBe("Rendez-vous du jeudi 3 décembre");
  expect(await someone.words()).toContain("Vous voyez ce rendez-vous seulement, pendant 10 minutes.");
  const id = someone.path().split("/")[2]!;

  for (const [leave, keep] of [
    ["Déplacer", "Votre rendez-vous"],
    ["Annuler", "Garder mon rendez-vous"],
  ] as const) {
    await someone.follow(leave);
    await someone.follow(keep);
    expect(someone.path()).toBe(paths.appointment(id)); // she has no list to go back to
  }
  await someone.follow("Annuler");
  await someone.press("Annuler le rendez-vous");
  expect(await someone.words()).toContain("Annulé de votre côté");
  await site.mailTo(who.email, /^Rendez-vous du jeudi 3 décembre à .* annulé/);
  await someone.open(paths.myAppointments());
  expect(await someone.heading()).toBe("Se connecter");
}
