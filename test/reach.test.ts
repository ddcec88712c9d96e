import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { newDatabase } from "./database.ts";

/** What the roles of the database can reach at all, before any row is looked at. */
const { ownerUrl, url } = await newDatabase();
const session = new pg.Client(ownerUrl);
await session.connect();
afterAll(() => session.end());

/** Everything outside PostgreSQL's own schemas and extensions. */
const ours = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;
const notOfAnExtension = (oid: string) => `not exists (select from pg_depend where objid = ${oid} and deptype = 'e')`;

async function names(query: string): Promise<string[]> {
  const { rows } = await session.query<{ name: string }>(query);
  return rows.map(({ name }) => name).sort();
}

/** `schema.table` for every relation this role can read or write outside `public`, by a right of its own. */
function tablesOutsidePublic(role: string) {
  return names(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and n.nspname <> 'public' and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and has_schema_privilege('${role}', n.oid, 'usage')
      and (has_any_column_privilege('${role}', c.oid, 'select, insert, update') or has_table_privilege('${role}', c.oid, 'delete'))`);
}

function functionsCallableBy(role: string) {
  return names(`select n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${ours} and ${notOfAnExtension("p.oid")} and p.prorettype <> 'trigger'::regtype
      and has_schema_privilege('${role}', n.oid, 'usage') and has_function_privilege('${role}', p.oid, 'execute')`);
}

/** They run with the rights of whoever calls them, so anyone may. */
const harmless = [
  "public.actor_appointment",
  "public.actor_establishment",
  "public.actor_kind",
  "public.actor_reference",
  "public.actor_staff",
  "public.actor_user",
  "public.actor_visitor",
  "public.actor_whence",
  "public.home_today",
  "public.offers",
  "public.openings_between",
  "public.search_key",
];
const ofTheDoor = ["public.my_agendas", "public.my_establishment", "public.my_patients", "public.my_persons"];
const ofStaff = ["public.my_managed_establishment", "public.my_practitioner", "public.my_role", "public.tell_agenda"];
const ofGuests = ["public.guest_patient"];
const ofTheJournal = ["public.event_number"];
const ofPatientFiles = ["public.journal_sealed_until", "public.relatives_of_file", "public.team_names"];
const ofMyData = ["public.i_am_staff", "public.my_own_patients"];
const ofTheAgenda = [
  ...["public.absence_times", "public.busy_spans", "public.busy_times", "public.new_patients_by_day"],
  "public.open_agenda",
];
const ofConsents = ["public.end_consents", "public.forget_proofs"];

const ofRelatives = [
  "accept_invitation",
  "add_relative",
  "end_access_to_me",
  "invitation_by_token",
  "others_acting_for",
].map((name) => `public.${name}`);

const ofFiles = ["alike_patients", "find_patients", "merge_files", "told_of_merge", "unmerge_files", "words_like"].map(
  (name) => `public.${name}`,
);

const ofInvitedPatients = [
  "accept_patient_invitation",
  "invited_file",
  "patient_invitation_by_token",
  "prove_patient_birth_date",
  "want_patient_invitation_again",
].map((name) => `public.${name}`);

test("the web reaches no credentials and no queue: outside its own schema it reads which migrations ran, and no more", async () => {
  expect(await tablesOutsidePublic("amicare_web")).toEqual(["migration.checksum"]);
  expect(await tablesOutsidePublic("amicare_job")).toEqual(["migration.checksum"]);
});

test("the web calls what it needs, and nothing else", async () => {
  const expected = [
    ...harmless,
    ...ofTheDoor,
    ...ofTheAgenda,
    ...ofRelatives,
    ...ofInvitedPatients,
    ...ofFiles,
    ...ofGuests,
    ...ofTheJournal,
    ...ofMyData,
    ...ofPatientFiles,
    ...ofStaff,
    "public.announce",
    "public.colleagues",
    "public.failed_jobs",
    "public.i_am_operator",
    "public.queue_by_task",
    "public.retry_job",
    "public.signs_of_life",
    "public.told_by_operator",
    "public.join_team",
    "public.remove_colleague",
    "public.is_busy_then",
    "public.staff_invitation_by_token",
  ].sort();
  expect(await functionsCallableBy("amicare_web")).toEqual(expected);
});

test("jobs may also ask where to write to a user, and for nothing else of an account", async () => {
  const expected = [
    ...harmless,
    ...ofTheDoor,
    ...ofTheAgenda,
    ...ofConsents,
    ...ofTheJournal,
    ...ofStaff,
    "public.announce",
    "public.close_account",
    "public.erase_journal_before",
    "auth.mail_of_user",
    "auth.reach_of_user",
  ].sort();
  expect(await functionsCallableBy("amicare_job")).toEqual(expected);
});

test("the keeper of accounts sees no patient: it opens a profile and announces, no more", async () => {
  const tables = await names(`select relname as name from pg_class where relnamespace = 'public'::regnamespace
    and relkind in ('r', 'p', 'v', 'm', 'f') and (has_any_column_privilege('amicare_auth', oid, 'select, insert, update')
      or has_table_privilege('amicare_auth', oid, 'delete'))`);
  expect(tables).toEqual([]);
  const calls = await functionsCallableBy("amicare_auth");
  expect(calls.filter((name) => !harmless.includes(name))).toEqual([
    "auth.mail_of_user",
    "auth.reach_of_user",
    "public.announce",
    "public.claim_patient_file",
    "public.claim_person",
    "public.desks_of",
    "public.end_consents",
    "public.gate_passed",
    "public.invitation_by_token",
    "public.is_staff",
    "public.open_own_profile",
    "public.own_birth_date",
    "public.patient_invitation_by_token",
    "public.prove_birth_date",
    "public.prove_patient_birth_date",
    "public.settle_staff_invitation",
    "public.staff_invitation_by_token",
    "public.vouch_for_own_profile",
  ]);
});

test("the login of the web reaches nothing before it becomes the web", async () => {
  const web = new pg.Client(url);
  await web.connect();
  for (const what of ["practitioner", "patient", 'auth."user"', "graphile_worker._private_jobs"])
    await expect(web.query(`select from ${what}`)).rejects.toThrow(/permission denied/);
  await expect(web.query("select announce('appointment-booked', '{}')")).rejects.toThrow(/permission denied/);
  await web.end();
});

test("whatever runs with its owner’s rights looks for names where it was told, and is not for everyone", async () => {
  const { rows } = await session.query(`
    select n.nspname || '.' || p.proname as name,
      coalesce((select setting from unnest(p.proconfig) as setting where setting like 'search_path=%'), '') as path,
      exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) where grantee = 0) as "isForEveryone"
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${ours} and n.nspname <> 'graphile_worker' and ${notOfAnExtension("p.oid")} and p.prosecdef`);
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.filter(({ path }) => !/pg_temp$/.test(path)).map(({ name }) => name)).toEqual([]);
  expect(rows.filter(({ isForEveryone }) => isForEveryone).map(({ name }) => name)).toEqual([]);
});

test("a view would look with its owner’s eyes: there is none that does", async () => {
  const views = await names(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'auth') and c.relkind in ('v', 'm')
      and not coalesce('security_invoker=true' = any (c.reloptions), false)`);
  expect(views).toEqual([]);
});

test("none of the roles owns a table it works on, except the keeper its own", async () => {
  const owned =
    await names(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and c.relkind in ('r', 'p') and pg_get_userbyid(c.relowner) in ('amicare_web', 'amicare_job', 'amicare_login')`);
  expect(owned).toEqual([]);
});
