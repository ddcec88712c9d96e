import { parsePhoneNumberFromString } from "libphonenumber-js/max";

/** Whether a text reaches this number (E.164): mobiles of any country. Never a landline, where a machine would read it aloud, nor a
 * number of services. In some countries nothing tells one from the other: those are tried. */
export function canTakeTexts(e164: string): boolean {
  if (fiction.test(e164)) return true;
  const number = parsePhoneNumberFromString(e164);
  const type = number?.isValid() ? number.getType() : undefined;
  return type === "MOBILE" || type === "FIXED_LINE_OR_MOBILE";
}

/** Kept by the French regulator for fiction: our own examples are there (src/accounts/phone.ts). */
const fiction = /^\+3363998\d{4}$/;
