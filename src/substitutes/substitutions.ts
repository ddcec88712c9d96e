import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";

/** A substitution, by the names on the sheets. */
export interface Substitution {
  id: string;
  absent: string;
  substitute: string;
  fromOn: Temporal.PlainDate;
  toOn: Temporal.PlainDate;
  absenceId: string | null;
}

const name = (who: string) =>
  sql`concat_ws(' ', nullif(${sql.ref(`${who}.title`)}, ''), ${sql.ref(`${who}.first_name`)}, ${sql.ref(`${who}.last_name`)})`;

/** Those of an establishment that end after `since`, the next first. */
export async function substitutionsOf(
  tx: Tx,
  { establishmentId, since }: { establishmentId: string; since: Temporal.PlainDate },
): Promise<Substitution[]> {
  const { rows } = await sql<Substitution>`
    select substitution.id, ${name("absent")} as absent, ${name("substitute")} as substitute, from_on, to_on, absence_id
    from substitution join practitioner absent on absent.id = substitution.practitioner_id
      join practitioner substitute on substitute.id = substitution.substitute_id
    where substitution.establishment_id = ${establishmentId} and to_on >= ${since}
    order by to_on desc, substitution.id desc`.execute(tx);
  return rows;
}

/** Those who receive here, and until when, if they leave. */
export interface Present {
  id: string;
  name: string;
  leavesOn: Temporal.PlainDate | null;
}

export async function presentPractitioners(tx: Tx, establishmentId: string): Promise<Present[]> {
  const { rows } = await sql<Present>`
    select id, ${name("practitioner")} as name, leaves_on from practitioner
    where establishment_id = ${establishmentId} and active order by search_key(last_name), id`.execute(tx);
  return rows;
}

export type SubstitutionState = "now" | "ahead" | "over" | "off";

export function stateOf(
  { fromOn, toOn }: Pick<Substitution, "fromOn" | "toOn">,
  today: Temporal.PlainDate,
): SubstitutionState {
  if (Temporal.PlainDate.compare(fromOn, toOn) > 0) return "off";
  if (Temporal.PlainDate.compare(toOn, today) < 0) return "over";
  return Temporal.PlainDate.compare(fromOn, today) > 0 ? "ahead" : "now";
}
