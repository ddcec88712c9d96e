import { paths } from "../paths.ts";
import { type SiteFact, type SiteFacts, siteFactSettings } from "../platform/site-facts.ts";
import { asMarkdown } from "./markdown.ts";
import { slots, type TextKind } from "./text-files.ts";

/** What a text may say about an establishment. */
export const establishmentSlots = ["name", "addresses", "phone", "contact"] as const;
export type EstablishmentFacts = Record<(typeof establishmentSlots)[number], string>;

/** Whether something fills `{{name}}` in a text of this kind. */
export function isSlot(name: string, kind: TextKind): boolean {
  return (
    name in siteFactSettings ||
    name in pages ||
    name === "site" ||
    (kind === "establishment" && establishmentSlots.some((slot) => name === `establishment.${slot}`))
  );
}

/** The facts of the site this text wants. */
export function factsWantedBy(text: string): SiteFact[] {
  const names = new Set([...text.matchAll(slots)].map(([, name]) => name!));
  return [...names].filter((name) => name in siteFactSettings) as SiteFact[];
}

export interface Fill {
  facts: SiteFacts;
  site: string;
  establishment?: EstablishmentFacts;
}

/** The text with every `{{name}}` filled. A fact that is not known stays as the name of its setting, between brackets. */
export function fillSlots(text: string, fill: Fill): string {
  return text.replace(slots, (_, name: string) => {
    if (name in pages) return pages[name as keyof typeof pages];
    return asMarkdown(factNamed(name, fill)).replaceAll("\n", "\\\n"); // its lines stay lines
  });
}

/** The same for a title, which is no Markdown. */
export function fillTitle(title: string, fill: Fill): string {
  return title.replace(slots, (_, name: string) => factNamed(name, fill).replaceAll("\n", " "));
}

function factNamed(name: string, { facts, site, establishment }: Fill): string {
  if (name === "site") return site;
  const of = /^establishment\.(\w+)$/.exec(name)?.[1] as keyof EstablishmentFacts | undefined;
  return (of ? establishment?.[of] : facts[name as SiteFact]) ?? `[${name}]`;
}

/** The pages a text may lead to, by the names of src/paths.ts: `[se connecter]({{page.signIn}})`. */
const pages = {
  "page.home": paths.home(),
  "page.search": paths.search(),
  "page.myAppointments": paths.myAppointments(),
  "page.signIn": paths.signIn(),
  "page.signUp": paths.signUp(),
  "page.resendActivation": paths.resendActivation(),
  "page.recovery": paths.recovery(),
  "page.account": paths.account(),
  "page.changePassword": paths.changePassword(),
  "page.openSessions": paths.openSessions(),
  "page.security": paths.security(),
  "page.identity": paths.identity(),
  "page.changeEmail": paths.changeEmail(),
  "page.changePhone": paths.changePhone(),
  "page.notifications": paths.notifications(),
  "page.relatives": paths.relatives(),
  "page.consents": paths.consents(),
  "page.journal": paths.journal(),
  "page.myData": paths.myData(),
  "page.closeAccount": paths.closeAccount(),
  "page.gate": paths.gate(),
  "page.help": paths.help(),
  "page.privacy": paths.privacy(),
  "page.terms": paths.terms(),
  "page.legal": paths.legal(),
  "page.accessibility": paths.accessibility(),
} as const;
