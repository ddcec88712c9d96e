import { type Context, Hono } from "hono";
import { z } from "zod";
import { recentlyVerified } from "../accounts/recently-verified.ts";
import { signedInOnly } from "../accounts/session.ts";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import { idIn, type Web } from "../platform/web.ts";
import { type Export, ExportState, MyDataView } from "./my-data-views.tsx";
import { exporter, labelOf } from "./prepare-export.ts";
import { exportDays, requestExport } from "./request-export.ts";

/** « Mes données »: asking for a file with all of it, watching it come, taking it along. */
export function myDataPage({ secret }: { secret: string }) {
  const sealer = exporter(secret);
  return new Hono<Web>()
    .get(paths.myData(), signedInOnly, async (c) => c.render(<MyDataView exports={await exportsOf(c)} />))
    .post(paths.myData(), signedInOnly, recentlyVerified, async (c) => {
      const by = c.var.actor as Extract<Actor, { kind: "user" }>;
      const asked = await requestExport(c.var.db, { by, now: c.var.now() });
      if (asked.done) return c.redirect(paths.dataExport(asked.exportId), 303);
      return c.render(<MyDataView exports={await exportsOf(c)} isTooMany />, 429);
    })
    .get(paths.dataExport(":id"), signedInOnly, async (c) => {
      const found = await exportOf(c);
      return found ? c.render(<ExportState found={found} />) : c.notFound();
    })
    .get(paths.dataExportFile(":id"), signedInOnly, recentlyVerified, async (c) => {
      const found = await exportOf(c);
      if (found?.status !== "ready") return c.notFound();
      const day = found.readyAt!.toZonedDateTimeISO("UTC").toPlainDate();
      return c.body(pieces(c, found.id, sealer), 200, {
        "Content-Type": "application/zip",
        "Content-Disposition": `attachment; filename="mes-donnees-${day}.zip"`,
        "Content-Length": String(found.sizeBytes),
        "Cache-Control": "private, no-store, no-transform",
      });
    });
}

function exportsOf(c: Context<Web>): Promise<Export[]> {
  return asActor(c.var.db, c.var.actor, (tx) =>
    tx
      .selectFrom("dataExport")
      .select(["id", "status", "requestedAt", "readyAt", "sizeBytes", "partsDone", "partsInAll"])
      .where("requestedAt", ">", c.var.now().subtract({ hours: 24 * exportDays }))
      .orderBy("id", "desc")
      .execute(),
  );
}

/** Not there, too old and not hers are the same answer. */
async function exportOf(c: Context<Web>): Promise<Export | undefined> {
  const id = z.uuid().safeParse(idIn(c)).data;
  return id ? (await exportsOf(c)).find((each) => each.id === id) : undefined;
}

/** Each piece is read when the one before it has left: the file is never whole in memory. */
function pieces(c: Context<Web>, exportId: string, sealer: ReturnType<typeof exporter>): ReadableStream<Uint8Array> {
  const { db, actor } = c.var;
  let number = 0;
  return new ReadableStream({
    async pull(controller) {
      const row = await asActor(db, actor, (tx) =>
        tx
          .selectFrom("dataExportPiece")
          .select("sealed")
          .where("exportId", "=", exportId)
          .where("number", "=", number)
          .executeTakeFirst(),
      );
      if (!row) return controller.close();
      const piece = sealer.unsealBytes(row.sealed, labelOf(exportId, number));
      if (!piece) return controller.error(new Error("a piece of an export cannot be opened"));
      controller.enqueue(piece);
      number += 1;
    },
  });
}
