import { type Specialty, specialtiesSpeltLike, specialtyOf } from "../establishments/specialty.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import { atPlace } from "./at-place.ts";
import type { SearchResult } from "./find.ts";
import { addressOf, filtersIn, type Search } from "./search-query.ts";

/** The text of « Où » is no place we know: the field says it too, and keeps what was typed. */
export function UnknownPlace({ search }: { search: Search }) {
  const t = useWords("directory");
  return (
    <div class="mt-6">
      <EmptyState
        icon="map-pin"
        title={t("search.unknownPlaceTitle")}
        text={t("search.unknownPlaceText", { place: search.where })}
      >
        <ButtonLink href={addressOf({ ...search, where: "", page: 1 })}>{t("search.withoutPlace")}</ButtonLink>
      </EmptyState>
    </div>
  );
}

/** Nobody answers: what to do next, the most useful first. */
export function NothingFound({ search, result }: { search: Search; result: SearchResult }) {
  const t = useWords("directory");
  const hasFilters = filtersIn(search) > 0;
  const why = hasFilters ? "search.empty.filtered" : result.place ? "search.empty.near" : "search.empty.anywhere";
  return (
    <div class="grid grid-cols-1 gap-6">
      <EmptyState icon="search-x" title={t("search.empty.title")} text={t(why)}>
        {hasFilters && (
          <ButtonLink href={addressOf({ ...search, filters: {}, page: 1 })}>
            {t("search.empty.withoutFilters")}
          </ButtonLink>
        )}
        {result.place && (
          <ButtonLink tone={hasFilters ? "outline" : "primary"} href={addressOf({ ...search, where: "", page: 1 })}>
            {t("search.empty.everywhere")}
          </ButtonLink>
        )}
        {search.who !== "" && (
          <ButtonLink tone="outline" href={addressOf({ ...search, who: "", filters: {}, page: 1 })}>
            {t("search.empty.everyone", { where: result.place ? atPlace(result.place.name, t) : "" }).trim()}
          </ButtonLink>
        )}
      </EmptyState>
      <Suggestions title={t("search.empty.spelling")} specialties={speltLike(search, result)} search={search} />
      <Suggestions title={t("search.empty.others")} specialties={neighbours(result)} search={search} />
    </div>
  );
}

function Suggestions({ title, specialties, search }: { title: string; specialties: Specialty[]; search: Search }) {
  const { language } = useRequest();
  if (specialties.length === 0) return null;
  return (
    <div>
      <h2 class="text-[1.15rem]!">{title}</h2>
      <ul class="mt-2 flex flex-wrap gap-x-6 gap-y-1">
        {specialties.map(({ key, names }) => (
          <li key={key}>
            <a class="link target" href={addressOf({ ...search, who: names.fr.masculine, filters: {}, page: 1 })}>
              {names[language].masculine}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function speltLike(search: Search, { who }: SearchResult): Specialty[] {
  return who.specialties.length > 0 ? [] : specialtiesSpeltLike(search.who);
}

function neighbours({ who: { specialties } }: SearchResult): Specialty[] {
  const near = new Set(specialties.flatMap((specialty) => specialty.near));
  return [...near].filter((key) => specialties.every((specialty) => specialty.key !== key)).map(specialtyOf);
}
