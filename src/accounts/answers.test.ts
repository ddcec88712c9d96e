import { expect, test } from "vitest";
import { dayTyped, identityAnswers, isBirthDate } from "./identity.ts";
import { e164 } from "./phone.ts";
import { ownPath, returnPath } from "./return-path.ts";

test.each([
  ["06 12 34 56 78", "+33612345678"],
  ["06.12.34.56.78", "+33612345678"],
  ["06\u00a012\u202f34-56-78", "+33612345678"],
  ["+33 (0)6 12 34 56 78", "+33612345678"],
  ["0033 6 12 34 56 78", "+33612345678"],
  ["01 99 00 12 34", "+33199001234"],
  ["06 39 98 12 34", "+33639981234"],
  ["0690 12 34 56", "+590690123456"],
  ["+33 690 12 34 56", "+590690123456"],
  ["0696 12 34 56", "+596696123456"],
  ["0694 12 34 56", "+594694123456"],
  ["0262 12 34 56", "+262262123456"],
  ["0639 69 12 34", "+262639691234"],
  ["+508 41 23 45", "+508412345"],
  ["+689 87 12 34 56", "+68987123456"],
  ["+44 7400 123456", "+447400123456"],
  ["0893 12 34 56", null],
  ["0800 12 34 56", null],
  ["06 12 34 56", null],
  ["15", null],
  ["quatre", null],
  ["", null],
])("the telephone number « %s » is %s", (typed, number) => {
  expect(e164(typed)).toBe(number);
});

test.each([
  ["14/03/1951", "1951-03-14"],
  [" 14 3 1951 ", "1951-03-14"],
  ["14.03.1951", "1951-03-14"],
  ["1951-03-14", "1951-03-14"],
  ["29/02/2000", "2000-02-29"],
  ["29/02/1900", null],
  ["31/04/1951", null],
  ["03/14/1951", null],
  ["14/03/51", null],
  ["14 mars 1951", null],
  ["", null],
])("the day « %s » is %s", (typed, day) => {
  expect(dayTyped(typed)?.toString() ?? null).toBe(day);
});

test("nobody is born tomorrow, or in the time of Napoleon", () => {
  const today = Temporal.PlainDate.from("2026-11-23");
  const possible = (day: string) => isBirthDate(Temporal.PlainDate.from(day), today);
  expect(["2026-11-23", "1901-11-23"].map(possible)).toEqual([true, true]);
  expect(["2026-11-24", "1900-11-22", "0001-01-01"].map(possible)).toEqual([false, false, false]);
});

test.each([
  ["/reserver/42?a=1&b=é", "/reserver/42?a=1&b=%C3%A9"],
  ["/mes-rendez-vous#haut", "/mes-rendez-vous"],
  ["/", "/"],
  ["", null],
  ["mes-rendez-vous", null],
  ["https://attacker.example", null],
  ["//attacker.example", null],
  ["///attacker.example", null],
  ["/\\attacker.example", null],
  ["/a\\..\\..//attacker.example", null],
  ["/.//attacker.example", null],
  ["/%09/attacker.example", "/%09/attacker.example"],
  ["/\n/attacker.example", null],
  ["javascript:alert(1)", null],
  [`/${"a".repeat(600)}`, null],
])("one may be sent back to « %s » as %s", (wanted, path) => {
  expect(ownPath(wanted)).toBe(path);
});

test("after signing in nobody is sent to sign in, or out", () => {
  for (const door of ["/connexion", "/connexion?vers=/x", "/deconnexion", "/inscription/renvoyer", "/activation/x"]) {
    expect(returnPath(door), door).toBeNull();
    expect(ownPath(door), door).toBe(door);
  }
  expect(returnPath("/connexions")).toBe("/connexions");
});

test.each([
  ["Jean-Louis", true],
  ["J.P.", true],
  ["St. Pierre", true],
  ["Gagnez sur exemple.fr", false],
  ["www.exemple", false],
])("« %s » may be a name: %s; an address in it would become a link in mails to others", (name, isOne) => {
  for (const field of ["firstNames", "birthName", "nameUsed"] as const)
    expect(identityAnswers[field].safeParse(name).success, field).toBe(isOne);
});
