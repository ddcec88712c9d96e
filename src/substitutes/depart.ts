import { sql } from "kysely";
import type { Staff } from "../appointments/act.ts";
import { remember } from "../audit/remember.ts";
import { declareAbsence } from "../availability/declare-absence.ts";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";

export interface Departure {
  practitionerId: string;
  /** The last day on which he receives. */
  lastOn: Temporal.PlainDate;
  by: Staff;
  now: Temporal.Instant;
}

export type DepartOutcome =
  | { done: true /** Under which appointments after that day are listed. */; absenceId: string }
  | { done: false; because: "not-found" | "already-over" | "leaves-already" };

/** How long nothing is offered after a departure: for ever, as far as anyone books. */
const yearsAway = 20;

/** A practitioner leaves after a day: his openings end with it, nothing is offered after it, and the day after his sheet closes. Appointments made
 * for later stay until someone decides about them: they are listed under the absence that this declares. */
export async function planDeparture(db: Db, { practitionerId, lastOn, by, now }: Departure): Promise<DepartOutcome> {
  return asActor(db, by, async (tx): Promise<DepartOutcome> => {
    const { establishmentId } = by;
    const found = await tx
      .selectFrom("practitioner")
      .select(["leavesOn"])
      .where("id", "=", practitionerId)
      .where("establishmentId", "=", establishmentId)
      .forUpdate()
      .executeTakeFirst();
    if (!found) return { done: false, because: "not-found" };
    if (found.leavesOn) return { done: false, because: "leaves-already" };
    const zone = await zoneOf(tx, practitionerId);
    const today = now.toZonedDateTimeISO(zone).toPlainDate();
    if (Temporal.PlainDate.compare(lastOn, today) < 0) return { done: false, because: "already-over" };

    await tx.updateTable("practitioner").set({ leavesOn: lastOn }).where("id", "=", practitionerId).execute();
    await tx.deleteFrom("opening").where("practitionerId", "=", practitionerId).where("onDate", ">", lastOn).execute();
    await tx.deleteFrom("opening").where("practitionerId", "=", practitionerId).where("sinceOn", ">", lastOn).execute();
    await tx
      .updateTable("opening")
      .set({ untilOn: lastOn })
      .where("practitionerId", "=", practitionerId)
      .where("onDate", "is", null)
      .where((row) => row.or([row("untilOn", "is", null), row("untilOn", ">", lastOn)]))
      .execute();
    const from = lastOn.add({ days: 1 }).toPlainDateTime("00:00");
    const away = await declareAbsence(tx, {
      ...{ from, to: from.add({ years: yearsAway }), establishmentId, resourceId: practitionerId, zone },
    });
    if (!away.done) throw new Error(`the absence of a departure is refused: ${away.because}`);
    const detail = { practitionerId, lastOn: lastOn.toString() };
    await remember(tx, "departure-planned", { establishmentId, now, detail });
    return { done: true, absenceId: away.absenceId };
  });
}

async function zoneOf(tx: Tx, practitionerId: string): Promise<string> {
  const { rows } = await sql<{ zone: string }>`
    select site.zone from practitioner_site join site on site.id = practitioner_site.site_id
    where practitioner_site.practitioner_id = ${practitionerId} order by site.active desc, site.name limit 1`.execute(
    tx,
  );
  return rows[0]?.zone ?? "Europe/Paris";
}

/** Closes the sheets of those who left: each from the day after, on the clock of Paris, which no territory is a day away from for long. */
export async function closeDepartures(db: Db, { now }: { now: Temporal.Instant }): Promise<void> {
  const today = now.toZonedDateTimeISO("Europe/Paris").toPlainDate();
  await asActor(db, { kind: "system", job: "departures" }, (tx) =>
    tx
      .updateTable("practitioner")
      .set({ active: false })
      .where("active", "=", true)
      .where("leavesOn", "<", today)
      .execute(),
  );
}
