-- When someone could be seen: openings and absences, in local wall time. Free times are never stored.

create table opening (
  id uuid primary key,
  establishment_id uuid not null,
  practitioner_id uuid not null,
  site_id uuid not null,
  on_date date,                  -- one-off; otherwise the repetition below
  weekdays smallint[] check (weekdays <@ '{1,2,3,4,5,6,7}' and cardinality(weekdays) > 0), -- ISO: 1 is Monday
  every_weeks smallint not null default 1 check (every_weeks between 1 and 52),
  iso_weeks text check (iso_weeks in ('odd', 'even')),
  nth smallint check (nth between -1 and 5 and nth <> 0), -- the nth such weekday of its month, -1 the last
  since_on date,
  until_on date, -- inclusive
  from_time time not null,
  to_time time not null, -- not after from_time: the next day
  foreign key (practitioner_id, establishment_id) references practitioner (id, establishment_id) on delete cascade,
  foreign key (site_id, establishment_id) references site (id, establishment_id) on delete cascade,
  check ((on_date is null) <> (weekdays is null)),
  check (every_weeks = 1 or since_on is not null),
  unique (id, establishment_id)
);
create index opening_practitioner on opening (practitioner_id);

create table opening_reason (
  opening_id uuid not null,
  visit_reason_id uuid not null,
  establishment_id uuid not null,
  primary key (opening_id, visit_reason_id),
  foreign key (opening_id, establishment_id) references opening (id, establishment_id) on delete cascade,
  foreign key (visit_reason_id, establishment_id) references visit_reason (id, establishment_id) on delete cascade
);
create index opening_reason_reason on opening_reason (visit_reason_id);

-- One date of a repeated opening: removed (no times), or replaced by one or several ranges.
create table opening_exception (
  id uuid primary key,
  opening_id uuid not null,
  establishment_id uuid not null,
  on_date date not null,
  from_time time,
  to_time time,
  foreign key (opening_id, establishment_id) references opening (id, establishment_id) on delete cascade,
  check ((from_time is null) = (to_time is null))
);
create index opening_exception_opening on opening_exception (opening_id);

create table absence (
  id uuid primary key,
  establishment_id uuid not null,
  resource_id uuid not null,
  zone text not null,
  starts_local timestamp, -- one range; otherwise the repetition below
  ends_local timestamp,
  weekdays smallint[] check (weekdays <@ '{1,2,3,4,5,6,7}' and cardinality(weekdays) > 0), -- ISO: 1 is Monday
  every_weeks smallint not null default 1 check (every_weeks between 1 and 52),
  iso_weeks text check (iso_weeks in ('odd', 'even')),
  nth smallint check (nth between -1 and 5 and nth <> 0),
  since_on date,
  until_on date,
  from_time time,
  to_time time,
  label text, -- for the house only: never leaves it
  foreign key (resource_id, establishment_id) references resource (id, establishment_id) on delete cascade,
  check (starts_local < ends_local),
  check ((starts_local is null) = (ends_local is null)),
  check ((starts_local is null) <> (weekdays is null)),
  check ((weekdays is null) = (from_time is null) and (from_time is null) = (to_time is null))
);
create index absence_resource on absence (resource_id, ends_local);

alter table opening enable row level security;
alter table opening_reason enable row level security;
alter table opening_exception enable row level security;
alter table absence enable row level security;

create policy public_times on opening for select to amicare_web using (true);
create policy public_times on opening_reason for select to amicare_web using (true);
create policy public_times on opening_exception for select to amicare_web using (true);
create policy my_agendas on absence for select to amicare_web using (resource_id = any (array(select my_agendas())));
create policy jobs on opening to amicare_job using (true) with check (true);
create policy jobs on opening_reason to amicare_job using (true) with check (true);
create policy jobs on opening_exception to amicare_job using (true) with check (true);
create policy jobs on absence to amicare_job using (true) with check (true);
grant select on opening, opening_reason, opening_exception, absence to amicare_web;
grant select, insert, update, delete on opening, opening_reason, opening_exception, absence to amicare_job;

-- The openings of these practitioners for these reasons that may have an occurrence between two days, exceptions included. In plpgsql
-- for the same reason as offers().
create function openings_between(practitioners uuid[], reasons uuid[], first_day date, last_day date)
  returns table (practitioner_id uuid, site_id uuid, reason_id uuid, on_date date, weekdays smallint[], every_weeks smallint, iso_weeks text,
    nth smallint, since_on date, until_on date, from_time time, to_time time, exceptions json)
  language plpgsql stable rows 20 as $$
#variable_conflict use_column
begin
  return query
    select o.practitioner_id, o.site_id, r.visit_reason_id, o.on_date, o.weekdays, o.every_weeks, o.iso_weeks, o.nth, o.since_on, o.until_on,
      o.from_time, o.to_time,
      case when o.on_date is null then (
        select json_agg(json_build_object('on', e.on_date, 'from', e.from_time, 'to', e.to_time))
        from opening_exception e where e.opening_id = o.id) end
    from opening o join opening_reason r on r.opening_id = o.id
    where o.practitioner_id = any (practitioners) and r.visit_reason_id = any (reasons)
      and (o.on_date is null or o.on_date between first_day and last_day)
      and (o.until_on is null or o.until_on >= first_day)
      and (o.since_on is null or o.since_on <= last_day);
end $$;
