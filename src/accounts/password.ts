/** Why a password is refused. */
export type PasswordRefusal = "too-short" | "too-long" | "too-easy" | "about-you";

/** What of a person must not be her password. */
export interface OwnDetails {
  email: string;
  names: string[];
  birthDate: Temporal.PlainDate | null;
}

/** Why this may not be a password, or null when it may. Any character counts, spaces included.
 *
 * Its length alone must be worth 80 bits: 12 characters of four kinds, 14 of three, or 20 of any, at most 128 (CNIL 2022-100,
 * first case); and it must not be made of the person's own mail, names or date of birth. */
export function refusalOfPassword(password: string, own: OwnDetails): PasswordRefusal | null {
  const characters = [...normalised(password)];
  if (characters.length > 128) return "too-long";
  if (characters.length < lengthAsked(characters)) return "too-short";
  if (new Set(characters).size < 6) return "too-easy";
  return leansOn(own, password) ? "about-you" : null;
}

/** The same password however it was typed: accents and wide letters have several encodings (Unicode NFKC). */
export function normalised(password: string): string {
  return password.normalize("NFKC");
}

function lengthAsked(characters: string[]): number {
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];
  const used = kinds.filter((kind) => characters.some((character) => kind.test(character))).length;
  if (used === 4) return 12;
  return used === 3 ? 14 : 20;
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
