import { type Act, beginAct, lockAgendas, type Staff } from "../appointments/act.ts";
import { appointmentsInside } from "../appointments/inside.ts";
import { makeWayMinutes } from "../appointments/make-way.ts";
import { moveInAct } from "../appointments/move-by-staff.ts";
import { remember } from "../audit/remember.ts";
import { type Day, dayOf, plainDateOf } from "../availability/calendar.ts";
import { declareAbsence } from "../availability/declare-absence.ts";
import { hoursOn, timeOf } from "../availability/opening.ts";
import { openingsOpenTo } from "../availability/openings.ts";
import { planOpening } from "../availability/plan-opening.ts";
import { clockOf } from "../availability/zone-clock.ts";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { once } from "../platform/idempotency.ts";
import { newId } from "../platform/ids.ts";

/** The longest a substitute is appointed for: half a year, to be appointed anew. */
export const mostDays = 183;

export interface Appointing {
  /** Who is away. */
  practitionerId: string;
  /** Who receives meanwhile: a practitioner of the same establishment. */
  substituteId: string;
  from: Temporal.PlainDate;
  /** Included. */
  to: Temporal.PlainDate;
  /** Patients whose appointment goes to the substitute are told. */
  tell: boolean;
  /** Made when the form was: whoever repeats the request gets the first answer again. */
  key: string;
  by: Staff;
  now: Temporal.Instant;
}

export type AppointRefusal = "not-found" | "same-person" | "no-days" | "too-long" | "already-over";

export type AppointOutcome =
  | {
      done: true;
      substitutionId: string;
      absenceId: string;
      /** Null: there was nothing to move. */
      actId: string | null;
      moved: number;
      /** Appointments that stay with whoever is away, for the substitute is not free then: they are listed under the absence. */
      left: number;
    }
  | { done: false; because: AppointRefusal };

/** Lets a substitute receive in someone's place: her agenda opens as his would have, under her own name, her own absences respected; he is away; his
 * appointments go to her at their hour, as far as she is free then. Patients are told ten minutes later, unless it is taken back. */
export async function appointSubstitute(db: Db, { key, by, now, ...wish }: Appointing): Promise<AppointOutcome> {
  const refusal = refusalToAppoint(wish, now);
  if (refusal) return { done: false, because: refusal };
  const request = { ...wish, from: wish.from.toString(), to: wish.to.toString() };
  return asActor(db, by, (tx) =>
    once<AppointOutcome>(tx, { key, request, keeps: ({ done }) => done }, () => appoint(tx, { ...wish, by, now })),
  );
}

type Wish = Omit<Appointing, "key">;

function refusalToAppoint(
  { practitionerId, substituteId, from, to }: Omit<Wish, "by" | "now">,
  now: Temporal.Instant,
): AppointRefusal | null {
  if (practitionerId === substituteId) return "same-person";
  if (Temporal.PlainDate.compare(from, to) > 0) return "no-days";
  if (from.until(to).days >= mostDays) return "too-long";
  const today = now.toZonedDateTimeISO("Pacific/Kiritimati").toPlainDate().subtract({ days: 1 }); // the latest clock there is
  return Temporal.PlainDate.compare(to, today) < 0 ? "already-over" : null;
}

async function appoint(tx: Tx, wish: Wish): Promise<AppointOutcome> {
  const { practitionerId, substituteId, from, to, by, now } = wish;
  const { establishmentId } = by;
  const zone = await zoneOf(tx, wish);
  if (!zone) return { done: false, because: "not-found" };

  await lockAgendas(tx, { practitionerIds: [practitionerId, substituteId].sort(), now });
  await offerTheSame(tx, wish);
  const openingIds = await copyOpenings(tx, wish);
  const absent = {
    from: from.toPlainDateTime("00:00"),
    to: to.add({ days: 1 }).toPlainDateTime("00:00"),
  };
  const away = await declareAbsence(tx, { ...absent, establishmentId, resourceId: practitionerId, zone });
  if (!away.done) throw new Error(`the absence of a substitution is refused: ${away.because}`);
  const { absenceId } = away;

  const substitutionId = newId();
  await tx
    .insertInto("substitution")
    .values({
      ...{ id: substitutionId, establishmentId, practitionerId, substituteId, fromOn: from, toOn: to },
      ...{ absenceId, openingIds, madeBy: by.staffId, madeAt: now },
    })
    .execute();
  await remember(tx, "substitute-appointed", {
    establishmentId,
    now,
    detail: { substitutionId, practitionerId, substituteId },
  });
  const moved = await handOver(tx, wish, { zone });
  return { done: true, substitutionId, absenceId, ...moved };
}

/** The clock his days are read on; null: one of the two is not of this house, or no longer receives. */
async function zoneOf(tx: Tx, { practitionerId, substituteId, by }: Wish): Promise<string | null> {
  const both = await tx
    .selectFrom("practitioner")
    .select("id")
    .where("id", "in", [practitionerId, substituteId])
    .where("establishmentId", "=", by.establishmentId)
    .where("active", "=", true)
    .execute();
  if (both.length !== 2) return null;
  const site = await tx
    .selectFrom("practitionerSite")
    .innerJoin("site", "site.id", "practitionerSite.siteId")
    .select("site.zone")
    .where("practitionerId", "=", practitionerId)
    .orderBy("site.active", "desc")
    .orderBy("site.name")
    .executeTakeFirst();
  return site?.zone ?? null;
}

/** She receives where he does, for what he does, as long; what she offered already stays hers. */
async function offerTheSame(tx: Tx, { practitionerId, substituteId }: Wish): Promise<void> {
  const sites = await tx
    .selectFrom("practitionerSite")
    .select(["siteId", "establishmentId"])
    .where("practitionerId", "=", practitionerId)
    .execute();
  const reasons = await tx
    .selectFrom("practitionerReason")
    .selectAll()
    .where("practitionerId", "=", practitionerId)
    .execute();
  const hers = { practitionerId: substituteId };
  if (sites.length > 0)
    await tx
      .insertInto("practitionerSite")
      .values(sites.map((site) => ({ ...site, ...hers })))
      .onConflict((same) => same.doNothing())
      .execute();
  if (reasons.length > 0)
    await tx
      .insertInto("practitionerReason")
      .values(reasons.map((reason) => ({ ...reason, ...hers })))
      .onConflict((same) => same.doNothing())
      .execute();
}

/** His hours of these days, each as hours of that one date for her: exceptions and all, and nothing of them after. */
async function copyOpenings(tx: Tx, { practitionerId, substituteId, from, to }: Wish): Promise<string[]> {
  const ids: string[] = [];
  for (const opening of await openingsOpenTo(tx, { practitionerId })) {
    const { establishmentId, siteId, reasonIds } = opening;
    for (let day: Day = dayOf(from); day <= dayOf(to); day++) {
      for (const { fromMin, toMin } of hoursOn(opening, day)) {
        const hours = { on: plainDateOf(day), from: timeOf(fromMin), to: timeOf(toMin) };
        const plan = { ...hours, establishmentId, practitionerId: substituteId, siteId, reasonIds };
        const planned = await planOpening(tx, plan);
        if (planned.done) ids.push(planned.openingId);
      }
    }
  }
  return ids;
}

/** His appointments of these days go to her at their hour, where she is free. */
async function handOver(tx: Tx, wish: Wish, { zone }: { zone: string }) {
  const { practitionerId, substituteId, from, to, tell, by, now } = wish;
  const clock = clockOf(zone);
  const range = { startMs: clock.startOf(dayOf(from)), endMs: clock.startOf(dayOf(to) + 1) };
  const inside = await appointmentsInside(tx, { resourceIds: [practitionerId], ranges: [range], now });
  if (inside.length === 0) return { actId: null, moved: 0, left: 0 };
  const act: Act = await beginAct(tx, { kind: "absence", by, now, minutes: makeWayMinutes });
  let moved = 0;
  for (const { id } of inside) {
    const { version } = await tx
      .selectFrom("appointment")
      .select("version")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    const outcome = await moveInAct(tx, act, { id, version, to: { practitionerId: substituteId }, tell });
    if (outcome.done) moved++;
  }
  return { actId: moved > 0 ? act.id : null, moved, left: inside.length - moved };
}
