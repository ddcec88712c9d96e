import type { Context } from "hono";
import type { Web } from "../platform/web.ts";
import { returnPath } from "./return-path.ts";

/** Where someone comes back to who is sent elsewhere first: the page that was asked for, or the one whose form was posted, since a form is not
 * posted again. */
export function wayBack(c: Context<Web>): string | null {
  const { pathname, search } = new URL(c.req.url);
  if (c.req.method === "GET" || c.req.method === "HEAD") return returnPath(pathname + search);
  const from = c.req.header("referer");
  const page = from && URL.canParse(from) ? new URL(from) : null;
  const isOurs = page !== null && page.origin === c.req.header("origin"); // ours, or sameOrigin() had refused it
  return returnPath(isOurs ? page.pathname + page.search : pathname);
}
