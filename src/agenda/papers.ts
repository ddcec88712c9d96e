import type { Range } from "../availability/ranges.ts";
import type { AgendaSight } from "./agenda.ts";
import type { AgendaOf, AgendaSite } from "./agendas.ts";
import type { Visit } from "./visits.ts";

/** What one practitioner gets on paper for one place. */
export interface Paper {
  agenda: AgendaOf;
  site: AgendaSite;
  visits: Visit[];
  /** Between two openings of that place, in which nobody comes. */
  pauses: Range[];
}

/** The papers of this day, by place and then by family name: of whoever sees somebody there. */
export function papersOf({ columns, places, site }: AgendaSight): Paper[] {
  return places
    .filter(({ id }) => site === null || id === site.id)
    .flatMap((place) =>
      columns.flatMap(({ agenda, visits, open }) => {
        const there = visits.filter((visit) => visit.siteId === place.id && visit.status !== "missed");
        if (there.length === 0) return [];
        const opened = open.filter((range) => range.site.id === place.id);
        const between = opened
          .slice(1)
          .map(({ startMs }, index) => ({ startMs: opened[index]!.endMs, endMs: startMs }));
        const pauses = between.filter(
          (pause) => !there.some((visit) => visit.startMs < pause.endMs && visit.endMs > pause.startMs),
        );
        return [{ agenda, site: place, visits: there, pauses }];
      }),
    );
}
