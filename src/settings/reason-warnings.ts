import { sql } from "kysely";
import type { Staff } from "../establishments/remember-setting.ts";
import type { Tx } from "../platform/db.ts";

/** Why a practitioner who offers a reason has no time for it: in none of his openings, or in none that is long enough. */
export interface NoTime {
  practitionerId: string;
  title: string;
  firstName: string;
  lastName: string;
  because: "in-no-opening" | "too-long";
  /** Minutes it takes (buffers may lie outside), and of his longest opening for it. */
  neededMin: number;
  longestMin: number;
}

/** Practitioners of this establishment who offer this reason, or any, and can give nobody a time for it. One query. */
export async function withoutTime(
  tx: Tx,
  by: Staff,
  { reasonId = null, today }: { reasonId?: string | null; today: Temporal.PlainDate },
): Promise<(NoTime & { reasonId: string })[]> {
  const { rows } = await sql<NoTime & { reasonId: string }>`
    select * from (
      select pr.visit_reason_id as reason_id, p.id as practitioner_id, p.title, p.first_name, p.last_name,
        coalesce(pr.duration_min, r.duration_min) as needed_min,
        coalesce((
          select max(case when o.to_time > o.from_time then extract(epoch from o.to_time - o.from_time)
              else extract(epoch from o.to_time - o.from_time) + 86400 end) / 60
          from opening o join opening_reason on opening_reason.opening_id = o.id
          where o.practitioner_id = p.id and opening_reason.visit_reason_id = r.id
            and coalesce(o.until_on, o.on_date, 'infinity'::date) >= ${today}), 0)::integer as longest_min
      from practitioner_reason pr
        join practitioner p on p.id = pr.practitioner_id and p.active
        join visit_reason r on r.id = pr.visit_reason_id and r.active
      where pr.establishment_id = ${by.establishmentId} and (${reasonId}::uuid is null or r.id = ${reasonId}::uuid)
    ) as offered
    where longest_min < needed_min
    order by last_name, first_name`.execute(tx);
  return rows.map((row) => ({ ...row, because: row.longestMin === 0 ? "in-no-opening" : "too-long" }));
}
