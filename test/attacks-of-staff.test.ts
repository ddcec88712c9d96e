import { expect, test } from "vitest";
import { harmless } from "../src/transfer/export-house.ts";
import { readCsv } from "../src/transfer/read-csv.ts";

test("a heading of a hundred thousand columns over many short lines does not fill the memory of everybody", () => {
  const file = `${"nom;".repeat(100_000)}\n${"a;b\n".repeat(2_000)}`;
  expect(readCsv(Buffer.from(file))).toEqual({ ok: false, because: "not-a-table" });
});

test("a formula that begins like a number is told as text too, and a telephone number stays one", () => {
  for (const formula of ["=1+1", "-2+3+cmd|' /C calc'!A0", '+1+HYPERLINK("https://exemple.fr")', "@SUM(1)"])
    expect(harmless(formula)).toBe(`'${formula}`);
  for (const number of ["+33639980001", "-1.5", "0639980001"]) expect(harmless(number)).toBe(number);
});
