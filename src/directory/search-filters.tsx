import { languageName, searchedLanguages } from "../establishments/languages.ts";
import { paths } from "../paths.ts";
import { Button } from "../ui/button.tsx";
import { Select } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { useRequest } from "../ui/request.ts";
import { capitalise } from "../ui/typography.ts";
import { useWords } from "../ui/words.ts";
import { filtersIn, type Search } from "./search-query.ts";

/** In which order, and who is left out. Folded on a phone; beside the results on a wide screen. */
export function SearchFilters({ search }: { search: Search }) {
  const t = useWords("directory");
  const { language: reader } = useRequest();
  const active = filtersIn(search);
  const languages = searchedLanguages.map((code) => ({
    value: code as string,
    label: capitalise(languageName(code, reader)),
  }));
  return (
    <details class="sheet px-4 lg:px-0 lg:border-0! lg:bg-transparent! lg:shadow-none! lg:details-content:[content-visibility:visible]">
      <summary class="target cursor-pointer w-full font-semibold lg:supports-[selector(::details-content)]:hidden">
        <Icon name="sliders-horizontal" /> {t("search.filters.label")}
        {active > 0 && (
          <>
            <span class="count" aria-hidden="true">
              {active}
            </span>
            <span class="sr-only">, {t("search.filters.active", { count: active })}</span>
          </>
        )}
      </summary>
      <form action={paths.search()} aria-label={t("search.filters.label")} class="grid gap-5 max-lg:pt-2 max-lg:pb-4">
        <input type="hidden" name="qui" value={search.who} />
        <input type="hidden" name="ou" value={search.where} />
        <fieldset class="grid gap-1">
          <legend class="field-name mb-1">{t("search.filters.sort")}</legend>
          <Tick
            type="radio"
            name="tri"
            value="tot"
            checked={search.sort === "soonest"}
            label={t("search.filters.soonest")}
          />
          <Tick
            type="radio"
            name="tri"
            value="pres"
            checked={search.sort === "nearest"}
            label={t("search.filters.nearest")}
          />
        </fieldset>
        <fieldset class="grid gap-1">
          <legend class="field-name mb-1">{t("search.filters.wanted")}</legend>
          {ticks.map(([name, filter]) => (
            <Tick
              key={name}
              type="checkbox"
              name={name}
              value="1"
              checked={search.filters[filter] ?? false}
              label={t(`search.filters.${filter}`)}
            />
          ))}
        </fieldset>
        <Select
          name="langue"
          label={t("search.filters.language")}
          value={search.filters.language ?? ""}
          options={[{ value: "", label: t("search.filters.anyLanguage") }, ...languages]}
        />
        <Button tone="soft" class="w-full">
          {t("search.filters.apply")}
        </Button>
      </form>
    </details>
  );
}

const ticks = [
  ["nouveaux", "newPatients"],
  ["visio", "video"],
  ["fauteuil", "wheelchair"],
  ["secteur1", "sector1"],
] as const;

interface TickProps {
  type: "checkbox" | "radio";
  name: string;
  value: string;
  checked: boolean;
  label: string;
}

function Tick({ label, type, ...input }: TickProps) {
  return (
    <label class="target gap-3!">
      <input class={type} type={type} {...input} /> {label}
    </label>
  );
}
