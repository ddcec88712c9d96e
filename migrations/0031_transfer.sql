-- Files that a practice brings along from another program: tried first, written only when asked.

create table import_run (
  id uuid primary key,
  establishment_id uuid not null references establishment,
  kind text not null check (kind in ('patients', 'appointments')),
  staff_id uuid not null, -- in whose name everything is written
  file_name text not null check (length(file_name) <= 200),
  sealed bytea,           -- the file; erased a week after
  headers text[] not null,
  columns jsonb not null default '{}', -- which column of the file each of our fields is read from, by its place
  lines integer not null check (lines >= 0),
  done_lines integer not null default 0 check (done_lines between 0 and lines),
  state text not null check (state in ('uploaded', 'checking', 'checked', 'importing', 'done', 'stopped', 'failed')),
  created_at timestamptz not null,
  ended_at timestamptz,
  foreign key (staff_id, establishment_id) references staff (id, establishment_id),
  unique (id, establishment_id)
);
create index import_run_house on import_run (establishment_id, created_at desc);
create index import_run_age on import_run (created_at);

-- What became of each line, or would: by its number in the file, the heading being the first. What it says stays in the file.
create table import_line (
  run_id uuid not null,
  number integer not null,
  establishment_id uuid not null,
  outcome text not null check (outcome in ('fine', 'written', 'known', 'refused')),
  problems text[] not null default '{}', -- `field:what is wrong`, keys of words
  primary key (run_id, number),
  foreign key (run_id, establishment_id) references import_run (id, establishment_id) on delete cascade
);
create index import_line_troubled on import_line (run_id, number) where problems <> '{}';

alter table import_run enable row level security;
alter table import_line enable row level security;
create policy managers on import_run to amicare_web
  using (establishment_id = (select my_managed_establishment()))
  with check (establishment_id = (select my_managed_establishment()) and staff_id = actor_staff());
create policy managers on import_line to amicare_web
  using (establishment_id = (select my_managed_establishment()))
  with check (establishment_id = (select my_managed_establishment()));
create policy jobs on import_run to amicare_job using (true) with check (true);
create policy jobs on import_line to amicare_job using (true) with check (true);
grant select, insert, update (columns, state, done_lines, ended_at) on import_run to amicare_web;
grant select, insert, delete on import_line to amicare_web;
grant select, update (sealed, state, ended_at), delete on import_run to amicare_job;

insert into fact (name) values ('import-due');
