import { Hono } from "hono";
import { sql } from "kysely";
import { paths } from "../paths.ts";
import type { Db } from "./db.ts";
import type { Web } from "./web.ts";

/** For whoever watches the process: is it alive, and may requests be sent to it? */
export function healthPages({ db, closing }: { db: Db; closing: AbortSignal | undefined }) {
  return new Hono<Web>()
    .get(paths.live(), (c) => c.json({ status: "alive" }))
    .get(paths.ready(), async (c) => {
      if (closing?.aborted) return c.json({ status: "closing" }, 503);
      const answers = await sql`select 1`.execute(db).then(
        () => true,
        () => false,
      );
      return answers ? c.json({ status: "ready" }) : c.json({ status: "no database" }, 503);
    });
}
