import { Hono } from "hono";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { SheetView } from "./sheet-view.tsx";
import { visitSheet } from "./sheet-visit.ts";

/** A practitioner's public page: who, where, how much, and when. Its address carries what is chosen (reason, site, week); search
 * engines are told the one without. */
export function sheetPage({ publicUrl }: { publicUrl: string }) {
  return new Hono<Web>().get(paths.practitioner(":slug"), async (c) => {
    const { db, actor: by, now } = c.var;
    const slug = c.req.param("slug") ?? "";
    const visit = await asActor(db, by, (tx) => visitSheet(tx, { slug, choice: c.req.query(), by, now: now() }));
    if (!visit) return c.notFound();
    c.header("Link", `<${publicUrl}${paths.practitioner(slug)}>; rel="canonical"`);
    return c.render(<SheetView visit={visit} />);
  });
}
