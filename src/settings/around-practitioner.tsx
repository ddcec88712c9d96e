import type { PractitionerSettings } from "../establishments/settings.ts";
import { paths } from "../paths.ts";
import { proPaths } from "../pro-paths.ts";
import { Icon } from "../ui/icon.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";

/** The other pages about the same practitioner. */
export function Around({ practitioner }: { practitioner: Pick<PractitionerSettings, "id" | "slug" | "active"> }) {
  const t = useWords("settings");
  const { path } = useRequest();
  const { id, slug, active } = practitioner;
  const pages = [
    { href: proPaths.practitioner(id), icon: "sliders-horizontal", label: t("practitioner.rulesOf") },
    { href: proPaths.sheet(id), icon: "id-card", label: t("sheet.title") },
    { href: proPaths.photo(id), icon: "image", label: t("photo.title") },
    { href: proPaths.practitionerReasons(id), icon: "list-checks", label: t("offers.title") },
    { href: proPaths.openings({ praticien: id }), icon: "calendar-range", label: t("hub.openings.title") },
  ] as const;
  return (
    <nav aria-label={t("practitioner.around")} class="flex flex-wrap gap-x-5 gap-y-1 mb-4">
      {pages.map(({ href, icon, label }) => (
        <a
          key={href}
          class={path.split("?")[0] === href ? "target font-semibold no-underline" : "link target"}
          href={href}
          aria-current={path.split("?")[0] === href ? "page" : undefined}
        >
          <Icon name={icon} /> {label}
        </a>
      ))}
      {active && (
        <a class="link target" href={paths.practitioner(slug)}>
          <Icon name="globe" /> {t("sheet.public")}
        </a>
      )}
    </nav>
  );
}
