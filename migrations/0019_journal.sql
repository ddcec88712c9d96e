-- The journal: who did what with someone's data, looking included. Each line has a place; every minute they are sealed into chains of
-- hashes, one for each establishment, so that none is changed, taken out or slipped in unseen.

-- A place in the journal. The transaction takes its own number first: of whoever has a place, a later snapshot knows whether he is done
-- (src/audit/seal-journal.ts).
create sequence event_numbers;
create function event_number() returns bigint
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_current_xact_id();
  return nextval('public.event_numbers');
end $$;

-- From where the acting person comes: 1, by what she proved who she is; 2, the neighbourhood of her network address; 3, browser and system.
-- asActor() (src/platform/actor.ts) is the only writer of the setting.
create function actor_whence(part integer) returns text language sql stable parallel safe
  return nullif(split_part(current_setting('amicare.whence', true), '|', part), '');

alter table event
  add column number bigint,
  add column is_look boolean not null default false, -- nothing was changed: someone looked, or took a copy along
  add column result text not null default 'done' check (result in ('done', 'refused')),
  add column person_id uuid,  -- whose data, where no file of an establishment is concerned
  add column actor_role text, -- of staff, the role; of a user, how she is related to whom it is about (`self`, `child`…)
  add column actor_name text, -- of staff, the name
  add column actor_proof text,
  add column actor_network text,
  add column actor_client text,
  add check (person_id is null or (patient_id is null and appointment_id is null and establishment_id is null));
update event set number = place.number
  from (select id, row_number() over (order by recorded_at, id) as number from event) as place where place.id = event.id;
select setval('event_numbers', coalesce((select max(number) from event), 1), exists (select from event));
alter table event
  alter column number set not null,
  alter column number set default event_number(),
  alter column actor_proof set default actor_whence(1),
  alter column actor_network set default actor_whence(2),
  alter column actor_client set default actor_whence(3);
create unique index event_number_once on event (number);
create index event_person on event (person_id, happened_at) where person_id is not null;
-- Whoever looks again within the same five minutes is not told twice.
create unique index one_look on event (actor_user_id, appointment_id, patient_id, person_id, kind, result, actor_kind, actor_staff_id,
  date_bin('5 minutes', happened_at, timestamptz '2000-01-01 00:00:00+00')) nulls not distinct where is_look;

-- In what capacity someone acts, and under which name: as it is today, for people leave and rights end.
create function tell_capacity() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.actor_staff_id is not null and new.actor_role is null then
    select staff.role, coalesce(nullif(concat_ws(' ', nullif(practitioner.title, ''), practitioner.first_name, practitioner.last_name), ''), "user".name)
      into new.actor_role, new.actor_name
      from staff left join practitioner on practitioner.id = staff.practitioner_id left join auth."user" on "user".id = staff.user_id
      where staff.id = new.actor_staff_id;
  elsif new.actor_kind = 'user' and new.actor_role is null then
    select relation into new.actor_role from acts_for where user_id = new.actor_user_id
      and person_id = coalesce(new.person_id, (select patient.person_id from patient where patient.id = new.patient_id));
  end if;
  return new;
end $$;
create trigger tell_capacity before insert on event for each row execute function tell_capacity();

-- The files of the acting user herself, not of those she acts for.
create function my_own_patients() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp rows 5
  begin atomic
    select patient.id from acts_for join patient on patient.person_id = acts_for.person_id
    where acts_for.user_id = (select actor_user()) and acts_for.relation = 'self';
  end;

revoke all on function event_number(), tell_capacity(), my_own_patients() from public;
grant execute on function event_number() to amicare_web, amicare_job;
grant execute on function my_own_patients() to amicare_web;

-- One tells only of what one may see.
drop policy of_what_i_see on event;
create policy of_what_i_see on event for insert to amicare_web
  with check (actor_kind() in ('user', 'staff') and case
    when appointment_id is not null then exists (select from appointment
      where appointment.id = event.appointment_id and appointment.patient_id = event.patient_id
        and appointment.establishment_id = event.establishment_id)
    when patient_id is not null then exists (select from patient
      where patient.id = event.patient_id and patient.establishment_id = event.establishment_id)
    else actor_kind() = 'user' and person_id = any (array(select my_persons())) end);
-- One sees what was done with the data of those one acts for; not with another's discreet visits, nor what another does of her own account.
drop policy my_people on event;
create policy my_people on event for select to amicare_web using (
  patient_id = any (array(select my_patients()))
    and (appointment_id is null or patient_id = any (array(select my_own_patients()))
      or not exists (select from appointment where appointment.id = event.appointment_id and appointment.is_discreet))
  or person_id = any (array(select my_persons())) and (actor_role is distinct from 'self' or actor_user_id = actor_user()));
-- Whatever left for oneself, such as the mails about one's account.
create policy mine on notice for select to amicare_web using (actor_kind() = 'user' and user_id = actor_user());
create index notice_of_user on notice (user_id) where user_id is not null;
grant insert (is_look, result, person_id) on event to amicare_web;

-- What a seal covers: the lines of one establishment (null: those that concern none) up to a place in the journal and after its seal before.
create table journal_seal (
  id uuid primary key,
  establishment_id uuid references establishment,
  number integer not null check (number > 0),
  until_number bigint not null,      -- the last place it covers
  sealed_until timestamptz not null, -- no line recorded before, by the clock of the database, is to come any more
  sealed_at timestamptz not null,
  rows integer not null check (rows > 0),
  rows_sha256 text not null,
  previous_sha256 text not null,     -- the head of the seal before; of the first, 64 zeros
  head_sha256 text not null,
  erased_at timestamptz,             -- its lines were too old to be kept, and so were all before: the chain begins here
  unique nulls not distinct (establishment_id, number)
);
create index journal_seal_place on journal_seal (until_number, id);
create index journal_seal_age on journal_seal (sealed_until, until_number);
alter table journal_seal enable row level security;
create policy jobs on journal_seal to amicare_job using (true) with check (true);
grant select, insert on journal_seal to amicare_job;
grant select on sequence event_numbers to amicare_job;

-- Erases the lines sealed before that day, a year old at least, and the seals that are of no more use: of each chain the last one stays, where
-- it begins from now on. Nobody else takes a line out: no role may delete one.
create function erase_journal_before(day timestamptz) returns bigint
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  cut bigint;
  erased bigint;
begin
  if day > now() - interval '1 year' then
    raise exception 'the journal is kept for a year at least' using errcode = 'restrict_violation';
  end if;
  select until_number into cut from journal_seal where sealed_until < day order by sealed_until desc, until_number desc limit 1;
  delete from event where number <= cut;
  get diagnostics erased = row_count;
  delete from journal_seal earlier where until_number <= cut and exists (select from journal_seal later
    where later.establishment_id is not distinct from earlier.establishment_id and later.number > earlier.number and later.until_number <= cut);
  update journal_seal set erased_at = clock_timestamp() where until_number <= cut and erased_at is null;
  return erased;
end $$;
revoke all on function erase_journal_before from public;
grant execute on function erase_journal_before to amicare_job;

-- Whoever left the team may close her account like anyone: what she signed stays, under her name (event.actor_name).
alter table staff
  alter column user_id drop not null,
  drop constraint staff_user_id_fkey,
  add foreign key (user_id) references auth."user" on delete set null,
  add check (user_id is not null or removed_at is not null);
