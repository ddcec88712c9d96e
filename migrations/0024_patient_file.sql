-- The patient's file as the practice reads it: private notes of the team, answers to what patients propose, who acts for whom, and the journal
-- of the house.

-- What staff write about a patient, for one another: no patient sees it. Only its author changes the words; anyone of the house may pin it,
-- the author or a manager takes it away.
create table patient_note (
  id uuid primary key,
  establishment_id uuid not null,
  patient_id uuid not null,
  note text not null check (btrim(note) <> '' and length(note) <= 2000),
  pinned boolean not null, -- shown on the summary and while one books
  written_by uuid not null, -- of the staff
  written_at timestamptz not null,
  changed_at timestamptz, -- the words
  version integer not null default 1,
  foreign key (patient_id, establishment_id) references patient (id, establishment_id) on delete cascade,
  foreign key (written_by, establishment_id) references staff (id, establishment_id)
);
create index patient_note_patient on patient_note (patient_id, written_at desc);
alter table patient_note enable row level security;
create policy read_of_the_house on patient_note for select to amicare_web using (establishment_id = (select my_establishment()));
create policy write on patient_note for insert to amicare_web
  with check (establishment_id = (select my_establishment()) and written_by = actor_staff());
create policy change_of_the_house on patient_note for update to amicare_web
  using (establishment_id = (select my_establishment())) with check (establishment_id = (select my_establishment()));
create policy take_away on patient_note for delete to amicare_web
  using (establishment_id = (select my_establishment())
    and (written_by = actor_staff() or establishment_id = (select my_managed_establishment())));
create policy jobs on patient_note to amicare_job using (true) with check (true);
grant select, insert, delete, update (patient_id, note, pinned, changed_at, version) on patient_note to amicare_web;
grant select, insert, update, delete on patient_note to amicare_job;

create function keep_words_of_author() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'amicare_web' and new.written_by is distinct from actor_staff() then
    raise exception 'a note is changed by its author' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger keep_words_of_author before update of note on patient_note for each row
  when (new.note is distinct from old.note) execute function keep_words_of_author();
revoke all on function keep_words_of_author() from public;
select moves_with_file('patient_note', 'patient_id');

-- The practice answers once what the person proposes.
create policy answer on profile_change for update to amicare_web
  using (establishment_id = (select my_establishment()) and status = 'proposed')
  with check (establishment_id = (select my_establishment()));
grant update (status) on profile_change to amicare_web;

-- Who acts for the patient of a file of the house, and for whom she acts, today. Of others than patients of the house nothing but that they are
-- there. `acts`: that one acts for the patient; otherwise the patient acts for that one. `relation`: of whom is acted for, to whoever acts.
create function relatives_of_file(file uuid) returns table (acts boolean, patient_id uuid, relation text, representation text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp rows 5
  begin atomic
    select true, theirs.id, acts_for.relation, acts_for.representation
    from patient
    join acts_for on acts_for.person_id = patient.person_id and acts_for.relation <> 'self'
    left join acts_for me on me.user_id = acts_for.user_id and me.relation = 'self'
    left join patient theirs on theirs.person_id = me.person_id and theirs.establishment_id = patient.establishment_id
    where patient.id = file and patient.establishment_id = my_establishment()
      and (acts_for.until_on is null or acts_for.until_on >= home_today())
    union all
    select false, theirs.id, acts_for.relation, acts_for.representation
    from patient
    join acts_for me on me.person_id = patient.person_id and me.relation = 'self'
    join acts_for on acts_for.user_id = me.user_id and acts_for.relation <> 'self'
    join patient theirs on theirs.person_id = acts_for.person_id and theirs.establishment_id = patient.establishment_id
    where patient.id = file and patient.establishment_id = my_establishment()
      and (acts_for.until_on is null or acts_for.until_on >= home_today());
  end;

-- How the acting member of staff and the colleagues are called: as the journal names them. Null: the account is closed.
create function team_names() returns table (staff_id uuid, name text, role text, has_left boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp rows 20
  begin atomic
    select staff.id,
      coalesce(nullif(concat_ws(' ', nullif(practitioner.title, ''), practitioner.first_name, practitioner.last_name), ''), "user".name),
      staff.role, staff.removed_at is not null
    from staff
    left join practitioner on practitioner.id = staff.practitioner_id
    left join auth."user" on "user".id = staff.user_id
    where staff.establishment_id = my_establishment();
  end;

-- The journal of a house. A line about a visit is read by whoever sees that agenda (policy my_agendas); one about a file by the whole house, as
-- files are; one about no patient, such as a change of the settings, by those who manage it.
create policy files_of_the_house on event for select to amicare_web
  using (appointment_id is null and patient_id is not null and establishment_id = (select my_establishment()));
create policy settings_of_the_house on event for select to amicare_web
  using (appointment_id is null and patient_id is null and person_id is null
    and establishment_id = (select my_managed_establishment()));
drop index event_establishment;
create index event_house on event (establishment_id, happened_at, number) where establishment_id is not null;
create index event_house_kind on event (establishment_id, kind, happened_at, number) where establishment_id is not null;
create index event_of_patients on event (establishment_id, happened_at, number)
  where establishment_id is not null and actor_kind in ('user', 'guest', 'anonymous');
create index event_of_system on event (establishment_id, happened_at, number)
  where establishment_id is not null and actor_kind not in ('staff', 'user', 'guest', 'anonymous');
create index event_colleague on event (actor_staff_id, happened_at, number) where actor_staff_id is not null;

-- Up to when the journal of the acting person's house is sealed; null: nothing is yet.
create function journal_sealed_until() returns timestamptz
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select sealed_until from journal_seal where establishment_id = my_establishment() order by number desc limit 1;
  end;

revoke all on function relatives_of_file, team_names, journal_sealed_until from public;
grant execute on function relatives_of_file, team_names, journal_sealed_until to amicare_web;
