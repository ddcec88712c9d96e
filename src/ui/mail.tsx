import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Language } from "../platform/web.ts";
import { dayAndHour, dayParts, hour, repeatedHour } from "./format.ts";
import { pieces, Rich } from "./rich.tsx";
import { wordsIn } from "./words.ts";

/** A paragraph, whose <b> marks are bold and whose other marks lead to the addresses named in `links`. */
export type Paragraph = string | { words: string; links: Record<string, string> };

export interface Mail {
  language: Language;
  subject: string;
  now: Temporal.Instant;
  /** « Bonjour Hélène, ». */
  greeting: string;
  opening?: Paragraph[];
  panel?: MailPanel;
  /** The one thing to do; its address is complete, with https. */
  button?: { label: string; href: string };
  closing?: Paragraph[];
  /** Under the line, smaller: why this mail, whom to reach. */
  small?: Paragraph[];
}

/** The day and the hour the mail is about, as on the site. */
export interface MailPanel {
  at: Temporal.Instant;
  zone: string;
  /** sun: it awaits you · past: it will not take place. */
  tone: "sun" | "past";
  title: string;
  lines: string[];
}

/** The two bodies of a mail, saying the same. Mail programs have no style sheet: values are written on each element. */
export function renderMail(mail: Mail): { html: string; text: string } {
  const never = wordsIn(mail.language, "ui")("mail.never");
  const whole = { ...mail, small: [...(mail.small ?? []), never] };
  return { html: `<!DOCTYPE html>${renderToString(<MailDocument {...whole} />)}`, text: plain(whole) };
}

function MailDocument({ language, subject, greeting, opening = [], panel, button, closing = [], small = [] }: Mail) {
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light only" />
        <title>{subject}</title>
        <style>{narrowScreens}</style>
      </head>
      <body style={styles.body}>
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
          <tr>
            <td align="center" style={styles.around}>
              <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style={styles.column}>
                <tr>
                  <td style={styles.text}>
                    <p style={styles.large}>{greeting}</p>
                    <Paragraphs style={styles.large}>{opening}</Paragraphs>
                    {panel && <Panel panel={panel} language={language} />}
                    {button && <Action {...button} />}
                    <Paragraphs style={styles.paragraph}>{closing}</Paragraphs>
                    <div style={styles.end}>
                      <Paragraphs style={styles.small}>{small}</Paragraphs>
                    </div>
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html>
  );
}

function Panel({ panel, language }: { panel: MailPanel; language: Language }) {
  const { at, zone, tone, title, lines } = panel;
  const { weekday, number, suffix, month } = dayParts(at.toZonedDateTimeISO(zone).toPlainDate(), language);
  const season = repeatedHour(at, zone, language);
  return (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style={styles.panel}>
      <tr class="row">
        <td class="tile" rowspan={2} width="128" style={styles.tileCell}>
          <div style={{ ...styles.tile, ...tiles[tone] }}>
            {weekday}
            <div style={styles.number}>
              {number}
              {suffix && <sup style={styles.suffix}>{suffix}</sup>}
            </div>
            {month}
          </div>
        </td>
        <td class="hour" style={styles.hourCell}>
          <span style={styles.hour}>{hour(at, zone)}</span>
          {season && ` ${season}`}
        </td>
      </tr>
      <tr class="row">
        <td class="details" style={styles.details}>
          <strong style={styles.title}>{title}</strong>
          {lines.map((line) => [<br key={line} />, line])}
        </td>
      </tr>
    </table>
  );
}

function Action({ label, href }: { label: string; href: string }) {
  return (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style={styles.action}>
      <tr>
        <td align="center" style={styles.button}>
          <a href={href} style={styles.buttonLink}>
            {label}
          </a>
        </td>
      </tr>
    </table>
  );
}

function Paragraphs({ style, children }: { style: Record<string, string>; children: Paragraph[] }) {
  return children.map((paragraph) => {
    const { words, links } = typeof paragraph === "string" ? { words: paragraph, links: {} } : paragraph;
    const marks = Object.entries(links).map(([mark, href]) => [mark, (text: string) => link(href, text)] as const);
    return (
      <p key={words} style={style}>
        <Rich marks={Object.fromEntries(marks)}>{words}</Rich>
      </p>
    );
  });
}

function link(href: string, words: string): ComponentChildren {
  return (
    <a href={href} style={styles.link}>
      {words}
    </a>
  );
}

/** The same mail for programs, and people, that read text. */
function plain({ language, now, greeting, opening = [], panel, button, closing = [], small = [] }: Mail): string {
  const when = panel && [dayAndHour(panel.at, panel.zone, now, language), panel.title, ...panel.lines];
  const blocks = [
    greeting,
    ...opening.map(plainParagraph),
    when?.map((line) => `    ${line}`).join("\n"),
    button && `${button.label}${language === "fr" ? "\u202f" : ""}:\n${button.href}`,
    ...closing.map(plainParagraph),
    ...small.map(plainParagraph),
  ];
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
}

function plainParagraph(paragraph: Paragraph): string {
  const { words, links } = typeof paragraph === "string" ? { words: paragraph, links: {} } : paragraph;
  const said = pieces(words).map((piece) => {
    if (typeof piece === "string") return piece;
    const href = (links as Record<string, string>)[piece.mark];
    return href && !href.startsWith("tel:") ? `${piece.words} (${href})` : piece.words;
  });
  return said.join("");
}

/** On a phone the details run under the tile and the hour. Programs that ignore this keep them side by side. */
const narrowScreens =
  "@media (max-width: 480px) { .row { display: block } .tile, .hour { display: inline-block; vertical-align: middle !important } .hour { padding: 28px 0 0 22px !important } .tile { padding-bottom: 0 !important } .details { display: block; padding-top: 16px !important } }";

const sans = "'Atkinson Hyperlegible Next', Verdana, Geneva, sans-serif";
const display = "'Bricolage Grotesque', 'Trebuchet MS', Verdana, sans-serif";
const colours = { deep: "#083f43", ink: "#12282a", ink2: "#415456", primary: "#0b5a5e", line: "#dfe0d6" };

const styles = {
  body: { margin: "0", padding: "0", background: "#ffffff" },
  around: { padding: "32px 22px 40px" },
  column: { maxWidth: "594px", textAlign: "left" },
  text: { font: `17px/1.55 ${sans}`, color: colours.ink },
  large: { margin: "0 0 14px", fontSize: "19px" },
  paragraph: { margin: "22px 0 0" },
  small: { margin: "0 0 12px", fontSize: "15px", lineHeight: "1.5", color: colours.ink2 },
  link: { color: colours.primary, fontWeight: "600", textDecoration: "underline" },
  panel: { margin: "24px 0 0", background: colours.deep, borderRadius: "22px", color: "#ffffff" },
  tileCell: { padding: "28px 0 28px 28px", verticalAlign: "middle" },
  tile: {
    minWidth: "112px",
    padding: "16px 8px",
    borderRadius: "20px",
    textAlign: "center",
    fontSize: "17px",
    lineHeight: "1.25",
  },
  number: { font: `bold 60px/1.05 ${display}`, letterSpacing: "-2px" },
  suffix: { fontSize: "26px", letterSpacing: "0", verticalAlign: "super", lineHeight: "0" },
  hourCell: { padding: "28px 24px 0 26px", verticalAlign: "bottom" },
  hour: { font: `bold 56px/1 ${display}`, letterSpacing: "-2px", whiteSpace: "nowrap" },
  details: { padding: "10px 24px 28px 28px", verticalAlign: "top", color: "#cfe6e2" },
  title: { fontSize: "19px", color: "#ffffff" },
  action: { margin: "24px 0 0" },
  button: { background: colours.primary, borderRadius: "12px" },
  buttonLink: {
    display: "block",
    padding: "15px 24px",
    color: "#ffffff",
    fontSize: "18px",
    fontWeight: "600",
    textDecoration: "none",
  },
  end: { marginTop: "30px", paddingTop: "24px", borderTop: `1px solid ${colours.line}` },
};

const tiles = {
  sun: { background: "#f4c34f", color: "#2e2206" },
  past: { background: "#eceae2", color: colours.ink2 },
};
