import pg from "pg";
import { searchPatients } from "../src/patients/search.ts";
import { asActor } from "../src/platform/actor.ts";
import { openDatabase } from "../src/platform/db.ts";
import { newId } from "../src/platform/ids.ts";
import { createLog } from "../src/platform/log.ts";
import type { Cluster } from "./cluster.ts";
import { databaseMsOf } from "./cpu.ts";
import { type Measure, median } from "./rounds.ts";

const files = 200_000;
const houseName = "Two hundred thousand files";

/** What is typed, from two letters to a name with a mistake in it. */
const asked = ["ma", "marc hel", "martin", "marhcand helene", "14/03/1951", "1951", "06 39 98", "004127"];

/** Finding someone among two hundred thousand files of one establishment, as a secretary, through row-level security: the mean over all that is
 * asked, and the slowest of it. */
export async function patientSearch(cluster: Cluster): Promise<Measure[]> {
  const by = await houseOfManyFiles(cluster);
  const db = openDatabase({ url: cluster.loginUrl, max: 1, log: createLog({ level: "error" }) });
  const search = (q: string) =>
    asActor(db, by, (tx) => searchPatients(tx, by, { q, now: Temporal.Now.instant(), limit: 8 }));
  const costs: Cost[] = [];
  for (const q of asked) {
    const rounds: Cost[] = [];
    for (let round = 0; round < 7; round++) {
      const begun = process.cpuUsage();
      const [begunMs, databaseBegunMs] = [performance.now(), databaseMsOf(cluster.postmasterPid)];
      for (let time = 0; time < times; time++) await search(q);
      const { user, system } = process.cpuUsage(begun);
      if (round === 0) continue; // the plans are made
      rounds.push({
        programMs: (user + system) / 1000 / times,
        databaseMs: (databaseMsOf(cluster.postmasterPid) - databaseBegunMs) / times,
        wallMs: (performance.now() - begunMs) / times,
      });
    }
    const middle = (part: keyof Cost) => median(rounds.map((cost) => cost[part]));
    costs.push({ programMs: middle("programMs"), databaseMs: middle("databaseMs"), wallMs: middle("wallMs") });
  }
  await db.destroy();
  const mean = (part: keyof Cost) => costs.reduce((sum, cost) => sum + cost[part], 0) / costs.length;
  const slowest = costs.toSorted((a, b) => b.programMs + b.databaseMs - a.programMs - a.databaseMs)[0]!;
  return [
    measured("a patient among 200,000", {
      ...{ programMs: mean("programMs"), databaseMs: mean("databaseMs"), wallMs: mean("wallMs") },
    }),
    measured("the slowest of these", slowest),
  ];
}

interface Cost {
  programMs: number;
  databaseMs: number;
  wallMs: number;
}

/** The clock of the system counts in hundredths of a second: several searches at a time are measured. */
const times = 10;

function measured(name: string, cost: Cost): Measure {
  return { name, times: asked.length * times, ...cost, cpuMs: cost.programMs + cost.databaseMs, aimMs: 50 };
}

/** A house with that many files and one secretary, laid once; names of one to three syllables, a few of them frequent. */
async function houseOfManyFiles(cluster: Cluster) {
  const session = new pg.Client(cluster.ownerUrl);
  await session.connect();
  try {
    const known = await session.query(
      `select staff.id, staff.user_id, staff.establishment_id from establishment join staff on staff.establishment_id = establishment.id where name = $1`,
      [houseName],
    );
    const [found] = known.rows;
    if (found) return actor(found.id, found.user_id, found.establishment_id);
    const [house, user, staff] = [newId(), newId(), newId()];
    await session.query("begin");
    await session.query(
      `insert into establishment (id, name, neutral_name, kind, phone) values ($1, $2, $2, 'clinic', '+33199000000')`,
      [house, houseName],
    );
    await session.query(`insert into auth."user" (id, name, email) values ($1, 'Sami', $2)`, [
      user,
      `${user}@exemple.fr`,
    ]);
    await session.query(`insert into staff (id, establishment_id, user_id, role) values ($1, $2, $3, 'secretary')`, [
      staff,
      house,
      user,
    ]);
    await session.query(laying, [house, files]);
    await session.query(
      `insert into name_word select distinct establishment_id, word from patient, regexp_split_to_table(name_key, ' ') word where establishment_id = $1`,
      [house],
    );
    await session.query("commit");
    await session.query("vacuum (analyze) patient");
    await session.query("vacuum (analyze) name_word");
    return actor(staff, user, house);
  } finally {
    await session.end();
  }
}

function actor(staffId: string, userId: string, establishmentId: string) {
  return { kind: "staff", staffId, userId, establishmentId } as const;
}

const laying = `
  with words as (select array['Martin', 'Bernard', 'Petit', 'Durand', 'Dubois', 'Moreau', 'Lefebvre', 'Roux', 'Marchand', 'Roche'] as frequent,
    array['Au', 'Be', 'Bran', 'Can', 'Cha', 'Clair', 'Cour', 'Da', 'Dor', 'Fa', 'Gran', 'Hau', 'La', 'Le', 'Ma', 'Mé', 'Mon', 'Ner', 'Per', 'Ro', 'Sau', 'Tou', 'Va', 'Vil'] as begun,
    array['bel', 'bre', 'cal', 'court', 'del', 'din', 'fage', 'gal', 'land', 'let', 'lier', 'loup', 'mel', 'nal', 'noux', 'pier', 'ron', 'sac', 'seau', 'tin', 'val', 'vin', 'zan'] as ended,
    array['Marie', 'Jean', 'Hélène', 'Pierre', 'Catherine', 'Marc', 'Sylvie', 'Camille', 'Léa', 'Louis', 'Zoé', 'Paul', 'Odette', 'Jules', 'Anne', 'René'] as first)
  insert into patient (id, establishment_id, number, birth_name, name_used, first_names, birth_date, sex, phone, created_by, compared_at)
  select gen_random_uuid(), $1, lpad(n::text, 6, '0'), name, case when n % 4 = 0 then frequent[1 + n / 7 % 10] else name end, first[1 + n % 16],
    date '1930-01-01' + n * 7 % 34000, 'U', '+33639' || lpad((n * 37 % 1000000)::text, 6, '0'), 'import', now()
  from words, generate_series(1, $2::integer) n, lateral (select case when n % 5 < 2 then frequent[1 + n / 5 % 10]
    else begun[1 + n / 3 % 24] || ended[1 + n / 72 % 23] || case when n % 3 = 0 then ended[1 + n / 1656 % 23] else '' end end as name) named`;
