import type { VNode } from "preact";
import { expect, test } from "vitest";
import { Home } from "../directory/home-page.tsx";
import { Button } from "./button.tsx";
import { Choice, Choices } from "./choice.tsx";
import { ErrorPage } from "./error-page.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { Field, Select, TextArea } from "./field.tsx";
import { Page } from "./page.tsx";
import { PasswordField } from "./password-field.tsx";
import { type PageRequest, renderPage } from "./request.ts";
import { Rich } from "./rich.tsx";
import { SuggestField } from "./suggest-field.tsx";
import { DayTile, When } from "./when.tsx";
import { whole } from "./whole.tsx";

const visitor: PageRequest = {
  language: "fr",
  path: "/",
  signedIn: null,
  now: Temporal.Instant.from("2026-11-23T09:34:00Z"),
  space: "patient",
  navigation: {
    home: "/",
    visitor: [{ label: "Trouver un soignant", href: "/recherche" }],
    call: { label: "Se connecter", href: "/connexion", icon: "log-in" },
    patient: [
      { label: "Accueil", href: "/", icon: "house" },
      { label: "Documents", href: "/documents", icon: "folder", count: 3 },
    ],
    aside: null,
    foot: [{ label: "English", href: "/langue", language: "en" }],
    pro: { items: [], me: null },
  },
};
const ada: PageRequest = { ...visitor, signedIn: { name: "Ada" } };
const hostile = `"><script>alert(1)</script><img src=x onerror='alert(1)'>`;

const show = (part: VNode, request = visitor) => renderPage(part, request);

test.each([
  ["home", <Home key="home" />],
  ["a form", <EveryField key="form" />],
  ["a page that is missing", <ErrorPage key="404" status={404} reference="K7M4-P2XR" />],
])("%s carries no style and no script of its own, so that the browser may refuse all others", (_, page) => {
  for (const request of [visitor, ada]) {
    const html = show(page, request);
    expect(html).not.toMatch(/ style=|<style|javascript:/);
    expect(html).not.toMatch(/<[^>]* on[a-z]+=/);
    expect(html.match(/<script(?![^>]* src="\/assets\/)/g)).toBeNull();
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  }
});

test("each script is asked for once, however many fields want it", () => {
  const html = show(<EveryField />);
  expect(html.match(/\/assets\/forms\.js/g)).toHaveLength(1);
  expect(show(<Page title="Vide">rien</Page>)).not.toContain("<script");
});

test("what a stranger types is printed, never obeyed", () => {
  const html = show(
    <Page title={hostile} description={hostile}>
      <Field name="a" label={hostile} hint={hostile} error={hostile} value={hostile} />
      <TextArea name="b" label="b" value={hostile} />
      <Select name="c" label="c" options={[{ value: hostile, label: hostile }]} />
      <Choices name="d" legend={hostile} options={[{ value: hostile, label: hostile, detail: hostile }]} />
      <ErrorSummary errors={{ a: hostile }} />
      <h1>{whole(hostile)}</h1>
      <Rich marks={{ a: (words) => <a href="/">{words}</a> }}>{`<a>${hostile}</a>`}</Rich>
    </Page>,
  );
  expect(html).not.toContain("<img");
  expect(html).not.toContain("<script>");
  expect(html).toContain("&lt;script>alert(1)");
});

test("words in a sentence are dressed by those who print it, and by nobody else", () => {
  const sentence = "Appelez <b>vite</b> le <phone>15</phone>, pas <script>le 16</script>.";
  const html = show(<Rich marks={{ phone: (words) => <a href="tel:15">{words}</a> }}>{sentence}</Rich>);
  expect(html).toContain('Appelez <strong>vite</strong> le <a href="tel:15">15</a>, pas le 16.');
});

test("an error leads to its field, and the field tells its error", () => {
  const error = "Il manque deux chiffres.";
  const html = show(
    <Page title="Confirmer" erred>
      <ErrorSummary errors={{ mobile: error, deja: "Choisissez." }} />
      <Field name="mobile" type="tel" label="Votre mobile" hint="Pour vous prévenir." error={error} value="06 39" />
      <Choices name="deja" legend="Déjà venue ?" error="Choisissez." options={[{ value: "oui", label: "Oui" }]} />
    </Page>,
  );
  expect(html).toContain("<title>Erreur\u202f: Confirmer – AmiCare</title>");
  expect(html).toContain('role="alert" tabindex="-1" autofocus');
  expect(html).toContain("Deux réponses sont à revoir");
  expect(html).toContain("Ce que vous avez écrit est conservé.");
  expect(html).toContain('href="#mobile"');
  expect(html).toMatch(/<input[^>]* id="mobile"[^>]* aria-describedby="mobile-hint mobile-error" aria-invalid="true"/);
  expect(html).toContain('<p class="field-error" id="mobile-error">');
  expect(html).toMatch(/<input[^>]* value="06 39"/);
  expect(html).toContain('<fieldset class="grid gap-3" aria-describedby="deja-error">');
  expect(html).toMatch(/<input[^>]* id="deja"/);
});

test("without an error there is no summary", () => {
  expect(show(<ErrorSummary errors={{}} />)).toBe("<!DOCTYPE html>");
});

test("someone signed in finds the tabs, and what waits there in words", () => {
  const html = show(<Page title="Accueil">Bonjour</Page>, ada);
  expect(html.match(/href="\/" aria-current="page"/g)).toHaveLength(2);
  expect(html).toContain('<span class="count" aria-hidden="true">3</span><span class="sr-only">, 3 non ouverts</span>');
  expect(show(<Page title="Accueil">Bonjour</Page>)).not.toContain("tabbar");
});

test("an English reader gets an English page", () => {
  const html = show(<Home />, { ...visitor, language: "en" });
  expect(html).toContain('<html lang="en"');
  expect(html).toContain("Your appointment, made simple.");
  expect(html).toContain("/recherche?qui=M%C3%A9decin%20g%C3%A9n%C3%A9raliste"); // addresses stay the same
});

test("a page without a description is not offered to search engines", () => {
  expect(show(<Page title="Privé">…</Page>)).toContain('<meta name="robots" content="noindex"');
  expect(show(<Home />)).not.toContain("noindex");
});

test.each([403, 404, 500] as const)("after a %i, a person knows what to do and what to quote", (status) => {
  const html = show(<ErrorPage status={status} reference="K7M4-P2XR" />);
  expect(html).toContain("K7M4-P2XR");
  expect(html).toContain("Revenir à l’accueil");
  expect(html.includes("Essayer encore")).toBe(status === 500);
});

test("the first of the month is « 1er » in French, and a repeated hour says which", () => {
  expect(show(<DayTile day={Temporal.PlainDate.from("2026-12-01")} />)).toMatch(/<b>1<sup[^>]*>er<\/sup><\/b>/);
  const night = Temporal.Instant.from("2026-10-25T01:30:00Z");
  const html = show(
    <When at={night} zone="Europe/Paris">
      ici
    </When>,
  );
  expect(html).toContain("02:30</time></p><p>heure d’hiver</p>");
});

test("« rendez-vous » is never cut in a heading, long compounds may be", () => {
  expect(show(<h1>{whole("Mes rendez-vous")}</h1>)).toContain('<span class="whitespace-nowrap">rendez-vous</span>');
  expect(show(<h1>{whole("Anti-inconstitutionnel")}</h1>)).not.toContain("nowrap");
});

function EveryField() {
  return (
    <Page title="Tout">
      <Field name="a" label="a" icon="search" optional />
      <TextArea name="b" label="b" />
      <Select name="c" label="c" options={[]} />
      <PasswordField name="d" label="d" />
      <SuggestField name="e" label="e" source="/api/communes" />
      <Choice name="f">f</Choice>
      <Button>Un</Button>
      <Button tone="danger">Deux</Button>
    </Page>
  );
}
