import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import {
  columnsOf,
  type Repetition,
  type RepetitionRefusal,
  refusalOfHours,
  refusalOfRepetition,
  type WrittenHours,
} from "./repetition.ts";

/** Hours in which a practitioner receives at a site, for the visit reasons named. */
export type OpeningPlan = OpeningTime & {
  establishmentId: string;
  practitionerId: string;
  siteId: string;
  reasonIds: readonly string[];
};

/** Once, or repeated. */
export type OpeningTime = WrittenHours &
  ({ on: Temporal.PlainDate } | (Repetition & { except?: readonly PlannedException[] }));

/** Other hours on one date of a repeated opening; without hours, none at all. Several for one date all replace it. */
export type PlannedException = { on: Temporal.PlainDate } & (WrittenHours | { from?: undefined; to?: undefined });

export type PlanRefusal = RepetitionRefusal | "no-reason" | "not-at-this-site" | "not-offered";
export type PlanOutcome = { done: true; openingId: string } | { done: false; because: PlanRefusal };

/** Plans an opening of a practitioner, at a site where he receives, for visit reasons he offers. Free times follow from it at once. */
export async function planOpening(tx: Tx, plan: OpeningPlan): Promise<PlanOutcome> {
  const because = await refusalOf(tx, plan);
  if (because) return { done: false, because };

  const { establishmentId, practitionerId, siteId, reasonIds, from, to } = plan;
  const openingId = newId();
  const when = "on" in plan ? { onDate: plan.on } : columnsOf(plan);
  await tx
    .insertInto("opening")
    .values({ id: openingId, establishmentId, practitionerId, siteId, fromTime: from, toTime: to, ...when })
    .execute();
  await tx
    .insertInto("openingReason")
    .values(reasonIds.map((visitReasonId) => ({ openingId, visitReasonId, establishmentId })))
    .execute();
  const exceptions = exceptionsOf(plan);
  if (exceptions.length > 0) {
    const rows = exceptions.map(({ on: onDate, from: fromTime = null, to: toTime = null }) => {
      return { id: newId(), openingId, establishmentId, onDate, fromTime, toTime };
    });
    await tx.insertInto("openingException").values(rows).execute();
  }
  return { done: true, openingId };
}

/** Why this may not be planned, or null when it may. */
export async function refusalOf(tx: Tx, plan: OpeningPlan): Promise<PlanRefusal | null> {
  return refusalToPlan(plan) ?? (await refusalByWhatIsOffered(tx, plan));
}

function exceptionsOf(plan: OpeningPlan): readonly PlannedException[] {
  return "on" in plan ? [] : (plan.except ?? []);
}

function refusalToPlan(plan: OpeningPlan): PlanRefusal | null {
  if (plan.reasonIds.length === 0) return "no-reason";
  const hours = [plan, ...exceptionsOf(plan).filter((exception) => exception.from !== undefined)];
  for (const each of hours) if (refusalOfHours(each)) return "malformed-time";
  return "on" in plan ? null : refusalOfRepetition(plan);
}

async function refusalByWhatIsOffered(
  tx: Tx,
  { practitionerId, siteId, reasonIds }: OpeningPlan,
): Promise<PlanRefusal | null> {
  const { rows } = await sql<{ isThere: boolean; offered: number }>`
    select exists (select from practitioner_site where practitioner_id = ${practitionerId} and site_id = ${siteId}) as is_there,
      (select count(*)::integer from practitioner_reason
        where practitioner_id = ${practitionerId} and visit_reason_id = any (${reasonIds}::uuid[])) as offered`.execute(
    tx,
  );
  const { isThere = false, offered = 0 } = rows[0] ?? {};
  if (!isThere) return "not-at-this-site";
  return offered === new Set(reasonIds).size ? null : "not-offered";
}
