import { sql } from "kysely";
import { expect, test } from "vitest";
import { emailOf, password } from "../../test/cast.ts";
import { newFurnishedWorld } from "../../test/furnished-world.ts";
import { newcomerIn } from "../../test/newcomer.ts";
import { plain } from "../../test/relatives.ts";
import { sharedChild } from "../../test/shared-child.ts";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";
import { newId } from "../platform/ids.ts";
import { closeDueAccounts } from "./close-account.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

const yes = { understood: "oui" };
const dueIn = ({ ownerDb, clock }: World) => closeDueAccounts(ownerDb, { now: clock.now() });
const isThere = async ({ ownerDb }: World, userId: string) =>
  (await sql`select from auth."user" where id = ${userId}`.execute(ownerDb)).rows.length === 1;

test("fourteen days, told by a mail and on « Mon compte »; until then everything works, and then it is closed", async () => {
  const world = await newWorld();
  const { as, clock, cast, drainJobs, mails } = world;
  expect((await as("ada").get(paths.account())).body).not.toContain("sera fermé");
  const page = await as("ada").get(paths.closeAccount());
  expect(plain(page.body)).toContain("Votre compte sera fermé dans 14 jours");
  expect((await as("ada").post(paths.closeAccount(), yes)).location).toBe(paths.closeAccount());
  await drainJobs();
  expect(mails.at(-1)).toMatchObject({ to: emailOf("Ada"), subject: expect.stringMatching(/fermé le 5.avril.2027/) });
  expect(mails.at(-1)!.text).toContain(paths.closeAccount());
  expect(plain((await as("ada").get(paths.account())).body)).toMatch(
    /Votre compte sera fermé le 5 avril 2027\. Changer d'avis/,
  );

  clock.advance({ hours: 24 * 14 - 1 });
  await dueIn(world);
  expect((await as("ada").get(paths.myAppointments())).status).toBe(200);
  clock.advance({ hours: 1 });
  await dueIn(world);
  expect(await isThere(world, cast.ada.userId)).toBe(false);
  expect((await as("ada").get(paths.myAppointments())).location).toContain(paths.signIn());
});

test("she changes her mind: all of it stays, and a mail says so; asking again begins again", async () => {
  const world = await newWorld();
  const { as, clock, cast, drainJobs, mails, verifyNow } = world;
  await as("ada").post(paths.closeAccount(), yes);
  const stays = await as("ada").post(paths.closeAccount(), { rester: "oui" });
  expect(plain((await as("ada").get(stays.location!)).body)).toContain("Votre compte reste ouvert.");
  await drainJobs();
  expect(mails.at(-1)!.subject).toBe("Votre compte reste ouvert");
  clock.advance({ hours: 24 * 15 });
  await dueIn(world);
  expect(await isThere(world, cast.ada.userId)).toBe(true);

  await verifyNow("ada");
  await as("ada").post(paths.closeAccount(), yes);
  await dueIn(world);
  clock.advance({ hours: 24 * 14 });
  await dueIn(world);
  expect(await isThere(world, cast.ada.userId)).toBe(false);
});

test("without saying that she understood, nothing is asked; asked twice, the first day counts and one mail leaves", async () => {
  const world = await newWorld();
  const { as, clock, ownerDb, drainJobs, mails } = world;
  const refused = await as("ada").post(paths.closeAccount());
  expect([refused.status, plain(refused.body)]).toEqual([422, expect.stringContaining("Cochez la case")]);
  expect(await ownerDb.selectFrom("accountClosing").select("userId").execute()).toEqual([]);

  await Promise.all([as("ada").post(paths.closeAccount(), yes), as("ada").post(paths.closeAccount(), yes)]);
  clock.advance({ minutes: 10 });
  expect((await as("ada").post(paths.closeAccount(), yes)).status).toBe(303);
  const [closing] = await ownerDb.selectFrom("accountClosing").selectAll().execute();
  expect(`${closing!.closesAt}`).toBe("2027-04-05T08:00:00Z");
  await drainJobs();
  expect(mails.filter(({ subject }) => subject.includes("fermé le"))).toHaveLength(1);
});

test("what she proved a while ago is not enough", async () => {
  const { as, clock, ownerDb } = await newWorld();
  clock.advance({ minutes: 16 });
  expect((await as("ada").post(paths.closeAccount(), yes)).location).toContain("/connexion/confirmer");
  expect(await ownerDb.selectFrom("accountClosing").select("userId").execute()).toEqual([]);
});

test("whoever works somewhere is asked to leave the team first, also when she joined it in the meantime; once she left, she may", async () => {
  const world = await newWorld();
  const { as, clock, cast, ownerDb } = world;
  expect(plain((await as("sami").get(paths.closeAccount())).body)).toContain("de vous retirer de l'équipe");
  expect((await as("sami").post(paths.closeAccount(), yes)).status).toBe(409);

  await as("ada").post(paths.closeAccount(), yes);
  const { establishmentId } = cast.cerfVolant;
  const job = { id: newId(), establishmentId, userId: cast.ada.userId, role: "secretary" } as const;
  await ownerDb.insertInto("staff").values(job).execute();
  clock.advance({ hours: 24 * 14 });
  await dueIn(world);
  expect(await isThere(world, cast.ada.userId)).toBe(true);

  await ownerDb.updateTable("staff").set({ removedAt: clock.now() }).where("id", "=", job.id).execute();
  await dueIn(world);
  expect(await isThere(world, cast.ada.userId)).toBe(false);
  const { userId } = await ownerDb.selectFrom("staff").selectAll().where("id", "=", job.id).executeTakeFirstOrThrow();
  expect(userId).toBeNull();
});

test("the child whom another adult looks after too stays with him, and so does whoever has an account of her own; those nobody looks after go", async () => {
  const world = await newWorld();
  const { as, clock, cast, ownerDb } = world;
  const lia = await sharedChild(world);
  const alone = newId();
  await sql`insert into person (id, birth_name, name_used, first_names, birth_date, sex) values (${alone}, 'Seul', 'Seul', 'Tom', '2018-01-01', 'M')`.execute(
    ownerDb,
  );
  for (const personId of [alone, cast.eve.personId])
    await ownerDb.insertInto("actsFor").values({ userId: cast.ada.userId, personId, relation: "other" }).execute();
  await as("ada").post(paths.closeAccount(), yes);
  clock.advance({ hours: 24 * 14 });
  await dueIn(world);
  const left = await ownerDb.selectFrom("person").select("id").execute();
  const ids = left.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining([lia.personId, cast.eve.personId, cast.ben.personId]));
  expect(ids).not.toContain(alone);
  expect(ids).not.toContain(cast.ada.personId);
  expect((await as("ben").get(paths.appointment(lia.appointmentId))).status).toBe(200);
  const ofAda = await ownerDb
    .selectFrom("appointment")
    .select("status")
    .where("id", "=", world.appointment.id)
    .execute();
  expect(ofAda).toEqual([{ status: "booked" }]);
});

test("one account that cannot be closed does not keep the others open", async () => {
  const world = await newWorld();
  const { as, clock, cast, ownerDb } = world;
  await as("ada").post(paths.closeAccount(), yes);
  clock.advance({ minutes: 1 });
  await as("ben").post(paths.closeAccount(), yes);
  await sql`create table stuck (user_id uuid references auth."user")`.execute(ownerDb);
  await sql`insert into stuck values (${cast.ada.userId})`.execute(ownerDb);
  clock.advance({ hours: 24 * 14 });
  await expect(dueIn(world)).rejects.toThrow(/foreign key/);
  expect([await isThere(world, cast.ada.userId), await isThere(world, cast.ben.userId)]).toEqual([true, false]);
});

test("whoever has read nothing yet of « Avant de continuer… » may close her account all the same", async () => {
  const world = await newWorld();
  const { browser, userId } = await newcomerIn(world);
  expect((await browser.get(paths.account())).location).toContain(paths.gate());
  expect((await browser.get(paths.closeAccount())).status).toBe(200);
  expect((await browser.post(paths.closeAccount(), yes)).location).toBe(paths.closeAccount());
  world.clock.advance({ hours: 24 * 14 });
  await dueIn(world);
  expect(await isThere(world, userId)).toBe(false);
});

test("of the account nothing is left: not in any column of any table, but for what is said to stay", async () => {
  const world = await newFurnishedWorld();
  const { as, clock, cast, drainJobs, mails, ownerDb } = world;
  const { userId, personId } = cast.ada;
  await as("nobody").post(paths.recovery(), { email: emailOf("Ada") });
  await as("nobody").post(paths.signIn(), { email: emailOf("Ada"), password });
  await leaveTracesEverywhere(world);
  await ownerDb.deleteFrom("accountClosing").execute(); // Ben stays, and takes care of Lia
  await as("ada").post(paths.closeAccount(), yes);
  await drainJobs();
  clock.advance({ hours: 24 * 14 });
  await dueIn(world);
  mails.length = 0;
  await drainJobs();
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([[emailOf("Ada"), "Votre compte est fermé"]]);

  const left: string[] = [];
  for (const table of await tablesOf(world)) {
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      select to_jsonb(t) as row from ${sql.table(table)} as t where t::text like any (${needles().map((each) => `%${each}%`)}::text[])`.execute(
      ownerDb,
    );
    for (const { row } of rows)
      for (const [column, value] of Object.entries(row))
        if (needles().some((needle) => JSON.stringify(value)?.includes(needle))) left.push(`${table}.${column}`);
  }
  expect([...new Set(left)].sort()).toEqual(Object.keys(stays).sort());
  const ofTheSite = ownerDb.selectFrom("notice").select("recipient").where("patientId", "is", null);
  expect((await ofTheSite.execute()).map(({ recipient }) => recipient)).not.toContain(emailOf("Ada"));
  const [erasure] = await ownerDb.selectFrom("erasure").selectAll().orderBy("id", "desc").limit(1).execute();
  expect(erasure).toMatchObject({ what: "account", because: "asked", erasedAt: clock.now() });

  function needles() {
    return [userId, personId, emailOf("Ada")];
  }
});

/** What stays of someone whose account is closed, and why. */
const stays: Record<string, string> = {
  "public.consent_proof.user_id": "the proof of what she accepted, for five years",
  "public.consent_proof.person_id": "the same",
  "public.event.actor_user_id": "the practices’ journal of what was done with their files, for three years",
  "public.event.person_id": "the journal of what was done with her data, for three years",
  "public.notice.user_id": "the practices’ receipts of what was sent about their appointments, for two years",
  "public.notice.recipient": "where these were sent, for six months",
  "public.patient_merge.kept_before":
    "two files that a practice joined, as they stood, for thirty days: so that it can separate them",
  "public.patient_merge.kept_after": "the same",
  "public.relative_invitation.email": "an address that somebody else wrote to, for thirty days",
};

async function tablesOf({ ownerDb }: World): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where relkind = 'r' and n.nspname in ('public', 'auth', 'graphile_worker') order by 1`.execute(ownerDb);
  return rows.map(({ name }) => name);
}

/** Everything that an account may have, and what others and the program itself may know of it. */
async function leaveTracesEverywhere({ ownerDb, cast, clock, lia }: World & { lia: string }) {
  const { userId } = cast.ada;
  const [now, email] = [clock.now(), emailOf("Ada")];
  for (const statement of [
    sql`insert into auth.account (id, user_id, account_id, provider_id) values (${newId()}, ${userId}, 'sub-of-ada', 'franceconnect')`,
    sql`insert into auth.authenticator (user_id, sealed_secret, last_step, confirmed_at) values (${userId}, '?', 1, ${now})`,
    sql`insert into auth.recovery_codes (user_id, code_hmacs, made_at) values (${userId}, '{}', ${now})`,
    sql`insert into auth.remembered_device (id, user_id, token_sha256, created_at, last_used_at, expires_at)
      values (${newId()}, ${userId}, ${newId()}, ${now}, ${now}, ${now.add({ hours: 1000 })})`,
    sql`insert into auth.security_event (id, user_id, kind, happened_at) values (${newId()}, ${userId}, 'signed-in', ${now})`,
    sql`insert into auth.email_change (id, user_id, old_email, new_email, token_sha256, undo_sha256, requested_at, expires_at)
      values (${newId()}, ${userId}, ${email}, 'other@exemple.fr', ${newId()}, ${newId()}, ${now}, ${now.add({ hours: 24 })})`,
    sql`insert into auth.phone_change (id, user_id, phone, requested_at, expires_at)
      values (${newId()}, ${userId}, '+33639980001', ${now}, ${now.add({ hours: 1 })})`,
    sql`insert into auth.account_request (id, email, token_sha256, language, requested_at, expires_at)
      values (${newId()}, ${email}, ${newId()}, 'fr', ${now}, ${now.add({ hours: 1 })})`,
    sql`insert into auth.recovery_request (id, email, token_sha256, requested_at, expires_at)
      values (${newId()}, ${email}, ${newId()}, ${now}, ${now.add({ hours: 1 })})`,
    sql`insert into relative_invitation (id, person_id, invited_by, purpose, email, language, token_sha256, invited_at, expires_at, accepted_at, accepted_by)
      values (${newId()}, ${lia}, ${cast.ben.userId}, 'share', ${email}, 'fr', ${newId()}, ${now}, ${now.add({ hours: 24 })}, ${now}, ${userId})`,
  ])
    await statement.execute(ownerDb);
}
