import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { agendasSeen, type Count, countsOf, type Named, reasonNames, type Sent, sentOf } from "./figures.ts";
import { daysToNextFree } from "./next-free.ts";
import { openMinutes } from "./open-minutes.ts";
import type { Period } from "./period.ts";

/** All that the page of figures tells. */
export interface Report {
  period: Period;
  /** Those the acting member of staff may see; `chosen`: those the figures are about. */
  agendas: Named[];
  chosen: Named[];
  counts: Count[];
  reasons: Map<string, string>;
  /** Of each practitioner, in the period. */
  openMin: Map<string, number>;
  nextFree: Map<string, { days: number | null; reason: string }>;
  sent: Sent[];
}

export interface Asked {
  by: Extract<Actor, { kind: "staff" }>;
  period: Period;
  /** One agenda only; null: all one may see. */
  practitionerId: string | null;
  now: Temporal.Instant;
}

/** The figures of a period, of the agendas the acting member of staff may see; null when the one named is none of them. A constant number of
 * queries. */
export function reportFor(db: Db, { by, period, practitionerId, now }: Asked): Promise<Report | null> {
  return asActor(db, by, async (tx) => {
    const agendas = await agendasSeen(tx);
    const chosen = practitionerId ? agendas.filter(({ id }) => id === practitionerId) : agendas;
    if (practitionerId && chosen.length === 0) return null;
    const practitionerIds = chosen.map(({ id }) => id);
    const { establishmentId } = by;
    return {
      ...{ period, agendas, chosen },
      counts: await countsOf(tx, { practitionerIds, period }),
      reasons: await reasonNames(tx, establishmentId),
      openMin: await openMinutes(tx, { practitionerIds, establishmentId, period }),
      nextFree: await daysToNextFree(tx, { practitionerIds, now }),
      sent: await sentOf(tx, { establishmentId, practitionerIds, period }),
    };
  });
}
