import { sql } from "kysely";
import { paths } from "../src/paths.ts";
import type { Db } from "../src/platform/db.ts";
import type { Browser } from "./browser.ts";

/** What a parent writes of Lia, who is nine. */
export const lia = {
  lien: "enfant",
  firstNames: "Lia, Rose",
  birthName: "Adaberg",
  nameUsed: "",
  birthDate: "05/05/2017",
  sex: "F",
  phone: "",
  representation: "parental-authority",
  states: "oui",
};

/** Adds someone through the front door; gives her id. */
export async function addedBy(browser: Browser, ownerDb: Db, who: Record<string, string> = {}): Promise<string> {
  const before = new Set(await allPersons(ownerDb));
  const answer = await browser.post(paths.addRelative(), { ...lia, ...who });
  if (answer.status !== 303) throw new Error(`not added: ${answer.status}`);
  return (await allPersons(ownerDb)).find((id) => !before.has(id))!;
}

/** The link in the newest of these mails. */
export function linkIn(mails: { text: string }[]): string {
  const address = /http\S+(\/proches\/invitation\/\S+)/.exec(mails.at(-1)!.text);
  if (!address) throw new Error("no link in this mail");
  return address[1]!;
}

/** Page text with ordinary spaces and apostrophes. */
export function plain(html: string): string {
  return html
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replaceAll("’", "'")
    .replace(/\s+/g, " ");
}

async function allPersons(ownerDb: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from person order by id`.execute(ownerDb);
  return rows.map(({ id }) => id);
}
