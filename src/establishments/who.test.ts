import { expect, test } from "vitest";
import { readWho } from "./who.ts";

const read = (text: string) => {
  const { specialties, name, both } = readWho(text);
  return { jobs: specialties.map(({ key }) => key), name, both };
};

test.each([
  ["", [], "", false],
  ["  ", [], "", false],
  ["Kiné", ["physiotherapist"], "", false],
  ["Dre Martin", [], "martin", false],
  ["docteur", ["general-practitioner"], "", false],
  ["docteur Aït-Salem", [], "ait salem", false],
  ["dentiste Lune", ["dentist"], "lune", true],
  ["Lune sage-femme", ["midwife"], "lune", true],
  ["sage", ["midwife"], "sage", false],
  ["cabinet du Cerf-Volant", [], "cabinet du cerf volant", false],
])("« %s » asks for %o, named « %s »", (text, jobs, name, both) => {
  expect(read(text)).toEqual({ jobs, name, both });
});
