import type { StaffActor } from "../patients/files.ts";
import type { Tx } from "../platform/db.ts";
import type { Desk } from "../team/desk.ts";
import { type AgendaSight, readAgenda } from "./agenda.ts";
import type { Planned } from "./agenda-column.tsx";
import { type Booking, usualMinutes } from "./booking.ts";
import { lookAtAgenda } from "./look-at-agenda.ts";

/** The day a booking goes into, as it stands beside the form on a wide screen. */
export interface DayBeside {
  sight: AgendaSight;
  /** Where the new appointment would stand; nothing, while there is no hour. */
  planned: Planned | undefined;
}

/** Reads it; that its visits were shown is written down. */
export async function dayBeside(
  tx: Tx,
  booking: Booking,
  { by, desk, now }: { by: StaffActor; desk: Desk; now: Temporal.Instant },
): Promise<DayBeside | null> {
  const query = { vue: "jour", jour: booking.day.toString(), praticien: booking.agenda.id };
  const sight = await readAgenda(tx, { by, query, desk, now });
  if (!sight) return null;
  const visits = sight.columns.flatMap((column) => column.visits);
  await lookAtAgenda(tx, by, visits, { now });
  return { sight, planned: plannedBy(booking) };
}

function plannedBy(booking: Booking): Planned | undefined {
  const { agenda, day, time, typed } = booking;
  if (!time) return undefined;
  const { hour, minute } = Temporal.PlainTime.from(time);
  const minutes = Number(typed.minutes) || usualMinutes(booking);
  return { practitionerId: agenda.id, day, startMin: hour * 60 + minute, minutes };
}
