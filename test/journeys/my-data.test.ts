import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { paths } from "../../src/paths.ts";
import { openChromium } from "./chromium.ts";
import { ada, eve, openSite } from "./site.ts";

const site = await openSite();
const sitDown = await openChromium(site);

test("without script one asks for one's data on a computer; the mail leads to it on a phone, where it is kept", async () => {
  await site.account(ada);
  const asking = await sitDown({ on: "desktop", script: false, as: ada });
  await asking.open(paths.account());
  await asking.follow(/^Récupérer mes données/);
  await asking.press("Préparer mon fichier");
  expect(asking.path()).toMatch(new RegExp(`^${paths.dataExport("[0-9a-f-]{36}")}$`));
  const mail = await site.mailTo(ada.email, /Votre fichier est prêt/);
  await asking.arriving(() => asking.page.reload());
  expect(await asking.heading()).toBe("Votre fichier est prêt");

  const phone = await sitDown({ on: "phone", as: ada });
  await phone.open(/http\S+mes-donnees\S+/.exec(mail.text)![0]);
  expect(await phone.heading()).toBe("Votre fichier est prêt");
  const [file] = await Promise.all([phone.page.waitForEvent("download"), phone.link("Télécharger").click()]);
  expect(file.suggestedFilename()).toBe("mes-donnees-2026-11-23.zip");
  const zip = readFileSync(await file.path());
  expect(zip.subarray(0, 2).toString()).toBe("PK");
  for (const name of ["lisez-moi.txt", "amicare.json", "amicare.schema.json"]) expect(zip.includes(name)).toBe(true);
  await phone.open(paths.myData());
  expect(await phone.words()).toMatch(/Vos fichiers.*Prêt/);
});

test("closing is asked for once it is understood, told by mail, and called off until its day", async () => {
  await site.account(eve);
  const someone = await sitDown({ on: "phone", as: eve });
  await someone.open(paths.account());
  await someone.follow("Fermer mon compte");
  await someone.press(/^Fermer mon compte dans/);
  expect(await someone.faultOf(/J.ai compris/)).toContain("Cochez la case");
  await someone.choose(/J.ai compris/);
  await someone.press(/^Fermer mon compte dans/);
  expect(await someone.heading()).toBe("Votre compte sera fermé le 7 décembre 2026");
  const mail = await site.mailTo(eve.email, /Votre compte sera fermé le 7 décembre 2026/);

  const elsewhere = await sitDown({ on: "desktop", as: eve });
  await elsewhere.open(/http\S+compte\/fermer\S*/.exec(mail.text)![0]);
  await elsewhere.press("Annuler la fermeture");
  expect(await elsewhere.words()).toContain("Votre compte reste ouvert. Rien n'a été effacé.");
  await site.mailTo(eve.email, /Votre compte reste ouvert/);
});
