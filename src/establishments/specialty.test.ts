import { expect, test } from "vitest";
import { ordinalSpecialties, professions } from "./national-codes.ts";
import {
  jobOf,
  matchSpecialties,
  specialties,
  specialtiesOf,
  specialtiesSpeltLike,
  withinSentence,
} from "./specialty.ts";

const found = (text: string) => matchSpecialties(text).specialties.map(({ key }) => key);

test("« généraliste » finds the three national codes", () => {
  expect(matchSpecialties("généraliste").specialties.flatMap(({ codes }) => codes)).toEqual(["SM26", "SM53", "SM54"]);
});

test.each([
  ["cardiologe", "cardiologist"],
  ["OPHTALMO", "ophthalmologist"],
  ["ophtalmologu", "ophthalmologist"],
  ["kine", "physiotherapist"],
  ["Kinés", "physiotherapist"],
  ["sage femme", "midwife"],
  ["Sages-femmes", "midwife"],
  ["pediatres", "paediatrician"],
  ["médecin de famille", "general-practitioner"],
  ["medcin generaliste", "general-practitioner"],
  ["dentise", "dentist"],
  ["gynéco", "gynaecologist"],
  ["cadriologue", "cardiologist"],
  ["infirmière", "nurse"],
  ["eye doctor", "ophthalmologist"],
  ["O.R.L.", "ent-specialist"],
])("who types « %s » is shown one kind of practitioner: %s", (typed, key) => {
  expect(found(typed)).toEqual([key]);
});

test("« psy » may be any of four, « chirurgien » any surgeon", () => {
  expect(found("psy")).toEqual(["psychiatrist", "child-psychiatrist", "psychologist", "psychotherapist"]);
  expect(found("chirurgien").length).toBeGreaterThan(5);
});

test.each(["Martin", "Brézolles", "x", "", "zzzzzz", "Petit"])("« %s » is nobody's job", (name) => {
  expect(found(name)).toEqual([]);
});

test("a whole name is sure, its beginning is not: it may be somebody's name", () => {
  expect(matchSpecialties("sage-femme").isCertain).toBe(true);
  expect(matchSpecialties("sage").isCertain).toBe(false);
});

test("a word too badly spelt to be searched still brings a guess", () => {
  expect(specialtiesSpeltLike("dramatologe").map(({ key }) => key)).toContain("dermatologist");
  expect(specialtiesSpeltLike("xx")).toEqual([]);
});

test("every ordinal specialty has a name for the public, and no code is invented", () => {
  const named = specialties.flatMap(({ codes }) => codes);
  expect(new Set(named)).toEqual(new Set(Object.keys(ordinalSpecialties)));
  for (const code of specialties.flatMap((each) => each.professions)) expect(professions).toHaveProperty(code);
  expect(new Set(specialties.map(({ key }) => key)).size).toBe(specialties.length);
});

test("whoever is searched by name or synonym is found by it", () => {
  for (const { key, calledKeys } of specialties)
    for (const called of calledKeys) expect(found(called), called).toContain(key);
});

test("those to ask instead exist, and are others", () => {
  const keys = new Set(specialties.map(({ key }) => key));
  for (const { key, near } of specialties)
    for (const other of near) expect(keys.has(other) && other !== key, `${key} → ${other}`).toBe(true);
});

test("an orthodontist is not shown to who looks for a dentist, a dentist without specialty is", () => {
  expect(specialtiesOf({ professionCode: "40", specialtyCodes: ["SCD01"] }).map(({ key }) => key)).toEqual([
    "orthodontist",
  ]);
  expect(specialtiesOf({ professionCode: "40", specialtyCodes: [] }).map(({ key }) => key)).toEqual(["dentist"]);
});

test("the sheet names the job as the practitioner bears it", () => {
  const nurse = { professionCode: "60", specialtyCodes: [] };
  expect(jobOf({ ...nurse, title: "Mme" }, "fr")).toBe("Infirmière");
  expect(jobOf({ ...nurse, title: "M." }, "fr")).toBe("Infirmier");
  expect(jobOf({ ...nurse, title: "M." }, "en")).toBe("Nurse");
  expect(jobOf({ title: "Dr", professionCode: "10", specialtyCodes: ["SM54", "SM61"] }, "fr")).toBe(
    "Médecin généraliste, angiologue",
  );
  expect(jobOf({ title: "Dr", professionCode: "10", specialtyCodes: [] }, "fr")).toBe("Médecin");
  expect(withinSentence("Médecin généraliste")).toBe("médecin généraliste");
  expect(withinSentence("ORL")).toBe("ORL");
});
