import { sql } from "kysely";
import { practitionerName } from "../appointments/details.ts";
import { personsOpenTo } from "../patients/queries.ts";
import type { Actor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import { isFileToldOf, isOwnFile } from "./discretion.ts";
import { deviceOf, type JournalLine, whatOf, whoOf } from "./journal-line.ts";

type User = Extract<Actor, { kind: "user" }>;

/** How many lines a page shows. */
export const linesAPage = 50;

/** The only door to the journal for whom it is about: what was done with the data of those this user acts for today, herself among them.
 * Nothing of another's discreet visits, nor of a file that no other visit tells of, nor of what she does in her own account. Row-level security
 * stands behind it (migrations/0019_journal.sql). */
export function linesOpenTo(tx: Tx, by: User) {
  return tx
    .selectFrom("event")
    .leftJoin(
      "patientMerge",
      (
        join, // a file that was joined to another goes on in it
      ) => join.onRef("patientMerge.goneId", "=", "event.patientId").on("patientMerge.unmergedAt", "is", null),
    )
    .leftJoin("patient", (join) =>
      join.on("patient.id", "=", sql<string>`coalesce(patient_merge.now_id, event.patient_id)`),
    )
    .leftJoin("appointment", "appointment.id", "event.appointmentId")
    .leftJoin("establishment", "establishment.id", "event.establishmentId")
    .where(personOf, "in", personsOpenTo(tx, by).select("person.id"))
    .where((row) => row.or([isListed, isOwnFile]))
    .where(sql<boolean>`(event.person_id is null or event.actor_role is distinct from 'self'
      or event.actor_user_id = ${by.userId})`);
}

/** Whose data a line is about. */
export const personOf = sql<string>`coalesce(event.person_id, patient.person_id)`;

/** It is about a visit that lists show, or about a file that is not known by discreet visits alone. A visit that is not there was booked by mistake and
 * taken back: of that, too, only such a file is told. */
const isListed = sql<boolean>`case when appointment.id is null then ${isFileToldOf} else not appointment.is_discreet end`;

/** The newest lines, or those after the first pages; of everyone or of one person. One's own looks are left out: whoever wonders who looked
 * knows of herself; and so are one's own discreet visits, as in every list. */
export async function journalOf(
  tx: Tx,
  by: User,
  { personId, page }: { personId: string | null; page: number },
): Promise<{ lines: JournalLine[]; total: number }> {
  const rows = await linesOpenTo(tx, by)
    .leftJoin("practitioner", "practitioner.id", "appointment.practitionerId")
    .select(["event.number", "event.happenedAt", "event.kind", "event.result", "event.actorClient"])
    .select(["event.actorKind", "event.actorUserId", "event.actorRole", "event.actorName"])
    .select([personOf.as("personId"), sql<number>`count(*) over ()`.as("total")])
    .select(["establishment.id as establishmentId", "establishment.name", "establishment.phone"])
    .select(["appointment.startsAt", "appointment.zone"])
    .select(["practitioner.title", "practitioner.firstName", "practitioner.lastName"])
    .where((row) =>
      row.not(
        row.and([
          row("event.isLook", "=", true),
          row("event.kind", "<>", "data-downloaded"),
          row(sql`event.actor_user_id`, "is not distinct from", by.userId),
        ]),
      ),
    )
    .where(isListed)
    .$if(personId !== null, (query) => query.where(personOf, "=", personId))
    .orderBy("event.happenedAt", "desc")
    .orderBy("event.number", "desc")
    .limit(linesAPage)
    .offset((page - 1) * linesAPage)
    .execute();
  const others = await othersFor(tx, [...new Set(rows.map((row) => row.personId))]);
  const lines = rows.map((row) => lineOf(row, { me: by.userId, others: others.get(row.personId) ?? new Map() }));
  return { lines, total: rows[0]?.total ?? 0 };
}

type Row = Parameters<typeof whatOf>[0] &
  Parameters<typeof whoOf>[0] &
  Pick<JournalLine, "number" | "happenedAt" | "personId"> & {
    actorClient: string | null;
    establishmentId: string | null;
    name: string | null;
    phone: string | null;
    startsAt: Temporal.Instant | null;
    zone: string | null;
    title: string | null;
    firstName: string | null;
    lastName: string | null;
  };

function lineOf(row: Row, known: Parameters<typeof whoOf>[1]): JournalLine {
  const { number, happenedAt, personId, establishmentId: id, name, phone, startsAt, zone } = row;
  const who = whoOf(row, known);
  const practitioner = practitionerName({
    ...{ title: row.title ?? "", firstName: row.firstName ?? "", lastName: row.lastName ?? "" },
  });
  return {
    ...{ number, happenedAt, personId, who, what: whatOf(row) },
    establishment: id && name && phone ? { id, name, phone } : null,
    visit: startsAt && zone ? { startsAt, zone, practitioner } : null,
    device: who.as === "me" || who.as === "guest" ? deviceOf(row.actorClient) : null,
  };
}

/** By person, the names of those who act for her today, by user. */
export async function othersFor(tx: Tx, persons: readonly string[]): Promise<Map<string, Map<string, string>>> {
  const { rows } = await sql<{ personId: string; userId: string; name: string }>`
    select person_id, other.user_id, other.name
    from unnest(${persons}::uuid[]) as person_id cross join lateral others_acting_for(person_id) as other`.execute(tx);
  const found = new Map<string, Map<string, string>>();
  for (const { personId, userId, name } of rows)
    found.set(personId, (found.get(personId) ?? new Map()).set(userId, name));
  return found;
}
