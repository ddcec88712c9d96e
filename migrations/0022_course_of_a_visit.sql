-- The course of a visit, and what staff may take back of what they did in the agenda.

alter table appointment
  add column arrived_at timestamptz,
  add column called_at timestamptz, -- into the consultation
  add column seen_at timestamptz,
  add column missed_at timestamptz, -- when it was noted
  add column words_for_patient text check (length(words_for_patient) <= 1000), -- of the practice that cancels; on the page alone
  add check (seen_at is null or status = 'seen'),
  add check (missed_at is null or status = 'missed');
create index appointment_waiting on appointment (practitioner_id, arrived_at) where status in ('arrived', 'in-consultation');

alter table agenda_act
  drop constraint agenda_act_kind_check,
  add constraint agenda_act_kind_check check (kind in ('book', 'move', 'resize', 'edit', 'cancel', 'answer', 'attend', 'absence'));

-- What the patient is to be told is read from here when the time has come (src/appointments/tell-patient.ts): the first line that nobody told
-- yet says what she knew, the appointment what stands.
alter table agenda_act_line
  add column tells boolean not null default false, -- the patient is to be told of it
  add column told_at timestamptz,
  add column undone_at timestamptz;
grant update (version_after, tells, undone_at) on agenda_act_line to amicare_web;
grant update (told_at) on agenda_act_line to amicare_job;

insert into fact (name) values ('patient-to-tell'), ('reminders-to-plan');
drop function retract; -- a later act may rest upon the same promise: what is told is decided when it is told

-- Whether this patient has another visit then, at this establishment: a practice must not learn where else someone goes. Until the transaction
-- ends nobody else decides on that patient; it is asked after open_agenda(), whose order of locks it keeps.
create function is_busy_then(patient uuid, range_from timestamptz, range_to timestamptz, except_appointment uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(coalesce(p.person_id, p.id)::text, 2)) from patient p
    where p.id = patient and p.establishment_id = my_establishment();
  return found and exists (select from appointment a
    where a.patient_id = patient and a.status in ('requested', 'booked', 'arrived', 'in-consultation')
      and a.starts_at < range_to and a.starts_at >= range_from - interval '24 hours' and a.ends_at > range_from
      and a.id is distinct from except_appointment);
end $$;
revoke all on function is_busy_then from public;
grant execute on function is_busy_then to amicare_web;

-- What was booked by mistake and taken back, the patient never had.
drop policy my_people on appointment;
create policy my_people on appointment to amicare_web
  using (patient_id = any (array(select my_patients())) and undone_at is null)
  with check (patient_id = any (array(select my_patients())) and undone_at is null
    and status in ('requested', 'booked', 'cancelled') and not overbooked);
drop policy by_link on appointment;
create policy by_link on appointment to amicare_web
  using (id = actor_appointment() and undone_at is null)
  with check (id = actor_appointment() and undone_at is null and status in ('requested', 'booked', 'cancelled') and not overbooked);
-- Of those one acts for, one is told of visits that one sees; of oneself, of all that was done.
drop policy my_people on event;
create policy my_people on event for select to amicare_web using (
  patient_id = any (array(select my_patients()))
    and (appointment_id is null or patient_id = any (array(select my_own_patients()))
      or exists (select from appointment where appointment.id = event.appointment_id and not appointment.is_discreet))
  or person_id = any (array(select my_persons())) and (actor_role is distinct from 'self' or actor_user_id = actor_user()));
