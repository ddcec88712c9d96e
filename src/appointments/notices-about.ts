import type { Tx } from "../platform/db.ts";
import type { Staff } from "./act.ts";
import { appointmentsOpenTo } from "./queries.ts";

/** What was sent about an appointment, with its receipts, the newest first. */
export function noticesAbout(tx: Tx, by: Staff, id: string) {
  return tx
    .selectFrom("notice")
    .select(["id", "kind", "channel", "recipient", "status", "because", "decidedAt", "sentAt", "delivery"])
    .where("appointmentId", "in", appointmentsOpenTo(tx, by).select("appointment.id").where("appointment.id", "=", id))
    .orderBy("decidedAt", "desc")
    .orderBy("id", "desc")
    .execute();
}
