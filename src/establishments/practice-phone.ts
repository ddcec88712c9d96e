import { parsePhoneNumberFromString } from "libphonenumber-js/max";

/** The telephone number of a practice as someone typed it, in E.164; null when no such number can exist. Any number the public may dial:
 * landlines, mobiles, and those that cost something. */
export function practicePhone(typed: string): string | null {
  const digits = typed.replace(/[\s.()/\u00a0\u202f-]/g, "").replace(/^00/, "+");
  const number = parsePhoneNumberFromString(digits.replace(/^\+330(?=[1-9])/, "+33"), "FR");
  return number?.isPossible() && /^\+[1-9]\d{6,14}$/.test(number.number) ? number.number : null;
}
