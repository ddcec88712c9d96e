import { paths } from "./paths.ts";
import type { Language } from "./platform/web.ts";
import { proPaths } from "./pro-paths.ts";
import type { Role } from "./team/desk.ts";
import type { Navigation } from "./ui/request.ts";
import { wordsIn } from "./ui/words.ts";

/** Where one can go from any page, in the language of the request. `path` is where one is: the other language leads back there. */
export function navigationFor({ language, path, desk, isOperator }: Whereabouts): Navigation {
  const t = wordsIn(language, "ui");
  const other: Language = language === "fr" ? "en" : "fr";
  return {
    home: paths.home(),
    visitor: [
      { label: t("nav.find"), href: paths.search() },
      { label: t("nav.myAppointments"), href: paths.myAppointments() },
      { label: t("nav.help"), href: paths.help() },
    ],
    call: { label: t("nav.signIn"), href: paths.signIn(), icon: "log-in" },
    patient: [
      { label: t("nav.home"), href: paths.home(), icon: "house" },
      { label: t("nav.search"), href: paths.search(), icon: "search" },
      { label: t("nav.appointments"), href: paths.myAppointments(), icon: "calendar-days" },
      { label: t("nav.account"), href: paths.account(), icon: "user-round" },
    ],
    aside: { label: t("nav.help"), href: paths.help(), icon: "circle-help" },
    foot: [
      { label: t("nav.find"), href: paths.search() },
      { label: t("nav.myAppointments"), href: paths.myAppointments() },
      { label: t("nav.helpAndQuestions"), href: paths.help() },
      { label: t("nav.privacy"), href: paths.privacy() },
      { label: t("nav.terms"), href: paths.terms() },
      { label: t("nav.legal"), href: paths.legal() },
      { label: t("nav.accessibility"), href: paths.accessibility() },
      { label: t("nav.otherLanguage"), href: paths.language(other, path), language: other },
    ],
    pro: isOperator ? consoleRail() : desk ? railOf(desk) : { items: [], me: null },
  };
}

interface Whereabouts {
  language: Language;
  path: string;
  /** Of whoever is in the professional space. */
  desk: { name: string; role: Role } | null;
  /** In the console of whoever runs the installation. */
  isOperator: boolean;
}

/** What lies behind « Réglages », besides the settings themselves. */
const underSettings = [
  proPaths.openings(),
  proPaths.team(),
  proPaths.imports(),
  proPaths.exports(),
  proPaths.houseJournal(),
];

function railOf({ name }: { name: string; role: Role }): Navigation["pro"] {
  const t = wordsIn("fr", "ui");
  return {
    items: [
      { label: t("nav.agenda"), href: proPaths.agenda(), icon: "calendar-days", also: ["/pro/rendez-vous"] },
      { label: t("nav.patients"), href: proPaths.patients(), icon: "users-round" },
      {
        label: t("nav.absences"),
        href: proPaths.absences(),
        icon: "plane",
        also: [proPaths.substitutes(), "/pro/departs"],
      },
      { label: t("nav.figures"), href: proPaths.statistics(), icon: "chart-column" },
      { label: t("nav.settings"), href: proPaths.settings(), icon: "sliders-horizontal", also: underSettings },
    ],
    me: { label: shortName(name), href: proPaths.desk(), icon: "circle-user-round" },
  };
}

function consoleRail(): Navigation["pro"] {
  const t = wordsIn("fr", "operator");
  return {
    items: [
      { label: t("nav.home"), href: proPaths.operator(), icon: "house", isExact: true },
      { label: t("nav.establishments"), href: proPaths.operatorEstablishments(), icon: "building-2" },
      { label: t("nav.queue"), href: proPaths.operatorQueue(), icon: "list-checks" },
      { label: t("nav.texts"), href: proPaths.operatorTexts(), icon: "file-text" },
      { label: t("nav.health"), href: proPaths.operatorHealth(), icon: "activity" },
    ],
    me: { label: wordsIn("fr", "ui")("nav.account"), href: paths.account(), icon: "circle-user-round" },
  };
}

/** « Sami Berger » is « Sami B. » at the foot of the rail. */
function shortName(name: string): string {
  const [first = "", ...rest] = name.split(" ");
  const last = rest.at(-1);
  return last ? `${first} ${last[0]}.` : first;
}
