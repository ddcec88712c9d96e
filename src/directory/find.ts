import { type FreeTime, nextFreeTimes } from "../appointments/free-times.ts";
import { type Place, placeFrom } from "../establishments/communes.ts";
import { type Found, searchPractitioners } from "../establishments/search.ts";
import { readWho, type Who } from "../establishments/who.ts";
import type { Tx } from "../platform/db.ts";
import type { Search } from "./search-query.ts";

export interface SearchResult {
  who: Who;
  /** What the text of « Où » means; null when nothing was typed, or nothing we know. */
  place: Place | null;
  /** Other places of that name. */
  namesakes: Place[];
  isPlaceUnknown: boolean;
  /** One page of those found, with their next free times. */
  shown: { found: Found; times: FreeTime[] }[];
  page: number;
  total: number;
  withinKm: number | null;
  isCut: boolean;
}

export const pageSize = 10;
const timesEach = 6;

/** Answers a search in a constant number of queries. "Soonest" compares everyone found, and not only those of the page, by their next
 * free time as someone new to the practice sees it; those without a time online come last, the nearest first. */
export async function find(tx: Tx, search: Search, now: Temporal.Instant): Promise<SearchResult> {
  const who = readWho(search.who);
  const place = search.where === "" ? null : await placeFrom(tx, search.where);
  if (search.where !== "" && !place) return { ...nothing, who };

  const { found, ...answer } = await searchPractitioners(tx, { who, around: place, filters: search.filters });
  const page = Math.max(1, Math.min(search.page, Math.ceil(found.length / pageSize)));
  const ofPage = <T>(list: T[]) => list.slice((page - 1) * pageSize, page * pageSize);
  const asked = search.sort === "soonest" ? found : ofPage(found);
  const soon = await nextTimes(tx, asked, now, { within: comparedDays });
  const shown = search.sort === "soonest" ? ofPage(soonestFirst(found, soon)) : asked;
  const without = shown.filter(({ practitionerId }) => !soon.has(practitionerId));
  const times = new Map([...soon, ...(await nextTimes(tx, without, now, {}))]);
  return {
    ...answer,
    place,
    namesakes: place?.namesakes ?? [],
    isPlaceUnknown: false,
    shown: shown.map((each) => ({ found: each, times: times.get(each.practitionerId) ?? [] })),
    page,
    total: found.length,
  };
}

const nothing = {
  place: null,
  namesakes: [],
  isPlaceUnknown: true,
  shown: [],
  page: 1,
  total: 0,
  withinKm: null,
  isCut: false,
};

/** Sorting is stable: among equals the order of the search stays. */
function soonestFirst(found: Found[], times: Map<string, FreeTime[]>): Found[] {
  const firstMs = ({ practitionerId }: Found) => times.get(practitionerId)?.[0]?.startMs ?? Number.MAX_SAFE_INTEGER;
  return found.toSorted((a, b) => firstMs(a) - firstMs(b));
}

/** Everyone's next time is compared so far ahead; whoever has none by then comes last, and is looked at further when shown. */
const comparedDays = 90;

function nextTimes(
  tx: Tx,
  found: Found[],
  now: Temporal.Instant,
  ahead: { within?: number },
): Promise<Map<string, FreeTime[]>> {
  const asked = found.flatMap(({ practitionerId, siteId, reasonId }) =>
    reasonId ? [{ practitionerId, siteId, reasonId }] : [],
  );
  // The day it still is somewhere on Earth: no site is ahead of its own today.
  const from = now.subtract({ hours: 12 }).toZonedDateTimeISO("UTC").toPlainDate();
  return nextFreeTimes(tx, { asked, from, now, as: "new-patient", limit: timesEach, ...ahead });
}
