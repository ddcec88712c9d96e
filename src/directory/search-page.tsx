import { Hono } from "hono";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { find } from "./find.ts";
import { readSearch } from "./search-query.ts";
import { SearchView } from "./search-view.tsx";

/** Whom one could see, where, and when they are free. */
export const searchPage = new Hono<Web>().get(paths.search(), async (c) => {
  const { db, actor, now } = c.var;
  const search = readSearch(c.req.query());
  const result = await asActor(db, actor, (tx) => find(tx, search, now()));
  return c.render(<SearchView search={search} result={result} />, result.isPlaceUnknown ? 422 : 200);
});
