-- A new e-mail or phone counts only once it is confirmed, and what a person changes of herself is proposed to the practices that keep
-- a file about her.

set role amicare_auth;

-- Someone wants another e-mail. Of one account only the newest request opens anything; the old address can take it back for a week, made or not.
create table auth.email_change (
  id uuid primary key,
  user_id uuid not null references auth."user" on delete cascade,
  old_email text not null check (old_email = lower(old_email)),
  new_email text not null check (new_email = lower(new_email)),
  token_sha256 text not null unique, -- the link to the new address
  undo_sha256 text not null unique,  -- the link to the old one
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  confirmed_at timestamptz,
  undone_at timestamptz -- by the old address
);
create index email_change_of_user on auth.email_change (user_id, id desc);

-- Someone gives another phone. Of one account only the newest request counts. The code that is sent stands nowhere: it is derived
-- from the id. A landline has no code: its request is confirmed when it is made.
create table auth.phone_change (
  id uuid primary key,
  user_id uuid not null references auth."user" on delete cascade,
  phone text not null check (phone ~ '^\+[1-9]\d{6,14}$'), -- E.164
  old_phone text, -- where codes went until then, once it is confirmed
  code_tries integer not null default 0,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  confirmed_at timestamptz
);
create index phone_change_of_user on auth.phone_change (user_id, id desc);

reset role;

-- Communes and countries by INSEE code; 99xxx is abroad.
alter table person add check (birthplace_insee ~ '^(\d{2}|2[AB])\d{3}$');
alter table patient add column birthplace_insee text check (birthplace_insee ~ '^(\d{2}|2[AB])\d{3}$');

-- As before, with the place of birth.
drop function open_own_profile;
create function open_own_profile(own_user uuid, new_person uuid, birth_name text, name_used text, first_names text, birth_date date,
    sex text, phone text, birthplace text default null) returns void
  language sql volatile security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    insert into person (id, birth_name, name_used, first_names, birth_date, sex, phone, birthplace_insee)
      values (new_person, open_own_profile.birth_name, open_own_profile.name_used, open_own_profile.first_names,
        open_own_profile.birth_date, open_own_profile.sex, open_own_profile.phone, birthplace);
    insert into acts_for (user_id, person_id, relation) values (own_user, new_person, 'self');
  end;

revoke all on function open_own_profile from public;
grant execute on function open_own_profile to amicare_auth;

-- What a person says of herself now, for the practice that keeps a file which says otherwise. The file is the practice's: it decides.
create table profile_change (
  id uuid primary key,
  establishment_id uuid not null references establishment,
  patient_id uuid not null,
  field text not null check (field in ('birth_name', 'name_used', 'first_names', 'birth_date', 'sex', 'birthplace_insee', 'phone', 'email')),
  value text not null, -- a day as 1951-03-14
  changed_at timestamptz not null,
  status text not null default 'proposed' check (status in ('proposed', 'accepted', 'declined')),
  foreign key (patient_id, establishment_id) references patient (id, establishment_id) on delete cascade
);
create unique index one_proposal_waits on profile_change (patient_id, field) where status = 'proposed';
create index profile_change_establishment on profile_change (establishment_id, changed_at) where status = 'proposed';
alter table profile_change enable row level security;
create policy mine on profile_change for select to amicare_web using (patient_id = any (array(select my_patients())));
create policy staff_of_the_house on profile_change for select to amicare_web using (establishment_id = (select my_establishment()));
create policy jobs on profile_change to amicare_job using (true) with check (true);
grant select on profile_change to amicare_web;
grant select, insert, update, delete on profile_change to amicare_job;

insert into fact (name) values ('email-change-requested'), ('email-changed'), ('email-change-undone'), ('phone-code-requested'),
  ('phone-changed'), ('identity-changed');
