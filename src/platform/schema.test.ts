import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { schemaTypes } from "../../scripts/schema-types.ts";
import { newDatabase } from "../../test/database.ts";

const { ownerUrl } = await newDatabase();

test("the compiler knows the tables as the migrations lay them (else: npm run schema)", async () => {
  expect(readFileSync("src/platform/schema.ts", "utf8")).toBe(await schemaTypes(ownerUrl));
});
