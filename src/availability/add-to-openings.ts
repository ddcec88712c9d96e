import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";

/** From now on these practitioners receive for this visit reason in every opening of theirs that is not over, among the agendas one keeps.
 * How many openings it was added to. */
export async function addToOpenings(
  tx: Tx,
  {
    reasonId,
    practitionerIds,
    today,
  }: { reasonId: string; practitionerIds: readonly string[]; today: Temporal.PlainDate },
): Promise<number> {
  const added = await sql`
    with added as (
      insert into opening_reason (opening_id, visit_reason_id, establishment_id)
      select opening.id, ${reasonId}, opening.establishment_id from opening
      where opening.practitioner_id = any (${practitionerIds}::uuid[]) and opening.practitioner_id in (select my_agendas())
        and coalesce(until_on, on_date, 'infinity'::date) >= ${today}
      on conflict do nothing returning opening_id
    )
    update opening set version = version + 1 where id in (select opening_id from added)`.execute(tx);
  return Number(added.numAffectedRows ?? 0);
}
