import type { Tx } from "../platform/db.ts";
import type { Staff } from "./act.ts";

/** Writes what colleagues should know beside an appointment; nothing, or blanks, takes it away. At most 1000 characters. */
export async function writeNote(
  tx: Tx,
  { appointmentId, note, by, now }: { appointmentId: string; note: string | null; by: Staff; now: Temporal.Instant },
): Promise<void> {
  const text = note?.trim();
  if (!text) {
    await tx.deleteFrom("appointmentNote").where("appointmentId", "=", appointmentId).execute();
    return;
  }
  const written = { note: text, writtenBy: by.staffId, writtenAt: now };
  await tx
    .insertInto("appointmentNote")
    .values({ appointmentId, establishmentId: by.establishmentId, ...written })
    .onConflict((same) => same.column("appointmentId").doUpdateSet(written))
    .execute();
}
