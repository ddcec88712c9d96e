import { sql } from "kysely";
import { expect, test } from "vitest";
import { fingerprint } from "../src/accounts/activation.ts";
import { type Actor, asActor } from "../src/platform/actor.ts";
import { newId } from "../src/platform/ids.ts";
import { addedBy } from "./relatives.ts";
import { newWorld } from "./world.ts";

/** What someone could try who speaks to the database in her own name: nobody comes to act for a person who is not hers to act for. */
const { as, cast, db, ownerDb } = await newWorld();
const lia = await addedBy(as("ada"), ownerDb);
const { eve, ada, ben } = cast;
const today = Temporal.Now.plainDateISO("Europe/Paris");

async function ends(by: Actor, statement: ReturnType<typeof sql>): Promise<string> {
  try {
    const { rows } = await asActor(db, by, (tx) => statement.execute(tx));
    return JSON.stringify(rows);
  } catch (error) {
    return (error as { code: string }).code;
  }
}
const acting = (personId: string) =>
  ownerDb.selectFrom("actsFor").select(["userId", "relation"]).where("personId", "=", personId).execute();
const add = (id: string, relation = "other", untilOn: string | null = null, born = "2017-05-05") =>
  sql`select add_relative(${id}, ${relation}, 'agreement', 'B', 'B', 'F', ${born}::date, 'U', null, ${untilOn}::date, now())`;

test("no row of acts_for is inserted or changed by hand, for whomever", async () => {
  for (const personId of [lia, ben.personId, eve.personId]) {
    const row = sql`insert into acts_for (user_id, person_id, relation) values (${eve.userId}, ${personId}, 'child')`;
    expect(await ends(eve.by, row)).toBe("42501");
  }
  expect(await ends(ada.by, sql`update acts_for set until_on = null where person_id = ${lia}`)).toBe("42501");
  expect(await ends(eve.by, sql`update acts_for set user_id = ${eve.userId}`)).toBe("42501");
});

test("adding a relative makes a new person: the id of someone known is refused, and so is another self", async () => {
  for (const personId of [lia, ben.personId]) expect(await ends(eve.by, add(personId))).toBe("23505");
  expect(await ends(eve.by, add(newId(), "self"))).toBe("42501");
  for (const by of [cast.sami.by, { kind: "anonymous", visitor: null } as const])
    expect(await ends(by, add(newId()))).toBe("42501");
  expect(await acting(lia)).toEqual([{ userId: ada.userId, relation: "child" }]);
});

test("whatever end is asked for, someone under age is acted for until eighteen", async () => {
  const [long, endless] = [newId(), newId()];
  await ends(eve.by, add(long, "child", "2099-01-01"));
  await ends(eve.by, add(endless, "other"));
  const rows = await ownerDb.selectFrom("actsFor").select("untilOn").where("personId", "in", [long, endless]).execute();
  expect(rows.map(({ untilOn }) => untilOn?.toString())).toEqual(["2035-05-04", "2035-05-04"]);
});

test("one leaves in one's own name only, and never oneself", async () => {
  for (const personId of [lia, eve.personId])
    expect(await ends(eve.by, sql`delete from acts_for where person_id = ${personId} returning user_id`)).toBe("[]");
  expect(await ends(eve.by, sql`select end_access_to_me(${ada.userId}) as ended`)).toBe('[{"ended":false}]');
  expect(await acting(lia)).toHaveLength(1);
  expect(await acting(eve.personId)).toHaveLength(1);
});

test("an invitation is written for one’s own relatives, as they were invited, and answered by whom it was sent to", async () => {
  const invite = (personId: string, by: string, token: string) => sql`
    insert into relative_invitation (id, person_id, invited_by, purpose, email, language, token_sha256, invited_at, expires_at)
    values (${newId()}, ${personId}, ${by}, 'share', 'eve@exemple.fr', 'fr', ${token}, now(), now() + interval '7 days')`;
  expect(await ends(eve.by, invite(lia, eve.userId, "a"))).toBe("42501");
  expect(await ends(eve.by, invite(lia, ada.userId, "a"))).toBe("42501");
  expect(await ends(ada.by, invite(lia, ada.userId, fingerprint("token")))).toBe("[]");
  expect(await ends(ada.by, sql`update relative_invitation set email = 'x@exemple.fr'`)).toBe("42501");
  expect(await ends(eve.by, sql`select email from relative_invitation`)).toBe("[]");

  const accept = (token: string, relation = "child") =>
    sql`select accept_invitation(${fingerprint(token)}, ${relation}, 'parental-authority', now()) as done`;
  expect(await ends(ben.by, accept("token"))).toBe('[{"done":false}]'); // not his address
  expect(await ends(eve.by, accept("guess"))).toBe('[{"done":false}]');
  expect(await ends(eve.by, accept("token", "self"))).toBe('[{"done":false}]');
  expect(await ends({ kind: "anonymous", visitor: null }, accept("token"))).toBe('[{"done":false}]');
  expect(
    await ends(eve.by, sql`select claim_person(${eve.userId}, ${fingerprint("token")}, '2017-05-05', now())`),
  ).toBe("42501");
  expect(await acting(lia)).toHaveLength(1);
  expect(await ends(eve.by, accept("token"))).toBe('[{"done":true}]');
  expect(await ends(eve.by, accept("token"))).toBe('[{"done":false}]');
});

test("who else acts for someone is told to those who act for her, by name and without an address", async () => {
  const others = (personId: string) => sql`select * from others_acting_for(${personId})`;
  expect(await ends(ben.by, others(lia))).toBe("[]");
  const told = await ends(ada.by, others(lia));
  expect(told).toContain("Eve Eveberg");
  expect(told).not.toContain("@");
  await ownerDb
    .updateTable("actsFor")
    .set({ untilOn: today.subtract({ days: 1 }) })
    .where("userId", "=", ada.userId)
    .where("personId", "=", lia)
    .execute();
  expect(await ends(ada.by, others(lia))).toBe("[]");
});
