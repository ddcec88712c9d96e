import { expect, test } from "vitest";
import { canTakeTexts } from "./mobile.ts";

test.each([
  ["+33612345678", true, "a French mobile"],
  ["+33745678901", true, "a French mobile in 07"],
  ["+33639980001", true, "a number of fiction"],
  ["+262692123456", true, "a mobile of Réunion"],
  ["+590690123456", true, "a mobile of Guadeloupe"],
  ["+32470123456", true, "a Belgian mobile"],
  ["+14155550132", true, "a number of North America, where nothing tells"],
  ["+33199001234", false, "a landline of fiction"],
  ["+33142345678", false, "a landline in Paris"],
  ["+33912345678", false, "a number over the internet"],
  ["+3225551234", false, "a landline in Brussels"],
  ["+33800123456", false, "a free number"],
  ["+33899123456", false, "a premium number"],
  ["+33600", false, "no number at all"],
])("%s: %s, %s", (number, takes) => {
  expect(canTakeTexts(number)).toBe(takes);
});
