-- Someone receives in the place of someone else for a while; and someone leaves on a day. Nothing is lost by either: appointments that nobody takes
-- over stay, listed under the absence.

create table substitution (
  id uuid primary key,
  establishment_id uuid not null,
  practitioner_id uuid not null,  -- who is away
  substitute_id uuid not null,    -- who receives meanwhile, under her own name
  from_on date not null,
  to_on date not null, -- inclusive; brought forward when it ends early
  absence_id uuid references absence on delete set null,
  opening_ids uuid[] not null default '{}', -- those copied for her
  made_by uuid not null,
  made_at timestamptz not null,
  foreign key (practitioner_id, establishment_id) references practitioner (id, establishment_id) on delete cascade,
  foreign key (substitute_id, establishment_id) references practitioner (id, establishment_id) on delete cascade,
  foreign key (made_by, establishment_id) references staff (id, establishment_id),
  check (practitioner_id <> substitute_id),
  check (from_on <= to_on + 1) -- ended before it began: no day is left
);
create index substitution_practitioner on substitution (practitioner_id, to_on);
create index substitution_substitute on substitution (substitute_id, to_on);
create index substitution_establishment on substitution (establishment_id, to_on);
create index substitution_absence on substitution (absence_id) where absence_id is not null;
alter table substitution enable row level security;
-- That someone is replaced, and by whom, the sheet says to everyone.
create policy public_sheet on substitution for select to amicare_web using (true);
create policy manage on substitution to amicare_web
  using (establishment_id = (select my_managed_establishment()))
  with check (establishment_id = (select my_managed_establishment()) and made_by = actor_staff());
create policy jobs on substitution to amicare_job using (true) with check (true);
grant select, insert, update (to_on) on substitution to amicare_web;
grant select on substitution to amicare_job;

-- The last day on which a practitioner receives here; the day after, his sheet is closed (src/substitutes/depart.ts).
alter table practitioner add column leaves_on date;
