import { expect, test } from "vitest";
import { hasUsualKey, isRpps } from "./rpps.ts";

test("eleven digits are an RPPS number, whatever its key", () => {
  expect(isRpps("99700900006")).toBe(true);
  expect(isRpps("10003461033")).toBe(true);
  expect(isRpps("9970090000")).toBe(false);
  expect(isRpps("9970090000A")).toBe(false);
});

test("a mistyped digit is noticed", () => {
  expect(["99700900006", "99700366240", "10101215225"].every(hasUsualKey)).toBe(true);
  expect(hasUsualKey("99700366241")).toBe(false);
  expect(hasUsualKey("0")).toBe(false);
});
