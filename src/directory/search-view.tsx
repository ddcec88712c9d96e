import type { Place } from "../establishments/communes.ts";
import { paths } from "../paths.ts";
import { DirectPost } from "../ui/direct-post.tsx";
import { Icon } from "../ui/icon.tsx";
import { Page } from "../ui/page.tsx";
import { Pager } from "../ui/pager.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import { atPlace } from "./at-place.ts";
import { pageSize, type SearchResult } from "./find.ts";
import { NothingFound, UnknownPlace } from "./nothing-found.tsx";
import { ResultCard } from "./result-card.tsx";
import { SearchBar } from "./search-bar.tsx";
import { SearchFilters } from "./search-filters.tsx";
import { addressOf, filtersIn, type Search, wishesOf } from "./search-query.ts";
import { slotFields } from "./slot-link.tsx";

export interface SearchViewProps {
  search: Search;
  result: SearchResult;
}

/** The results of a search, with the form that asked for them. */
export function SearchView({ search, result }: SearchViewProps) {
  const t = useWords("directory");
  const heading = useHeading(search, result);
  const isIndexed = filtersIn(search) === 0 && search.page === 1 && result.total > 0;
  return (
    <Page
      title={heading}
      {...(isIndexed && { description: t("search.description", { heading }) })}
      current={paths.search()}
      erred={result.isPlaceUnknown}
    >
      <SearchAgain search={search} result={result} />
      <h1 class="mt-9 wrap-anywhere text-[clamp(1.7rem,1.4rem+1.2vw,2.2rem)]!">{heading}</h1>
      <Namesakes search={search} namesakes={result.namesakes} />
      {result.isPlaceUnknown ? <UnknownPlace search={search} /> : <Answer search={search} result={result} />}
    </Page>
  );
}

/** « Ou plutôt Saint-Denis (93) ? » */
function Namesakes({ search, namesakes }: { search: Search; namesakes: Place[] }) {
  const t = useWords("directory");
  if (namesakes.length === 0) return null;
  return (
    <p class="mt-2 flex flex-wrap items-center gap-x-4">
      <span class="muted">{t("search.namesakes")}</span>
      {namesakes.map(({ label }) => (
        <a key={label} class="link target" href={addressOf({ ...search, where: label, page: 1 })}>
          {label}
        </a>
      ))}
    </p>
  );
}

/** On a phone, folded under a summary of what was asked. */
function SearchAgain({ search, result }: SearchViewProps) {
  const t = useWords("directory");
  const where = result.place?.label ?? search.where;
  return (
    <details
      class="sheet max-md:shadow-lift md:details-content:[content-visibility:visible] md:details-content:block"
      open={result.isPlaceUnknown}
    >
      <summary class="flex flex-wrap items-center gap-3 py-3 px-4 cursor-pointer md:supports-[selector(::details-content)]:hidden">
        <Icon name="search" class="text-primary" />
        <span class="grow basis-32 leading-snug">
          <strong class="font-semibold">{useAsked(search, result)}</strong>
          <br />
          <span class="muted">{where || t("search.everywhere")}</span>
        </span>
        <span class="link">{t("search.change")}</span>
      </summary>
      <SearchBar
        who={search.who}
        where={where}
        kept={wishesOf(search)}
        class="shadow-none! border-0!"
        {...(result.isPlaceUnknown && { whereError: t("search.unknownPlace") })}
      />
    </details>
  );
}

function Answer({ search, result }: SearchViewProps) {
  const t = useWords("directory");
  const { shown, page, total } = result;
  const first = (page - 1) * pageSize + 1;
  return (
    <>
      {total > 0 && (
        <p class="muted mt-2" role="status">
          <Summary search={search} result={result} />
        </p>
      )}
      <div class="mt-6 grid grid-cols-1 gap-7 lg:grid-cols-[15.5rem_minmax(0,1fr)] items-start">
        <SearchFilters search={search} />
        {total === 0 ? (
          <NothingFound search={search} result={result} />
        ) : (
          <div>
            <h2 class="sr-only">{t("search.results")}</h2>
            <ol class="grid grid-cols-1 gap-4" start={first}>
              {shown.map(({ found, times }) => (
                <ResultCard key={found.practitionerId} found={found} times={times} />
              ))}
            </ol>
            <Pager
              from={first}
              to={first + shown.length - 1}
              total={total}
              size={pageSize}
              previous={page > 1 ? addressOf({ ...search, page: page - 1 }) : undefined}
              next={first + shown.length - 1 < total ? addressOf({ ...search, page: page + 1 }) : undefined}
            />
            <Ranking search={search} result={result} />
            <DirectPost action={paths.choice()} fields={slotFields} />
          </div>
        )}
      </div>
    </>
  );
}

/** « 24 soignants à moins de 10 km, du plus tôt au plus tard ». */
function Summary({ search, result: { total, withinKm, isCut, place } }: SearchViewProps) {
  const t = useWords("directory");
  const found = t(isCut ? "search.foundMore" : "search.found", { count: total });
  const near = withinKm ? ` ${t("search.within", { km: withinKm })}` : "";
  const order = search.sort === "soonest" ? "search.soonestFirst" : place ? "search.nearestFirst" : "search.byName";
  const rest = isCut ? `. ${t(place ? "search.cutNear" : "search.cutAnywhere", { count: total })}` : "";
  return (
    <>
      {found}
      {near}, {t(order)}
      {rest}
    </>
  );
}

/** What decides the order must be said (Code de la consommation, article L111-7). */
function Ranking({ search, result }: SearchViewProps) {
  const t = useWords("directory");
  const byPlace = result.place ? "search.rankingNearest" : "search.rankingName";
  const criteria = t(search.sort === "soonest" ? "search.rankingSoonest" : byPlace);
  return <p class="muted small mt-6 max-w-[38rem]">{t("search.ranking", { criteria })}</p>;
}

/** « Médecins généralistes à Vincennes ». */
function useHeading(search: Search, result: SearchResult): string {
  const t = useWords("directory");
  const who = useAsked(search, result);
  return result.place ? t("search.heading", { who, where: atPlace(result.place.name, t) }) : who;
}

/** « Médecins généralistes », « « lune » », « Soignants ». */
function useAsked(search: Search, { who }: SearchResult): string {
  const t = useWords("directory");
  const { language } = useRequest();
  const [specialty, another] = who.specialties;
  if (specialty && !another && !who.both) return specialty.names[language].plural;
  return search.who ? t("search.named", { name: search.who }) : t("search.anyone");
}
