/** How a text travels: as GSM 7-bit characters, or as UCS-2 when some letter has no place there (GSM 03.38, 3GPP TS 23.038). */
export interface FittedText {
  text: string;
  coding: "gsm" | "ucs2";
  /** What phones put together again; one when it fits. */
  parts: string[];
}

/** The text as phones take it: typographic signs and the accents that GSM lacks become their plain neighbours (ç is c, œ is oe), so
 * that a part holds 160 characters and not 70. Only letters of another script leave it as it was, in UCS-2. */
export function fitForSms(written: string): FittedText {
  const clean = written.normalize("NFC").replace(unseen, "");
  const plain = [...clean].map(plainly).join("");
  if ([...plain].every((character) => lengthInGsm(character) > 0)) {
    return { text: plain, coding: "gsm", parts: cut(plain, { ...gsm, lengthOf: lengthInGsm }) };
  }
  return { text: clean, coding: "ucs2", parts: cut(clean, { ...ucs2, lengthOf: (character) => character.length }) };
}

/** The characters of a part as the network takes them: one byte each in GSM, two for those behind an escape; big-endian UCS-2. */
export function bytesOf(part: string, coding: FittedText["coding"]): Buffer {
  if (coding === "ucs2") return Buffer.from(part, "utf16le").swap16();
  const bytes = [...part].flatMap((character) => {
    const code = extension[character];
    return code === undefined ? [basic.indexOf(character)] : [escapeCode, code];
  });
  return Buffer.from(bytes);
}

const escapeCode = 0x1b;

/** Each at the place of its code; the escape itself, at 0x1b, is none. */
const basic =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u0000ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/** Those that count double. */
const extension: Record<string, number> = {
  ...{ "^": 0x14, "{": 0x28, "}": 0x29, "\\": 0x2f, "[": 0x3c, "~": 0x3d, "]": 0x3e, "|": 0x40, "€": 0x65 },
};

const gsm = { whole: 160, part: 153 };
const ucs2 = { whole: 70, part: 67 };

/** What no phone shows: controls, marks of direction, joiners. */
const unseen = /(?!\s)[\p{Cc}\p{Cf}]|\r/gu;

const neighbours: Record<string, string> = {
  ...{ "’": "'", "‘": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "…": "...", "′": "'" },
  ...{ "–": "-", "—": "-", "‑": "-", "•": "-", "·": ".", "×": "x", "→": ">", "°": "o", "№": "no" },
  ...{ œ: "oe", Œ: "OE", ł: "l", Ł: "L", đ: "d", Đ: "D", ı: "i", ð: "d", þ: "th", Ð: "D", Þ: "Th", ẞ: "SS" },
};

function plainly(character: string): string {
  if (lengthInGsm(character) > 0) return character;
  if (/\s/u.test(character)) return " "; // no-break spaces, narrow or not
  const neighbour = neighbours[character];
  if (neighbour) return neighbour;
  const bare = character.normalize("NFD").replace(/\p{M}/gu, "");
  return bare !== "" && [...bare].every((letter) => lengthInGsm(letter) > 0) ? bare : character;
}

/** 1, 2 behind an escape, 0 when GSM has no such character. */
function lengthInGsm(character: string): number {
  if (character in extension) return 2;
  return character !== "\u0000" && basic.includes(character) ? 1 : 0;
}

interface Room {
  /** What fits in one text. */
  whole: number;
  /** What fits in each part of several: a header takes the rest. */
  part: number;
  lengthOf: (character: string) => number;
}

/** Never through an escaped character, nor through one of two UCS-2 units. */
function cut(text: string, { whole, part, lengthOf }: Room): string[] {
  const total = [...text].reduce((sum, character) => sum + lengthOf(character), 0);
  if (total <= whole) return [text];
  const parts = [""];
  let filled = 0;
  for (const character of text) {
    const length = lengthOf(character);
    if (filled + length > part) {
      parts.push("");
      filled = 0;
    }
    parts[parts.length - 1] += character;
    filled += length;
  }
  return parts;
}
