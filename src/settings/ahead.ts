import { appointmentsOpenTo } from "../appointments/queries.ts";
import type { Staff } from "../establishments/remember-setting.ts";
import type { Tx } from "../platform/db.ts";

/** Appointments to come: how many, and the first of them. Times and agendas only: nobody is looked at here. */
export interface Ahead {
  count: number;
  first: { practitionerId: string; startsAt: Temporal.Instant; zone: string; lastName: string }[];
}

const shown = 8;

/** Those still to come at this site, with this practitioner, or for this visit reason, among those one may see. */
export async function aheadIn(
  tx: Tx,
  by: Staff,
  of: { siteId?: string; practitionerId?: string; visitReasonId?: string },
  now: Temporal.Instant,
): Promise<Ahead> {
  const [[column, id]] = Object.entries(of) as [["siteId" | "practitionerId" | "visitReasonId", string]];
  const ahead = appointmentsOpenTo(tx, by)
    .where(`appointment.${column}`, "=", id)
    .where("appointment.startsAt", ">", now)
    .where("appointment.status", "in", ["requested", "booked", "arrived", "in-consultation"]);
  const { count } = await ahead.select(({ fn }) => fn.countAll<string>().as("count")).executeTakeFirstOrThrow();
  const first = await ahead
    .innerJoin("practitioner", "practitioner.id", "appointment.practitionerId")
    .select(["appointment.practitionerId", "appointment.startsAt", "appointment.zone", "practitioner.lastName"])
    .orderBy("appointment.startsAt")
    .limit(shown)
    .execute();
  return { count: Number(count), first };
}
