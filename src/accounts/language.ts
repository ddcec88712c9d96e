import type { Db } from "../platform/db.ts";
import { languageCookie } from "../platform/guards.ts";
import type { Language } from "../platform/web.ts";
import { asKeeper } from "./keeper.ts";

/** The language of a user's pages and mails, from now on. */
export async function chooseLanguage(
  db: Db,
  { userId, language }: { userId: string; language: Language },
): Promise<void> {
  await asKeeper(db, (tx) => tx.updateTable("auth.user").set({ language }).where("id", "=", userId).execute());
}

/** What the browser keeps of it, for when nobody is signed in: name, value and options of the cookie. */
export function languageCookieOf(language: Language, { secure }: { secure: boolean }) {
  const options = { path: "/", sameSite: "Lax", secure, maxAge: 365 * 24 * 3600 } as const;
  return [languageCookie, language, options] as const;
}
