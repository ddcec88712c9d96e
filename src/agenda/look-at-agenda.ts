import { type LookKind, look } from "../audit/look.ts";
import type { StaffActor } from "../patients/files.ts";
import type { Tx } from "../platform/db.ts";
import type { Visit } from "./visits.ts";

type Kind = Extract<LookKind, "agenda-viewed" | "agenda-printed">;

/** Writes down that these visits were shown in an agenda: a line for each, one statement. */
export async function lookAtAgenda(
  tx: Tx,
  by: StaffActor,
  visits: readonly Pick<Visit, "id" | "patientId">[],
  { kind = "agenda-viewed", now }: { kind?: Kind; now: Temporal.Instant },
): Promise<void> {
  const { establishmentId } = by;
  const looked = visits.map(({ id: appointmentId, patientId }) => ({ establishmentId, patientId, appointmentId }));
  await look(tx, kind, looked, now);
}

/** What this process told already, so that a page that stays open all day, and asks for itself whenever something changes, does not ask the
 * journal to refuse hundreds of lines each time.
 *
 * Whoever opens the page is told of once in five minutes, as always (src/audit/look.ts). A page that refreshes itself goes on with one
 * look: told is what it shows for the first time in an hour. Nothing rests upon this memory but the number of lines. */
export function toldLooks() {
  const toldAt = new Map<string, Map<string, number>>();
  return {
    /** Those of these visits that are still to be told of. */
    untold<V extends { id: string }>(
      { staffId }: StaffActor,
      visits: readonly V[],
      { now, isRefresh }: { now: Temporal.Instant; isRefresh: boolean },
    ): V[] {
      const mine = toldAt.get(staffId);
      if (!mine) return [...visits];
      const since = isRefresh ? now.epochMilliseconds - hourMs : startOfLook(now);
      return visits.filter(({ id }) => (mine.get(id) ?? 0) < since);
    },
    /** To be called when the transaction that told them has been committed. */
    told({ staffId }: StaffActor, visits: readonly { id: string }[], now: Temporal.Instant): void {
      if (visits.length === 0) return;
      const mine = toldAt.get(staffId) ?? new Map<string, number>();
      for (const [id, at] of mine) if (at < now.epochMilliseconds - hourMs) mine.delete(id);
      for (const { id } of visits) mine.set(id, now.epochMilliseconds);
      toldAt.set(staffId, mine);
    },
  };
}

export type ToldLooks = ReturnType<typeof toldLooks>;

const hourMs = 60 * 60_000;
const lookMs = 5 * 60_000;

/** When the five minutes began in which the journal takes one line for the same look (migrations/0019_journal.sql). */
function startOfLook(now: Temporal.Instant): number {
  return now.epochMilliseconds - (now.epochMilliseconds % lookMs);
}
