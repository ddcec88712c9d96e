import type { Selectable } from "kysely";
import type { Tx } from "../platform/db.ts";
import type { DB } from "../platform/schema.ts";

export type AppointmentRow = Selectable<DB["appointment"]>;

/** An appointment as it stood before an act, with what it took: ids, times and codes only, written as JSON. */
export type Before = Written<Pick<AppointmentRow, (typeof kept)[number]>> & {
  occupations: Written<Occupied>[];
  /** The appointments that it lay over, or under. */
  together: string[];
};

type Occupied = Pick<
  Selectable<DB["occupation"]>,
  "resourceId" | "siteId" | "occupiedFrom" | "occupiedTo" | "overbooked"
>;

/** What JSON makes of a row. */
type Written<Row> = { [Column in keyof Row]: AsText<Row[Column]> };
type AsText<Value> = Value extends Temporal.Instant | Temporal.PlainDateTime ? string : Value;

/** What undoing an act brings back. */
const kept = [
  ...(["version", "sequence", "status", "practitionerId", "siteId", "visitReasonId", "isDiscreet"] as const),
  ...(["startsAt", "endsAt", "zone", "startsLocal", "overbooked", "cancellableUntil", "movableUntil"] as const),
  ...(["arrivedAt", "calledAt", "seenAt", "missedAt"] as const),
] as const;

/** What is to be restored of this row, should the act be taken back. To be asked before the act changes anything. */
export async function before(tx: Tx, row: AppointmentRow): Promise<Before> {
  const occupations = await tx
    .selectFrom("occupation")
    .select(["resourceId", "siteId", "occupiedFrom", "occupiedTo", "overbooked"])
    .where("appointmentId", "=", row.id)
    .execute();
  const stood = Object.fromEntries(kept.map((column) => [column, row[column]]));
  const together = (await takenWith(tx, occupations)).filter((id) => id !== row.id);
  return JSON.parse(JSON.stringify({ ...stood, occupations, together })) as Before;
}

/** The appointments of agendas one keeps that take some of this time. What else takes it, the database does not let pass unless it is on
 * purpose. */
export async function takenWith(tx: Tx, occupations: readonly Occupied[]): Promise<string[]> {
  const [first] = occupations;
  if (!first) return [];
  const { occupiedFrom, occupiedTo } = first;
  const rows = await tx
    .selectFrom("occupation")
    .select("appointmentId")
    .distinct()
    .where(
      "resourceId",
      "in",
      occupations.map(({ resourceId }) => resourceId),
    )
    .where("occupiedFrom", "<", occupiedTo)
    .where("occupiedFrom", ">=", occupiedFrom.subtract({ hours: 24 })) // for the index: nothing takes longer
    .where("occupiedTo", ">", occupiedFrom)
    .where("appointmentId", "is not", null)
    .execute();
  return rows.map(({ appointmentId }) => appointmentId!);
}

/** The columns of the appointment as they stood. */
export function columnsOf(stood: Before) {
  const { occupations: _, together: __, version: ___, ...columns } = stood;
  return {
    ...columns,
    startsAt: instant(stood.startsAt),
    endsAt: instant(stood.endsAt),
    startsLocal: Temporal.PlainDateTime.from(stood.startsLocal),
    cancellableUntil: maybe(stood.cancellableUntil),
    movableUntil: maybe(stood.movableUntil),
    arrivedAt: maybe(stood.arrivedAt),
    calledAt: maybe(stood.calledAt),
    seenAt: maybe(stood.seenAt),
    missedAt: maybe(stood.missedAt),
  };
}

/** What it took, as it was taken. */
export function occupationsOf(stood: Before): Occupied[] {
  return stood.occupations.map((taken) => ({
    ...taken,
    occupiedFrom: instant(taken.occupiedFrom),
    occupiedTo: instant(taken.occupiedTo),
  }));
}

function instant(text: string): Temporal.Instant {
  return Temporal.Instant.from(text);
}

function maybe(text: string | null): Temporal.Instant | null {
  return text === null ? null : instant(text);
}
