import { sql } from "kysely";
import { loadCommunes } from "../src/establishments/load-communes.ts";
import { type Actor, asActor } from "../src/platform/actor.ts";
import type { Now } from "../src/platform/clock.ts";
import type { Db, Tx } from "../src/platform/db.ts";
import { emma, helene, martin, openAccount } from "./accounts.ts";
import { fillWeeks } from "./busy-weeks.ts";
import { openClinic } from "./clinic-in-strasbourg.ts";
import { heleneBooks, heleneIsKnown, type Person } from "./helene.ts";
import { openNeighbours } from "./neighbours.ts";
import { odette, odetteIsInvited, odetteIsNoted } from "./odette.ts";
import { openPracticeInLaReunion } from "./practice-in-la-reunion.ts";
import { settleEverywhere } from "./practitioners-everywhere.ts";
import { openSharedPractice } from "./shared-practice.ts";
import { colleagues, joinTeam, openColleague, operator } from "./staff.ts";

/** Who can sign in to the demonstration, and what each of them shows. */
export function demonstrationAccounts(): { email: string; password: string; who: string }[] {
  return [helene, martin, emma, ...colleagues, operator].map(({ email, password, who }) => ({ email, password, who }));
}

/** Who has no account yet, and finds in the mailbox the invitation of her practice. */
export function demonstrationInvitation(): { email: string; who: string; birthDate: string } {
  const birthDate = odette.birthDate.toLocaleString("fr-FR");
  return { email: odette.email, who: "Odette Perrin", birthDate };
}

/** Lays the demonstration world around `now`, as the owner of the database; where there are establishments already, all stays as it
 * is. Of two programs that start at once, the second waits for the first. Killed in the middle, it goes on at the next start. `secret`:
 * SECRET, with which links are made. */
export async function seedDemonstration({ db, now, secret }: { db: Db; now: Now; secret: string }): Promise<void> {
  await oneAtATime(db, () => Promise.all([loadCommunesOnce(db), layWorld(db, { secret, now: now() })]));
}

async function layWorld(db: Db, { secret, now }: { secret: string; now: Temporal.Instant }) {
  const [first] = await Promise.all([helene, martin, emma].map((account) => openAccount(db, account, now)));
  const operatorId = await openColleague(db, operator, now);
  const userIds = await Promise.all(colleagues.map((colleague) => openColleague(db, colleague, now)));
  await asActor(db, theStory, async (tx) => {
    if (!(await isEmpty(tx, "establishment"))) return;
    const practice = await openPractices(tx, { helene: first!, now });
    await joinTeam(tx, { practice, userIds });
    await tx.insertInto("operator").values({ userId: operatorId }).execute();
  });
  await heleneBooks(db, { helene: first!, now });
  await odetteIsInvited(db, { secret, now });
}

/** All of it, or none. */
async function openPractices(tx: Tx, { helene, now }: { helene: Person; now: Temporal.Instant }) {
  const today = now.toZonedDateTimeISO("Europe/Paris").toPlainDate();
  const practice = await openSharedPractice(tx, today);
  const { lune, valcourt, fontanel, sarlande } = practice;
  const others = [
    ...(await openNeighbours(tx, today)),
    ...(await openClinic(tx)),
    ...(await openPracticeInLaReunion(tx)),
  ];
  const visits = [
    ...(await heleneIsKnown(tx, { helene, practice, now })),
    ...(await odetteIsNoted(tx, { practice, now })),
  ];
  await fillWeeks(tx, { practitioners: [lune, valcourt, fontanel, sarlande, ...others], visits, now });
  await settleEverywhere(tx, today);
  return practice;
}

async function loadCommunesOnce(db: Db) {
  await asActor(db, theStory, async (tx) => {
    if (await isEmpty(tx, "commune")) await loadCommunes(tx);
  });
}

const theStory: Actor = { kind: "system", job: "demonstration" };

async function isEmpty(tx: Tx, table: "establishment" | "commune"): Promise<boolean> {
  return (await tx.selectFrom(table).select(sql`1`.as("one")).limit(1).executeTakeFirst()) === undefined;
}

function oneAtATime(db: Db, work: () => Promise<unknown>): Promise<void> {
  return db.connection().execute(async (session) => {
    await sql`select pg_advisory_lock(1095583556)`.execute(session); // until it is given back, or the session ends
    try {
      await work();
    } finally {
      await sql`select pg_advisory_unlock(1095583556)`.execute(session);
    }
  });
}
