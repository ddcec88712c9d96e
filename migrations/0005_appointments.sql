-- What a patient has (appointment), what is taken (occupation), and times kept while a form is filled (hold).

create table appointment (
  id uuid primary key,
  establishment_id uuid not null,
  patient_id uuid not null,
  practitioner_id uuid not null,
  site_id uuid not null,
  visit_reason_id uuid not null,
  status text not null check (status in ('requested', 'booked', 'arrived', 'in-consultation', 'seen', 'missed', 'cancelled')),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  zone text not null,               -- the site's when it was booked
  starts_local timestamp not null,
  cancellable_until timestamptz,    -- in force when booked, kept if the rule gets stricter; null: not online
  movable_until timestamptz,
  moves smallint not null default 0 check (moves >= 0),
  sequence integer not null default 0 check (sequence >= 0), -- iCalendar SEQUENCE
  version integer not null default 1 check (version > 0),    -- two people editing: the second is told
  for_new_patient boolean not null,
  is_discreet boolean not null default false,
  overbooked boolean not null default false,
  origin text not null check (origin in ('online', 'staff', 'import')),
  words_for_practice text check (length(words_for_practice) <= 1000),
  hold_id uuid unique,              -- the hold it came from: confirming twice finds it again
  booked_at timestamptz not null,
  cancelled_at timestamptz,
  cancelled_by text check (cancelled_by in ('patient', 'practice')),
  cancelled_because text check (length(cancelled_because) <= 1000),
  foreign key (patient_id, establishment_id) references patient (id, establishment_id),
  foreign key (practitioner_id, establishment_id) references practitioner (id, establishment_id),
  foreign key (site_id, establishment_id) references site (id, establishment_id),
  foreign key (visit_reason_id, establishment_id) references visit_reason (id, establishment_id),
  check (starts_at < ends_at),
  check (starts_at = date_trunc('minute', starts_at)),
  check ((status = 'cancelled') = (cancelled_at is not null)),
  unique (id, establishment_id)
);
create index appointment_patient on appointment (patient_id, starts_at desc);
create index appointment_agenda on appointment (practitioner_id, starts_at) include (ends_at);
create index appointment_new_patients on appointment (practitioner_id, starts_local) where for_new_patient and status <> 'cancelled';

create table hold (
  id uuid primary key,
  establishment_id uuid not null,
  visitor text not null,            -- SHA-256 of the cookie's key: whose hold it is while nobody has signed in
  user_id uuid,                     -- whose it is from then on, on any device
  practitioner_id uuid not null,
  site_id uuid not null,
  visit_reason_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  expires_at timestamptz not null,
  held_at timestamptz not null,
  foreign key (practitioner_id, establishment_id) references practitioner (id, establishment_id) on delete cascade,
  foreign key (site_id, establishment_id) references site (id, establishment_id) on delete cascade,
  foreign key (visit_reason_id, establishment_id) references visit_reason (id, establishment_id) on delete cascade,
  check (starts_at < ends_at),
  check (starts_at = date_trunc('minute', starts_at)),
  unique (id, establishment_id)
);
create unique index one_hold_per_visitor on hold (visitor) where user_id is null;
create unique index one_hold_per_user on hold (user_id) where user_id is not null;
create index hold_expiry on hold (expires_at);

-- One row per resource taken. The constraint is the last word on double booking; verbs ask open_agenda() first.
create table occupation (
  id uuid primary key,
  establishment_id uuid not null,
  resource_id uuid not null,
  occupied_from timestamptz not null, -- buffers included
  occupied_to timestamptz not null,
  occupied tstzrange not null generated always as (tstzrange(occupied_from, occupied_to, '[)')) stored,
  status text not null check (status in ('held', 'taken')),
  overbooked boolean not null default false,
  appointment_id uuid,
  hold_id uuid,
  expires_at timestamptz,             -- of the hold
  site_id uuid not null,
  foreign key (resource_id, establishment_id) references resource (id, establishment_id),
  foreign key (appointment_id, establishment_id) references appointment (id, establishment_id) on delete cascade,
  foreign key (hold_id, establishment_id) references hold (id, establishment_id) on delete cascade,
  check (occupied_from < occupied_to), -- an empty range slips past the constraint below
  check (occupied_to <= occupied_from + interval '24 hours'), -- readers look back one day, no more
  check ((hold_id is not null) = (status = 'held')),
  check (hold_id is not null or appointment_id is not null),
  check ((expires_at is not null) = (status = 'held')),
  constraint nobody_is_in_two_places exclude using gist (resource_id with =, occupied with &&)
    where (not overbooked)
);
create index occupation_agenda on occupation (resource_id, occupied_from) include (occupied_to, expires_at, site_id);
create index occupation_appointment on occupation (appointment_id) where appointment_id is not null;
create index occupation_hold on occupation (hold_id) where hold_id is not null;

alter table appointment enable row level security;
alter table hold enable row level security;
alter table occupation enable row level security;

create policy my_people on appointment to amicare_web
  using (patient_id = any (array(select my_patients())))
  with check (patient_id = any (array(select my_patients())) and status in ('requested', 'booked', 'cancelled') and not overbooked);
create policy my_agendas on appointment to amicare_web
  using (practitioner_id = any (array(select my_agendas()))) with check (practitioner_id = any (array(select my_agendas())));
create policy mine on hold to amicare_web
  using (user_id = actor_user() or (user_id is null and visitor = actor_visitor()))
  with check (user_id = actor_user() or (user_id is null and visitor = actor_visitor()));
create policy of_my_appointments on occupation to amicare_web
  using (exists (select from appointment where appointment.id = occupation.appointment_id))
  with check (exists (select from appointment where appointment.id = occupation.appointment_id));
create policy of_my_holds on occupation to amicare_web
  using (exists (select from hold where hold.id = occupation.hold_id))
  with check (exists (select from hold where hold.id = occupation.hold_id));
create policy jobs on appointment to amicare_job using (true) with check (true);
create policy jobs on hold to amicare_job using (true) with check (true);
create policy jobs on occupation to amicare_job using (true) with check (true);
grant select, insert, update on appointment to amicare_web;
grant select, insert, update, delete on hold, occupation to amicare_web;
grant select, insert, update, delete on appointment, hold, occupation to amicare_job;

-- What is taken, times only: a patient must see that a time is taken without seeing by whom. Expired holds take nothing, and nor does
-- the appointment being moved.
create function busy_times(resources uuid[], range_from timestamptz, range_to timestamptz, at timestamptz, except_appointment uuid default null)
  returns table (resource_id uuid, from_ms double precision, to_ms double precision, site_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp rows 200 as $$
begin
  return query
    select o.resource_id, extract(epoch from o.occupied_from)::double precision * 1000,
           extract(epoch from o.occupied_to)::double precision * 1000, o.site_id
    from occupation o
    where o.resource_id = any (resources)
      and o.occupied_from < range_to and o.occupied_from >= range_from - interval '24 hours' and o.occupied_to > range_from
      and (o.expires_at is null or o.expires_at > at)
      and (except_appointment is null or o.appointment_id is distinct from except_appointment);
end $$;

-- Absences, times only (their label stays in the house). Repeated ones come whole: the engine unfolds them.
create function absence_times(resources uuid[], first_day date, last_day date)
  returns table (resource_id uuid, zone text, starts_local timestamp, ends_local timestamp, weekdays smallint[], every_weeks smallint,
    iso_weeks text, nth smallint, since_on date, until_on date, from_time time, to_time time)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp rows 20 as $$
begin
  return query
    select a.resource_id, a.zone, a.starts_local, a.ends_local, a.weekdays, a.every_weeks, a.iso_weeks, a.nth, a.since_on,
           a.until_on, a.from_time, a.to_time
    from absence a
    where a.resource_id = any (resources)
      and (a.ends_local is null or a.ends_local > first_day - interval '1 day')
      and (a.starts_local is null or a.starts_local < last_day + interval '2 days')
      and (a.until_on is null or a.until_on >= first_day - 1);
end $$;

-- How many new patients each of these practitioners already receives, by local day of the start; the appointment being moved does
-- not count.
create function new_patients_by_day(practitioners uuid[], first_day date, last_day date, except_appointment uuid default null)
  returns table (practitioner_id uuid, on_date date, patients integer)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp rows 30 as $$
begin
  return query
    select a.practitioner_id, a.starts_local::date, count(*)::integer
    from appointment a
    where a.practitioner_id = any (practitioners) and a.for_new_patient and a.status <> 'cancelled'
      and a.starts_local >= first_day and a.starts_local < last_day + 1 and a.id is distinct from except_appointment
    group by 1, 2;
end $$;

-- Opens these agendas for a decision: nobody else decides on them before this transaction ends. Locks the resources, then the
-- person, each in the order of their ids; ends expired holds in the range; answers what is taken: the resources' times and, for the
-- person, the times of his or her own visits anywhere (person_busy). The appointment being moved and the visitor's own hold do not
-- count as taken.
create function open_agenda(resources uuid[], person uuid, range_from timestamptz, range_to timestamptz, at timestamptz,
    except_appointment uuid, except_hold uuid)
  returns table (resource_id uuid, person_busy boolean, from_ms double precision, to_ms double precision, site_id uuid)
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp rows 50 as $$
declare
  each uuid;
begin
  for each in select distinct r from unnest(resources) r order by r loop
    perform pg_advisory_xact_lock(hashtextextended(each::text, 1));
  end loop;
  if person is not null then
    perform pg_advisory_xact_lock(hashtextextended(person::text, 2));
  end if;

  delete from hold h using occupation o
  where o.hold_id = h.id and o.resource_id = any (resources) and o.status = 'held' and o.expires_at <= at
    and o.occupied_from < range_to and o.occupied_to > range_from;

  return query
    select o.resource_id, false, extract(epoch from o.occupied_from)::double precision * 1000,
           extract(epoch from o.occupied_to)::double precision * 1000, o.site_id
    from occupation o
    where o.resource_id = any (resources)
      and o.occupied_from < range_to and o.occupied_from >= range_from - interval '24 hours' and o.occupied_to > range_from
      and (o.expires_at is null or o.expires_at > at)
      and (except_appointment is null or o.appointment_id is distinct from except_appointment)
      and (except_hold is null or o.hold_id is distinct from except_hold);
  if person is not null then
    return query
      select null::uuid, true, extract(epoch from a.starts_at)::double precision * 1000,
             extract(epoch from a.ends_at)::double precision * 1000, a.site_id
      from patient p join appointment a on a.patient_id = p.id
      where p.person_id = person
        and case actor_kind() -- a practice must not learn where else someone goes, nor anyone else
          when 'user' then p.person_id in (select my_persons())
          when 'staff' then p.establishment_id = my_establishment()
          else actor_kind() = 'system' end
        and a.status in ('requested', 'booked', 'arrived', 'in-consultation')
        and a.starts_at < range_to and a.starts_at >= range_from - interval '24 hours' and a.ends_at > range_from
        and a.id is distinct from except_appointment;
  end if;
end $$;

revoke all on function busy_times, absence_times, new_patients_by_day, open_agenda from public;
grant execute on function busy_times, absence_times, new_patients_by_day, open_agenda to amicare_web, amicare_job;
