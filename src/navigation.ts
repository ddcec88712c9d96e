import { paths } from "./paths.ts";
import type { Language } from "./platform/web.ts";
import type { Navigation } from "./ui/request.tsx";
import { wordsIn } from "./ui/words.ts";

/** Where one can go from any page, in the language of the request. `path` is where one is: the other language leads back there. */
export function navigationFor({ language, path }: { language: Language; path: string }): Navigation {
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
  };
}
