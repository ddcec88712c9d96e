import fc from "fast-check";
import { expect, test } from "vitest";
import { bitsAsked, strengthOf } from "../ui/password-strength.ts";
import { isCommonPassword } from "./common-passwords.ts";
import { refusalOfPassword } from "./password.ts";
import { hashPassword, isPassword } from "./password-hash.ts";

const helene = {
  email: "helene.marchand@exemple.fr",
  names: ["Roche", "Marchand", "Hélène, Marie"],
  birthDate: Temporal.PlainDate.from("1951-03-14"),
};

test.each([
  ["Tasse-lune-47", null],
  ["tasseLune4712x", null],
  ["quatre tasses de lune", null],
  ["  espace, accents: ÉÈ9  ", null],
  ["Tasse-lune4", "too-short"],
  ["tasselune4712x", "too-short"],
  ["tasses de lune", "too-short"],
  ["aaaaaaaaaaaaaaaaaaaaaaaa", "too-easy"],
  ["Aa1-Aa1-Aa1-", "too-easy"],
  ["Marchand-1951!!", "about-you"],
  ["Helene.Marchand@exemple.fr", "about-you"],
  ["14-03-1951-Roche", "about-you"],
  ["Hélène Marchand a 4 vélos verts", null],
  [`A1-${"é".repeat(126)}`, "too-long"],
  ["12345678901234567890", "too-short"],
  ["3141592653589793238462643", null],
])("%s is answered %s", async (password, answer) => {
  expect(await refusalOfPassword(password, helene)).toBe(answer);
});

test.each([
  "Password2026!",
  "P@ssw0rd-2026",
  "MotDePasse123!",
  "Mot de passe 2026!",
  "2026-Azertyuiop!",
  "Bonjour-Bonjour-2026",
  "Intentionnellement1!",
  "Jean-Baptiste-1",
  "12345678900987654321",
  "Ｐａｓｓｗｏｒｄ２０２６!",
  "AmiCare-2026!",
])("what many choose is refused, however it is dressed: %s", async (password) => {
  expect(await refusalOfPassword(password, helene)).toMatch(/too-common|too-short/);
  expect(await isCommonPassword(password.normalize("NFKC"))).toBe(true);
});

test("several words that go ill together are nobody's habit", async () => {
  for (const password of ["Tasse-lune-47", "quatre tasses de lune", "Cerf-volant-Lundi-12", "bonjour la lune du vélo"])
    expect(await refusalOfPassword(password, helene), password).toBeNull();
});

test.each([
  ["", "weak"],
  ["lune", "weak"],
  ["tasse lune", "fair"],
  ["Tasse-lune4", "fair"],
  ["Tasse-lune-47", "good"],
  ["quatre tasses de lune", "strong"],
  ["aaaaaaaaaaaaaaaaaaaaaaaa", "weak"],
  ["12345678901234567890", "fair"],
] as const)("the meter finds %s %s", async (password, strength) => {
  const found = strengthOf(password);
  expect(found.strength).toBe(strength);
  expect(found.bits >= bitsAsked).toBe(strength === "good" || strength === "strong");
});

test("the meter finds a password long enough when, and only when, the rule does", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 40 }), async (password) => {
      const { strength } = strengthOf(password);
      const refusal = await refusalOfPassword(password, { email: "x@y.fr", names: [], birthDate: null });
      const isLongEnough = refusal === null || refusal === "too-common" || refusal === "about-you";
      expect(strength === "good" || strength === "strong").toBe(isLongEnough);
    }),
  );
});

test("a password is kept as argon2id with its own salt, and known again", async () => {
  const cost = { memoryKib: 64, passes: 2 };
  const [one, other] = await Promise.all([hashPassword("Tasse-lune-47", cost), hashPassword("Tasse-lune-47", cost)]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=64,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(one).not.toBe(other);
  expect(await isPassword("Tasse-lune-47", one)).toBe(true);
  expect(await isPassword("Tasse-lune-48", one)).toBe(false);
});

test("a password kept at an earlier cost still opens", async () => {
  const kept = await hashPassword("Tasse-lune-47", { memoryKib: 32, passes: 1 });
  expect(await isPassword("Tasse-lune-47", kept)).toBe(true);
});

test("the hash is the one every argon2 library makes", async () => {
  // echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 (reference implementation's own test)
  const known = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
  expect(await isPassword("password", known)).toBe(true);
});
