-- What happened (append-only), what was sent, and how a transaction promises work to be done after it.

create table event (
  id uuid primary key,
  kind text not null,
  establishment_id uuid references establishment,
  patient_id uuid,
  appointment_id uuid,
  actor_kind text not null default actor_kind(),
  actor_user_id uuid default actor_user(),
  actor_staff_id uuid default actor_staff(),
  happened_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  detail jsonb not null default '{}' -- ids, times and codes only: never a word about health
);
create index event_appointment on event (appointment_id, happened_at) where appointment_id is not null;
create index event_patient on event (patient_id, happened_at) where patient_id is not null;
create index event_establishment on event (establishment_id, happened_at) where establishment_id is not null;
alter table event enable row level security;
-- One tells only of what one may see. Who acts and when it was recorded, the database says itself: those columns are not granted.
create policy of_what_i_see on event for insert to amicare_web
  with check (actor_kind() in ('user', 'staff') and case
    when appointment_id is null then exists (select from patient
      where patient.id = event.patient_id and patient.establishment_id = event.establishment_id)
    else exists (select from appointment
      where appointment.id = event.appointment_id and appointment.patient_id = event.patient_id
        and appointment.establishment_id = event.establishment_id) end);
create policy my_people on event for select to amicare_web using (patient_id = any (array(select my_patients())));
create policy my_agendas on event for select to amicare_web
  using (exists (select from appointment where appointment.id = event.appointment_id and actor_staff() is not null));
create policy jobs on event to amicare_job using (true) with check (true);
grant select, insert (id, kind, establishment_id, patient_id, appointment_id, happened_at, detail) on event to amicare_web;
grant select, insert on event to amicare_job;

create table notice (
  id uuid primary key,
  establishment_id uuid references establishment,
  appointment_id uuid,
  patient_id uuid,
  user_id uuid,
  kind text not null,
  channel text not null check (channel in ('mail', 'sms', 'push')),
  recipient text not null,
  language text not null check (language in ('fr', 'en')),
  message_id text not null unique, -- the same at every attempt: a repeat can be recognised
  occasion text not null,          -- what it is about, once: the kind and the appointment's sequence
  status text not null check (status in ('sending', 'sent', 'failed', 'not-sent')),
  because text,                    -- why it failed or was not sent
  attempts smallint not null default 0,
  decided_at timestamptz not null,
  sent_at timestamptz,
  check ((status = 'sent') = (sent_at is not null)),
  foreign key (appointment_id, establishment_id) references appointment (id, establishment_id)
);
create unique index notice_once on notice (appointment_id, occasion, channel, recipient) where appointment_id is not null;
create index notice_patient on notice (patient_id) where patient_id is not null;
alter table notice enable row level security;
-- What left for another adult of the same child shows an address that is none of one's business.
create policy my_people on notice for select to amicare_web
  using (patient_id = any (array(select my_patients())) and (user_id is null or user_id = actor_user()));
create policy my_agendas on notice for select to amicare_web
  using (exists (select from appointment where appointment.id = notice.appointment_id and actor_staff() is not null));
create policy jobs on notice to amicare_job using (true) with check (true);
grant select on notice to amicare_web;
grant select, insert, update on notice to amicare_job;

-- The facts that may be announced; each slice adds its own in the migration that brings it.
create table fact (name text primary key);
alter table fact enable row level security;
insert into fact (name) values ('appointment-booked'), ('appointment-moved'), ('appointment-cancelled'), ('reminder-due');

-- Promises a job to the worker if, and only if, the transaction it is called in commits. Payloads are ids only. With a key, a later
-- promise replaces the earlier one.
create function announce(fact_name text, payload jsonb, job_key text default null, run_at timestamptz default null) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.fact where name = fact_name) then
    raise exception 'unknown fact: %', fact_name using errcode = 'invalid_parameter_value';
  end if;
  perform graphile_worker.add_job(fact_name, payload::json, run_at => run_at, job_key => job_key, max_attempts => 25);
end $$;
revoke all on function announce from public;
grant execute on function announce to amicare_web, amicare_job;
