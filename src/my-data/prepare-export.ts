import { downloadZip } from "client-zip";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { type Sealer, sealerFor } from "../platform/seal.ts";
import { type ExportSender, mailExportReady } from "./export-email.ts";
import { gatherMyData } from "./gather.ts";
import { schemaOfMyData } from "./my-data.ts";

const inTheirName: Actor = { kind: "system", job: "exports" };
const pieceBytes = 256 * 1024;

export interface ExportAsked {
  exportId: string;
  userId: string;
}

/** Prepares the file, piece by piece, says how far it is, and tells the person by mail when it is there. Done again after a failure, it
 * starts anew; whoever closed the account meanwhile is not looked for. */
export async function prepareExport(
  sender: ExportSender,
  { exportId, userId }: ExportAsked,
  { lastTry }: { lastTry: boolean },
): Promise<void> {
  const { db, secret, now } = sender;
  const asked = await statusOf(db, exportId);
  if (asked === "preparing") {
    try {
      const me: Actor = { kind: "user", userId, visitor: null };
      const data = await asActor(db, me, (tx) => gatherMyData(tx, { userId, now: now() }));
      await progress(db, exportId, { partsDone: 1 });
      const sizeBytes = await keep(db, exporter(secret), exportId, zipOf(data, now()));
      await progress(db, exportId, { partsDone: 3, status: "ready", readyAt: now(), sizeBytes });
    } catch (error) {
      if (lastTry) await progress(db, exportId, { status: "failed" });
      throw error;
    }
  }
  if (asked && asked !== "failed") await mailExportReady(sender, { exportId, userId }, { lastTry });
}

/** Hides the pieces from whoever reads the database. */
export function exporter(secret: string): Sealer {
  return sealerFor("data exports", secret);
}

export function labelOf(exportId: string, number: number): string {
  return `${exportId} ${number}`;
}

function zipOf(data: object, now: Temporal.Instant): ReadableStream<Uint8Array> {
  const lastModified = new Date(now.epochMilliseconds);
  const files = [
    { name: "lisez-moi.txt", input: readMe },
    { name: "amicare.json", input: JSON.stringify(data, null, 2) },
    { name: "amicare.schema.json", input: JSON.stringify(schemaOfMyData(), null, 2) },
  ];
  return downloadZip(files.map((file) => ({ ...file, lastModified }))).body!;
}

const readMe = `Vos données AmiCare / Your AmiCare data

amicare.json          vos données / your data
amicare.schema.json   ce que veut dire chaque champ (JSON Schema) / what each field means

Ces fichiers contiennent des données personnelles : gardez-les en lieu sûr.
These files hold personal data: keep them safe.
`;

/** The pieces, each in a transaction of its own; gives the size of the whole in bytes. */
async function keep(db: Db, sealer: Sealer, exportId: string, file: ReadableStream<Uint8Array>): Promise<number> {
  await asActor(db, inTheirName, (tx) => tx.deleteFrom("dataExportPiece").where("exportId", "=", exportId).execute());
  let sizeBytes = 0;
  let number = 0;
  for await (const piece of inPieces(file)) {
    const sealed = Buffer.from(sealer.sealBytes(piece, labelOf(exportId, number)));
    const row = { exportId, number, sealed };
    await asActor(db, inTheirName, (tx) => tx.insertInto("dataExportPiece").values(row).execute());
    sizeBytes += piece.length;
    number += 1;
  }
  return sizeBytes;
}

async function* inPieces(file: ReadableStream<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Buffer = Buffer.alloc(0);
  for await (const chunk of file) {
    waiting = Buffer.concat([waiting, chunk]);
    for (; waiting.length >= pieceBytes; waiting = waiting.subarray(pieceBytes)) yield waiting.subarray(0, pieceBytes);
  }
  if (waiting.length > 0) yield waiting;
}

async function statusOf(db: Db, exportId: string) {
  const found = await asActor(db, inTheirName, (tx) =>
    tx.selectFrom("dataExport").select("status").where("id", "=", exportId).executeTakeFirst(),
  );
  return found?.status ?? null;
}

interface Progress {
  partsDone?: number;
  status?: "ready" | "failed";
  readyAt?: Temporal.Instant;
  sizeBytes?: number;
}

async function progress(db: Db, exportId: string, state: Progress): Promise<void> {
  await asActor(db, inTheirName, (tx) => tx.updateTable("dataExport").set(state).where("id", "=", exportId).execute());
}
