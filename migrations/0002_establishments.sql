-- Establishments, their sites, practitioners, rooms, visit reasons and staff.
-- All that the public sheet prints is readable by everyone; only operators and jobs write here until practices do it themselves.

create table establishment (
  id uuid primary key,
  name text not null check (name <> ''),
  neutral_name text not null check (neutral_name <> ''), -- what mails and SMS print: it reveals no condition
  kind text not null check (kind in ('solo', 'shared-practice', 'health-centre', 'clinic')),
  phone text not null check (phone ~ '^\+[1-9]\d{6,14}$'),
  email text,
  takes_replies boolean not null default false, -- true: Reply-To of the notices is the practice's address
  created_at timestamptz not null default now(),
  check (not takes_replies or email is not null)
);

create index establishment_name on establishment using gin (search_key(name) gin_trgm_ops);

create table site (
  id uuid primary key,
  establishment_id uuid not null references establishment,
  name text not null check (name <> ''),
  street text not null,
  postal_code text not null check (postal_code ~ '^\d{5}$'),
  commune text not null,
  insee_code text not null check (insee_code ~ '^(\d{2}|2[AB])\d{3}$'),
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  zone text not null,                 -- IANA name: every local rule of this site is read in it
  holiday_region text not null,
  good_friday boolean not null default true, -- Alsace-Moselle: the commune has a Protestant temple or a mixed church
  open_on_holidays text[] not null default '{}', -- names of src/availability/holidays.ts, or {all}
  phone text check (phone ~ '^\+[1-9]\d{6,14}$'),
  access text,
  secretariat_hours text,
  wheelchair boolean not null default false,
  cancel_notice text check (cancel_notice ~ '^(PT\d+H|P\d+D)$'),
  active boolean not null default true,
  unique (id, establishment_id)
);
create index site_establishment on site (establishment_id);
create index site_place on site (latitude, longitude) where active;
create index site_insee on site (insee_code) where active;

-- Whatever can be taken for a while: a practitioner's agenda, or a room.
create table resource (
  id uuid primary key,
  establishment_id uuid not null references establishment,
  unique (id, establishment_id)
);

create table room (
  id uuid primary key,
  establishment_id uuid not null,
  site_id uuid not null,
  name text not null check (name <> ''),
  foreign key (id, establishment_id) references resource (id, establishment_id),
  foreign key (site_id, establishment_id) references site (id, establishment_id),
  unique (id, establishment_id)
);
create index room_site on room (site_id);

create table practitioner (
  id uuid primary key,
  establishment_id uuid not null,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  rpps text check (rpps ~ '^\d{11}$'),
  title text not null check (title in ('Dr', 'Dre', 'Pr', 'Pre', 'M.', 'Mme', '')),
  first_name text not null,
  last_name text not null check (last_name <> ''),
  profession_code text not null,               -- TRE_G15-ProfessionSante
  specialty_codes text[] not null default '{}', -- TRE_R38-SpecialiteOrdinale
  presentation text,
  languages text[] not null default '{fr}',    -- ISO 639-1
  fee_sector text check (fee_sector in ('1', '2', 'optam', 'none')),
  payment_means text[] not null default '{}' check (payment_means <@ '{card,cheque,cash,transfer}'),
  takes_vitale boolean not null default true,
  accepts_new_patients boolean not null default true,
  books_online boolean not null default true,  -- false: the sheet gives the phone number instead of times
  max_future_appointments smallint check (max_future_appointments > 0), -- of one patient
  new_patients_per_day smallint check (new_patients_per_day >= 0),
  travel_min smallint not null default 0 check (travel_min between 0 and 600), -- between two of its sites
  cancel_notice text check (cancel_notice ~ '^(PT\d+H|P\d+D)$'),
  blocked_after_missed smallint check (blocked_after_missed > 0), -- missed visits in twelve months
  active boolean not null default true,
  name_key text not null generated always as (search_key(first_name || ' ' || last_name)) stored,
  foreign key (id, establishment_id) references resource (id, establishment_id),
  unique (id, establishment_id)
);
create index practitioner_establishment on practitioner (establishment_id);
create index practitioner_name on practitioner using gin (name_key gin_trgm_ops);
create index practitioner_specialty on practitioner using gin (specialty_codes);
create index practitioner_profession on practitioner (profession_code);

create table practitioner_site (
  practitioner_id uuid not null,
  site_id uuid not null,
  establishment_id uuid not null,
  primary key (practitioner_id, site_id),
  foreign key (practitioner_id, establishment_id) references practitioner (id, establishment_id) on delete cascade,
  foreign key (site_id, establishment_id) references site (id, establishment_id) on delete cascade
);
create index practitioner_site_site on practitioner_site (site_id);

create table visit_reason (
  id uuid primary key,
  establishment_id uuid not null references establishment,
  name text not null check (name <> ''),
  hue smallint not null default 1 check (hue between 1 and 6),
  duration_min smallint not null check (duration_min between 1 and 720),
  new_patient_duration_min smallint check (new_patient_duration_min between 1 and 720),
  step_min smallint not null check (step_min between 1 and 720),
  buffer_before_min smallint not null default 0 check (buffer_before_min between 0 and 240),
  buffer_after_min smallint not null default 0 check (buffer_after_min between 0 and 240),
  booking_notice text not null default 'PT0H' check (booking_notice ~ '^(PT\d+H|P\d+D)$'),
  booking_horizon text not null default 'P90D' check (booking_horizon ~ '^P\d+[DM]$'),
  released_hours_before smallint check (released_hours_before > 0), -- held for urgent care, shown only so long before
  bookable_by text not null default 'everyone' check (bookable_by in ('staff', 'invited', 'known', 'everyone')),
  min_age_years smallint check (min_age_years >= 0),
  max_age_years smallint check (max_age_years >= 0), -- inclusive
  place text not null default 'in-person' check (place in ('in-person', 'video', 'phone', 'home')),
  instructions text,
  to_bring text,
  discreet boolean not null default false, -- no mail, not in the patient's list
  needs_confirmation boolean not null default false, -- a request: it occupies the time until staff answer
  cancellable_online boolean not null default true,
  movable_online boolean not null default true,
  cancel_notice text check (cancel_notice ~ '^(PT\d+H|P\d+D)$'),
  max_moves smallint check (max_moves >= 0),
  room_id uuid,
  active boolean not null default true,
  foreign key (room_id, establishment_id) references room (id, establishment_id),
  unique (id, establishment_id)
);
create index visit_reason_establishment on visit_reason (establishment_id);
create index visit_reason_room on visit_reason (room_id) where room_id is not null;

-- Who receives for what; a null falls back to the visit reason.
create table practitioner_reason (
  practitioner_id uuid not null,
  visit_reason_id uuid not null,
  establishment_id uuid not null,
  duration_min smallint check (duration_min between 1 and 720),
  new_patient_duration_min smallint check (new_patient_duration_min between 1 and 720),
  cancel_notice text check (cancel_notice ~ '^(PT\d+H|P\d+D)$'),
  position smallint not null default 0,
  primary key (practitioner_id, visit_reason_id),
  foreign key (practitioner_id, establishment_id) references practitioner (id, establishment_id) on delete cascade,
  foreign key (visit_reason_id, establishment_id) references visit_reason (id, establishment_id) on delete cascade
);
create index practitioner_reason_reason on practitioner_reason (visit_reason_id);

create table staff (
  id uuid primary key,
  establishment_id uuid not null references establishment,
  user_id uuid not null,
  role text not null check (role in ('manager', 'practitioner', 'secretary')),
  practitioner_id uuid,
  all_agendas boolean not null default true, -- false: only those of staff_agenda
  removed_at timestamptz,
  unique (establishment_id, user_id),
  unique (id, establishment_id),
  foreign key (practitioner_id, establishment_id) references practitioner (id, establishment_id)
);
create index staff_user on staff (user_id);

create table staff_agenda (
  staff_id uuid not null,
  practitioner_id uuid not null,
  establishment_id uuid not null,
  primary key (staff_id, practitioner_id),
  foreign key (staff_id, establishment_id) references staff (id, establishment_id) on delete cascade,
  foreign key (practitioner_id, establishment_id) references practitioner (id, establishment_id) on delete cascade
);

-- Where the acting member of staff works, if all that the transaction says of him is true today; nothing for anyone else.
create function my_establishment() returns uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select establishment_id from staff
    where id = actor_staff() and user_id = actor_user() and establishment_id = actor_establishment() and removed_at is null;
  end;

-- The agendas the acting member of staff may see; nothing for anyone else.
create function my_agendas() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select practitioner.id
    from staff join practitioner on practitioner.establishment_id = staff.establishment_id
    where staff.id = actor_staff() and staff.establishment_id = my_establishment()
      and (staff.all_agendas or exists (
        select from staff_agenda where staff_agenda.staff_id = staff.id and staff_agenda.practitioner_id = practitioner.id));
  end;

revoke all on function my_establishment, my_agendas from public;
grant execute on function my_establishment, my_agendas to amicare_web, amicare_job;

alter table establishment enable row level security;
alter table site enable row level security;
alter table resource enable row level security;
alter table room enable row level security;
alter table practitioner enable row level security;
alter table practitioner_site enable row level security;
alter table visit_reason enable row level security;
alter table practitioner_reason enable row level security;
alter table staff enable row level security;
alter table staff_agenda enable row level security;

create policy public_sheet on establishment for select to amicare_web using (true);
create policy public_sheet on site for select to amicare_web using (true);
create policy public_sheet on practitioner for select to amicare_web using (true);
create policy public_sheet on practitioner_site for select to amicare_web using (true);
create policy public_sheet on visit_reason for select to amicare_web using (true);
create policy public_sheet on practitioner_reason for select to amicare_web using (true);
create policy staff_of_the_house on resource for select to amicare_web using (establishment_id = (select my_establishment()));
create policy staff_of_the_house on room for select to amicare_web using (establishment_id = (select my_establishment()));
create policy colleagues on staff for select to amicare_web
  using (user_id = actor_user() or establishment_id = (select my_establishment()));
create policy colleagues on staff_agenda for select to amicare_web using (establishment_id = (select my_establishment()));

create policy jobs on establishment to amicare_job using (true) with check (true);
create policy jobs on site to amicare_job using (true) with check (true);
create policy jobs on resource to amicare_job using (true) with check (true);
create policy jobs on room to amicare_job using (true) with check (true);
create policy jobs on practitioner to amicare_job using (true) with check (true);
create policy jobs on practitioner_site to amicare_job using (true) with check (true);
create policy jobs on visit_reason to amicare_job using (true) with check (true);
create policy jobs on practitioner_reason to amicare_job using (true) with check (true);
create policy jobs on staff to amicare_job using (true) with check (true);
create policy jobs on staff_agenda to amicare_job using (true) with check (true);

grant select on establishment, site, resource, room, practitioner, practitioner_site, visit_reason, practitioner_reason, staff,
  staff_agenda to amicare_web;
grant select, insert, update, delete on establishment, site, resource, room, practitioner, practitioner_site, visit_reason,
  practitioner_reason, staff, staff_agenda to amicare_job;

-- What practitioners offer at their sites for visit reasons, every rule resolved: the most specific wins. A question without a site brings
-- one row per site. In plpgsql because it is asked by every page: its plan is then made once per connection, statements of ours being
-- unnamed.
create function offers(practitioners uuid[], reasons uuid[], sites uuid[])
  returns table (establishment_id uuid, practitioner_id uuid, site_id uuid, reason_id uuid, room_id uuid, zone text, holiday_region text,
    good_friday boolean, open_on_holidays text[], duration_min smallint, new_patient_duration_min smallint, step_min smallint,
    buffer_before_min smallint, buffer_after_min smallint, booking_notice text, booking_horizon text, released_hours_before smallint,
    bookable_by text, min_age_years smallint, max_age_years smallint, needs_confirmation boolean, discreet boolean,
    cancellable_online boolean, movable_online boolean, cancel_notice text, max_moves smallint, max_future_appointments smallint,
    new_patients_per_day smallint, blocked_after_missed smallint, travel_min smallint, accepts_new_patients boolean,
    books_online boolean, active boolean, specialty_codes text[], profession_code text)
  language plpgsql stable rows 10 as $$
#variable_conflict use_column
begin
  return query
    select p.establishment_id, p.id, s.id, r.id, r.room_id, s.zone, s.holiday_region, s.good_friday, s.open_on_holidays,
      coalesce(pr.duration_min, r.duration_min),
      coalesce(pr.new_patient_duration_min, r.new_patient_duration_min, pr.duration_min, r.duration_min),
      r.step_min, r.buffer_before_min, r.buffer_after_min, r.booking_notice, r.booking_horizon, r.released_hours_before, r.bookable_by,
      r.min_age_years, r.max_age_years, r.needs_confirmation, r.discreet, r.cancellable_online, r.movable_online,
      coalesce(pr.cancel_notice, r.cancel_notice, p.cancel_notice, s.cancel_notice),
      r.max_moves, p.max_future_appointments, p.new_patients_per_day, p.blocked_after_missed, p.travel_min, p.accepts_new_patients,
      p.books_online, p.active and s.active and r.active, p.specialty_codes, p.profession_code
    from unnest(practitioners, reasons, sites) as asked (practitioner_id, reason_id, site_id)
      join practitioner p on p.id = asked.practitioner_id
      join practitioner_reason pr on pr.practitioner_id = p.id and pr.visit_reason_id = asked.reason_id
      join visit_reason r on r.id = pr.visit_reason_id
      join practitioner_site ps on ps.practitioner_id = p.id
      join site s on s.id = ps.site_id
    where asked.site_id is null or asked.site_id = s.id;
end $$;

-- The communes of France, to search near a place: INSEE (COG) names and codes, centres from GeoNames.
create table commune (
  insee_code text primary key,
  name text not null,
  postal_codes text[] not null,
  department text not null,
  population integer not null,
  latitude double precision,
  longitude double precision,
  name_key text not null generated always as (search_key(name)) stored
);
create index commune_name on commune using gin (name_key gin_trgm_ops);
create index commune_population on commune (population desc);
create index commune_prefix on commune (name_key text_pattern_ops);
create index commune_postal_code on commune using gin (postal_codes);
alter table commune enable row level security;
create policy everyone on commune for select to amicare_web using (true);
create policy jobs on commune to amicare_job using (true) with check (true);
grant select on commune to amicare_web;
grant select, insert, update, delete on commune to amicare_job;
