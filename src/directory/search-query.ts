import { searchedLanguages } from "../establishments/languages.ts";
import type { SearchFilters } from "../establishments/search.ts";
import { paths, type SearchQuery } from "../paths.ts";

/** A search, as its address tells it. */
export interface Search {
  /** As typed: a name, a specialty, or nothing. */
  who: string;
  /** As typed: a commune, a postal code, or nothing. */
  where: string;
  sort: "soonest" | "nearest";
  filters: SearchFilters;
  /** From 1. */
  page: number;
}

/** Reads an address; what it does not understand is as if it were not there. */
export function readSearch(query: Record<string, string>): Search {
  const language = searchedLanguages.find((code) => code === query.langue);
  return {
    who: text(query.qui),
    where: text(query.ou),
    sort: query.tri === "pres" ? "nearest" : "soonest",
    filters: {
      newPatients: query.nouveaux === "1",
      video: query.visio === "1",
      wheelchair: query.fauteuil === "1",
      sector1: query.secteur1 === "1",
      ...(language && { language }),
    },
    page: Math.min(Math.max(1, Math.trunc(Number(query.page)) || 1), 1000),
  };
}

/** The address of a search, first page unless told otherwise. */
export function addressOf({ page = 1, ...search }: Omit<Search, "page"> & { page?: number }): string {
  const { who: qui, where: ou } = search;
  return paths.search({ qui, ou, ...wishesOf(search), ...(page > 1 && { page: String(page) }) });
}

/** Its order and filters, as an address tells them. */
export function wishesOf({
  sort,
  filters,
}: Pick<Search, "sort" | "filters">): Omit<SearchQuery, "qui" | "ou" | "page"> {
  return {
    ...(sort === "nearest" && { tri: "pres" }),
    ...(filters.newPatients && { nouveaux: "1" }),
    ...(filters.video && { visio: "1" }),
    ...(filters.wheelchair && { fauteuil: "1" }),
    ...(filters.sector1 && { secteur1: "1" }),
    ...(filters.language && { langue: filters.language }),
  };
}

/** How many filters narrow this search. */
export function filtersIn({ filters }: Search): number {
  return Object.values(filters).filter(Boolean).length;
}

function text(typed = ""): string {
  return typed.trim().slice(0, 100);
}
