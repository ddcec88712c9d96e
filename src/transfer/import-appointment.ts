import { sql } from "kysely";
import type { Staff } from "../appointments/act.ts";
import { deadlinesOf } from "../appointments/deadlines.ts";
import { occupy } from "../appointments/open-agenda.ts";
import { openForStaff } from "../appointments/time-for-staff.ts";
import { remember } from "../audit/remember.ts";
import { type Offer, offersOf } from "../establishments/offer.ts";
import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";
import { addressee } from "./addressee.ts";
import { plain } from "./fields.ts";
import type { LineOutcome } from "./line.ts";
import { dateIn, minutesIn, timeIn } from "./typed-times.ts";

interface How {
  by: Staff;
  now: Temporal.Instant;
  isTrial: boolean;
}

/** One line of appointments: what it books, or would, without a word to anyone. Those of earlier days are kept as seen unless the line says
 * otherwise; those to come take their time, beside another one if need be, and their reminders are planned. */
export async function importAppointment(
  tx: Tx,
  line: Record<string, string>,
  { by, now, isTrial }: How,
): Promise<LineOutcome> {
  const problems: string[] = [];
  const [date, time, minutes] = [dateIn(line.date ?? ""), timeIn(line.time ?? ""), minutesIn(line.minutes ?? "")];
  if (!date) problems.push("date:dateWrong");
  if (!time) problems.push("time:timeWrong");
  if (minutes === undefined) problems.push("minutes:minutesWrong");
  const whom = await addressee(tx, by, line);
  if (!whom.ok) problems.push(...whom.problems);
  const offered = await offerFor(tx, line);
  if (!offered.ok) problems.push(...offered.problems);
  const status = statusIn(line.status ?? "");
  if (!status) problems.push("status:statusWrong");
  if (!date || !time || minutes === undefined || !whom.ok || !offered.ok || !status)
    return { outcome: "refused", problems };

  const { offer } = offered;
  const startsAt = date.toPlainDateTime(time).toZonedDateTime(offer.zone).toInstant();
  const durationMin = minutes ?? offer.durationMin;
  const { patientId } = whom;
  const same = await tx
    .selectFrom("appointment")
    .select("id")
    .where("patientId", "=", patientId)
    .where("practitionerId", "=", offer.practitionerId)
    .where("startsAt", "=", startsAt)
    .where("status", "!=", "cancelled")
    .executeTakeFirst();
  if (same) return { outcome: "known", problems: [] };

  const today = now.toZonedDateTimeISO(offer.zone).toPlainDate();
  const isPast = Temporal.PlainDate.compare(date, today) < 0;
  if (!isPast && status !== "unsaid" && status !== "booked" && status !== "cancelled")
    return { outcome: "refused", problems: ["status:notYet"] };
  const becomes: Plan["status"] = status === "unsaid" || status === "booked" ? (isPast ? "seen" : "booked") : status;
  const plan: Plan = {
    offer,
    startsAt,
    durationMin,
    patientId,
    by,
    now,
    status: becomes,
    note: line.note?.trim().slice(0, 1000) || null,
  };
  return isPast || becomes === "cancelled" ? writePast(tx, plan, isTrial) : writeAhead(tx, plan, isTrial);
}

interface Plan {
  offer: Offer;
  startsAt: Temporal.Instant;
  durationMin: number;
  patientId: string;
  by: Staff;
  now: Temporal.Instant;
  status: "booked" | "seen" | "missed" | "cancelled";
  note: string | null;
}

async function writePast(tx: Tx, plan: Plan, isTrial: boolean): Promise<LineOutcome> {
  if (isTrial) return { outcome: "fine", problems: [] };
  await write(tx, plan, { overbooked: false });
  return { outcome: "written", problems: [] };
}

/** The time is opened as for staff who book on purpose: what stands against it is told as a warning. */
async function writeAhead(tx: Tx, plan: Plan, isTrial: boolean): Promise<LineOutcome> {
  const { offer, startsAt, durationMin, patientId, now } = plan;
  const wanted = { offer, startsAt, durationMin, patientId, now };
  const asked = await openForStaff(tx, { ...wanted, onPurpose: false });
  if (!asked.free && asked.because !== "only-on-purpose")
    return { outcome: "refused", problems: [`time:${asked.because}`] };
  const problems = asked.free ? [] : asked.warnings.map((warning) => `time:${warning}`);
  if (isTrial) return { outcome: "fine", problems };
  const opened = asked.free ? asked : await openForStaff(tx, { ...wanted, onPurpose: true });
  if (!opened.free) return { outcome: "refused", problems: [`time:${opened.because}`] };
  const overbooked = opened.overTaken.size > 0;
  const appointmentId = await write(tx, plan, { overbooked });
  const { establishmentId, siteId } = offer;
  await occupy(tx, opened.time, { establishmentId, siteId, status: "taken", appointmentId }, opened.overTaken);
  await announce(tx, "reminders-to-plan", { appointmentId });
  return { outcome: "written", problems };
}

async function write(tx: Tx, plan: Plan, { overbooked }: { overbooked: boolean }): Promise<string> {
  const { offer, startsAt, durationMin, patientId, by, now, status, note } = plan;
  const { establishmentId, practitionerId, siteId, reasonId, zone, discreet } = offer;
  const id = newId();
  await tx
    .insertInto("appointment")
    .values({
      ...{
        id,
        establishmentId,
        patientId,
        practitionerId,
        siteId,
        visitReasonId: reasonId,
        status,
        startsAt,
        zone,
        overbooked,
      },
      ...{
        endsAt: startsAt.add({ minutes: durationMin }),
        startsLocal: startsAt.toZonedDateTimeISO(zone).toPlainDateTime(),
      },
      ...deadlinesOf(offer, startsAt),
      ...{ forNewPatient: false, isDiscreet: discreet, origin: "import", bookedAt: now },
      ...(status === "cancelled" && { cancelledAt: now, cancelledBy: "practice" as const }),
    })
    .execute();
  if (note)
    await tx
      .insertInto("appointmentNote")
      .values({ appointmentId: id, establishmentId, note, writtenBy: by.staffId, writtenAt: now })
      .execute();
  await remember(tx, "appointment-booked", {
    establishmentId,
    patientId,
    appointmentId: id,
    now,
    detail: { imported: true },
  });
  return id;
}

/** What the line means by practitioner (RPPS number, or name), reason and place: one offer of an agenda one keeps. */
async function offerFor(
  tx: Tx,
  line: Record<string, string>,
): Promise<{ ok: true; offer: Offer } | { ok: false; problems: string[] }> {
  const who = plain(line.practitioner ?? "");
  const { rows: practitioners } = await sql<{ id: string; name: string; rpps: string | null }>`
    select id, first_name || ' ' || last_name as name, rpps from practitioner where id in (select my_agendas())`.execute(
    tx,
  );
  const titles = /^(dr|dre|docteur|pr|pre|professeur|m|mme)\s+/;
  const meant = practitioners.filter(({ name, rpps }) => {
    const [first = "", ...rest] = plain(name).split(" ");
    const last = rest.join(" ");
    return (
      [plain(name), `${last} ${first}`, last].includes(who.replace(titles, "")) ||
      (rpps !== null && rpps === who.replaceAll(" ", ""))
    );
  });
  if (meant.length !== 1)
    return {
      ok: false,
      problems: [meant.length === 0 ? "practitioner:practitionerUnknown" : "practitioner:practitionerAmbiguous"],
    };
  const practitionerId = meant[0]!.id;
  const reasons = await tx
    .selectFrom("practitionerReason")
    .innerJoin("visitReason", "visitReason.id", "practitionerReason.visitReasonId")
    .select(["visitReason.id", "visitReason.name"])
    .where("practitionerId", "=", practitionerId)
    .execute();
  const reason = reasons.find(({ name }) => plain(name) === plain(line.reason ?? ""));
  if (!reason) return { ok: false, problems: ["reason:reasonUnknown"] };
  const offers = await offersOf(tx, [{ practitionerId, reasonId: reason.id }]);
  const offer = await atSite(tx, offers, line.site ?? "");
  return offer ? { ok: true, offer } : { ok: false, problems: ["site:siteUnknown"] };
}

async function atSite(tx: Tx, offers: readonly Offer[], site: string): Promise<Offer | null> {
  if (plain(site) === "") return offers.length === 1 ? offers[0]! : null;
  const ids = offers.map(({ siteId }) => siteId);
  if (ids.length === 0) return null;
  const sites = await tx.selectFrom("site").select(["id", "name", "commune"]).where("id", "in", ids).execute();
  const meant = sites.filter(({ name, commune }) => [plain(name), plain(commune)].includes(plain(site)));
  return meant.length === 1 ? (offers.find(({ siteId }) => siteId === meant[0]!.id) ?? null) : null;
}

const statuses: Record<string, Plan["status"] | "unsaid"> = {
  "": "unsaid",
  ...Object.fromEntries(["confirme", "prevu", "a venir", "booked", "pris"].map((word) => [word, "booked"] as const)),
  ...Object.fromEntries(
    ["vu", "honore", "venu", "present", "termine", "seen", "fait"].map((word) => [word, "seen"] as const),
  ),
  ...Object.fromEntries(
    ["absent", "manque", "non venu", "non honore", "missed"].map((word) => [word, "missed"] as const),
  ),
  ...Object.fromEntries(["annule", "supprime", "cancelled"].map((word) => [word, "cancelled"] as const)),
};

function statusIn(text: string): Plan["status"] | "unsaid" | null {
  return statuses[plain(text)] ?? null;
}
