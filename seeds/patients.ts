import type { Insertable } from "kysely";
import type { Tx } from "../src/platform/db.ts";
import { newId } from "../src/platform/ids.ts";
import type { DB } from "../src/platform/schema.ts";
import type { Chance } from "./chance.ts";
import { insertAll } from "./insert-all.ts";
import { fictionMobile, someone } from "./invented.ts";

/** Patient files of people without account or mail, as many for each establishment; gives their ids by establishment. */
export async function inventPatients(
  tx: Tx,
  establishmentIds: readonly string[],
  { chance, now }: { chance: Chance; now: Temporal.Instant },
): Promise<Map<string, string[]>> {
  const files = establishmentIds.flatMap((id) => Array.from({ length: each }, (_, n) => fileOf(id, n, chance, now)));
  await insertAll(tx, "patient", files);
  const byEstablishment = Map.groupBy(files, ({ establishmentId }) => establishmentId);
  return new Map(Array.from(byEstablishment, ([id, theirs]) => [id, theirs.map((file) => file.id)]));
}

const each = 120;

function fileOf(establishmentId: string, n: number, chance: Chance, now: Temporal.Instant): Insertable<DB["patient"]> {
  const { sex, firstName, lastName } = someone(chance);
  const today = now.toZonedDateTimeISO("UTC").toPlainDate();
  return {
    ...{ id: newId(), establishmentId, number: String(1000 + n * 7).padStart(6, "0") },
    ...{ birthName: sex === "F" && chance.happens(0.5) ? someone(chance).lastName : lastName, nameUsed: lastName },
    ...{ firstNames: firstName, sex, birthDate: today.subtract({ days: chance.whole(18 * 366, 92 * 365) }) },
    phone: fictionMobile(chance.whole(5000, 9999)),
    isKnown: true,
    createdBy: "staff",
    createdAt: now.subtract({ hours: 24 * chance.whole(60, 900) }),
  };
}
