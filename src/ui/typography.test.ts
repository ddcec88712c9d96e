import { expect, test } from "vitest";
import { capitalise, typesetEnglish, typesetFrench } from "./typography.ts";

test.each([
  ["Pour quoi venez-vous ?", "Pour quoi venez-vous\u202f?"],
  ["Erreur : il manque un mot ; relisez !", "Erreur\u202f: il manque un mot\u202f; relisez\u202f!"],
  ["Choisissez « Oui » ou « Non ».", "Choisissez «\u202fOui\u202f» ou «\u202fNon\u202f»."],
  ["l'horaire d'aujourd'hui...", "l’horaire d’aujourd’hui…"],
  ["jeudi 26 novembre, mardi 1er décembre", "jeudi 26\u00a0novembre, mardi 1er\u00a0décembre"],
  ["20 min, 1 h 30, 24 €, 100 %, 350 m", "20\u00a0min, 1\u00a0h 30, 24\u00a0€, 100\u202f%, 350\u00a0m"],
  ["la Dre Camille Lune et M. Sarlande", "la Dre\u00a0Camille Lune et M.\u00a0Sarlande"],
  ["Il reste {{count}} minutes à {{name}} : vite", "Il reste {{count}}\u00a0minutes à {{name}}\u202f: vite"],
  ["06 39 98 41 07", "06\u00a039\u00a098\u00a041\u00a007"],
  ["3 merveilles et 2 moissons", "3 merveilles et 2 moissons"],
  ["à 08:30, https://amicare.exemple", "à 08:30, https://amicare.exemple"],
])("a French reader sees « %s » set as printers do", (typed, printed) => {
  expect(typesetFrench(typed)).toBe(printed);
  expect(typesetFrench(printed)).toBe(printed);
});

test("an English reader gets curly apostrophes and nothing French", () => {
  expect(typesetEnglish("Today's times: what's left?")).toBe("Today’s times: what’s left?");
});

test("a day becomes a heading", () => {
  expect(capitalise("aujourd’hui, lundi 23 novembre")).toBe("Aujourd’hui, lundi 23 novembre");
  expect(capitalise("")).toBe("");
});
