-- Patient files as staff find, correct and join them: a search that answers while one types, identities that were checked, two files that
-- become one and, for thirty days, two again.

-- Files are found by their establishment first, whatever is asked of them then.
create extension if not exists btree_gin;

alter table patient
  add column version integer not null default 1 check (version > 0), -- two people editing: the second is told
  add column birth_name_key text not null generated always as (search_key(birth_name)) stored,
  -- What was seen of a paper, never a copy of it (RNIV: status validated).
  add column identity_document text check (identity_document in ('identity-card', 'passport', 'residence-permit', 'family-booklet', 'birth-certificate')),
  add column identity_checked_on date,
  add column identity_checked_by uuid, -- of the staff
  add column merged_into uuid,         -- the file it was joined to: no list shows it any more
  add column compared_at timestamptz,  -- with the other files of the house, in search of the same person; null: to be compared
  add foreign key (identity_checked_by, establishment_id) references staff (id, establishment_id),
  add foreign key (merged_into, establishment_id) references patient (id, establishment_id),
  add check (merged_into is null or (merged_into <> id and person_id is null));

drop index patient_name;
drop index patient_birth;
create index patient_words on patient using gin (establishment_id, (' ' || name_key) gin_trgm_ops) with (fastupdate = off) where merged_into is null;
create index patient_name on patient (establishment_id, name_key text_pattern_ops) where merged_into is null;
create index patient_birth_name on patient (establishment_id, birth_name_key text_pattern_ops) where merged_into is null;
create index patient_birth on patient (establishment_id, birth_date) where merged_into is null;
create index patient_phone on patient (establishment_id, phone text_pattern_ops) where merged_into is null and phone is not null;
create index patient_email on patient (establishment_id, lower(email) text_pattern_ops) where merged_into is null and email is not null;
create unique index one_number_per_file on patient (establishment_id, number text_pattern_ops) where merged_into is null and number is not null;
create index patient_merged on patient (merged_into) where merged_into is not null;
create index patient_to_compare on patient (id) where merged_into is null and compared_at is null;

-- What staff may write of a file. Its version, and what becomes of it, are the database's.
revoke update on patient from amicare_web;
grant update (person_id, number, birth_name, name_used, first_names, birth_date, sex, birthplace_insee, phone, email, address,
  identity_status, identity_document, identity_checked_on, identity_checked_by, is_known, blocked_online_because) on patient to amicare_web;

-- Whoever changes what a file says makes a new version of it; what one compares files by is compared again. Joining and separating say the
-- version themselves.
create function count_versions() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user not in ('amicare_web', 'amicare_job') then return new; end if;
  new.version := old.version + 1;
  if (new.birth_name, new.name_used, new.first_names, new.birth_date, new.phone, new.email)
    is distinct from (old.birth_name, old.name_used, old.first_names, old.birth_date, old.phone, old.email) then
    new.compared_at := null;
  end if;
  return new;
end $$;
create trigger count_versions before update of number, birth_name, name_used, first_names, birth_date, sex, birthplace_insee, phone, email,
  address, identity_status, identity_document, identity_checked_on, identity_checked_by, is_known, blocked_online_because on patient
  for each row when ((old.number, old.birth_name, old.name_used, old.first_names, old.birth_date, old.sex, old.birthplace_insee, old.phone,
      old.email, old.address, old.identity_status, old.identity_document, old.identity_checked_on, old.identity_checked_by, old.is_known,
      old.blocked_online_because)
    is distinct from (new.number, new.birth_name, new.name_used, new.first_names, new.birth_date, new.sex, new.birthplace_insee, new.phone,
      new.email, new.address, new.identity_status, new.identity_document, new.identity_checked_on, new.identity_checked_by, new.is_known,
      new.blocked_online_because))
  execute function count_versions();

-- Staff say « validated » on a paper they saw, and sign it. What the national service gave (retrieved, qualified) they neither say nor change.
create function keep_identity() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'amicare_web' and (
    old.identity_status in ('retrieved', 'qualified') or new.identity_status in ('retrieved', 'qualified')
    or (new.identity_status = 'validated' and (new.identity_document is null or new.identity_checked_on is null
      or new.identity_checked_by is distinct from actor_staff())))
  then
    raise exception 'an identity is checked by whoever saw a paper' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger keep_identity before update of birth_name, first_names, birth_date, sex, birthplace_insee, identity_status, identity_document,
  identity_checked_on, identity_checked_by on patient
  for each row when ((old.birth_name, old.first_names, old.birth_date, old.sex, old.birthplace_insee, old.identity_status,
      old.identity_document, old.identity_checked_on, old.identity_checked_by)
    is distinct from (new.birth_name, new.first_names, new.birth_date, new.sex, new.birthplace_insee, new.identity_status,
      new.identity_document, new.identity_checked_on, new.identity_checked_by))
  execute function keep_identity();

-- The files of the acting person's house that fit all that was typed, at most so many, best first. `words`: a list of lists; of each, one must
-- be the beginning of one of the names, in any order. `digits`: likewise; {"from", "until"} fits as a day of birth, {"phone"} and {"number"} as
-- the beginning of a telephone or of a number of the house. Family names that begin so come before first names, the very name before a longer
-- one; then, in the agendas one sees, a recent visit brings a file up.
--
-- In its owner's name because like and the trigrams' operators are not leakproof: behind a policy they could use no index.
create function find_patients(words jsonb, digits jsonb, mail text, most integer) returns table (id uuid, place bigint)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp rows 10 as $$
declare
  house uuid := my_establishment();
  keys text[] := array(select search_key(key) from jsonb_array_elements(words) with ordinality as typed (word, number),
    jsonb_array_elements_text(word) key order by number);
  named text[];
  base text := format('from patient p where p.establishment_id = %L and p.merged_into is null', house);
  begun text;
  one jsonb;
  few text;
  candidates uuid[];
begin
  if house is null or '' = any (keys) or (cardinality(keys) = 0 and jsonb_array_length(digits) = 0 and mail is null) then return; end if;
  for one in select value from jsonb_array_elements(digits) value loop
    base := base || ' and (' || (select string_agg(case
        when meant ? 'from' then format('p.birth_date between %L and %L', (meant ->> 'from')::date, (meant ->> 'until')::date)
        when meant ? 'phone' then format('p.phone like %L', as_beginning(meant ->> 'phone'))
        else format('p.number like %L', as_beginning(meant ->> 'number')) end, ' or ') from jsonb_array_elements(one) meant) || ')';
  end loop;
  if mail is not null then
    base := base || format(' and lower(p.email) like %L', as_beginning(lower(mail)));
  end if;
  named := array(select '(' || (select string_agg(format('(%L || p.name_key) like %L', ' ', '% ' || search_key(key) || '%'), ' or ')
      from jsonb_array_elements_text(word) key) || ')'
    from jsonb_array_elements(words) with ordinality as typed (word, number) order by number);

  -- Family names that begin so have indexes of their own: two letters begin the names of thousands, of whom the first few are enough.
  few := case when (select max(length(key)) from unnest(keys) key) < 4 then '200' else '400' end;
  if cardinality(keys) = jsonb_array_length(words) and cardinality(keys) > 0 then
    select string_agg(format('(select p.id %1$s and p.%2$I like %3$L %4$s limit %5$s)', base, field, key || '%',
        (select string_agg(' and ' || name, '') from unnest(named) with ordinality as other (name, number) where other.number <> typed.number), few), ' union ')
      into begun
      from unnest(keys) with ordinality as typed (key, number), unnest(array['name_key', 'birth_name_key']) field;
    execute 'select array_agg(id) from (' || begun || ') begun' into candidates;
  end if;
  base := concat_ws(' and ', base, nullif(array_to_string(named, ' and '), ''));
  if coalesce(cardinality(candidates), 0) < most then
    execute 'select array_agg(id) from (select p.id ' || base || ' limit 1000) fitting' into candidates;
  end if;

  return query
    select best.id, row_number() over (order by best.rank, best.seen_at desc nulls last, best.name_key, best.birth_date, best.id)
    from (
      select p.id, p.name_key, p.birth_date, visit.starts_at as seen_at,
        case when exists (select from unnest(keys) key where p.birth_name_key = key or starts_with(p.name_key, key || ' ')) then 0
          when exists (select from unnest(keys) key where starts_with(p.birth_name_key, key) or starts_with(p.name_key, key)) then 1
          else 2 end as rank
      from patient p
      left join lateral (select appointment.starts_at from appointment where appointment.patient_id = p.id
        and appointment.practitioner_id = any (array(select my_agendas())) and appointment.status <> 'cancelled'
        order by appointment.starts_at desc limit 1) visit on true
      where p.id = any (candidates)) best
    order by 2 limit most;
end $$;

-- The words that names are made of, in each house, so that one typed with a mistake is known again. A job keeps them
-- (src/patients/compare-files.ts): whoever writes a file waits for nobody.
create table name_word (
  establishment_id uuid not null references establishment,
  word text not null,
  primary key (establishment_id, word)
);
create index name_word_letters on name_word using gin (establishment_id, word gin_trgm_ops) with (fastupdate = off);
alter table name_word enable row level security;
create policy jobs on name_word to amicare_job using (true) with check (true);
grant select, insert, delete on name_word to amicare_job;

-- Words of names in the acting person's house that look like those typed: whoever asks compares them letter by letter.
create function words_like(words text[]) returns table (typed text, word text)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp rows 40 as $$
declare
  house uuid := my_establishment();
  each text;
begin
  perform set_config('pg_trgm.word_similarity_threshold', '0.3', true);
  foreach each in array words loop
    return query select each, name_word.word from name_word
      where name_word.establishment_id = house and search_key(each) <% name_word.word
      order by word_similarity(search_key(each), name_word.word) desc, length(name_word.word) limit 80;
  end loop;
end $$;

-- The pattern of what begins so.
create function as_beginning(typed text) returns text language sql immutable set search_path = pg_catalog, pg_temp
  return regexp_replace(typed, '([\\%_])', '\\\1', 'g') || '%';

-- The files of the acting person's house that are perhaps of the person described, and by what: her mail, her telephone, her names and the day
-- she was born. `except`: the file itself.
create function alike_patients(name_used text, birth_name text, first_names text, birth_date date, phone text, email text, except_file uuid)
  returns table (id uuid, by_mail boolean, by_name boolean, by_phone boolean)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp rows 5 as $$
declare
  house uuid := my_establishment();
  key text := search_key(alike_patients.name_used || ' ' || alike_patients.birth_name || ' ' || alike_patients.first_names);
begin
  if house is null then return; end if;
  return query
    select alike.id, bool_or(alike.of_mail), bool_or(alike.of_name), bool_or(alike.of_phone) from (
      select p.id, true as of_mail, false as of_name, false as of_phone from patient p
        where p.establishment_id = house and p.merged_into is null and lower(p.email) = lower(alike_patients.email)
      union all
      select p.id, false, true, false from patient p
        where p.establishment_id = house and p.merged_into is null and p.birth_date = alike_patients.birth_date
          and similarity(p.name_key, key) >= 0.45
      union all
      select p.id, false, false, true from patient p
        where p.establishment_id = house and p.merged_into is null and p.phone = alike_patients.phone) alike
    where alike.id is distinct from except_file
    group by alike.id
    order by bool_or(alike.of_mail) desc, bool_or(alike.of_name) desc, alike.id
    limit 20;
end $$;

-- Two files of a house that are perhaps one person's. « They are not » is remembered.
create table patient_pair (
  one_id uuid not null,
  other_id uuid not null,
  establishment_id uuid not null references establishment,
  because text not null check (because in ('same-mail', 'same-name-and-birth', 'same-phone', 'invitation')),
  found_at timestamptz not null,
  told_apart_at timestamptz,
  told_apart_by uuid, -- of the staff
  primary key (one_id, other_id),
  foreign key (one_id, establishment_id) references patient (id, establishment_id) on delete cascade,
  foreign key (other_id, establishment_id) references patient (id, establishment_id) on delete cascade,
  foreign key (told_apart_by, establishment_id) references staff (id, establishment_id),
  check (one_id < other_id),
  check ((told_apart_at is null) = (told_apart_by is null))
);
create index patient_pair_other on patient_pair (other_id);
create index patient_pair_waits on patient_pair (establishment_id, found_at) where told_apart_at is null;
alter table patient_pair enable row level security;
create policy staff_of_the_house on patient_pair for select to amicare_web using (establishment_id = (select my_establishment()));
create policy tell_apart_new on patient_pair for insert to amicare_web
  with check (establishment_id = (select my_establishment()) and told_apart_by = actor_staff());
create policy tell_apart on patient_pair for update to amicare_web
  using (establishment_id = (select my_establishment())) with check (establishment_id = (select my_establishment()));
create policy jobs on patient_pair to amicare_job using (true) with check (true);
grant select, insert, update (told_apart_at, told_apart_by) on patient_pair to amicare_web;
grant select, insert, update, delete on patient_pair to amicare_job;

-- What is a file's and goes with it when it is joined to another: each slice tells its own by moves_with_file(). The table has an `id`.
create table file_part (
  table_name text not null,
  column_name text not null,
  primary key (table_name, column_name)
);
alter table file_part enable row level security;

-- A file joined to another while someone was about to write to it: whoever acts looks again (src/platform/errors.ts), a job writes to the
-- file that stays. Waits for a joining that is under way.
create function write_to_kept_file() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  written uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
  kept uuid;
begin
  if tg_op = 'UPDATE' and written is not distinct from (to_jsonb(old) ->> tg_argv[0])::uuid then return new; end if;
  select merged_into into kept from patient where id = written for key share;
  if kept is not null then
    if actor_kind() <> 'system' then
      raise exception 'this file was joined to another one meanwhile' using errcode = 'serialization_failure';
    end if;
    new := jsonb_populate_record(new, jsonb_build_object(tg_argv[0], kept));
  end if;
  return new;
end $$;

-- From now on what this column of this table names as its file moves with it. For migrations.
create function moves_with_file(part text, part_column text) returns void
  language plpgsql volatile set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into file_part values (part, part_column);
  execute format('create trigger %I before insert or update of %I on %I for each row execute function write_to_kept_file(%L)',
    'write_to_kept_file_' || part_column, part_column, part, part_column);
end $$;

-- Two files that were joined, and all it takes to separate them again until `undoable_until`: then that is erased, and the file that went too.
create table patient_merge (
  id uuid primary key,
  establishment_id uuid not null references establishment,
  gone_id uuid not null,
  kept_id uuid not null,
  now_id uuid not null, -- the file that answers for it today: the kept one, or the one it was joined to in its turn
  merged_at timestamptz not null,
  merged_by uuid not null, -- of the staff
  undoable_until timestamptz not null,
  unmerged_at timestamptz,
  unmerged_by uuid,
  gone_before jsonb,
  kept_before jsonb,
  kept_after jsonb,
  moved jsonb, -- by table and column, the ids of the rows that moved
  foreign key (now_id, establishment_id) references patient (id, establishment_id) on delete cascade,
  foreign key (merged_by, establishment_id) references staff (id, establishment_id),
  foreign key (unmerged_by, establishment_id) references staff (id, establishment_id),
  check ((unmerged_at is null) = (unmerged_by is null)),
  check (num_nulls(gone_before, kept_before, kept_after, moved) in (0, 4))
);
create unique index one_merge_at_a_time on patient_merge (gone_id) where unmerged_at is null;
create index patient_merge_now on patient_merge (now_id) where unmerged_at is null;
create index patient_merge_kept on patient_merge (kept_id);
create index patient_merge_house on patient_merge (establishment_id, merged_at);
create index patient_merge_end on patient_merge (undoable_until) where moved is not null;
alter table patient_merge enable row level security;
create policy staff_of_the_house on patient_merge for select to amicare_web using (establishment_id = (select my_establishment()));
-- What is told of the file that went is told of the one that stays: whose it is reads it on.
create policy mine on patient_merge for select to amicare_web
  using (actor_kind() = 'user' and unmerged_at is null and now_id = any (array(select my_patients())));
create policy jobs on patient_merge to amicare_job using (true) with check (true);
grant select (id, establishment_id, gone_id, kept_id, now_id, merged_at, merged_by, undoable_until, unmerged_at, unmerged_by)
  on patient_merge to amicare_web;
grant select, update, delete on patient_merge to amicare_job;

-- The files of those one acts for, and those that were joined to them.
create or replace function my_patients() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select patient.id from acts_for join patient on patient.person_id = acts_for.person_id
    where acts_for.user_id = actor_user() and (acts_for.until_on is null or acts_for.until_on >= home_today())
    union all
    select patient_merge.gone_id from acts_for join patient on patient.person_id = acts_for.person_id
      join patient_merge on patient_merge.now_id = patient.id and patient_merge.unmerged_at is null
    where acts_for.user_id = actor_user() and (acts_for.until_on is null or acts_for.until_on >= home_today());
  end;
create or replace function my_own_patients() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp rows 5
  begin atomic
    select patient.id from acts_for join patient on patient.person_id = acts_for.person_id
    where acts_for.user_id = (select actor_user()) and acts_for.relation = 'self'
    union all
    select patient_merge.gone_id from acts_for join patient on patient.person_id = acts_for.person_id
      join patient_merge on patient_merge.now_id = patient.id and patient_merge.unmerged_at is null
    where acts_for.user_id = (select actor_user()) and acts_for.relation = 'self';
  end;

-- Joins a file to another one of the acting person's house. `from_gone`: the columns whose value is the other's; everything that leans on the
-- file moves, of whichever agenda it is, and so does its link to a person. Answers with a refusal, or null when it is done.
create function merge_files(merge uuid, kept uuid, gone uuid, from_gone text[], identity_of text, at timestamptz) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  house uuid := my_establishment();
  kept_file patient;
  gone_file patient;
  joined patient;
  part record;
  moved_ids uuid[];
  moved_rows jsonb := '{}';
begin
  perform from patient where id in (kept, gone) and establishment_id = house order by id for update;
  select * into kept_file from patient where id = kept and establishment_id = house and merged_into is null;
  select * into gone_file from patient where id = gone and establishment_id = house and merged_into is null;
  if kept = gone or kept_file.id is null or gone_file.id is null then return 'not-found'; end if;
  if kept_file.person_id is not null and gone_file.person_id is not null then return 'two-persons'; end if;

  joined := kept_file;
  joined.name_used := case when 'name_used' = any (from_gone) then gone_file.name_used else kept_file.name_used end;
  joined.birth_name := case when 'birth_name' = any (from_gone) then gone_file.birth_name else kept_file.birth_name end;
  joined.first_names := case when 'first_names' = any (from_gone) then gone_file.first_names else kept_file.first_names end;
  joined.birth_date := case when 'birth_date' = any (from_gone) then gone_file.birth_date else kept_file.birth_date end;
  joined.sex := case when 'sex' = any (from_gone) then gone_file.sex else kept_file.sex end;
  joined.birthplace_insee := case when 'birthplace_insee' = any (from_gone) then gone_file.birthplace_insee else kept_file.birthplace_insee end;
  joined.phone := case when 'phone' = any (from_gone) then gone_file.phone else kept_file.phone end;
  joined.email := case when 'email' = any (from_gone) then gone_file.email else kept_file.email end;
  joined.address := case when 'address' = any (from_gone) then gone_file.address else kept_file.address end;
  joined.number := case when 'number' = any (from_gone) then gone_file.number else kept_file.number end;
  joined.blocked_online_because :=
    case when 'blocked_online_because' = any (from_gone) then gone_file.blocked_online_because else kept_file.blocked_online_because end;
  joined.is_known := kept_file.is_known or gone_file.is_known;
  joined.person_id := coalesce(kept_file.person_id, gone_file.person_id);

  -- A check of identity holds for the five traits that were checked, as they were.
  joined.identity_status := 'provisional';
  joined.identity_document := null;
  joined.identity_checked_on := null;
  joined.identity_checked_by := null;
  if identity_of = 'kept' and same_traits(joined, kept_file) then
    joined.identity_status := kept_file.identity_status;
    joined.identity_document := kept_file.identity_document;
    joined.identity_checked_on := kept_file.identity_checked_on;
    joined.identity_checked_by := kept_file.identity_checked_by;
  elsif identity_of = 'gone' and same_traits(joined, gone_file) then
    joined.identity_status := gone_file.identity_status;
    joined.identity_document := gone_file.identity_document;
    joined.identity_checked_on := gone_file.identity_checked_on;
    joined.identity_checked_by := gone_file.identity_checked_by;
  end if;

  update patient set merged_into = kept, person_id = null, version = version + 1 where id = gone;
  update patient set (name_used, birth_name, first_names, birth_date, sex, birthplace_insee, phone, email, address, number,
      blocked_online_because, is_known, person_id, identity_status, identity_document, identity_checked_on, identity_checked_by, version,
      compared_at) =
    (select joined.name_used, joined.birth_name, joined.first_names, joined.birth_date, joined.sex, joined.birthplace_insee, joined.phone,
      joined.email, joined.address, joined.number, joined.blocked_online_because, joined.is_known, joined.person_id, joined.identity_status,
      joined.identity_document, joined.identity_checked_on, joined.identity_checked_by, kept_file.version + 1,
      null::timestamptz)
    where id = kept;

  for part in select * from file_part order by table_name, column_name loop
    moved_ids := move_part(part.table_name, part.column_name, gone, kept);
    if cardinality(moved_ids) > 0 then
      moved_rows := moved_rows || jsonb_build_object(part.table_name || '.' || part.column_name, to_jsonb(moved_ids));
    end if;
  end loop;

  insert into patient_merge (id, establishment_id, gone_id, kept_id, now_id, merged_at, merged_by, undoable_until, gone_before, kept_before,
      kept_after, moved)
    select merge, house, gone, kept, kept, at, actor_staff(), at + interval '30 days', to_jsonb(gone_file), to_jsonb(kept_file),
      to_jsonb(patient), moved_rows from patient where patient.id = kept;
  return null;
end $$;

-- The five traits a check of identity is about (RNIV), the same to the letter.
create function same_traits(one patient, other patient) returns boolean
  language sql immutable set search_path = pg_catalog, public, pg_temp
  return (one.birth_name, one.first_names, one.birth_date, one.sex, one.birthplace_insee)
    is not distinct from (other.birth_name, other.first_names, other.birth_date, other.sex, other.birthplace_insee);

-- Moves the rows of one part from a file to another, and tells which. Those that the other file has already (a constraint says so) stay.
create function move_part(part text, part_column text, from_file uuid, to_file uuid) returns uuid[]
  language plpgsql volatile set search_path = pg_catalog, public, pg_temp as $$
declare
  each uuid;
  moved_ids uuid[] := '{}';
begin
  for each in execute format('select id from %I where %I = $1 order by id for update', part, part_column) using from_file loop
    begin
      execute format('update %I set %I = $1 where id = $2', part, part_column) using to_file, each;
      moved_ids := moved_ids || each;
    exception when unique_violation or check_violation then null;
    end;
  end loop;
  return moved_ids;
end $$;

-- What was changed of the kept file since, and how many appointments were given to it since: they stay with it.
create function told_of_merge(merge uuid) returns table (edited text[], appointments integer)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp rows 1 as $$
begin
  return query
    select array(select key from jsonb_object_keys(m.kept_after) key
        where key = any (file_columns()) and to_jsonb(kept) -> key is distinct from m.kept_after -> key order by key),
      (select count(*)::integer from appointment where appointment.patient_id = m.kept_id and appointment.booked_at > m.merged_at
        and not coalesce(m.moved -> 'appointment.patient_id', '[]') ? appointment.id::text)
    from patient_merge m join patient kept on kept.id = m.kept_id
    where m.id = merge and m.establishment_id = my_establishment() and m.kept_after is not null;
end $$;

-- What of a file is chosen when two are joined, and given back when they are separated.
create function file_columns() returns text[] language sql immutable parallel safe
  return array['name_used', 'birth_name', 'first_names', 'birth_date', 'sex', 'birthplace_insee', 'phone', 'email', 'address', 'number',
    'blocked_online_because', 'is_known', 'person_id', 'identity_status', 'identity_document', 'identity_checked_on', 'identity_checked_by'];

-- Separates two files that were joined: both as they were, each with what was its own. What was changed of the kept file since, and what was
-- added to it, stays there. Answers with a refusal, or null when it is done.
create function unmerge_files(merge uuid, at timestamptz) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  house uuid := my_establishment();
  m patient_merge;
  kept patient;
  gone patient;
  before patient;
  restored jsonb;
  is_edited boolean;
  is_taken boolean;
  part record;
begin
  perform from patient where establishment_id = house
    and id in (select unnest(array[gone_id, kept_id]) from patient_merge where id = merge) order by id for update;
  select * into m from patient_merge where id = merge and establishment_id = house for update;
  if m.id is null then return 'not-found'; end if;
  if m.unmerged_at is not null then return 'done-already'; end if;
  if m.undoable_until < at or m.moved is null then return 'too-late'; end if;
  select * into kept from patient where id = m.kept_id;
  select * into gone from patient where id = m.gone_id;
  if kept.merged_into is not null then return 'kept-was-joined'; end if;

  select jsonb_object_agg(key, case when to_jsonb(kept) -> key is distinct from m.kept_after -> key then to_jsonb(kept) -> key
      else m.kept_before -> key end),
    bool_or(to_jsonb(kept) -> key is distinct from m.kept_after -> key)
    into restored, is_edited from unnest(file_columns()) key;
  before := jsonb_populate_record(kept, restored);
  -- A check of identity holds for the traits that were checked, and for no others.
  if is_edited and before.identity_status <> 'provisional' and not same_traits(before, kept)
    and not same_traits(before, jsonb_populate_record(null::patient, m.kept_before)) then
    before.identity_status := 'provisional';
    before.identity_document := null;
    before.identity_checked_on := null;
    before.identity_checked_by := null;
  end if;
  update patient set (name_used, birth_name, first_names, birth_date, sex, birthplace_insee, phone, email, address, number,
      blocked_online_because, is_known, person_id, identity_status, identity_document, identity_checked_on, identity_checked_by, version,
      compared_at) =
    (select before.name_used, before.birth_name, before.first_names, before.birth_date, before.sex, before.birthplace_insee, before.phone,
      before.email, before.address, before.number, before.blocked_online_because, before.is_known, before.person_id, before.identity_status,
      before.identity_document, before.identity_checked_on, before.identity_checked_by,
      case when is_edited then kept.version + 1 else (m.kept_before ->> 'version')::integer end,
      case when is_edited then null else (m.kept_before ->> 'compared_at')::timestamptz end)
    where id = kept.id;

  before := jsonb_populate_record(gone, m.gone_before);
  -- The link goes back with the file, unless it was taken away since; a number that another file took meanwhile is that one's.
  if before.person_id is distinct from kept.person_id then before.person_id := null; end if;
  is_taken := exists (select from patient where establishment_id = house and merged_into is null and number = before.number);
  update patient set merged_into = null, person_id = before.person_id, number = case when is_taken then null else before.number end,
    version = before.version where id = gone.id;

  for part in select key, value from jsonb_each(m.moved) loop
    execute format('update %I set %I = $1 where %I = $2 and id = any ($3)', split_part(part.key, '.', 1), split_part(part.key, '.', 2),
      split_part(part.key, '.', 2))
      using m.gone_id, m.kept_id, array(select value::uuid from jsonb_array_elements_text(part.value) value);
  end loop;

  -- They are not the same person's: nobody proposes it again.
  insert into patient_pair (one_id, other_id, establishment_id, because, found_at, told_apart_at, told_apart_by)
    values (least(m.gone_id, m.kept_id), greatest(m.gone_id, m.kept_id), house, 'same-name-and-birth', at, at, actor_staff())
    on conflict (one_id, other_id) do update set told_apart_at = at, told_apart_by = actor_staff();
  update patient_merge set unmerged_at = at, unmerged_by = actor_staff(), gone_before = null, kept_before = null, kept_after = null,
    moved = null where id = m.id;
  return null;
end $$;

select moves_with_file('appointment', 'patient_id');
select moves_with_file('notice', 'patient_id');
select moves_with_file('patient_invitation', 'patient_id');
select moves_with_file('patient_invitation', 'other_patient_id');
select moves_with_file('profile_change', 'patient_id');
select moves_with_file('patient_merge', 'now_id');

revoke all on function find_patients, words_like, alike_patients, write_to_kept_file(), moves_with_file, merge_files, move_part, told_of_merge,
  unmerge_files, same_traits, file_columns, as_beginning, count_versions(), keep_identity() from public;
grant execute on function find_patients, words_like, alike_patients, merge_files, told_of_merge, unmerge_files to amicare_web;
