import type { AgendaQuery } from "../pro-paths.ts";

export type AgendaView = NonNullable<AgendaQuery["vue"]>;
const views: readonly AgendaView[] = ["jour", "semaine", "liste"];

/** What an address asks to see. Ids may be anything still. */
export interface Asked {
  view: AgendaView;
  /** Null: none was asked for, so today is meant. */
  day: Temporal.PlainDate | null;
  /** A day was asked for that is none, or lies in no time of ours: today is shown instead, and said. */
  isDayOdd: boolean;
  practitionerId: string | null;
  siteId: string | null;
}

/** Reads the query of an address as anyone may have written it. */
export function readAsked(query: Record<string, string>): Asked {
  const { vue, jour, praticien, lieu } = query;
  const day = dayIn(jour);
  return {
    view: views.find((view) => view === vue) ?? "jour",
    day,
    isDayOdd: Boolean(jour) && day === null,
    practitionerId: praticien || null,
    siteId: lieu || null,
  };
}

/** The day written `2026-11-23`, of this century or the next; null for anything else. */
export function dayIn(text: string | undefined): Temporal.PlainDate | null {
  if (!text || !/^2[01]\d{2}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" });
  } catch {
    return null;
  }
}
