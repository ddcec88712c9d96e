import { expect, test } from "vitest";
import { type Mail, renderMail } from "./mail.tsx";

const mail: Mail = {
  language: "fr",
  subject: "Votre rendez-vous du jeudi 26 novembre à 09:30",
  now: Temporal.Instant.from("2026-11-23T09:34:00Z"),
  greeting: "Bonjour Hélène,",
  opening: ["C’est noté."],
  panel: {
    at: Temporal.Instant.from("2026-11-26T08:30:00Z"),
    zone: "Europe/Paris",
    tone: "sun",
    title: "Dre Camille Lune",
    lines: ["8 allée du Cerf-Volant", "94300 Vincennes"],
  },
  button: { label: "Voir, déplacer ou annuler", href: "https://amicare.exemple/r/1" },
  closing: [
    {
      words: "Jusqu’au <b>mardi</b>. Ensuite, appelez le <phone>01 99 00 12 34</phone>. <more>En savoir plus</more>",
      links: { phone: "tel:+33199001234", more: "https://amicare.exemple/aide" },
    },
  ],
};

test("someone who reads text is told the same as someone who reads the picture", () => {
  const { text } = renderMail(mail);
  expect(text.replaceAll("\u00a0", " ")).toBe(`Bonjour Hélène,

C’est noté.

    jeudi 26 novembre à 09:30
    Dre Camille Lune
    8 allée du Cerf-Volant
    94300 Vincennes

Voir, déplacer ou annuler\u202f:
https://amicare.exemple/r/1

Jusqu’au mardi. Ensuite, appelez le 01 99 00 12 34. En savoir plus (https://amicare.exemple/aide)

AmiCare ne vous demandera jamais votre mot de passe par mail.
`);
});

test("the mail shows the day, the hour and one button, and fetches nothing", () => {
  const { html } = renderMail(mail);
  expect(html).toContain("09:30");
  expect(html.match(/https:\/\/amicare\.exemple\/r\/1/g)).toHaveLength(1);
  expect(html).toContain('<a href="tel:+33199001234"');
  expect(html).not.toMatch(/<(?:img|link|script)|url\(|src=/);
});

test("a hostile name stays a name", () => {
  const { html } = renderMail({ ...mail, greeting: "Bonjour <img src=x>," });
  expect(html).toContain("Bonjour &lt;img src=x>,");
});
