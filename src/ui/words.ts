import i18next, { type TFunction } from "i18next";
import accountsEn from "../accounts/words.en.json" with { type: "json" };
import accountsFr from "../accounts/words.fr.json" with { type: "json" };
import agendaFr from "../agenda/words.fr.json" with { type: "json" };
import appointmentsEn from "../appointments/words.en.json" with { type: "json" };
import appointmentsFr from "../appointments/words.fr.json" with { type: "json" };
import consentsEn from "../consents/words.en.json" with { type: "json" };
import consentsFr from "../consents/words.fr.json" with { type: "json" };
import directoryEn from "../directory/words.en.json" with { type: "json" };
import directoryFr from "../directory/words.fr.json" with { type: "json" };
import federationEn from "../federation/words.en.json" with { type: "json" };
import federationFr from "../federation/words.fr.json" with { type: "json" };
import helpEn from "../help/words.en.json" with { type: "json" };
import helpFr from "../help/words.fr.json" with { type: "json" };
import myDataEn from "../my-data/words.en.json" with { type: "json" };
import myDataFr from "../my-data/words.fr.json" with { type: "json" };
import noticesEn from "../notices/words.en.json" with { type: "json" };
import noticesFr from "../notices/words.fr.json" with { type: "json" };
import operatorFr from "../operator/words.fr.json" with { type: "json" };
import patientFileFr from "../patients/file-words.fr.json" with { type: "json" };
import patientsEn from "../patients/words.en.json" with { type: "json" };
import patientsFr from "../patients/words.fr.json" with { type: "json" };
import type { FieldErrors, Language } from "../platform/web.ts";
import secretariatFr from "../secretariat/words.fr.json" with { type: "json" };
import settingsFr from "../settings/words.fr.json" with { type: "json" };
import statisticsFr from "../statistics/words.fr.json" with { type: "json" };
import substitutesFr from "../substitutes/words.fr.json" with { type: "json" };
import teamFr from "../team/words.fr.json" with { type: "json" };
import transferFr from "../transfer/words.fr.json" with { type: "json" };
import { useRequest } from "./request.ts";
import { typesetEnglish, typesetFrench } from "./typography.ts";
import uiEn from "./words.en.json" with { type: "json" };
import uiFr from "./words.fr.json" with { type: "json" };

/** Of the professional space, which speaks French only. */
const ofStaff = {
  "patient-file": patientFileFr,
  secretariat: secretariatFr,
  agenda: agendaFr,
  settings: settingsFr,
  operator: operatorFr,
  statistics: statisticsFr,
  substitutes: substitutesFr,
  team: teamFr,
  transfer: transferFr,
};

/** Every slice that speaks. A new one adds its two files here (one, above, if only staff hear it), and its keys are known to the compiler. */
const french = {
  ...ofStaff,
  ui: uiFr,
  accounts: accountsFr,
  appointments: appointmentsFr,
  consents: consentsFr,
  directory: directoryFr,
  federation: federationFr,
  help: helpFr,
  "my-data": myDataFr,
  notices: noticesFr,
  patients: patientsFr,
};
const english: typeof french = {
  ...ofStaff,
  ui: uiEn,
  accounts: accountsEn,
  appointments: appointmentsEn,
  consents: consentsEn,
  directory: directoryEn,
  federation: federationEn,
  help: helpEn,
  "my-data": myDataEn,
  notices: noticesEn,
  patients: patientsEn,
};

export const dictionaries = { fr: french, en: english };
export type Slice = keyof typeof french;
export type Words<S extends Slice> = TFunction<S>;

declare module "i18next" {
  interface CustomTypeOptions {
    resources: typeof french;
    defaultNS: "ui";
  }
}

/** The words of a slice in the language of the page being rendered: `const t = useWords("directory")`, then `t("home.lead")`. */
export function useWords<S extends Slice>(slice: S): Words<S> {
  return wordsIn(useRequest().language, slice);
}

/** The words of a slice in a given language, for mails and jobs. Values are not escaped here: Preact does it. */
export function wordsIn<S extends Slice>(language: Language, slice: S): Words<S> {
  return speakers[language][slice] as Words<S>;
}

/** A form's errors as sentences. `errors` names a key of the slice's words by field, as readForm gives them. */
export function useSentences(slice: Slice, errors: FieldErrors): FieldErrors {
  const say = useWords(slice) as unknown as (key: string) => string;
  return Object.fromEntries(Object.entries(errors).map(([field, key]) => [field, say(key)]));
}

const engine = i18next.createInstance();
engine.init({
  initAsync: false,
  fallbackLng: false,
  load: "currentOnly",
  nsSeparator: false,
  ns: Object.keys(french),
  defaultNS: "ui",
  interpolation: { escapeValue: false },
  resources: { fr: typeset(french, typesetFrench), en: typeset(english, typesetEnglish) },
});

const speakers = { fr: speakersOf("fr"), en: speakersOf("en") };

function speakersOf(language: Language): Record<Slice, unknown> {
  return Object.fromEntries(Object.keys(french).map((slice) => [slice, speakerOf(language, slice as Slice)])) as Record<
    Slice,
    unknown
  >;
}

/** i18next takes some 8 µs to find a sentence: each is found once, in each of its plural forms, and its values are put in here. */
function speakerOf(language: Language, slice: Slice) {
  const say = engine.getFixedT(language, slice) as unknown as (key: string, options: object) => string;
  const plurals = new Intl.PluralRules(language);
  const known = new Map<string, string>();
  return (key: string, values?: Record<string, unknown>) => {
    const count = typeof values?.count === "number" ? values.count : null;
    const form = count === null ? key : `${key} ${count === 0 ? "zero" : plurals.select(count)}`;
    const sentence = known.get(form) ?? say(key, { ...(count !== null && { count }), skipInterpolation: true });
    if (sentence !== key) known.set(form, sentence);
    return values ? sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? "")) : sentence;
  };
}

/** The same tree of words, each text set once and for all, so that rendering has nothing left to do. */
function typeset<Tree extends object>(tree: Tree, set: (text: string) => string): Tree {
  const branches = Object.entries(tree).map(([key, value]) => [
    key,
    typeof value === "string" ? set(value) : typeset(value, set),
  ]);
  return Object.fromEntries(branches);
}
