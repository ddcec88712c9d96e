import { Hono } from "hono";
import { photoAt } from "../establishments/photo.ts";
import { asActor, nobody } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";

/** A practitioner's photograph. Another one has another address, so it is kept for good by whoever fetched it. */
export const photoPage = new Hono<Web>().get(proPaths.publicPhoto(":slug", ":version"), async (c) => {
  const { slug, version } = c.req.param() as { slug: string; version: string };
  if (!/^[a-z0-9-]{1,200}$/.test(slug)) return c.notFound();
  const image = await asActor(c.var.db, nobody, (tx) => photoAt(tx, { slug, version }));
  if (!image) return c.notFound();
  c.header("Cache-Control", "public, max-age=31536000, immutable");
  return c.body(new Uint8Array(image), 200, { "Content-Type": "image/webp" });
});
