-- The professional space: where a session works, who may set what up, and how the agenda tells that it changed.

-- The desk of a session: at which establishment its holder works now, and when she last did something there. Half an hour of nothing ends
-- the session (src/team/desk.ts).
set role amicare_auth;
alter table auth.session
  add column staff_id uuid,
  add column desk_seen_at timestamptz;
reset role;

-- The places where this user works, for the keeper of accounts: at the door of the professional space.
create function desks_of(who uuid) returns table (staff_id uuid, establishment_id uuid, establishment text, role text,
    practitioner_id uuid, all_agendas boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp rows 2
  begin atomic
    select staff.id, staff.establishment_id, establishment.name, staff.role, staff.practitioner_id, staff.all_agendas
    from staff join establishment on establishment.id = staff.establishment_id
    where staff.user_id = who and staff.removed_at is null
    order by establishment.name, staff.id;
  end;

-- The role of the acting member of staff, as it is today; nothing for anyone else.
create function my_role() returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select role from staff
    where id = actor_staff() and user_id = actor_user() and establishment_id = actor_establishment() and removed_at is null;
  end;

-- The establishment whose settings the acting person may change: a manager's own; nothing for anyone else.
create function my_managed_establishment() returns uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select establishment_id from staff
    where id = actor_staff() and user_id = actor_user() and establishment_id = actor_establishment() and removed_at is null
      and role = 'manager';
  end;

revoke all on function desks_of, my_role, my_managed_establishment from public;
grant execute on function desks_of to amicare_auth;
grant execute on function my_role, my_managed_establishment to amicare_web, amicare_job;

-- Managers set their own establishment up; nothing they made is deleted, it is closed, since appointments of the past name it.
create policy manage on establishment for update to amicare_web
  using (id = (select my_managed_establishment())) with check (id = (select my_managed_establishment()));
create policy manage on site to amicare_web
  using (establishment_id = (select my_managed_establishment())) with check (establishment_id = (select my_managed_establishment()));
create policy manage on resource to amicare_web
  using (establishment_id = (select my_managed_establishment())) with check (establishment_id = (select my_managed_establishment()));
create policy manage on room to amicare_web
  using (establishment_id = (select my_managed_establishment())) with check (establishment_id = (select my_managed_establishment()));
create policy manage on practitioner to amicare_web
  using (establishment_id = (select my_managed_establishment())) with check (establishment_id = (select my_managed_establishment()));
create policy manage on practitioner_site to amicare_web
  using (establishment_id = (select my_managed_establishment())) with check (establishment_id = (select my_managed_establishment()));
create policy manage on visit_reason to amicare_web
  using (establishment_id = (select my_managed_establishment())) with check (establishment_id = (select my_managed_establishment()));
create policy manage on practitioner_reason to amicare_web
  using (establishment_id = (select my_managed_establishment())) with check (establishment_id = (select my_managed_establishment()));
grant update (name, neutral_name, kind, phone, email, takes_replies) on establishment to amicare_web;
grant insert, update on site, resource, room, practitioner, visit_reason to amicare_web;
grant insert, update, delete on practitioner_site, practitioner_reason to amicare_web;

-- Openings and absences are the daily work of whoever keeps the agenda.
create policy my_agendas on opening to amicare_web
  using (practitioner_id = any (array(select my_agendas()))) with check (practitioner_id = any (array(select my_agendas())));
create policy my_agendas on opening_reason to amicare_web
  using (exists (select from opening where opening.id = opening_id and opening.practitioner_id = any (array(select my_agendas()))))
  with check (exists (select from opening where opening.id = opening_id and opening.establishment_id = opening_reason.establishment_id
    and opening.practitioner_id = any (array(select my_agendas()))));
create policy my_agendas on opening_exception to amicare_web
  using (exists (select from opening where opening.id = opening_id and opening.practitioner_id = any (array(select my_agendas()))))
  with check (exists (select from opening where opening.id = opening_id and opening.establishment_id = opening_exception.establishment_id
    and opening.practitioner_id = any (array(select my_agendas()))));
create policy change_my_agendas on absence to amicare_web
  using (resource_id = any (array(select my_agendas()))) with check (resource_id = any (array(select my_agendas())));
grant insert, update, delete on opening, opening_reason, opening_exception, absence to amicare_web;

-- Staff tell what they did to a practitioner, a site or a rule, in the journal of their establishment: about no patient.
drop policy of_what_i_see on event;
create policy of_what_i_see on event for insert to amicare_web
  with check (actor_kind() in ('user', 'staff') and case
    when appointment_id is not null then exists (select from appointment
      where appointment.id = event.appointment_id and appointment.patient_id = event.patient_id
        and appointment.establishment_id = event.establishment_id)
    when patient_id is not null then exists (select from patient
      where patient.id = event.patient_id and patient.establishment_id = event.establishment_id)
    when actor_kind() = 'staff' then person_id is null and establishment_id = (select my_establishment())
    else actor_kind() = 'user' and person_id = any (array(select my_persons())) end);

-- An agenda that changes says so to whoever looks at it (src/agenda/live.ts): establishment, agenda, first and last local day; nothing of
-- whom or why. It is told at the commit, once per transaction and day.
create function tell_agenda(establishment uuid, agenda uuid, first_day date, last_day date) returns void
  language sql volatile set search_path = pg_catalog, pg_temp
  begin atomic
    select pg_notify('agenda', concat_ws(' ', establishment, agenda, coalesce(first_day::text, '-'), coalesce(last_day::text, '-')));
  end;

create function tell_appointment() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    perform tell_agenda(old.establishment_id, old.practitioner_id, old.starts_local::date, old.starts_local::date);
  end if;
  if tg_op <> 'DELETE' then
    perform tell_agenda(new.establishment_id, new.practitioner_id, new.starts_local::date, new.starts_local::date);
  end if;
  return null;
end $$;
create trigger tell_appointment after insert or update or delete on appointment for each row execute function tell_appointment();

create function tell_absence() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    perform tell_agenda(old.establishment_id, old.resource_id, coalesce(old.starts_local::date, old.since_on), coalesce(old.ends_local::date, old.until_on));
  end if;
  if tg_op <> 'DELETE' then
    perform tell_agenda(new.establishment_id, new.resource_id, coalesce(new.starts_local::date, new.since_on), coalesce(new.ends_local::date, new.until_on));
  end if;
  return null;
end $$;
create trigger tell_absence after insert or update or delete on absence for each row execute function tell_absence();

create function tell_opening() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    perform tell_agenda(old.establishment_id, old.practitioner_id, coalesce(old.on_date, old.since_on), coalesce(old.on_date, old.until_on));
  end if;
  if tg_op <> 'DELETE' then
    perform tell_agenda(new.establishment_id, new.practitioner_id, coalesce(new.on_date, new.since_on), coalesce(new.on_date, new.until_on));
  end if;
  return null;
end $$;
create trigger tell_opening after insert or update or delete on opening for each row execute function tell_opening();

create function tell_opening_exception() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform tell_agenda(opening.establishment_id, opening.practitioner_id, coalesce(new.on_date, old.on_date), coalesce(new.on_date, old.on_date))
    from opening where opening.id = coalesce(new.opening_id, old.opening_id);
  return null;
end $$;
create trigger tell_opening_exception after insert or update or delete on opening_exception
  for each row execute function tell_opening_exception();

-- Whoever leaves the team, or whose rights change, is told to look again.
create function tell_team() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_notify('team', coalesce(to_jsonb(new) ->> 'staff_id', to_jsonb(new) ->> 'id', to_jsonb(old) ->> 'staff_id', to_jsonb(old) ->> 'id'));
  return null;
end $$;
create trigger tell_team after update or delete on staff for each row execute function tell_team();
create trigger tell_team_agendas after insert or update or delete on staff_agenda for each row execute function tell_team();

revoke all on function tell_agenda, tell_appointment(), tell_absence(), tell_opening(), tell_opening_exception(), tell_team() from public;
grant execute on function tell_agenda to amicare_web, amicare_job;

-- What a member of staff did to one or several appointments and may still take back: until its notices leave. Ids, times and codes only.
create table agenda_act (
  id uuid primary key,
  establishment_id uuid not null references establishment,
  staff_id uuid not null,
  kind text not null check (kind in ('book', 'move', 'resize', 'cancel', 'attend', 'absence')),
  made_at timestamptz not null,
  notices_at timestamptz not null, -- when the notices it promised leave; undone before, none does
  undone_at timestamptz,
  foreign key (staff_id, establishment_id) references staff (id, establishment_id),
  unique (id, establishment_id)
);
create index agenda_act_staff on agenda_act (staff_id, made_at);
create index agenda_act_age on agenda_act (made_at);

create table agenda_act_line (
  act_id uuid not null,
  appointment_id uuid not null,
  establishment_id uuid not null,
  before jsonb, -- agenda, site, reason, times and state as they stood; null: there was none, the act booked it
  version_after integer not null, -- undone only while nobody changed the appointment since
  primary key (act_id, appointment_id),
  foreign key (act_id, establishment_id) references agenda_act (id, establishment_id) on delete cascade,
  foreign key (appointment_id, establishment_id) references appointment (id, establishment_id) on delete cascade
);
create index agenda_act_line_appointment on agenda_act_line (appointment_id);

alter table agenda_act enable row level security;
alter table agenda_act_line enable row level security;
create policy my_own on agenda_act to amicare_web
  using (staff_id = actor_staff() and establishment_id = (select my_establishment()))
  with check (staff_id = actor_staff() and establishment_id = (select my_establishment()));
create policy of_my_acts on agenda_act_line to amicare_web
  using (exists (select from agenda_act where agenda_act.id = act_id)
    and exists (select from appointment where appointment.id = appointment_id and actor_staff() is not null))
  with check (exists (select from agenda_act where agenda_act.id = act_id)
    and exists (select from appointment where appointment.id = appointment_id and actor_staff() is not null));
create policy jobs on agenda_act to amicare_job using (true) with check (true);
create policy jobs on agenda_act_line to amicare_job using (true) with check (true);
grant select, insert on agenda_act, agenda_act_line to amicare_web;
grant update (undone_at) on agenda_act to amicare_web;
grant select, delete on agenda_act, agenda_act_line to amicare_job;

-- Booked by mistake and taken back before anyone was told: the patient never had it, and no list of hers shows it.
alter table appointment
  add column undone_at timestamptz,
  add check (undone_at is null or status = 'cancelled');

-- What staff write beside an appointment, for one another: no patient sees it.
create table appointment_note (
  appointment_id uuid primary key,
  establishment_id uuid not null,
  note text not null check (note <> '' and length(note) <= 1000),
  written_by uuid not null, -- of the staff
  written_at timestamptz not null,
  foreign key (appointment_id, establishment_id) references appointment (id, establishment_id) on delete cascade,
  foreign key (written_by, establishment_id) references staff (id, establishment_id)
);
alter table appointment_note enable row level security;
create policy my_agendas on appointment_note to amicare_web
  using (establishment_id = (select my_establishment())
    and exists (select from appointment where appointment.id = appointment_id and actor_staff() is not null))
  with check (written_by = actor_staff() and establishment_id = (select my_establishment())
    and exists (select from appointment where appointment.id = appointment_id and actor_staff() is not null));
create policy jobs on appointment_note to amicare_job using (true) with check (true);
grant select, insert, update, delete on appointment_note to amicare_web;
grant select, insert, update, delete on appointment_note to amicare_job;

-- Takes back what was promised to be told of an appointment, if its time has not come. Only notices that staff put off have such keys.
create function retract(job_key text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if my_establishment() is null or retract.job_key not like 'told:%' then
    raise exception 'nothing to take back' using errcode = 'insufficient_privilege';
  end if;
  perform graphile_worker.remove_job(retract.job_key);
end $$;
revoke all on function retract from public;
grant execute on function retract to amicare_web;
