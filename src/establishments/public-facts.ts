import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import type { Language } from "../platform/web.ts";

/** What anyone may know of an establishment: who answers for the files of its patients, and how to reach it. */
export interface PublicFacts {
  id: string;
  name: string;
  phone: string;
  email: string | null;
  /** By name; none when it receives nowhere at present. */
  sites: { name: string; street: string; postalCode: string; commune: string }[];
  /** What it tells of those files in its own words, in each language it has; none when our standard words hold. */
  notices: { version: string; language: Language; markdown: string; inSubstanceSince: string }[];
}

/** The establishment of this id, or null when there is none. One query. */
export async function publicFactsOf(tx: Tx, id: string): Promise<PublicFacts | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null;
  const { rows } = await sql<PublicFacts>`
    select id, name, phone, email, coalesce((
        select json_agg(json_build_object('name', site.name, 'street', site.street, 'postalCode', site.postal_code,
          'commune', site.commune) order by site.name)
        from site where site.establishment_id = establishment.id and site.active), '[]') as sites,
      coalesce((
        select json_agg(json_build_object('version', version, 'language', language, 'markdown', body,
          'inSubstanceSince', in_substance_since) order by language desc)
        from establishment_notice as notice where notice.establishment_id = establishment.id and notice.version = (
          select max(newest.version) from establishment_notice as newest where newest.establishment_id = establishment.id)),
        '[]') as notices
    from establishment where id = ${id}`.execute(tx);
  return rows[0] ?? null;
}
