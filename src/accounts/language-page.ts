import { Hono } from "hono";
import { setCookie } from "hono/cookie";
import { paths } from "../paths.ts";
import type { Web } from "../platform/web.ts";
import type { Auth } from "./auth.ts";
import { chooseLanguage, languageCookieOf } from "./language.ts";
import { ownPath } from "./return-path.ts";

/** The other language, from a link at the foot of every page: kept in a cookie for a year, and in the account of whoever signed in. */
export function languagePage({ auth }: { auth: Auth }) {
  return new Hono<Web>().get(paths.language(":language"), async (c) => {
    const language = c.req.param("language");
    if (language !== "fr" && language !== "en") return c.notFound();
    setCookie(c, ...languageCookieOf(language, { secure: auth.secureCookies }));
    const { db, signedIn } = c.var;
    if (signedIn && c.req.header("sec-fetch-site") !== "cross-site")
      await chooseLanguage(db, { userId: signedIn.userId, language });
    return c.redirect(ownPath(c.req.query("vers")) ?? paths.home(), 303);
  });
}
