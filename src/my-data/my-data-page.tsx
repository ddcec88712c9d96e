import { type Context, Hono } from "hono";
import { recentlyVerified } from "../accounts/recently-verified.ts";
import { signedInOnly } from "../accounts/session.ts";
import { paths } from "../paths.ts";
import type { Actor } from "../platform/actor.ts";
import { idIn, type Web } from "../platform/web.ts";
import { exportOf, exportsOf, pieceOf, takeAlong } from "./exports.ts";
import { ExportState, MyDataView } from "./my-data-views.tsx";
import { exporter, labelOf } from "./prepare-export.ts";
import { requestExport } from "./request-export.ts";

/** « Mes données »: asking for a file with all of it, watching it come, taking it along. */
export function myDataPage({ secret }: { secret: string }) {
  const sealer = exporter(secret);
  return new Hono<Web>()
    .get(paths.myData(), signedInOnly, async (c) =>
      c.render(<MyDataView exports={await exportsOf(c.var.db, asked(c))} />),
    )
    .post(paths.myData(), signedInOnly, recentlyVerified, async (c) => {
      const { db } = c.var;
      const outcome = await requestExport(db, asked(c));
      if (outcome.done) return c.redirect(paths.dataExport(outcome.exportId), 303);
      return c.render(<MyDataView exports={await exportsOf(db, asked(c))} isTooMany />, 429);
    })
    .get(paths.dataExport(":id"), signedInOnly, async (c) => {
      const found = await exportOf(c.var.db, { id: idIn(c), ...asked(c) });
      return found ? c.render(<ExportState found={found} />) : c.notFound();
    })
    .get(paths.dataExportFile(":id"), signedInOnly, recentlyVerified, async (c) => {
      const found = await takeAlong(c.var.db, { id: idIn(c), ...asked(c) });
      if (!found) return c.notFound();
      const day = found.readyAt!.toZonedDateTimeISO("UTC").toPlainDate();
      return c.body(pieces(c, found.id, sealer), 200, {
        "Content-Type": "application/zip",
        "Content-Disposition": `attachment; filename="mes-donnees-${day}.zip"`,
        "Content-Length": String(found.sizeBytes),
        "Cache-Control": "private, no-store, no-transform",
      });
    });
}

function asked(c: Context<Web>) {
  return { by: c.var.actor as Extract<Actor, { kind: "user" }>, now: c.var.now() };
}

/** Each piece is read when the one before it has left: the file is never whole in memory. */
function pieces(c: Context<Web>, exportId: string, sealer: ReturnType<typeof exporter>): ReadableStream<Uint8Array> {
  const { db } = c.var;
  const { by } = asked(c);
  let number = 0;
  return new ReadableStream({
    async pull(controller) {
      const sealed = await pieceOf(db, { exportId, number, by });
      if (!sealed) return controller.close();
      const piece = sealer.unsealBytes(sealed, labelOf(exportId, number));
      if (!piece) return controller.error(new Error("a piece of an export cannot be opened"));
      controller.enqueue(piece);
      number += 1;
    },
  });
}
