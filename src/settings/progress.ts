import { sql } from "kysely";
import type { Staff } from "../establishments/remember-setting.ts";
import type { Tx } from "../platform/db.ts";

/** How far an establishment is set up: how many of each are there. */
export interface Progress {
  sites: number;
  practitioners: number;
  reasons: number;
  /** Reasons that at least one practitioner receives for. */
  offered: number;
  openings: number;
  /** The public address of a practitioner patients can book with; null while there is none. */
  bookable: string | null;
  colleagues: number;
}

/** What patients need before they can book, in the order in which it is set up. */
export const steps = ["sites", "practitioners", "reasons", "openings"] as const;
export type Step = (typeof steps)[number];

/** The first step that is still to be done; null when patients can book. */
export function nextStep(progress: Progress): Step | null {
  return steps.find((step) => !isReached(progress, step)) ?? null;
}

export function isReached(progress: Progress, step: Step): boolean {
  return step === "reasons" ? progress.offered > 0 : progress[step] > 0;
}

/** One query: of one's own establishment, without what is closed or over. */
export async function progressOf(tx: Tx, by: Staff, today: Temporal.PlainDate): Promise<Progress> {
  const { establishmentId: house } = by;
  const { rows } = await sql<Progress>`
    with reached as (
      select p.slug, r.id as reason_id from practitioner_reason pr
        join practitioner p on p.id = pr.practitioner_id and p.active
        join visit_reason r on r.id = pr.visit_reason_id and r.active
      where pr.establishment_id = ${house})
    select
      (select count(*)::integer from site where establishment_id = ${house} and active) as sites,
      (select count(*)::integer from practitioner where establishment_id = ${house} and active) as practitioners,
      (select count(*)::integer from visit_reason where establishment_id = ${house} and active) as reasons,
      (select count(distinct reason_id)::integer from reached) as offered,
      (select count(*)::integer from opening join practitioner p on p.id = opening.practitioner_id and p.active
        where opening.establishment_id = ${house} and coalesce(until_on, on_date, 'infinity'::date) >= ${today}) as openings,
      (select min(reached.slug) from reached) as bookable,
      (select count(*)::integer from staff where establishment_id = ${house} and removed_at is null) as colleagues`.execute(
    tx,
  );
  return rows[0]!;
}
