-- An establishment invites a patient to find the file it keeps about her online. The file is linked to a person by whoever reads the mail
-- and knows the birth date: to her own profile, or, of someone under age, to a child one acts for. Of one file only the newest link opens.

create table patient_invitation (
  id uuid primary key,
  establishment_id uuid not null references establishment,
  patient_id uuid not null,
  email text not null check (email = lower(email)), -- the file's on that day
  language text not null check (language in ('fr', 'en')),
  token_sha256 text not null unique,
  invited_by uuid not null, -- of the staff
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  withdrawn_at timestamptz,
  birth_date_tries smallint not null default 0, -- wrong ones
  wanted_again_at timestamptz, -- whoever holds a link that ended asked the practice for another
  used_at timestamptz,
  used_by uuid references auth."user" on delete set null,
  outcome text check (outcome in ('linked', 'to-merge')),
  other_patient_id uuid, -- to-merge: the file of the same person that was linked before; staff decide whether the two are one
  foreign key (patient_id, establishment_id) references patient (id, establishment_id) on delete cascade,
  foreign key (other_patient_id, establishment_id) references patient (id, establishment_id) on delete cascade,
  foreign key (invited_by, establishment_id) references staff (id, establishment_id),
  check ((used_at is null) = (outcome is null)),
  check ((outcome is not distinct from 'to-merge') = (other_patient_id is not null))
);
create index patient_invitation_patient on patient_invitation (patient_id, id desc);
create index patient_invitation_other on patient_invitation (other_patient_id) where other_patient_id is not null;
create index patient_invitation_used_by on patient_invitation (used_by) where used_by is not null;
create index patient_invitation_end on patient_invitation (expires_at);
alter table patient_invitation enable row level security;
create policy staff_of_the_house on patient_invitation for select to amicare_web using (establishment_id = (select my_establishment()));
create policy invite on patient_invitation for insert to amicare_web
  with check (establishment_id = (select my_establishment()) and invited_by = actor_staff());
create policy withdraw on patient_invitation for update to amicare_web using (establishment_id = (select my_establishment()));
create policy jobs on patient_invitation to amicare_job using (true) with check (true);
grant select, insert (id, establishment_id, patient_id, email, language, token_sha256, invited_by, invited_at, expires_at),
  update (withdrawn_at) on patient_invitation to amicare_web;
grant select, delete on patient_invitation to amicare_job;

-- Whether the mail left is the practice's to know: it sent it.
create policy invitations_of_the_house on notice for select to amicare_web
  using (kind = 'patient-invitation' and establishment_id = (select my_establishment()));

-- What whoever holds the link may learn before she said a birth date: nothing of the file, nor whose it is. `stands`: the file is linked to
-- nobody, and its address is the one invited. With `lock`, nobody else follows a link of this file before the transaction ends.
create function patient_invitation_by_token(token text, lock boolean) returns table (
    id uuid, email text, invited_at timestamptz, expires_at timestamptz, withdrawn_at timestamptz, used_at timestamptz, outcome text,
    birth_date_tries smallint, wanted_again_at timestamptz, newer_at timestamptz, stands boolean, has_account boolean,
    is_addressee boolean, is_mine boolean)
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp rows 1 as $$
begin
  if lock then
    perform from patient where patient.id = (select i.patient_id from patient_invitation i where i.token_sha256 = token) for update;
    perform from patient_invitation i where i.token_sha256 = token for update;
  end if;
  return query
    select i.id, i.email, i.invited_at, i.expires_at, i.withdrawn_at, i.used_at, i.outcome, i.birth_date_tries, i.wanted_again_at,
      (select max(newer.invited_at) from patient_invitation newer where newer.patient_id = i.patient_id and newer.id > i.id),
      patient.person_id is null and coalesce(lower(btrim(patient.email)) = i.email, false),
      exists (select from auth."user" where "user".email = i.email),
      exists (select from auth."user" where "user".email = i.email and "user".id = actor_user()),
      coalesce(i.used_by = actor_user(), false)
    from patient_invitation i join patient on patient.id = i.patient_id where i.token_sha256 = token;
end $$;

-- The invitation that still opens something, under lock, or nothing. What src/patients/patient-invitation.ts decides, said once more.
create function open_patient_invitation(token text, at timestamptz) returns patient_invitation
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  state record;
  found_one patient_invitation;
begin
  select * into state from patient_invitation_by_token(token, true);
  if state.id is not null and state.used_at is null and state.withdrawn_at is null and state.newer_at is null and state.stands
    and state.expires_at > at and state.birth_date_tries < 5
  then
    select * into found_one from patient_invitation i where i.id = state.id;
  end if;
  return found_one;
end $$;

-- Whether the birth date said is that of the file; wrong ones are counted, the sixth is not even compared.
create function prove_patient_birth_date(token text, said date, at timestamptz) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  invitation patient_invitation := open_patient_invitation(token, at);
begin
  if invitation.id is null then
    return 'closed';
  elsif exists (select from patient where patient.id = invitation.patient_id and patient.birth_date = said) then
    return 'right';
  end if;
  update patient_invitation i set birth_date_tries = i.birth_date_tries + 1 where i.id = invitation.id;
  return case when invitation.birth_date_tries >= 4 then 'spent' else 'wrong' end;
end $$;

-- What the file says, for whoever said its birth date; and the birth date of the own profile of the user who acts, if she has one.
create function invited_file(token text, said date, at timestamptz) returns table (establishment text, phone_of_establishment text,
    birth_name text, name_used text, first_names text, birth_date date, sex text, phone text, birthplace_insee text, own_birth_date date)
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp rows 1 as $$
declare
  invitation patient_invitation := open_patient_invitation(token, at);
begin
  return query
    select establishment.name, establishment.phone, file.birth_name, file.name_used, file.first_names, file.birth_date, file.sex,
      file.phone, file.birthplace_insee,
      (select person.birth_date from acts_for join person on person.id = acts_for.person_id
        where acts_for.user_id = actor_user() and acts_for.relation = 'self')
    from patient file join establishment on establishment.id = file.establishment_id
    where file.id = invitation.patient_id and file.birth_date = said;
end $$;

-- The end of an invitation: the file is the person's from now on. If the establishment has another one that is hers already, none is
-- linked twice: staff are left to join the two. Bookings of the same person wait (open_agenda takes the same lock), for they may open a
-- file.
create function settle_patient_invitation(invitation patient_invitation, to_person uuid, own_user uuid, event_id uuid, at timestamptz)
  returns text
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  other uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended(to_person::text, 2));
  select patient.id into other from patient
    where patient.establishment_id = invitation.establishment_id and patient.person_id = to_person;
  if other is null then
    update patient set person_id = to_person where patient.id = invitation.patient_id;
  end if;
  update patient_invitation i set used_at = at, used_by = own_user, other_patient_id = other,
    outcome = case when other is null then 'linked' else 'to-merge' end where i.id = invitation.id;
  insert into event (id, kind, establishment_id, patient_id, actor_kind, actor_user_id, happened_at, detail)
    select event_id, case when other is null then 'patient-linked' else 'patient-merge-proposed' end, invitation.establishment_id,
      coalesce(other, invitation.patient_id), 'user', own_user, at,
      case when other is null then '{}'::jsonb else jsonb_build_object('otherPatientId', invitation.patient_id) end;
  if other is null then
    perform announce('patient-linked', jsonb_build_object('patientId', invitation.patient_id, 'personId', to_person));
  end if;
  return case when other is null then 'linked' else 'to-merge' end;
end $$;

-- The user who acts, whose address was invited, links the file to herself or to a child she acts for. Null: refused.
create function accept_patient_invitation(token text, said date, to_person uuid, event_id uuid, at timestamptz) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  invitation patient_invitation := open_patient_invitation(token, at);
begin
  if invitation.id is null or actor_kind() <> 'user'
    or not exists (select from patient file where file.id = invitation.patient_id and file.birth_date = said)
    or not exists (select from auth."user" where "user".id = actor_user() and "user".email = invitation.email)
    or not exists (select from acts_for join person on person.id = acts_for.person_id
      where acts_for.user_id = actor_user() and acts_for.person_id = to_person and to_person in (select my_persons())
        and person.birth_date = said
        and (acts_for.relation = 'self' or last_day_of_childhood(said) >= (at at time zone 'Europe/Paris')::date))
  then
    return null;
  end if;
  return settle_patient_invitation(invitation, to_person, actor_user(), event_id, at);
end $$;

-- The new user, whose address was invited, gets her own profile, and the file with it. Null: refused.
create function claim_patient_file(own_user uuid, new_person uuid, token text, birth_name text, name_used text, first_names text,
    said date, sex text, phone text, birthplace text, event_id uuid, at timestamptz) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  invitation patient_invitation := open_patient_invitation(token, at);
begin
  if invitation.id is null
    or not exists (select from patient file where file.id = invitation.patient_id and file.birth_date = said)
    or not exists (select from auth."user" where "user".id = own_user and "user".email = invitation.email)
  then
    return null;
  end if;
  perform open_own_profile(own_user, new_person, claim_patient_file.birth_name, claim_patient_file.name_used,
    claim_patient_file.first_names, said, claim_patient_file.sex, claim_patient_file.phone, birthplace);
  return settle_patient_invitation(invitation, new_person, own_user, event_id, at);
end $$;

-- Whoever holds a link that ended, or was tried too often, asks the practice for another: once. Gives the invitation, or null.
create function want_patient_invitation_again(token text, at timestamptz) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  state record;
begin
  select * into state from patient_invitation_by_token(token, true);
  if state.id is null or state.used_at is not null or state.withdrawn_at is not null or state.newer_at is not null or not state.stands
    or state.wanted_again_at is not null or (state.expires_at > at and state.birth_date_tries < 5)
  then
    return null;
  end if;
  update patient_invitation i set wanted_again_at = at where i.id = state.id;
  return state.id;
end $$;

-- Staff link no file to anyone, whoever asks them to: only the person does. They may unlink one.
create function keep_links() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'amicare_web' and actor_kind() = 'staff' then
    raise exception 'a file is linked by the person herself' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger keep_links before update of person_id on patient for each row
  when (new.person_id is not null and new.person_id is distinct from old.person_id) execute function keep_links();
create trigger keep_links_of_new before insert on patient for each row when (new.person_id is not null) execute function keep_links();

revoke all on function patient_invitation_by_token, open_patient_invitation, prove_patient_birth_date, invited_file,
  settle_patient_invitation, accept_patient_invitation, claim_patient_file, want_patient_invitation_again from public;
grant execute on function patient_invitation_by_token, prove_patient_birth_date, invited_file, accept_patient_invitation,
  want_patient_invitation_again to amicare_web;
grant execute on function patient_invitation_by_token, prove_patient_birth_date, claim_patient_file to amicare_auth;

insert into fact (name) values ('patient-invited'), ('patient-linked'), ('patient-unlinked'), ('patient-invitation-wanted');
