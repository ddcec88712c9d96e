import { createHash } from "node:crypto";
import { type Selectable, sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import type { DB } from "../platform/schema.ts";

/** What stands for the lines of one establishment between two places of the journal. Each seal holds the head of the one before, so that
 * whoever knows the last head knows whether anything before it was changed. */
export type Seal = Selectable<DB["journalSeal"]>;

/** The head before the first seal. */
export const noHead = "0".repeat(64);

/** SHA-256 over all that a seal says but when its lines were erased. */
export function headOf(seal: Omit<Seal, "id" | "headSha256" | "erasedAt">): string {
  const { establishmentId, number, untilNumber, sealedUntil, sealedAt, rows, rowsSha256, previousSha256 } = seal;
  const said = [previousSha256, establishmentId, number, untilNumber, sealedUntil, sealedAt, rows, rowsSha256];
  return createHash("sha256").update(JSON.stringify(said)).digest("hex");
}

/** A line of the journal, as it is sealed. */
export type Line = Awaited<ReturnType<typeof linesBetween>>[number];

/** What a seal keeps of lines that are told to it one by one, in the order of their places. */
export interface Digest {
  add(line: Line): void;
  rows(): number;
  sha256(): string;
}

export function newDigest(): Digest {
  const hash = createHash("sha256");
  let rows = 0;
  return {
    add(line) {
      hash.update(`${JSON.stringify(lineColumns.map((column) => line[column]))}\n`);
      rows += 1;
    },
    rows: () => rows,
    sha256: () => hash.copy().digest("hex"),
  };
}

/** Every column of a line, in the order in which they are sealed for ever. One that is added later needs a new form of seal. */
const lineColumns = [
  ...([
    "number",
    "id",
    "kind",
    "isLook",
    "result",
    "establishmentId",
    "patientId",
    "appointmentId",
    "personId",
  ] as const),
  ...(["actorKind", "actorUserId", "actorStaffId", "actorRole", "actorName"] as const),
  ...(["actorProof", "actorNetwork", "actorClient", "happenedAt", "recordedAt", "detail"] as const),
];

/** How many lines are read at once. */
export const linesAtOnce = 5000;

/** The lines after one place and up to another, in order; the first `limit` of them. */
export function linesBetween(
  tx: Tx,
  { after, until, limit = linesAtOnce }: { after: number; until: number | null; limit?: number },
) {
  return tx
    .selectFrom("event")
    .select(["number", "id", "kind", "isLook", "result", "establishmentId", "patientId", "appointmentId", "personId"])
    .select(["actorKind", "actorUserId", "actorStaffId", "actorRole", "actorName"])
    .select(["actorProof", "actorNetwork", "actorClient", "happenedAt", "recordedAt"])
    .select(sql<string>`detail::text`.as("detail"))
    .where("number", ">", after)
    .$if(until !== null, (query) => query.where("number", "<=", until))
    .orderBy("number")
    .limit(limit)
    .execute();
}
