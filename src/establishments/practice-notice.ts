import { sql } from "kysely";
import type { Texts } from "../help/texts.ts";
import { type Readable, readable } from "../help/worded.ts";
import type { Tx } from "../platform/db.ts";
import type { Language } from "../platform/web.ts";
import { phone, town } from "../ui/format.ts";
import { wordsIn } from "../ui/words.ts";
import { type PublicFacts, publicFactsOf } from "./public-facts.ts";

/** What an establishment, which answers for the files of its patients, tells them of it. */
export interface PracticeNotice extends Readable {
  establishmentId: string;
  establishmentName: string;
  /** Its own words; otherwise ours, in its name. */
  isTheirs: boolean;
  /** Whoever read that version, or a later one, need not read again. */
  inSubstanceSince: string;
}

/** The notice in force of this establishment, its own words if it published any, in this language if they are; null when there is no such
 * establishment. One query. */
export async function practiceNotice(
  tx: Tx,
  { texts, establishmentId, language }: { texts: Texts; establishmentId: string; language: Language },
): Promise<PracticeNotice | null> {
  const facts = await publicFactsOf(tx, establishmentId);
  if (!facts) return null;
  const whose = { establishmentId: facts.id, establishmentName: facts.name };
  const own = facts.notices.find((notice) => notice.language === language) ?? facts.notices[0];
  return own
    ? { ...whose, ...own, ...readable(own), isTheirs: true }
    : { ...whose, ...texts.establishmentNotice(told(facts, language), language), isTheirs: false };
}

/** The notices in force of those among these establishments that published one, in every language each has. One query. */
export async function ownNoticesOf(tx: Tx, establishmentIds: readonly string[]): Promise<PracticeNotice[]> {
  if (establishmentIds.length === 0) return [];
  const { rows } = await sql<Omit<PracticeNotice, "sha256" | "title" | "html" | "isTheirs">>`
    select establishment.id as establishment_id, establishment.name as establishment_name, notice.version, notice.language,
      notice.body as markdown, notice.in_substance_since
    from establishment_notice as notice join establishment on establishment.id = notice.establishment_id
    where notice.establishment_id = any (${establishmentIds}::uuid[])
      and notice.version = (select max(newest.version) from establishment_notice as newest
        where newest.establishment_id = notice.establishment_id)
    order by establishment.name, establishment.id, notice.language desc`.execute(tx);
  return rows.map((notice) => ({ ...notice, ...readable(notice), isTheirs: true }));
}

function told({ name, phone: number, email, sites }: PublicFacts, language: Language) {
  const t = wordsIn(language, "help");
  return {
    name,
    phone: phone(number),
    contact: email ? t("establishment.email", { email }) : "",
    addresses: sites
      .map((site) => [site.name !== name && site.name, site.street, town(site)].filter(Boolean).join(", "))
      .join("\n"),
  };
}
