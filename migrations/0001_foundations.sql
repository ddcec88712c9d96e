-- What every table leans on: text search keys, who is acting, and the roles' first rights.

create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- Names are searched without case, accents, hyphens or apostrophes. unaccent() is only STABLE because its dictionary could be
-- edited; naming the dictionary and never editing it makes this wrapper safe to index.
create function search_key(words text) returns text
  language sql immutable strict parallel safe
  return btrim(regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, words)), '[^a-z0-9]+', ' ', 'g'));

-- Who acts in this transaction. asActor() (src/platform/actor.ts) is the only writer of these settings.
create function actor_kind() returns text language sql stable parallel safe
  return coalesce(nullif(current_setting('amicare.actor_kind', true), ''), 'nobody');
create function actor_user() returns uuid language sql stable parallel safe
  return nullif(current_setting('amicare.user_id', true), '')::uuid;
create function actor_staff() returns uuid language sql stable parallel safe
  return nullif(current_setting('amicare.staff_id', true), '')::uuid;
create function actor_establishment() returns uuid language sql stable parallel safe
  return nullif(current_setting('amicare.establishment_id', true), '')::uuid;
-- A visitor is known by a random key kept in a cookie; only its SHA-256 (hex) ever reaches the database.
create function actor_visitor() returns text language sql stable parallel safe
  return nullif(current_setting('amicare.visitor', true), '');

grant usage on schema public to amicare_web, amicare_job;

-- The answer already given to a repeatable write: the same key brings the same answer, never a second act.
create table idempotency_key (
  actor text not null,
  key uuid not null,
  request_sha256 text not null,
  outcome jsonb,
  created_at timestamptz not null default now(),
  primary key (actor, key)
);
create function actor_reference() returns text language sql stable parallel safe
  return actor_kind() || ':' || coalesce(actor_staff()::text, actor_user()::text, actor_visitor()); -- null: nobody in particular
create index idempotency_key_age on idempotency_key (created_at);
alter table idempotency_key enable row level security;
create policy own_keys on idempotency_key to amicare_web
  using (actor = actor_reference()) with check (actor = actor_reference());
create policy jobs on idempotency_key to amicare_job using (true) with check (true);
grant select, insert, update, delete on idempotency_key to amicare_web;
grant select, delete on idempotency_key to amicare_job;
