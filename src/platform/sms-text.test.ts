import smpp from "smpp";
import { expect, test } from "vitest";
import { bytesOf, fitForSms } from "./sms-text.ts";

test.each([
  ["ç ê â î ô û ë ï œ À È Ê", "c e a i o u e i oe A E E"],
  ["l’œuvre « Où ? » – à bientôt…", 'l\'oeuvre " Où ? " - à bientot...'],
  ["Rappel\u202f: 14\u00a0h\u00a030", "Rappel : 14 h 30"],
  ["é è ù à ì ò Ç É Ä Ö Ü ä ö ü ñ ß Æ æ Ø ø Å å", "é è ù à ì ò Ç É Ä Ö Ü ä ö ü ñ ß Æ æ Ø ø Å å"],
  ["Łukasz Đorđe Þór", "Lukasz Dorde Thor"],
  ["e\u0301te\u0301", "été"],
  ["a\u200bb\u001bc\u0000d\te", "abcd e"],
  ["ligne\r\nautre", "ligne\nautre"],
])("« %s » leaves as « %s », in GSM", (written, plain) => {
  expect(fitForSms(written)).toEqual({ text: plain, coding: "gsm", parts: [plain] });
});

test("what has no neighbour in GSM travels as it was written", () => {
  expect(fitForSms("Dr Олег, 9h — ça va")).toMatchObject({ coding: "ucs2", text: "Dr Олег, 9h — ça va" });
});

test.each([
  ["a", 160, 1],
  ["a", 161, 2],
  ["a", 306, 2],
  ["a", 307, 3],
  ["€", 80, 1], // counts double
  ["€", 81, 2],
  ["€", 152, 2], // 76 a part: the escape and what follows stay together
  ["€", 153, 3],
  ["ж", 70, 1],
  ["ж", 71, 2],
  ["ж", 134, 2],
  ["ж", 135, 3],
  ["😀", 35, 1],
  ["😀", 36, 2],
  ["😀", 66, 2], // 33 a part: its two units stay together
  ["😀", 67, 3],
])("%s × %i makes %i parts", (character, times, count) => {
  const { parts, text } = fitForSms(character.repeat(times));
  expect(parts).toHaveLength(count);
  expect(parts.join("")).toBe(text);
});

test("each part has room for the header that joins it to the others", () => {
  for (const text of ["a€".repeat(400), "à l’été, 10 € [x] ".repeat(40), "ж😀".repeat(200)]) {
    const { parts, coding } = fitForSms(text);
    for (const part of parts) expect(bytesOf(part, coding).length).toBeLessThanOrEqual(coding === "gsm" ? 153 : 134);
  }
});

test("a message centre reads the bytes as they were meant", () => {
  const all = "@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./09:;<=>?¡AZÄÖÑÜ§¿azäöñüà^{}\\[~]|€";
  const { text, coding } = fitForSms(all);
  expect([text, coding]).toEqual([all, "gsm"]);
  expect(smpp.encodings.ASCII.decode(bytesOf(all, "gsm"))).toBe(all);
  expect(smpp.encodings.UCS2.decode(bytesOf("жç😀", "ucs2"))).toBe("жç😀");
});
