import { paths } from "../paths.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { SuggestField } from "../ui/suggest-field.tsx";
import { useWords } from "../ui/words.ts";

/** Whom one looks for, and where: the question the whole public site turns around. */
export function SearchBar({
  who,
  where,
  whereError,
  kept = {},
  class: extra = "shadow-lift-2!",
}: {
  who?: string;
  where?: string;
  /** What is wrong with the place, as a sentence. */
  whereError?: string;
  /** What the search keeps besides, by the name of the field. */
  kept?: object;
  class?: string;
}) {
  const t = useWords("directory");
  return (
    <form
      action={paths.search()}
      role="search"
      aria-label={t("searchBar.label")}
      class={`sheet grid gap-3 p-3 sm:p-4 md:grid-cols-[1.25fr_1fr_auto] md:items-end ${extra}`}
    >
      {Object.entries(kept).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Field
        name="qui"
        type="search"
        icon="search"
        label={<span class="px-1">{t("searchBar.who")}</span>}
        placeholder={t("searchBar.whoExample")}
        value={who}
        autocomplete="off"
      />
      <SuggestField
        name="ou"
        source={paths.communesApi()}
        icon="map-pin"
        label={<span class="px-1">{t("searchBar.where")}</span>}
        placeholder={t("searchBar.whereExample")}
        value={where}
        error={whereError}
        autocomplete="postal-code"
      />
      <Button class="md:px-7!">{t("searchBar.search")}</Button>
    </form>
  );
}
