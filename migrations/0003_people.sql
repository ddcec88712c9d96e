-- Persons (the portal's own profiles), who acts for whom, and the establishments' patient files. Two things, never one:
-- a file may be linked to a person; neither ever overwrites the other.

create table person (
  id uuid primary key,
  birth_name text not null check (birth_name <> ''),
  name_used text not null check (name_used <> ''),
  first_names text not null check (first_names <> ''),
  birth_date date not null,
  sex text not null check (sex in ('F', 'M', 'U')), -- U: not said
  phone text check (phone ~ '^\+[1-9]\d{6,14}$'),
  birthplace_insee text,
  created_at timestamptz not null default now()
);

create table acts_for (
  user_id uuid not null,
  person_id uuid not null references person on delete cascade,
  relation text not null check (relation in ('self', 'child', 'parent', 'partner', 'other')),
  until_on date, -- last day; a child's access ends at 18
  since timestamptz not null default now(),
  primary key (user_id, person_id)
);
create unique index one_self_per_user on acts_for (user_id) where relation = 'self';
create index acts_for_person on acts_for (person_id);

create table patient (
  id uuid primary key,
  establishment_id uuid not null references establishment,
  person_id uuid references person on delete set null,
  number text, -- the establishment's own
  birth_name text not null check (birth_name <> ''),
  name_used text not null check (name_used <> ''),
  first_names text not null check (first_names <> ''),
  birth_date date not null,
  sex text not null check (sex in ('F', 'M', 'U')),
  phone text check (phone ~ '^\+[1-9]\d{6,14}$'),
  email text,
  address text,
  identity_status text not null default 'provisional' check (identity_status in ('provisional', 'validated', 'retrieved', 'qualified')),
  is_known boolean not null default false, -- staff say so; otherwise a visit seen in 36 months does
  blocked_online_because text,             -- null: may book online
  created_at timestamptz not null default now(),
  created_by text not null check (created_by in ('patient', 'staff', 'import')),
  name_key text not null generated always as (search_key(name_used || ' ' || birth_name || ' ' || first_names)) stored,
  unique (id, establishment_id)
);
create unique index one_file_per_person on patient (establishment_id, person_id) where person_id is not null;
create index patient_person on patient (person_id) where person_id is not null;
create index patient_name on patient using gin (name_key gin_trgm_ops);
create index patient_birth on patient (establishment_id, birth_date);

-- The persons the acting user may act for today; nothing for anyone else.
create function my_persons() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select person_id from acts_for where user_id = actor_user() and (until_on is null or until_on >= current_date);
  end;

create function my_patients() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select patient.id from acts_for join patient on patient.person_id = acts_for.person_id
    where acts_for.user_id = actor_user() and (acts_for.until_on is null or acts_for.until_on >= current_date);
  end;

revoke all on function my_persons, my_patients from public;
grant execute on function my_persons, my_patients to amicare_web, amicare_job;

alter table person enable row level security;
alter table acts_for enable row level security;
alter table patient enable row level security;

create policy mine on person to amicare_web using (id = any (array(select my_persons())));
create policy mine on acts_for for select to amicare_web using (user_id = actor_user());
create policy mine on patient for select to amicare_web using (person_id = any (array(select my_persons())));
-- A first visit opens a file that says nothing yet: only staff change it afterwards.
create policy first_visit on patient for insert to amicare_web
  with check (person_id = any (array(select my_persons())) and created_by = 'patient' and identity_status = 'provisional'
    and not is_known and number is null and blocked_online_because is null);
create policy staff_of_the_house on patient to amicare_web
  using (establishment_id = (select my_establishment())) with check (establishment_id = (select my_establishment()));
create policy jobs on person to amicare_job using (true) with check (true);
create policy jobs on acts_for to amicare_job using (true) with check (true);
create policy jobs on patient to amicare_job using (true) with check (true);

grant select, update on person to amicare_web;
grant select on acts_for to amicare_web;
grant select, insert, update on patient to amicare_web;
grant select, insert, update, delete on person, acts_for, patient to amicare_job;
