import type { Actor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";

/** An appointment to come, as the page about leaving lists it. */
export interface Ahead {
  startsAt: Temporal.Instant;
  zone: string;
  practitioner: string;
  href: string;
}

/** The appointments to come of someone this user may act for. Handed in: appointments stand on a higher floor. */
export type AheadOf = (
  tx: Tx,
  whose: { personId: string; by: Extract<Actor, { kind: "user" }>; now: Temporal.Instant },
) => Promise<Ahead[]>;
