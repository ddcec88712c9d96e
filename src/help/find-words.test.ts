import fc from "fast-check";
import { expect, test } from "vitest";
import { countFound, splitAtFound, wordsAsked } from "./find-words.ts";

const found = (asked: string, text: string) =>
  splitAtFound(wordsAsked(asked, "fr"), text).filter((_, at) => at % 2 === 1);

test.each([
  ["oublie", "Mot de passe oublié ?", ["oublié"]],
  ["OUBLIÉ", "J’ai oublié", ["oublié"]],
  ["documents", "un document, des documents", ["document", "documents"]],
  ["annuler", "Annulez ou demandez l’annulation", ["Annulez", "annulation"]],
  ["comment puis-je annuler ?", "Pour annuler", ["annuler"]],
  ["coeur", "Le cœur", ["cœur"]],
  ["1", "Ni O, ni 0, ni 1", ["1"]],
  ["sms", "SMS, smsc", ["SMS"]],
  ["passe", "dépasse le passage", []],
  ["rendez vous", "Un rendez-vous", ["rendez-vous"]],
  ["mail", "Un e-mail", ["mail"]],
  ["mot passe", "Mot de passe", ["Mot", "passe"]],
])("whoever types « %s » finds it in « %s »", (asked, text, expected) => {
  expect(found(asked, text)).toEqual(expected);
});

test("small words count only when nothing else was typed", () => {
  expect(wordsAsked("je ne peux pas me connecter", "fr")).toEqual(["connect"]);
  expect(wordsAsked("le la", "fr")).toEqual(["le", "la"]);
  expect(wordsAsked("how do I sign in", "en")).toEqual(["sign"]);
  expect(wordsAsked(" ?! ", "fr")).toEqual([]);
  expect(countFound([], "rien")).toBe(0);
});

test("whatever is typed, the pieces are the text itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (asked, text) => {
      expect(splitAtFound(wordsAsked(asked, "fr"), text).join("")).toBe(text);
      expect(splitAtFound(wordsAsked(text, "fr"), `${text} é`).join("")).toBe(`${text} é`);
    }),
  );
});
