import { Ajv2020 } from "ajv/dist/2020.js";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { seenBy } from "../../test/attempts.ts";
import { emailOf } from "../../test/cast.ts";
import { exportOf } from "../../test/export.ts";
import { newFurnishedWorld } from "../../test/furnished-world.ts";
import { everyRow, everyTable } from "../../test/tables.ts";
import { newWorld } from "../../test/world.ts";
import type { MyData } from "./my-data.ts";

/** Where the rows that someone sees are found in her file… */
const told: Record<string, keyof MyData> = {
  ...{ person: "persons", acts_for: "persons", relative_invitation: "invitations", patient: "files" },
  ...{ profile_change: "proposals", appointment: "appointments", notice: "notices", staff: "jobs" },
  ...{ notification_preference: "notificationPreferences", consent_proof: "consents", event: "journal" },
  ...{ account_closing: "closesAt" },
};

/** …and why they are not. */
const leftOut: Record<string, string> = {
  establishment: "public",
  site: "public",
  practitioner: "public",
  practitioner_site: "public",
  visit_reason: "public",
  practitioner_reason: "public",
  opening: "public",
  opening_reason: "public",
  opening_exception: "public",
  commune: "public",
  practitioner_photo: "public",
  substitution: "public: who receives in whose place",
  patient_merge:
    "which two files a practice joined: what they say is told with the file, and the joining in the journal",
  establishment_notice: "public",
  consent_text:
    "the words of the proofs, by their fingerprint: they are about nobody, and « Mes consentements » shows them",
  occupation: "the times of the appointments, told with them",
  hold: "a time kept for ten minutes while a form is filled",
  idempotency_key: "an answer kept for a week for whoever asks twice: what it led to is told",
  data_export: "that a file like this one was asked for, for a week; the journal tells that it was taken",
  data_export_piece: "this file itself",
};

/** The same of what the keeper of accounts reads in her name. */
const toldOfAccount: Record<string, string> = {
  ...{ user: "email", account: "signInWith", session: "sessions", remembered_device: "rememberedDevices" },
  ...{ authenticator: "authenticatorSince", recovery_codes: "recoveryCodesLeft", passkey: "passkeys" },
  ...{ security_event: "securityEvents", email_change: "emailChanges", phone_change: "phoneChanges" },
};
const leftOutOfAccount: Record<string, string> = {
  account_request: "a link to open an account, gone a month after it ended",
  recovery_request: "a link to choose a password, gone a day after it ended",
  second_step_code: "a code that was asked for, gone within ten minutes",
  passkey_question: "a question to a browser, gone within five minutes",
  verification: "empty",
  rate_limit: "fingerprints and counts, gone within a day",
};

const world = await newFurnishedWorld();
const { as, actor, cast, db, ownerDb, lia } = world;
await ownerDb.updateTable("person").set({ phone: "+33639989999" }).where("id", "=", cast.ben.personId).execute();
const mine = await exportOf(world, as("ada"));

test("the file is what it says it is: it follows the schema that travels beside it, and every field is in that", () => {
  const validate = new Ajv2020({ strict: true, allErrors: true }).compile(mine.schema);
  expect(validate(mine.data), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...mine.data, more: 1 })).toBe(false);
  expect(validate({ ...mine.data, journal: [{ by: "me" }] })).toBe(false);
  expect(JSON.stringify(mine.schema)).toContain("https://json-schema.org/draft/2020-12/schema");
});

test("all of hers is in it, and of those she acts for", () => {
  const { account, persons, files, appointments, journal } = mine.data;
  expect(account).toMatchObject({ email: emailOf("Ada"), name: "Ada Adaberg", signInWith: ["credential"] });
  expect(account.sessions).toHaveLength(1);
  expect(persons.map(({ relation, firstNames }) => [relation, firstNames])).toEqual([
    ["self", "Ada"],
    ["child", "Lia"],
  ]);
  expect(files.map(({ firstNames, establishment }) => `${firstNames}, ${establishment}`)).toEqual([
    "Ada, Cabinet du Cerf-Volant",
    "Lia, Cabinet du Cerf-Volant",
  ]);
  expect(appointments.map(({ forWhom, startsAt }) => `${forWhom} ${startsAt}`)).toEqual([
    "Ada 2027-03-30T06:30:00Z",
    "Lia 2027-04-13T08:00:00Z",
  ]);
  expect(mine.data.invitations).toEqual([expect.objectContaining({ email: emailOf("Ben"), purpose: "share" })]);
  expect(mine.data.consents.map(({ purpose }) => purpose)).toEqual(expect.arrayContaining(["account", "use"]));
  expect(mine.data.notices.length).toBeGreaterThan(0);
  expect(journal).toContainEqual(
    expect.objectContaining({ kind: "data-downloaded", about: "Lia", by: "also", name: "Ben Benberg" }),
  );
  expect(journal).toContainEqual(
    expect.objectContaining({
      ...{ kind: "data-downloaded", about: "Ada", by: "me" },
      ...{ signedInBy: "mail", network: "203.0.113.0/24", device: "Firefox/Windows" },
    }),
  );
});

test("nothing of anyone else’s is in it: no id, no address, no number, no visit, no device, whoever she shares a child with", async () => {
  const theirs: string[] = [cast.ben.userId, cast.ben.personId, cast.eve.userId, cast.eve.personId, "+33639989999"];
  for (const table of await everyTable(ownerDb)) {
    if (!["appointment", "patient", "hold", "data_export", "notice"].includes(table.name)) continue;
    const seen = await seenBy(db, actor("ada"), table);
    const all = (await everyRow(ownerDb, table.name)).map(({ id }) => String(id));
    theirs.push(...all.filter((id) => !seen.includes(id)));
  }
  expect(theirs.length).toBeGreaterThan(10);
  for (const other of theirs) expect(mine.text).not.toContain(other);
  expect(mine.text).not.toContain("Eveberg");
  expect(mine.text).not.toContain(emailOf("Eve"));
  for (const line of mine.data.journal)
    if (line.by !== "me") expect([line.network, line.signedInBy, line.device]).toEqual([null, null, null]);
});

test("every table that shows her something is in her file, or is left out for a reason", async () => {
  const tables = await everyTable(ownerDb);
  const shown: string[] = [];
  for (const table of tables) if ((await seenBy(db, actor("ada"), table)).length > 0) shown.push(table.name);
  for (const table of tables) if ((await seenBy(db, actor("ben"), table)).length > 0) shown.push(table.name);
  const known = [...Object.keys(told), ...Object.keys(leftOut)];
  expect([...new Set(shown)].filter((name) => !known.includes(name))).toEqual([]);
  expect(Object.keys(told).filter((name) => name in leftOut)).toEqual([]);

  const bens = await exportOf(world, as("ben"));
  const sections = new Set(Object.values(told).filter((section) => section !== "jobs"));
  for (const section of sections) {
    const found = [mine.data[section], bens.data[section]].some((value) =>
      Array.isArray(value) ? value.length > 0 : value,
    );
    expect(found, section).toBe(true);
  }
});

test("and so is every table of the keeper of accounts", async () => {
  const tables = await tablesOfAccounts();
  expect(tables).toEqual([...Object.keys(toldOfAccount), ...Object.keys(leftOutOfAccount)].sort());
  for (const field of Object.values(toldOfAccount)) expect(Object.keys(mine.data.account)).toContain(field);
});

test("nobody’s secrets leave: no password, token, key or fingerprint of one", async () => {
  const { password } = await ownerDb
    .withTables<{ "auth.account": { userId: string; password: string } }>()
    .selectFrom("auth.account")
    .select("password")
    .where("userId", "=", cast.ada.userId)
    .executeTakeFirstOrThrow();
  const text = mine.text.replaceAll('"secretary"', ""); // who did something
  for (const secret of [password, "token", "secret", "publicKey", "codeHmacs", "$argon2"])
    expect(text).not.toContain(secret);
});

test("a visit that no list shows is in her own file, and in nobody else's; nor is a practice known by such visits alone", async () => {
  const world = await newWorld();
  const { as, book, cast, ownerDb } = world;
  const { id } = await book({ by: "ben", with: "ott", at: "2027-04-02T10:00" });
  await ownerDb.updateTable("appointment").set({ isDiscreet: true }).where("id", "=", id).execute();
  await ownerDb
    .insertInto("actsFor")
    .values({ userId: cast.ada.userId, personId: cast.ben.personId, relation: "other" })
    .execute();
  const his = await exportOf(world, as("ben"));
  expect(his.data.appointments.map((each) => each.id)).toEqual([id]);
  expect(his.data.journal.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(["appointment-booked", "patient-file-created"]),
  );
  const hers = await exportOf(world, as("ada"));
  expect(hers.data.persons.map(({ firstNames }) => firstNames)).toEqual(["Ada", "Ben"]);
  expect(hers.text).not.toContain("Trois-Tilleuls");
  expect(hers.text).not.toContain(id);
});

test("whoever works here finds where, and nothing of whom she looks after", async () => {
  const { data, text } = await exportOf(world, as("sami"));
  expect(data.jobs).toEqual([{ establishment: "Cabinet du Cerf-Volant", role: "secretary", removedAt: null }]);
  expect([data.persons, data.files, data.appointments]).toEqual([[], [], []]);
  expect(text).not.toContain("Ada");
  expect(lia).toBeTruthy();
});

async function tablesOfAccounts(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'auth'::regnamespace and relkind = 'r' order by relname collate "C"`.execute(
    ownerDb,
  );
  return rows.map(({ name }) => name);
}
