import { expect, test } from "vitest";
import { type Choice, type Occasion, occasions, wishOf } from "./preferences.ts";

const wish = (choices: Choice[], occasion: Occasion, { canText = true } = {}) =>
  [
    wishOf(choices, { occasion, channel: "mail", canText }),
    wishOf(choices, { occasion, channel: "sms", canText }),
  ].join(", ");

test("unless someone chose otherwise, mails leave, and one text two days before", () => {
  expect(occasions.map((occasion) => `${occasion}: ${wish([], occasion)}`)).toEqual([
    "confirmation: wanted, not-asked",
    "change: wanted, not-asked",
    "week-before: wanted, not-asked",
    "two-days-before: not-asked, wanted",
    "day-before: wanted, not-asked",
  ]);
});

test("what was unticked is unwanted; what is not offered cannot be asked for", () => {
  const no = (occasion: Occasion): Choice[] => [
    { occasion, channel: "mail", wanted: false },
    { occasion, channel: "sms", wanted: false },
  ];
  expect(wish(no("week-before"), "week-before")).toBe("unwanted, not-asked");
  expect(wish(no("two-days-before"), "two-days-before")).toBe("not-asked, unwanted");
  expect(wish([{ occasion: "day-before", channel: "sms", wanted: true }], "day-before")).toBe("wanted, not-asked");
});

test("a change is always told: by mail when no text can leave, or none was asked for", () => {
  const mailOff: Choice = { occasion: "change", channel: "mail", wanted: false };
  const textOn: Choice = { occasion: "change", channel: "sms", wanted: true };
  expect(wish([mailOff, textOn], "change")).toBe("unwanted, wanted");
  expect(wish([mailOff, textOn], "change", { canText: false })).toBe("wanted, wanted");
  expect(wish([mailOff], "change")).toBe("wanted, not-asked");
});
