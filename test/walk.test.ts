import { sql } from "kysely";
import { expect, test } from "vitest";
import { type Actor, asActor } from "../src/platform/actor.ts";
import { doneBy, mayDo, mayInsert, prepareAttempts, seenBy } from "./attempts.ts";
import { newFurnishedWorld } from "./furnished-world.ts";
import { type Looker, type Row, rules } from "./sight.ts";
import { everyRow, everyTable, keyOf, type Table } from "./tables.ts";

/** Row-level security, tried: every table of the schema × everyone in the cast × all that one could do to each row. What is right is
 * written in test/sight.ts. */
const world = await newFurnishedWorld();
const { ownerDb, db, cast, actor } = world;
const { sami, eve, tilleuls, ada, ben } = cast;
await prepareAttempts(ownerDb);

const tables = await everyTable(ownerDb);
const rows = new Map<string, Row[]>();
for (const { name } of tables) rows.set(name, await everyRow(ownerDb, name));

const lookers: Record<string, Looker> = {
  "Ada, who has an appointment": looking(actor("ada")),
  "Ben, another patient": looking(actor("ben")),
  "Eve, who should see nothing": looking(actor("eve")),
  "Dre Lune": looking(actor("lune")),
  "Sami, her secretary": looking(actor("sami")),
  "Lou, who sees one agenda": looking(actor("lou")),
  "Nina, who manages the practice": looking(actor("nina")),
  "Max, of another establishment": looking(actor("max")),
  "Zoé, who left": looking(world.zoe),
  "Sami under another establishment’s name": looking({ ...sami.by, establishmentId: tilleuls.establishmentId }),
  "Eve under Sami’s name": looking({ ...sami.by, userId: eve.userId }),
  "a passer-by who holds a time": looking(world.passerBy),
  "a browser without a key": looking(actor("nobody")),
};
const walk = tables.flatMap((table) => Object.keys(lookers).map((who) => ({ table, who })));

test("every table has rows here, rules in test/sight.ts, and row-level security", () => {
  expect(tables.map(({ name }) => name)).toEqual(Object.keys(rules).sort());
  expect(tables.filter(({ name }) => rows.get(name)!.length === 0)).toEqual([]);
  expect(tables.filter(({ isGuarded, isTouched, policies }) => !isGuarded || (isTouched && policies === 0))).toEqual(
    [],
  );
});

test.each(walk)("$table.name: what $who sees", async ({ table, who }) => {
  const looker = lookers[who]!;
  const { see } = rules[table.name]!;
  expect(await seenBy(db, looker.actor, table)).toEqual(keysOf(table, (row) => see(row, looker)));
});

test.each(walk)("$table.name: what $who may insert, change and delete", async ({ table, who }) => {
  const looker = lookers[who]!;
  const { see, insert, update, delete: remove } = rules[table.name]!;
  expect(await doneBy(db, looker.actor, table, rows.get(table.name)!)).toEqual({
    insert: keysOf(table, (row) => insert?.(row, looker) ?? false),
    update: keysOf(table, (row) => see(row, looker) && (update?.(row, looker) ?? false)),
    delete: keysOf(table, (row) => see(row, looker) && (remove?.(row, looker) ?? false)),
  });
});

test("a patient cannot say that she is known, let herself in again, or call her identity checked", async () => {
  const {
    name_key: _,
    birth_name_key: __,
    ...file
  } = rows.get("patient")!.find((row) => row.person_id === ada.personId)!;
  expect(await mayInsert(db, ada.by, "patient", file)).toBe(true);
  const boasts = [{ is_known: true }, { identity_status: "qualified" }, { created_by: "staff" }, { number: "007" }];
  for (const boast of boasts) expect(await mayInsert(db, ada.by, "patient", { ...file, ...boast })).toBe(false);
});

test("a patient cannot say that she was seen, nor come in above the others", async () => {
  const mayChange = (what: string) =>
    mayDo(db, ada.by, `update appointment set ${what} where id = '${world.appointment.id}'`);
  expect(await mayChange("words_for_practice = 'Bonjour'")).toBe(true);
  for (const what of ["status = 'seen'", "status = 'arrived'", "overbooked = true"])
    expect(await mayChange(what)).toBe(false);
});

test("nobody signs what happened with another’s name, or at another time", async () => {
  const told = rows.get("event")!.find((row) => row.appointment_id === world.appointment.id)!;
  const { id, kind, establishment_id, patient_id, appointment_id, happened_at } = told;
  const event = { id, kind, establishment_id, patient_id, appointment_id, happened_at };
  expect(await mayInsert(db, ada.by, "event", event)).toBe(true);
  for (const forged of [
    { actor_user_id: ben.userId },
    { actor_kind: "staff" },
    { recorded_at: "2020-01-01T00:00:00Z" },
  ])
    expect(await mayInsert(db, ada.by, "event", { ...event, ...forged })).toBe(false);
});

test("Eve cannot learn when Ada is busy, nor can a practice learn where else she goes", async () => {
  await world.book({ by: "ada", with: "ott", at: "2027-04-06T10:00" });
  expect(await timesOfAda(ada.by)).toBe(2);
  expect(await timesOfAda(sami.by)).toBe(1);
  expect(await timesOfAda(actor("max"))).toBe(1);
  for (const nosy of [eve.by, ben.by, world.passerBy, actor("nobody"), world.zoe])
    expect(await timesOfAda(nosy)).toBe(0);
});

/** What this actor may rest a right upon, read as the owner and by the words of the product. */
function looking(by: Actor): Looker {
  const userId = "userId" in by ? by.userId : null;
  const visitor = "visitor" in by ? by.visitor : null;
  const job = by.kind === "staff" ? jobOf(by) : undefined;
  const house = (job?.establishment_id as string) ?? null;
  const agendas = job?.all_agendas
    ? ids("practitioner", (row) => row.establishment_id === house)
    : ids("staff_agenda", (row) => row.staff_id === job?.id, "practitioner_id");

  const today = Temporal.Now.plainDateISO("UTC").toString();
  const isMe = (row: Row) => userId !== null && row.user_id === userId;
  const isOpen = ({ until_on: until }: Row) => until === null || String(until) >= today;
  const persons = ids("acts_for", (row) => isMe(row) && isOpen(row), "person_id");
  const patients = ids("patient", (row) => persons.includes(String(row.person_id)));
  const filesRead = withJoined(patients);
  const self = ids("acts_for", (row) => isMe(row) && row.relation === "self", "person_id");
  const ownPatients = withJoined(ids("patient", (row) => self.includes(String(row.person_id))));
  const isAmong = (row: Row) =>
    patients.includes(String(row.patient_id)) || agendas.includes(String(row.practitioner_id));
  const isVisit = (row: Row) => patients.includes(String(row.patient_id)) && row.undone_at === null;
  const appointments = ids("appointment", (row) => isVisit(row) || agendas.includes(String(row.practitioner_id)));
  const holds = ids("hold", (row) => isMe(row) || (visitor !== null && row.visitor === visitor));
  const discreet = ids("appointment", (row) => isAmong(row) && (row.is_discreet === true || row.undone_at !== null));
  const exports = ids("data_export", isMe);
  const managed = job?.role === "manager" ? house : null;
  const openings = ids("opening", (row) => agendas.includes(String(row.practitioner_id)));
  const rooms = ids("room", (row) => house !== null && row.establishment_id === house);
  const keepsRooms = job?.all_agendas === true;
  const acts = ids("agenda_act", (row) => job !== undefined && row.staff_id === job.id);
  const ownAgenda = (job?.practitioner_id as string) ?? null;
  const ofStaff = { house, managed, agendas, ownAgenda, openings, rooms, keepsRooms, acts };
  const sight = { patients, filesRead, ownPatients, appointments, holds, discreet, exports, ...ofStaff };
  return { actor: by, userId, visitor, persons, ...sight };
}

/** These files, and those that were joined to them. */
function withJoined(files: string[]): string[] {
  const isJoined = (row: Row) => row.unmerged_at === null && files.includes(String(row.now_id));
  return [...files, ...ids("patient_merge", isJoined, "gone_id")];
}

/** The place this actor has among the staff, if it is really his, and still is. */
function jobOf({ staffId, userId, establishmentId }: Extract<Actor, { kind: "staff" }>): Row | undefined {
  const is = { id: staffId, user_id: userId, establishment_id: establishmentId, removed_at: null } as Row;
  return rows.get("staff")!.find((row) => Object.entries(is).every(([column, value]) => row[column] === value));
}

function ids(table: string, fits: (row: Row) => boolean, column = "id"): string[] {
  return rows
    .get(table)!
    .filter(fits)
    .map((row) => String(row[column]));
}

function keysOf(table: Table, fits: (row: Row) => boolean): string[] {
  return rows
    .get(table.name)!
    .filter(fits)
    .map((row) => keyOf(table, row))
    .sort();
}

async function timesOfAda(by: Actor): Promise<number> {
  const { rows } = await asActor(db, by, (tx) =>
    sql<{ personBusy: boolean }>`
      select * from open_agenda('{}'::uuid[], ${ada.personId}, '2027-03-01', '2027-05-01', '2027-03-01', null, null)`.execute(
      tx,
    ),
  );
  return rows.filter((row) => row.personBusy).length;
}
