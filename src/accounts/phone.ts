import { type CountryCode, type NumberType, parsePhoneNumberFromString } from "libphonenumber-js/max";

/** The telephone number someone typed, in E.164, or null when nobody can be reached there.
 *
 * French habits are understood: « 06 12 34 56 78 », « +33 (0)6… », « 0033… », and overseas numbers written as in metropolitan France,
 * which have a country code of their own. Numbers that a patient cannot have (08…) are refused. */
export function e164(typed: string): string | null {
  const digits = typed.replace(/[\s.()/\u00a0\u202f-]/g, "").replace(/^00/, "+");
  const national = digits.replace(/^\+330?(?=[1-9])/, "0");
  if (fiction.test(national)) return `+33${national.slice(1)}`;

  const number = parsePhoneNumberFromString(national, overseas[national.slice(0, 4)] ?? "FR");
  return number?.isValid() && !notOfAPerson.includes(number.getType()) ? number.number : null;
}

/** Where numbers that begin so are: they look metropolitan and are not. */
const overseas: Record<string, CountryCode> = {
  ...{ "0590": "GP", "0690": "GP", "0691": "GP" },
  ...{ "0596": "MQ", "0696": "MQ", "0697": "MQ" },
  ...{ "0594": "GF", "0694": "GF" },
  ...{ "0262": "RE", "0263": "RE", "0692": "RE", "0693": "RE" },
  ...{ "0269": "YT", "0639": "YT" },
};

/** Kept by the regulator for fiction, in the middle of Mayotte's range; our own examples are there. */
const fiction = /^063998\d{4}$/;

const notOfAPerson: NumberType[] = ["PREMIUM_RATE", "SHARED_COST", "TOLL_FREE", "UAN", "PAGER", "VOICEMAIL"];
