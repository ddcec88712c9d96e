-- Texts (SMS): the phone of an account, what became of a text, and which notices a person wants, by which way.

set role amicare_auth;

-- Only a phone whose owner showed that she holds it receives texts.
alter table auth."user"
  add column phone text check (phone ~ '^\+[1-9]\d{6,14}$'), -- E.164
  add column phone_confirmed_at timestamptz,
  add check (phone_confirmed_at is null or phone is not null);

-- Where and how to reach someone: for the jobs that send notices. The phone is null until it is confirmed.
create function auth.reach_of_user(person uuid) returns table (email text, name text, language text, phone text)
  language sql stable security definer set search_path = pg_catalog, auth, pg_temp rows 1
  begin atomic
    select "user".email, "user".name, "user".language,
      case when "user".phone_confirmed_at is not null then "user".phone end
    from auth."user" where "user".id = person;
  end;

revoke all on function auth.reach_of_user from public;
grant execute on function auth.reach_of_user to amicare_job;
reset role;

-- What someone chose otherwise than the house would (src/notices/preferences.ts). What is not here is as the house does it.
create table notification_preference (
  user_id uuid not null references auth."user" on delete cascade,
  occasion text not null check (occasion in ('confirmation', 'change', 'week-before', 'two-days-before', 'day-before')),
  channel text not null check (channel in ('mail', 'sms')),
  wanted boolean not null,
  changed_at timestamptz not null,
  primary key (user_id, occasion, channel)
);
alter table notification_preference enable row level security;
create policy mine on notification_preference to amicare_web using (user_id = actor_user()) with check (user_id = actor_user());
create policy jobs on notification_preference to amicare_job using (true) with check (true);
grant select, insert, update, delete on notification_preference to amicare_web;
grant select on notification_preference to amicare_job;

alter table notice
  -- What the phone network said later of a text; null: nothing yet, or it does not say.
  add column delivery text check (delivery in ('delivered', 'undelivered')),
  add column delivered_at timestamptz,
  add column delivery_because text, -- a code of the network
  add column provider_reference text, -- how the network names it
  add column told_with uuid references notice, -- one text told several appointments of a day: the receipt it left by
  add check (delivered_at is null or delivery = 'delivered'),
  add check (told_with <> id);
create index notice_provider_reference on notice (recipient, provider_reference) where provider_reference is not null;
create index notice_told_with on notice (told_with) where told_with is not null;

insert into fact (name) values ('text-due'), ('text-receipt');
