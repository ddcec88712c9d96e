import { type Context, Hono } from "hono";
import {
  type Colleague,
  colleaguesOf,
  type HouseLine,
  type JournalFilter,
  linesOfHouse,
  sealedUntil,
} from "../audit/house-journal.ts";
import { look } from "../audit/look.ts";
import { filesOpenTo, type StaffActor } from "../patients/files.ts";
import { listedName } from "../patients/listed-name.ts";
import { filesOfOne } from "../patients/open-file.ts";
import { type FoundPatient, lookAtFound, searchPatients } from "../patients/search.ts";
import { asActor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import { isId, type Web } from "../platform/web.ts";
import { type JournalQuery, proPaths } from "../pro-paths.ts";
import { onlyFor } from "../team/desk.ts";
import { HouseJournal } from "./house-journal-view.tsx";
import { journalFile } from "./journal-file.ts";
import { filterOf, linesAPage, placeIn } from "./journal-query.ts";
import { houseZoneOf } from "./opened-file.ts";

/** Everything that was done at the house, for whoever manages it; for a practitioner, what was done in the own agenda. Reading it is
 * remembered too. */
export const houseJournalPage = new Hono<Web>()
  .use(proPaths.houseJournal(), onlyFor("manager", "practitioner"))
  .use(proPaths.houseJournalFile(), onlyFor("manager", "practitioner"))
  .get(proPaths.houseJournal(), async (c) => {
    const { page, ...query } = asked(c);
    const found = await asActor(c.var.db, c.var.actor, async (tx) => {
      const whose = await patientMeant(tx, c, query);
      if (whose.kind === "several") return { ...whose, lines: [] };
      const patient = whose.kind === "one" ? whose : null;
      const filter = await narrowed(tx, c, query, patient?.id ?? null);
      const lines = await linesOfHouse(tx, c.var.desk, filter, { after: placeIn(page), limit: linesAPage + 1 });
      const { establishmentId } = c.var.desk;
      await look(
        tx,
        "journal-viewed",
        patient ? { establishmentId, patientId: patient.id } : { establishmentId },
        c.var.now(),
      );
      return { ...whose, lines };
    });
    const rest = await asActor(c.var.db, c.var.actor, async (tx) => ({
      ...{ colleagues: await colleaguesOf(tx), sealed: await sealedUntil(tx), zone: await houseZoneOf(tx) },
    }));
    const isOwn = c.var.desk.role !== "manager";
    const shown = found.kind === "one" ? { ...query, patient: found.id } : query;
    return c.render(<HouseJournal {...rest} found={found} query={shown} isOwn={isOwn} />);
  })
  .get(proPaths.houseJournalFile(), async (c) => {
    const query = asked(c);
    const patientId = query.patient && isId(query.patient) ? query.patient : null;
    const { establishmentId } = c.var.desk;
    const { filter, zone } = await asActor(c.var.db, c.var.actor, async (tx) => {
      const isTheirs = patientId !== null && (await fileNamed(tx, c, patientId)) !== null;
      const looked = isTheirs ? { establishmentId, patientId } : { establishmentId };
      await look(tx, "journal-downloaded", looked, c.var.now());
      return { filter: await narrowed(tx, c, query, patientId), zone: await houseZoneOf(tx) };
    });
    const day = c.var.now().toZonedDateTimeISO(zone).toPlainDate();
    return c.body(journalFile(c, filter, zone), 200, {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="journal-${day}.csv"`,
      "Cache-Control": "private, no-store, no-transform",
    });
  });

/** Whose lines are asked for: everyone's, one patient's, or what was typed may mean several. */
export type Found = { lines: HouseLine[] } & (
  | { kind: "all" }
  | { kind: "one"; id: string; name: string }
  | { kind: "several"; patients: FoundPatient[] }
);

export interface HouseJournalFacts {
  colleagues: Colleague[];
  sealed: Temporal.Instant | null;
  zone: string;
}

function asked(c: Context<Web>): JournalQuery {
  const { du = "", au = "", qui = "", quoi = "", patient = "", page = "" } = c.req.query();
  return { du, au, qui, quoi, patient: patient.trim().slice(0, 100), page };
}

async function narrowed(
  tx: Tx,
  c: Context<Web>,
  query: JournalQuery,
  patientId: string | null,
): Promise<JournalFilter> {
  const { role, practitionerId } = c.var.desk;
  const own = role === "manager" ? null : (practitionerId ?? nobodys);
  const patientIds = patientId && (await filesOfOne(tx, c.var.actor as StaffActor, patientId));
  return { ...filterOf(query, await houseZoneOf(tx)), patientIds: patientIds || null, practitionerId: own };
}

/** Of a practitioner without an agenda. */
const nobodys = "00000000-0000-0000-0000-000000000000";

type Meant =
  | { kind: "all" }
  | { kind: "one"; id: string; name: string }
  | { kind: "several"; patients: FoundPatient[] };

async function patientMeant(tx: Tx, c: Context<Web>, { patient = "" }: JournalQuery): Promise<Meant> {
  if (patient === "") return { kind: "all" };
  const by = c.var.actor as StaffActor;
  if (isId(patient)) return (await fileNamed(tx, c, patient)) ?? { kind: "several", patients: [] };
  const patients = await searchPatients(tx, by, { q: patient, now: c.var.now(), limit: 10 });
  await lookAtFound(tx, by, patients, c.var.now());
  const [only] = patients;
  return patients.length === 1 && only
    ? { kind: "one", id: only.id, name: listedName(only) }
    : { kind: "several", patients };
}

async function fileNamed(tx: Tx, c: Context<Web>, id: string): Promise<Extract<Meant, { kind: "one" }> | null> {
  const file = await filesOpenTo(tx, c.var.actor as StaffActor)
    .select(["patient.id", "nameUsed", "firstNames"])
    .where("patient.id", "=", id)
    .executeTakeFirst();
  return file ? { kind: "one", id: file.id, name: listedName(file) } : null;
}
