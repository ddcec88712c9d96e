import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { OperatorError } from "../platform/errors.ts";
import { inventedFacts } from "../platform/site-facts.ts";
import { wordsIn } from "../ui/words.ts";
import { openTexts } from "./texts.ts";

const kinds = ["privacy", "terms", "legal", "accessibility"] as const;
const languages = ["fr", "en"] as const;
const noon = (day: string) => () => Temporal.Instant.from(`${day}T11:00:00Z`);
const now = noon("2027-03-22");
const site = "https://rdv.example.fr";
const ours = openTexts({ facts: inventedFacts, site, now });

/** A folder of an operator, with these files. */
function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "amicare-texts-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** The same text in both languages. */
function both(name: string, text: string): Record<string, string> {
  return { [`${name}.fr.md`]: text, [`${name}.en.md`]: text };
}

test("each legal text is there in both languages, under one version, with the fingerprint of the very words", () => {
  for (const kind of kinds) {
    const [fr, en] = languages.map((language) => ours.legalText(kind, language));
    expect(fr!.version, kind).toBe(en!.version);
    for (const text of [fr!, en!]) {
      expect(text.sha256).toBe(createHash("sha256").update(text.markdown).digest("hex"));
      expect(text.markdown).toMatch(/^# \S/);
      expect(text.html.length).toBeGreaterThan(1000);
      expect(`${text.title} ${text.html}`).not.toMatch(/\{\{|undefined|\[[A-Z_]+\]/);
    }
    expect(fr!.sha256).not.toBe(en!.sha256);
    expect(ours.legalText(kind, "fr")).toBe(fr);
  }
});

test("the newest version whose day has come in Paris is in force, from that midnight on", () => {
  const folder = folderOf({
    ...both("terms.2027-01-01", "# Premières\n\nUn."),
    ...both("terms.2027-06-01", "# Secondes\n\nDeux."),
  });
  let time = Temporal.Instant.from("2027-05-31T21:59:59Z");
  const texts = openTexts({ folder, now: () => time });
  expect(texts.legalText("terms", "fr")).toMatchObject({ title: "Premières", version: "2027-01-01" });
  time = Temporal.Instant.from("2027-05-31T22:00:00Z");
  expect(texts.legalText("terms", "en")).toMatchObject({ title: "Secondes", version: "2027-06-01" });
});

test("an operator replaces one text and keeps our others; before its day comes, ours stays", () => {
  const folder = folderOf(both("legal.2025-05-01", "# Qui nous sommes\n\nNous."));
  const texts = openTexts({ folder, facts: inventedFacts, site, now });
  expect(texts.legalText("legal", "fr").title).toBe("Qui nous sommes"); // though ours is newer
  expect(texts.legalText("privacy", "fr")).toEqual(ours.legalText("privacy", "fr"));
  const early = openTexts({ folder: folderOf(both("legal.2099-01-01", "# Un jour\n\nBientôt.")), now });
  expect(early.legalText("legal", "fr").title).toBe("Mentions légales");
});

test("a version that changes nothing of substance says since when whoever read needs not read again", () => {
  const folder = folderOf({
    ...both("terms.2027-01-01", "# Conditions\n\nUn."),
    ...both("terms.2027-02-01", "---\nsubstance: false\n---\n# Conditions\n\nUn, sans faute."),
  });
  const { version, inSubstanceSince, title } = openTexts({ folder, now }).legalText("terms", "fr");
  expect({ version, inSubstanceSince, title }).toEqual({
    ...{ version: "2027-02-01", inSubstanceSince: "2027-01-01", title: "Conditions" },
  });
});

test.each([
  ["privcy.2027-01-01.fr.md", "# Titre\n\nTexte.", /a text is named kind\.day\.language\.md/],
  ["privacy.2027-02-30.fr.md", "# Titre\n\nTexte.", /2027-02-30 is no day of the calendar/],
  ["privacy.2027-1-1.fr.md", "# Titre\n\nTexte.", /2027-1-1 is no day of the calendar/],
  ["privacy.2027-01-01.de.md", "# Titel\n\nText.", /a text is named kind\.day\.language\.md/],
  ["privacy.2027-01-01.fr.md", "Titre\n\nTexte.", /the first line must be the title/],
  ["privacy.2027-01-01.fr.md", "# Titre\n\n  \n", /there is no text under the title/],
  ["privacy.2027-01-01.fr.md", "# Titre\n\nTexte.", /missing in the other language, .*privacy\.2027-01-01\.en\.md/],
  ["privacy.2027-01-01.fr.md", "# Titre\n\n{{PUBLISHER}}.", /nothing fills \{\{PUBLISHER\}\}/],
  ["privacy.2027-01-01.fr.md", "# Titre\n\n[là]({{page.nowhere}}).", /nothing fills \{\{page\.nowhere\}\}/],
  ["terms.2027-01-01.fr.md", "# Titre\n\n{{establishment.name}}.", /nothing fills \{\{establishment\.name\}\}/],
  ["help.2027-01-01.fr.md", "# Aide\n\nAppelez-nous.", /groups begin with "## "/],
  ["help.2027-01-01.fr.md", "# Aide\n\n## A {#a}\n### B {#a}\nC", /two headings are named \{#a\}/],
])("%s, malformed, is refused at the start with its name and what is wrong (%#)", (name, text, sentence) => {
  const twin = name.replace(".fr.md", ".en.md");
  const isAlone = /other language/.test(String(sentence));
  const folder = folderOf(isAlone || twin === name ? { [name]: text } : { [name]: text, [twin]: text });
  const open = () => openTexts({ folder, now });
  expect(open).toThrow(OperatorError);
  expect(open).toThrow(sentence);
  expect(open).toThrow(join(folder, name.split(".fr")[0]!));
});

test("all that is wrong is said at once", () => {
  const folder = folderOf({ "privacy.2027-13-01.fr.md": "# A\n\nb", "terms.2027-01-01.fr.md": "b", "note.md": "c" });
  expect(() => openTexts({ folder, now })).toThrow(/note\.md.*\n.*privacy\.2027-13-01.*\n.*terms\.2027-01-01/);
});

test("what looks like HTML in a text is shown as it was written, and no link obeys a script", () => {
  const hostile = "# Titre\n\n<script>alert(1)</script> <b onclick=x>gras</b>\n\n<iframe src=x></iframe>\n\n";
  const links = "[a](javascript:alert(1)) ![image](https://ailleurs.example/suivi.gif) [b](data:text/html,x)";
  const { html } = openTexts({ folder: folderOf(both("terms.2027-01-01", hostile + links)), now }).legalText(
    "terms",
    "fr",
  );
  expect(html).not.toMatch(/<(script|b|iframe|img)\b|href="(javascript|data):/);
  expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
});

test("a fact is printed as it was given, whatever signs it holds", () => {
  const facts = { ...inventedFacts, PUBLISHER_NAME: "*Les* [Amis](x) & <Cie> #1_2" };
  const { html } = openTexts({ facts, now }).legalText("legal", "fr");
  expect(html).toContain("*Les* [Amis](x) &amp; &lt;Cie&gt; #1_2");
});

test("links to other sites say so; those of this site stay plain; headings are named once each", () => {
  const { html } = ours.legalText("privacy", "fr");
  for (const [link] of html.matchAll(/<a [^>]*>/g))
    expect(/href="https/.test(link), link).toBe(/rel="external noopener noreferrer"/.test(link));
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids).toContain("vos-droits");
  expect(new Set(ids).size).toBe(ids.length);
});

test("a table keeps its names when a phone shows it row after row", () => {
  const { html } = ours.legalText("privacy", "fr");
  expect(html).toMatch(/<table role="table" aria-labelledby="cookies">/);
  expect(html).toContain('<th role="columnheader" scope="col">Durée</th>');
  expect(html).toContain('<td role="cell" data-column="Durée">un an</td>');
});

test("the legal notice names the publisher, the director, the certified host: all of them settings", () => {
  for (const language of languages) {
    const text = ours.legalText("legal", language).markdown.replaceAll("\\", "");
    for (const [name, fact] of Object.entries(inventedFacts)) expect(text, name).toContain(fact);
  }
  expect(ours.missingFacts()).toEqual([]);
  const { CERTIFIED_HOST_NAME: _, ...facts } = inventedFacts;
  expect(openTexts({ facts, now }).missingFacts()).toEqual(["CERTIFIED_HOST_NAME"]);
});

test("whoever writes all texts without naming a setting is asked for none", () => {
  const own = [...kinds, "establishment"].map((kind) => both(`${kind}.2027-01-01`, "# Titre\n\nTexte."));
  const help = both("help.2027-01-01", "# Aide\n\n## Tout\n### Comment ?\nComme ceci.");
  expect(openTexts({ folder: folderOf(Object.assign({}, help, ...own)), now }).missingFacts()).toEqual([]);
});

test("the privacy policy lists every cookie of ours", async () => {
  const names = new Set<string>();
  for await (const file of glob("src/**/*.{ts,tsx}")) {
    if (file.includes(".test.")) continue;
    const source = readFileSync(file, "utf8");
    for (const [, name] of source.matchAll(/cookieName\("([\w-]+)"/g)) names.add(`amicare-${name}`);
    if (/\b(set|get)Cookie\b|languageCookie =/.test(source))
      for (const [, name] of source.matchAll(/\b(amicare-[a-z-]+)["`]/g)) names.add(name!);
  }
  expect(names.size).toBeGreaterThan(3);
  for (const language of languages) {
    const listed = [...ours.legalText("privacy", language).markdown.matchAll(/^\| `(amicare-[a-z-]+)`/gm)].map(
      ([, n]) => n,
    );
    expect(listed.toSorted()).toEqual([...names].sort());
  }
});

test("the accessibility statement and the foot of every page say the same of its conformity, in the words of the framework", () => {
  const said = ["totalement conforme", "partiellement conforme", "non conforme"].filter((each) =>
    ours.legalText("accessibility", "fr").markdown.includes(`**${each}**`),
  );
  expect(said).toEqual(["non conforme"]);
  expect(wordsIn("fr", "ui")("nav.accessibility").replace(/\s/g, " ")).toBe(`Accessibilité : ${said[0]}`);
});

test("a practice’s notice names it, its addresses and how to reach it", () => {
  const facts = {
    name: "Cabinet du Cerf-Volant",
    addresses: "8 allée du Cerf-Volant, 94300 Vincennes\nAnnexe, 2 rue *Haute*, 94300 Vincennes",
    phone: "01 99 00 12 34",
    contact: "",
  };
  const { title, html } = ours.establishmentNotice(facts, "fr");
  expect(title).toBe("Vos données chez Cabinet du Cerf-Volant");
  expect(html).toContain("8 allée du Cerf-Volant, 94300 Vincennes<br>\nAnnexe, 2 rue *Haute*, 94300 Vincennes");
  expect(html).toMatch(/20.ans à compter du dernier soin/);
});
