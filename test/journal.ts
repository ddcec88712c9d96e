import { sql } from "kysely";
import { look } from "../src/audit/look.ts";
import { headOf } from "../src/audit/seal.ts";
import { sealJournal } from "../src/audit/seal-journal.ts";
import { type Head, verifyJournal } from "../src/audit/verify-journal.ts";
import { asActor } from "../src/platform/actor.ts";
import { newWorld } from "./world.ts";

export type World = Awaited<ReturnType<typeof newWorld>>;

/** Lines of two establishments and of the site itself, told in three minutes, each minute sealed. Somebody began to tell something in the
 * last two, and did not: those places stay free. */
export async function sealedWorld() {
  const world = await newWorld();
  const { ownerDb, book } = world;
  await sealJournal(ownerDb);
  await book({ at: "2027-04-01T10:00" });
  const freeInSecond = await placeLeftFree(world);
  await book({ by: "ben", with: "ott", at: "2027-04-02T10:00" });
  await adaDownloads(world);
  await sealJournal(ownerDb);
  const freeInThird = await placeLeftFree(world);
  await book({ at: "2027-04-08T10:00" });
  await sealJournal(ownerDb);
  return Object.assign(world, { freeInSecond, freeInThird });
}

async function placeLeftFree({ ownerDb }: World): Promise<number> {
  const { rows } = await sql<{ place: number }>`select event_number() as place`.execute(ownerDb);
  return rows[0]!.place;
}

export async function adaDownloads({ db, cast: { ada }, clock }: World): Promise<void> {
  await asActor(db, ada.by, (tx) => look(tx, "data-downloaded", { personId: ada.personId }, clock.now()));
}

/** What is wrong and at which seal, by the name of each broken chain. */
export async function faultsOf({ cast, ownerDb }: World, kept?: Head[]): Promise<Record<string, string>> {
  const names = new Map([
    [cast.cerfVolant.establishmentId, "Cerf-Volant"],
    [cast.tilleuls.establishmentId, "Tilleuls"],
  ]);
  const { chains } = await verifyJournal(ownerDb, kept);
  const broken = chains.flatMap(({ establishmentId, broken }) =>
    broken ? [[names.get(establishmentId ?? "") ?? "site", `${broken.because} ${broken.seal}`]] : [],
  );
  return Object.fromEntries(broken);
}

export const sealsIn = ({ ownerDb }: World) =>
  ownerDb.selectFrom("journalSeal").selectAll().orderBy("untilNumber").execute();

export const linesIn = ({ ownerDb }: World) => ownerDb.selectFrom("event").selectAll().orderBy("number").execute();

/** As whoever owns the database can: no trigger holds him. */
export function forge({ ownerDb }: World, ...statements: string[]): Promise<void> {
  return ownerDb.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    for (const statement of statements) await sql.raw(statement).execute(tx);
  });
}

/** As if all of it had been told and sealed so many years ago. */
export async function makeOlder(world: World, years: number): Promise<void> {
  const { ownerDb } = world;
  await forge(
    world,
    "delete from journal_seal",
    `update event set recorded_at = recorded_at - interval '${years} years'`,
  );
  await sealJournal(ownerDb);
  await forge(world, `update journal_seal set sealed_until = sealed_until - interval '${years} years'`);
  for (const seal of await sealsIn(world))
    await ownerDb
      .updateTable("journalSeal")
      .set({ headSha256: headOf(seal) })
      .where("id", "=", seal.id)
      .execute();
}
