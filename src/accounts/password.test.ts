import { expect, test } from "vitest";
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
])("%s is answered %s", (password, answer) => {
  expect(refusalOfPassword(password, helene)).toBe(answer);
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
