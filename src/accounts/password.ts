import { charactersOf, isRepetitive, lengthAsked } from "../ui/password-strength.ts";
import { isCommonPassword } from "./common-passwords.ts";

/** Why a password is refused. */
export type PasswordRefusal = "too-short" | "too-long" | "too-easy" | "too-common" | "about-you";

/** What of a person must not be her password. */
export interface OwnDetails {
  email: string;
  names: string[];
  birthDate: Temporal.PlainDate | null;
}

/** Why this may not be a password, or null when it may. Any character counts, spaces included.
 *
 * Its length alone must be worth 80 bits: 12 characters of four kinds, 14 of three, 20 of fewer, 25 of figures alone; at most 128
 * (CNIL 2022-100, first case). It must not be made of the person's own mail, names or date of birth, nor be what many choose. */
export async function refusalOfPassword(password: string, own: OwnDetails): Promise<PasswordRefusal | null> {
  const characters = charactersOf(password);
  if (characters.length > 128) return "too-long";
  if (characters.length < lengthAsked(characters)) return "too-short";
  if (isRepetitive(characters)) return "too-easy";
  if (leansOn(own, password)) return "about-you";
  return (await isCommonPassword(normalised(password))) ? "too-common" : null;
}

/** The same password however it was typed: accents and wide letters have several encodings (Unicode NFKC). */
export function normalised(password: string): string {
  return password.normalize("NFKC");
}

/** True when less than eight letters and figures remain once what others know of the person is taken out. */
function leansOn(own: OwnDetails, password: string): boolean {
  const whole = bare(password);
  const rest = knownOf(own).reduce((left, known) => left.replaceAll(known, ""), whole);
  return rest !== whole && rest.length < 8;
}

/** The longest first, so that « marchand » goes before « march ». */
function knownOf({ email, names, birthDate }: OwnDetails): string[] {
  const words = [email, email.split("@")[0]!, ...names, ...names.flatMap((name) => name.split(/[\s,'’-]+/))];
  const known = [...words.map(bare), ...(birthDate ? waysToWrite(birthDate) : [])];
  return known.filter((word) => word.length >= 3).sort((one, other) => other.length - one.length);
}

function waysToWrite(day: Temporal.PlainDate): string[] {
  const [year, month, date] = day.toString().split("-") as [string, string, string];
  return [date + month + year, year + month + date, date + month + year.slice(2), date + month, year];
}

function bare(text: string): string {
  return normalised(text)
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^\p{L}\p{Nd}]/gu, "");
}
