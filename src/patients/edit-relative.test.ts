import { expect, test } from "vitest";
import { addedBy, plain } from "../../test/relatives.ts";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";

const rose = { lien: "parent", representation: "agreement", firstNames: "Rose", birthDate: "05/05/1950" };
const renamed = { firstNames: "Autre", birthName: "Nom", nameUsed: "", birthDate: "06/06/1960", sex: "M", phone: "" };

test.each([
  ["has an account of her own", "self"],
  ["was vouched for", "franceconnect"],
] as const)("who she is stays hers to say for whoever %s; a number to ring may be given", async (_, how) => {
  const { as, ownerDb, cast } = await newWorld();
  const id = await addedBy(as("ada"), ownerDb, rose);
  if (how === "self") {
    await ownerDb.deleteFrom("actsFor").where("userId", "=", cast.ben.userId).execute();
    await ownerDb.insertInto("actsFor").values({ userId: cast.ben.userId, personId: id, relation: "self" }).execute();
  } else await ownerDb.updateTable("person").set({ vouchedBy: how }).where("id", "=", id).execute();

  const page = await as("ada").get(paths.editRelative(id));
  expect(plain(page.body)).toContain("Cette identité ne se corrige pas ici.");
  expect(page.body).not.toContain('name="birthName"');
  const answer = await as("ada").post(paths.editRelative(id), { ...renamed, phone: "06 39 98 44 55" });
  expect(answer.location).toBe(paths.relative(id, { fait: "modifie" }));
  const kept = await ownerDb.selectFrom("person").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  expect([kept.firstNames, kept.birthDate.toString(), kept.phone]).toEqual(["Rose", "1950-05-05", "+33639984455"]);
});
