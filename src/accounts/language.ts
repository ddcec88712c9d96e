import type { Db } from "../platform/db.ts";
import type { Language } from "../platform/web.ts";
import { asKeeper } from "./keeper.ts";

/** The language of a user's pages and mails, from now on. */
export async function chooseLanguage(
  db: Db,
  { userId, language }: { userId: string; language: Language },
): Promise<void> {
  await asKeeper(db, (tx) => tx.updateTable("auth.user").set({ language }).where("id", "=", userId).execute());
}
