import { createHash } from "node:crypto";
import { Hono } from "hono";
import { getCookie } from "hono/cookie";
import { sql } from "kysely";
import type { Auth } from "../accounts/auth.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { isStillAtDesk } from "../team/desk.ts";
import type { LiveAgenda } from "./live.ts";

/** The stream of an open agenda. Where nothing is heard (`live` is null) it answers 204, and browsers do not ask again. */
export function livePage({ auth, live }: { auth: Auth; live: LiveAgenda | null }) {
  return new Hono<Web>().get(proPaths.agendaLive(), (c) => {
    if (!live) return c.body(null, 204);
    const { db, actor, desk, now } = c.var;
    const cookie = getCookie(c, auth.sessionCookie) ?? "";
    const holder = { cookie, userId: c.var.signedIn?.userId ?? "", staffId: desk.staffId };
    c.header("Content-Type", "text/event-stream; charset=utf-8");
    c.header("Cache-Control", "private, no-store, no-transform");
    c.header("X-Accel-Buffering", "no");
    c.header("Connection", "close"); // with the stream: the program that closes need not wait for what could come after it
    if (c.req.method === "HEAD") return c.body(null);

    const stream = live.streamFor({
      staffId: desk.staffId,
      establishmentId: desk.establishmentId,
      session: createHash("sha256").update(cookie).digest("base64url"),
      agendas: () => agendasOf(db, actor),
      isThere: () => isStillAtDesk(auth, holder, now()),
    });
    if (stream) return c.body(stream);
    c.header("Retry-After", "30");
    return c.text("503", 503);
  });
}

async function agendasOf(db: Db, by: Actor): Promise<ReadonlySet<string>> {
  const { rows } = await asActor(db, by, (tx) => sql<{ id: string }>`select my_agendas() as id`.execute(tx));
  return new Set(rows.map(({ id }) => id));
}
