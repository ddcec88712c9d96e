import { Hono } from "hono";
import { findCommunes, labelOf } from "../establishments/communes.ts";
import { paths } from "../paths.ts";
import { asActor, nobody } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";

/** What the field « Où » suggests while one types `?q=`: a JSON array of `{ value }`, what the field should say. */
export const communesApi = new Hono<Web>().get(paths.communesApi(), async (c) => {
  const text = c.req.query("q") ?? "";
  const communes = await asActor(c.var.db, nobody, (tx) => findCommunes(tx, text, 7));
  c.header("Cache-Control", "public, max-age=86400");
  return c.json(communes.map((commune) => ({ value: labelOf(commune) })));
});
