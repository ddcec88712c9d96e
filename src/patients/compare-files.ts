import { sql } from "kysely";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";

/** Compares the files that are new, or say something else of whom they are about, with the others of their house: those that look like one person's
 * wait for an answer of the staff (patients-to-check.ts), and the words of their names are known to the search. Nothing is ever joined by itself. */
export async function compareFiles(db: Db, { now }: { now: Temporal.Instant }): Promise<void> {
  for (let compared = filesAtATime; compared === filesAtATime; )
    compared = await asActor(db, { kind: "system", job: "compare-files" }, (tx) => compareSome(tx, now));
}

const filesAtATime = 500;

async function compareSome(tx: Tx, now: Temporal.Instant): Promise<number> {
  const batch = await tx
    .selectFrom("patient")
    .select("id")
    .where("mergedInto", "is", null)
    .where("comparedAt", "is", null)
    .orderBy("id")
    .limit(filesAtATime)
    .forUpdate()
    .skipLocked()
    .execute();
  const ids = batch.map(({ id }) => id);
  if (ids.length === 0) return 0;

  await sql`insert into name_word (establishment_id, word)
    select distinct establishment_id, word from patient, regexp_split_to_table(name_key, ' ') as word
    where id = any (${ids}::uuid[]) and length(word) > 2
    on conflict do nothing`.execute(tx);
  await sql`delete from patient_pair where told_apart_at is null and (one_id = any (${ids}::uuid[]) or other_id = any (${ids}::uuid[]))`.execute(
    tx,
  );
  await sql`insert into patient_pair (one_id, other_id, establishment_id, because, found_at)
    select distinct on (one_id, other_id) one_id, other_id, establishment_id, because, ${now}::timestamptz
    from (
      select least(mine.id, other.id) as one_id, greatest(mine.id, other.id) as other_id, mine.establishment_id, 'same-name-and-birth' as because
      from patient mine join patient other on other.establishment_id = mine.establishment_id and other.birth_date = mine.birth_date
      where mine.id = any (${ids}::uuid[]) and ${alike}
      union all
      select least(mine.id, other.id), greatest(mine.id, other.id), mine.establishment_id, 'same-mail'
      from patient mine join patient other on other.establishment_id = mine.establishment_id and lower(other.email) = lower(mine.email)
      where mine.id = any (${ids}::uuid[]) and ${alike} and ${alikeFirst}
      union all
      select least(mine.id, other.id), greatest(mine.id, other.id), mine.establishment_id, 'same-phone'
      from patient mine join patient other on other.establishment_id = mine.establishment_id and other.phone = mine.phone
      where mine.id = any (${ids}::uuid[]) and ${alike} and ${alikeFirst}) found
    order by one_id, other_id, because
    on conflict do nothing`.execute(tx);
  await tx.updateTable("patient").set({ comparedAt: now }).where("id", "in", ids).execute();
  return ids.length;
}

/** A family shares a telephone, a mail, a name: only the same names too are a sign. */
const alike = sql`other.id <> mine.id and other.merged_into is null and mine.merged_into is null
  and similarity(other.name_key, mine.name_key) >= 0.45`;

/** A mother and her son of the same name share the same telephone: their first names are not the same. */
const alikeFirst = sql`similarity(search_key(other.first_names), search_key(mine.first_names)) >= 0.5`;

/** Forgets the words that no name of the house has any more. */
export async function forgetNameWords(db: Db, _: { now: Temporal.Instant }): Promise<void> {
  await asActor(db, { kind: "system", job: "compare-files" }, (tx) =>
    sql`delete from name_word where not exists (select from patient where patient.establishment_id = name_word.establishment_id
      and merged_into is null and (' ' || name_key) like '% ' || word || '%')`.execute(tx),
  );
}
