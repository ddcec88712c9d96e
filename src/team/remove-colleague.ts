import { sql } from "kysely";
import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { unlessLastManager } from "./change-rights.ts";
import type { StaffActor } from "./invite-colleague.ts";

export type RemoveColleagueOutcome = { done: true } | { done: false; because: "not-found" | "last-manager" };

/** Takes a colleague off the team: her sessions at a desk end at once, and whatever she signed keeps her name. */
export async function removeColleague(
  db: Db,
  { staffId, by, now }: { staffId: string; by: StaffActor; now: Temporal.Instant },
): Promise<RemoveColleagueOutcome> {
  return unlessLastManager(() =>
    asActor(db, by, async (tx): Promise<RemoveColleagueOutcome> => {
      const { rows } = await sql<{ gone: boolean }>`select remove_colleague(${staffId}, ${now}) as gone`.execute(tx);
      if (!rows[0]?.gone) return { done: false, because: "not-found" };
      await remember(tx, "staff-removed", { establishmentId: by.establishmentId, now, detail: { staffId } });
      return { done: true };
    }),
  );
}
