import { sql } from "kysely";
import { expect, test } from "vitest";
import { fingerprint } from "../src/accounts/activation.ts";
import { type Actor, asActor } from "../src/platform/actor.ts";
import { newId } from "../src/platform/ids.ts";
import { fileOf, linkTo, personOf } from "./patient-invitations.ts";
import { newWorld } from "./world.ts";

/** What someone could try who speaks to the database in her own name: no file is linked to anyone but by whom it is about. */
const world = await newWorld();
const { cast, db, ownerDb } = world;
const { ada, ben, eve, sami, max } = cast;
const anonymous: Actor = { kind: "anonymous", visitor: null };
const birthDate = "1985-06-01"; // Ada's
const patientId = await fileOf(world, { email: "ada@exemple.fr", birthDate: Temporal.PlainDate.from(birthDate) });
const [older, token] = [await tokenTo(patientId), await tokenTo(patientId)];
await ownerDb.updateTable("patient").set({ personId: null }).where("personId", "=", ada.personId).execute();

/** What the database knows the link of a new invitation by. */
async function tokenTo(file: string): Promise<string> {
  return fingerprint((await linkTo(world, file)).split("/").at(-1)!);
}

async function ends(by: Actor, statement: ReturnType<typeof sql>): Promise<string> {
  try {
    const { rows } = await asActor(db, by, (tx) => statement.execute(tx));
    return JSON.stringify(rows);
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const accept = (personId: string, said = birthDate, at = "2027-03-23", link = token) =>
  sql`select accept_patient_invitation(${link}, ${said}::date, ${personId}, ${newId()}, ${at}::timestamptz) as how`;
const bornOn = (personId: string, day: string) =>
  ownerDb
    .updateTable("person")
    .set({ birthDate: Temporal.PlainDate.from(day) })
    .where("id", "=", personId)
    .execute();

test("staff link no file to anyone, neither one that is there nor a new one; they may unlink", async () => {
  for (const personId of [eve.personId, ben.personId])
    expect(await ends(sami.by, sql`update patient set person_id = ${personId} where id = ${patientId}`)).toBe("42501");
  const row = sql`insert into patient (id, establishment_id, person_id, birth_name, name_used, first_names, birth_date, sex, created_by)
    values (${newId()}, ${sami.by.establishmentId}, ${eve.personId}, 'B', 'B', 'F', '1979-10-30', 'F', 'staff')`;
  expect(await ends(sami.by, row)).toBe("42501");
  expect(await ends(sami.by, sql`update patient set person_id = null, phone = null where id = ${patientId}`)).toBe(
    "[]",
  );
});

test("an invitation is written by the house, in one's own name, and not changed afterwards", async () => {
  const invite = (house: string, by: string) => sql`
    insert into patient_invitation (id, establishment_id, patient_id, email, language, token_sha256, invited_by, invited_at, expires_at)
    values (${newId()}, ${house}, ${patientId}, 'eve@exemple.fr', 'fr', ${newId()}, ${by}, now(), now())`;
  const house = sami.by.establishmentId;
  expect(await ends(max.by, invite(house, max.staffId))).toBe("42501");
  expect(await ends(sami.by, invite(house, cast.lou.staffId))).toBe("42501");
  expect(await ends(eve.by, invite(house, sami.staffId))).toBe("42501");
  for (const column of ["email", "token_sha256", "used_at", "birth_date_tries", "expires_at"])
    expect(await ends(sami.by, sql`update patient_invitation set ${sql.ref(column)} = null`)).toBe("42501");
  for (const by of [max.by, ada.by, eve.by, anonymous])
    expect(await ends(by, sql`select email from patient_invitation`)).toBe("[]");
});

test("nobody but the addressee links it, to nobody but herself, and only by the birth date, in time", async () => {
  const refused = '[{"how":null}]';
  await bornOn(eve.personId, birthDate);
  expect(await ends(eve.by, accept(eve.personId))).toBe(refused);
  expect(await ends(sami.by, accept(ada.personId))).toBe(refused);
  expect(await ends(anonymous, accept(ada.personId))).toBe(refused);
  expect(await ends(ada.by, accept(eve.personId))).toBe(refused);
  expect(await ends(ada.by, accept(ada.personId, "1985-06-02"))).toBe(refused);
  expect(await ends(ada.by, accept(ada.personId, birthDate, "2028-01-01"))).toBe(refused);
  expect(await ends(ada.by, accept(ada.personId, birthDate, "2027-03-23", older))).toBe(refused);
  await bornOn(ada.personId, "1985-06-02");
  for (const said of [birthDate, "1985-06-02"]) expect(await ends(ada.by, accept(ada.personId, said))).toBe(refused);
  await bornOn(ada.personId, birthDate);
  await ownerDb
    .insertInto("actsFor")
    .values({ userId: ada.userId, personId: ben.personId, relation: "other" })
    .execute();
  await bornOn(ben.personId, birthDate);
  expect(await ends(ada.by, accept(ben.personId))).toBe(refused); // an adult she acts for
  expect(await personOf(world, patientId)).toBeNull();
});

test("what settles an invitation is called by nobody; what the file says, by whoever says its birth date", async () => {
  for (const by of [ada.by, sami.by, anonymous]) {
    expect(await ends(by, sql`select open_patient_invitation(${token}, now())`)).toBe("42501");
    const claim = sql`select claim_patient_file(${eve.userId}, ${newId()}, ${token}, 'B', 'B', 'F', ${birthDate}::date, 'F', null, null,
      ${newId()}, now())`;
    expect(await ends(by, claim)).toBe("42501");
    expect(await ends(by, sql`select * from invited_file(${token}, '1985-06-02', '2027-03-23')`)).toBe("[]");
  }
  const known = await ends(anonymous, sql`select * from patient_invitation_by_token(${token}, false)`);
  expect(known).not.toMatch(/Odette|Roussel|1985/);
});

test("two invitations of two files of one house, followed at once by the same person, link one", async () => {
  const other = await fileOf(world, { email: "ada@exemple.fr", birthDate: Temporal.PlainDate.from(birthDate) });
  const second = await tokenTo(other);
  const slow = asActor(db, ada.by, async (tx) => {
    const { rows } = await accept(ada.personId).execute(tx);
    await new Promise((resolve) => setTimeout(resolve, 300));
    return JSON.stringify(rows);
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const quick = ends(ada.by, accept(ada.personId, birthDate, "2027-03-23", second));
  expect(await Promise.all([slow, quick])).toEqual(['[{"how":"linked"}]', '[{"how":"to-merge"}]']);
  expect([await personOf(world, patientId), await personOf(world, other)]).toEqual([ada.personId, null]);
});
