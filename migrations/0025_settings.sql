-- Setting a practice up: two managers do not overwrite each other unseen, a practitioner presents herself, and shows her face.

-- One more at each change (src/establishments/change-*.ts): whoever changes says what he had read.
alter table establishment add column version integer not null default 1;
alter table site add column version integer not null default 1;
alter table practitioner add column version integer not null default 1;
alter table visit_reason add column version integer not null default 1;

-- The reminders a practice sends; each patient chooses among them (notification_preference). What is booked, moved or cancelled is always told.
alter table establishment add column reminders text[] not null default '{week-before,two-days-before,day-before}'
  check (reminders <@ '{week-before,two-days-before,day-before}');
grant update (version, reminders) on establishment to amicare_web;

-- The agenda of whoever acts, when she receives patients herself; nothing for anyone else.
create function my_practitioner() returns uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select practitioner_id from staff
    where id = actor_staff() and user_id = actor_user() and establishment_id = actor_establishment() and removed_at is null;
  end;
revoke all on function my_practitioner from public;
grant execute on function my_practitioner to amicare_web, amicare_job;

-- What a practitioner says of herself is hers to write; the rules of booking are her manager's.
create policy myself on practitioner for update to amicare_web
  using (id = (select my_practitioner())) with check (id = (select my_practitioner()));

create function present_myself_only() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  hers constant text[] := '{presentation,languages,version,name_key}';
begin
  if actor_kind() = 'staff' and my_managed_establishment() is distinct from old.establishment_id
    and to_jsonb(new) - hers is distinct from to_jsonb(old) - hers then
    raise exception 'only a manager changes this' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke all on function present_myself_only() from public;
create trigger present_myself_only before update on practitioner for each row execute function present_myself_only();

-- The face on the public sheet: a square made by src/establishments/portrait.ts, without what the camera wrote into the file.
create table practitioner_photo (
  practitioner_id uuid primary key,
  establishment_id uuid not null,
  image bytea not null check (octet_length(image) between 1 and 400000), -- WebP
  sha256 text not null generated always as (encode(sha256(image), 'hex')) stored, -- its address changes with it
  added_at timestamptz not null,
  foreign key (practitioner_id, establishment_id) references practitioner (id, establishment_id) on delete cascade
);
alter table practitioner_photo enable row level security;
create policy public_sheet on practitioner_photo for select to amicare_web using (true);
create policy manage on practitioner_photo to amicare_web
  using (establishment_id = (select my_managed_establishment())) with check (establishment_id = (select my_managed_establishment()));
create policy myself on practitioner_photo to amicare_web
  using (practitioner_id = (select my_practitioner())) with check (practitioner_id = (select my_practitioner()));
create policy jobs on practitioner_photo to amicare_job using (true) with check (true);
grant select, insert, update, delete on practitioner_photo to amicare_web, amicare_job;
