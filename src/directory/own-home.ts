import { isAhead } from "../appointments/appointment.ts";
import { type AppointmentDetails, myAppointments } from "../appointments/details.ts";
import type { Actor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";

export interface OwnHome {
  /** The next appointment of anyone this user acts for. */
  next: AppointmentDetails | null;
  /** Whom it is for, unless it is the user's own. */
  nextFor: string | null;
  /** Practitioners already seen or booked, the latest first, each by the latest appointment; at most three who still practise. */
  known: AppointmentDetails[];
}

/** What someone signed in finds at home. Two queries. */
export async function ownHome(tx: Tx, by: Extract<Actor, { kind: "user" }>, now: Temporal.Instant): Promise<OwnHome> {
  const mine = await myAppointments(tx, by, { limit: 200, now });
  const next = mine.filter((appointment) => isAhead(appointment, now)).at(-1) ?? null;
  return { next, nextFor: next && !next.isOwn ? next.patientFirstNames : null, known: await knownAmong(tx, mine) };
}

async function knownAmong(tx: Tx, mine: AppointmentDetails[]): Promise<AppointmentDetails[]> {
  const latest = [...new Map(mine.toReversed().map((each) => [each.practitionerId, each])).values()]
    .sort((a, b) => Temporal.Instant.compare(b.startsAt, a.startsAt))
    .slice(0, 10);
  if (latest.length === 0) return [];
  const ids = latest.map(({ practitionerId }) => practitionerId);
  const practising = await tx
    .selectFrom("practitioner")
    .select("id")
    .where("id", "in", ids)
    .where("active", "=", true)
    .execute();
  return latest.filter(({ practitionerId }) => practising.some(({ id }) => id === practitionerId)).slice(0, 3);
}
