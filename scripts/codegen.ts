import { writeFileSync } from "node:fs";
import { migrate } from "../src/platform/migrate.ts";
import { scratchCluster } from "../test/cluster.ts";
import { schemaTypes } from "./schema-types.ts";

/** `npm run schema`: writes src/platform/schema.ts, the type of every row, from a scratch database laid by migrations/. */
const postgres = await scratchCluster("schema");
try {
  await migrate({ directUrl: postgres.url("schema") });
  writeFileSync("src/platform/schema.ts", await schemaTypes(postgres.url("schema")));
} finally {
  await postgres.stop();
}
