-- What someone takes along (an export of everything kept about her), and accounts that are being closed.

create table data_export (
  id uuid primary key,
  user_id uuid not null references auth."user" on delete cascade,
  requested_at timestamptz not null,
  status text not null default 'preparing' check (status in ('preparing', 'ready', 'failed')),
  parts_done smallint not null default 0,
  parts_in_all smallint not null check (parts_in_all > 0),
  ready_at timestamptz,
  size_bytes bigint,
  check ((status = 'ready') = (ready_at is not null and size_bytes is not null))
);
create index data_export_of_user on data_export (user_id, id desc);
create index data_export_age on data_export (requested_at);
-- Two clicks make one.
create unique index one_export_at_a_time on data_export (user_id) where status = 'preparing';

-- The file itself, in pieces sealed with SECRET: any process can give it out, and the database alone cannot read it.
create table data_export_piece (
  export_id uuid not null references data_export on delete cascade,
  number integer not null check (number >= 0),
  sealed bytea not null,
  primary key (export_id, number)
);

-- Asked to be closed; one may change one's mind until then.
create table account_closing (
  user_id uuid primary key references auth."user" on delete cascade,
  requested_at timestamptz not null,
  closes_at timestamptz not null check (closes_at > requested_at)
);
create index account_closing_due on account_closing (closes_at);

-- Whom to tell that the account is closed: kept until the mail has left.
create table account_farewell (
  id uuid primary key,
  email text not null,
  language text not null check (language in ('fr', 'en')),
  closed_at timestamptz not null
);

-- What was erased, when and why: proof without persons.
create table erasure (
  id uuid primary key,
  what text not null check (what in ('account')),
  because text not null check (because in ('asked')),
  asked_at timestamptz not null,
  erased_at timestamptz not null
);

create function i_am_staff() returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select exists (select from staff where staff.user_id = actor_user() and removed_at is null);
  end;
revoke all on function i_am_staff from public;
grant execute on function i_am_staff to amicare_web;

alter table data_export enable row level security;
alter table data_export_piece enable row level security;
alter table account_closing enable row level security;
alter table account_farewell enable row level security;
alter table erasure enable row level security;
-- Not what was gathered when one still acted for someone for whom one acts no more.
create policy mine on data_export for select to amicare_web using (user_id = actor_user() and not exists (select from acts_for
  where acts_for.user_id = actor_user() and until_on < home_today() and until_on >= (requested_at at time zone 'Europe/Paris')::date));
create policy i_ask on data_export for insert to amicare_web
  with check (actor_kind() = 'user' and user_id = actor_user() and status = 'preparing');
create policy mine on data_export_piece for select to amicare_web
  using (exists (select from data_export where data_export.id = data_export_piece.export_id));
create policy mine on account_closing for select to amicare_web using (user_id = actor_user());
create policy i_ask on account_closing for insert to amicare_web
  with check (actor_kind() = 'user' and user_id = actor_user() and not i_am_staff());
create policy i_change_my_mind on account_closing for delete to amicare_web using (user_id = actor_user());
create policy jobs on data_export to amicare_job using (true) with check (true);
create policy jobs on data_export_piece to amicare_job using (true) with check (true);
create policy jobs on account_closing to amicare_job using (true) with check (true);
create policy jobs on account_farewell to amicare_job using (true) with check (true);
create policy jobs on erasure to amicare_job using (true) with check (true);
grant select, insert (id, user_id, requested_at, parts_in_all) on data_export to amicare_web;
grant select on data_export_piece to amicare_web;
grant select, insert, delete on account_closing to amicare_web;
grant select, insert, update, delete on data_export, data_export_piece to amicare_job;
grant select, delete on account_closing to amicare_job;
grant select, insert, delete on account_farewell to amicare_job;
grant select, insert on erasure to amicare_job;

create function forget_exports() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from data_export where user_id = old.user_id;
  return null;
end $$;
revoke all on function forget_exports from public;
create trigger forget_exports after delete on acts_for for each row execute function forget_exports();

-- Nothing of an account whose day has come is left: its credentials and sessions, what was asked and sent in its name, its profile if nobody
-- else acts for it. Patient files, appointments and what practices wrote stay with the practices. Not of anyone who works somewhere: the
-- establishment removes him first. Answers when it was asked; nothing when it was called off, or could not be.
create function close_account(closed_user uuid, at timestamptz) returns timestamptz
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  asked_at timestamptz;
  address text;
begin
  select requested_at into asked_at from account_closing where user_id = closed_user and closes_at <= at for update;
  if asked_at is null or exists (select from staff where staff.user_id = closed_user and removed_at is null) then return null; end if;
  select email into address from auth."user" where "user".id = closed_user;
  perform end_consents(closed_user, at);
  delete from hold where hold.user_id = closed_user;
  delete from notice where notice.user_id = closed_user and patient_id is null and appointment_id is null;
  delete from idempotency_key where actor = 'user:' || closed_user;
  delete from auth.account_request where email = address;
  delete from auth.recovery_request where email = address;
  delete from auth."user" where "user".id = closed_user;
  return asked_at;
end $$;
revoke all on function close_account from public;
grant execute on function close_account to amicare_job;

insert into fact (name) values ('export-requested'), ('closing-requested'), ('closing-called-off'), ('account-closed');
