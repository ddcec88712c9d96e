import { expect, test } from "vitest";
import { paths } from "../../src/paths.ts";
import { openChromium } from "./chromium.ts";
import { ada, eve, openSite } from "./site.ts";

const site = await openSite();
const sitDown = await openChromium(site);
await Promise.all([site.account(ada), site.account(eve)]);

const sheet = paths.practitioner("theo-sarlande", { semaine: "2026-11-23" });

test("two people want the same time: the second is told calmly, sees the nearest ones and takes one", async () => {
  const first = await sitDown({ on: "desktop", as: ada });
  const second = await sitDown({ on: "phone", as: eve });
  for (const each of [first, second]) await each.open(sheet);
  await first.follow("Jeudi 26 novembre, 09:00");
  await first.press("Confirmer le rendez-vous");
  expect(await first.heading()).toBe("À jeudi 26 novembre, Ada.");

  await second.follow("Jeudi 26 novembre, 09:00");
  expect(await second.heading()).toBe("Cet horaire vient d'être pris");
  expect(await second.words()).toContain("Quelqu'un l'a réservé juste avant vous. Voici les plus proches.");
  await second.follow("jeudi 26 novembre, 09:45");
  await second.press("Confirmer le rendez-vous");
  expect(await second.heading()).toBe("À jeudi 26 novembre, Ève.");
});

test("while one person hesitates, nobody else is offered the time she holds", async () => {
  const first = await sitDown({ on: "desktop" });
  const second = await sitDown({ on: "phone" });
  await first.open(sheet);
  await first.follow("Jeudi 26 novembre, 14:00");
  await second.open(sheet);
  expect(await second.link("Jeudi 26 novembre, 14:45").count()).toBe(1);
  expect(await second.link("Jeudi 26 novembre, 14:00").count()).toBe(0);
});
