-- Signing in: users, their passwords and sessions, and the requests that become accounts. The role amicare_auth owns all of it and
-- is the only one to read it; the web takes that role for this alone (src/accounts/keeper.ts), better-auth on connections of its own.

create schema if not exists auth authorization amicare_auth;
set role amicare_auth;

-- Names of tables and columns are those of better-auth, in snake_case.
create table auth."user" (
  id uuid primary key,
  name text not null check (name <> ''), -- as pages greet
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  language text not null default 'fr' check (language in ('fr', 'en')), -- of pages and mails
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table auth.session (
  id uuid primary key,
  user_id uuid not null references auth."user" on delete cascade,
  token text not null unique, -- worth nothing without its signature, which only the cookie holds
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index session_of_user on auth.session (user_id);
create index session_end on auth.session (expires_at);

-- Ways to sign in: `credential` is the password (argon2id, PHC string).
create table auth.account (
  id uuid primary key,
  user_id uuid not null references auth."user" on delete cascade,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index account_of_user on auth.account (user_id);

create table auth.verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier on auth.verification (identifier);

-- Someone typed this address and waits for the mail. Of one address only the newest request opens anything.
create table auth.account_request (
  id uuid primary key,
  email text not null check (email = lower(email)),
  token_sha256 text not null unique,
  language text not null check (language in ('fr', 'en')),
  return_to text,  -- where the person was going: an address of this site
  visitor text,    -- SHA-256 of the browser's key: what it holds follows the person to another device
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index account_request_email on auth.account_request (email, id desc);

-- Attempts counted by rate-limiter-flexible; keys are hashes. `expire` is in milliseconds since 1970.
create table auth.rate_limit (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
create index rate_limit_expire on auth.rate_limit (expire);

-- The name, address and language to write to someone with: for the jobs that send notices.
create function auth.mail_of_user(person uuid) returns table (email text, name text, language text)
  language sql stable security definer set search_path = pg_catalog, auth, pg_temp rows 1
  begin atomic
    select "user".email, "user".name, "user".language from auth."user" where "user".id = person;
  end;

revoke all on function auth.mail_of_user from public;
grant usage on schema auth to amicare_job;
grant execute on function auth.mail_of_user to amicare_job;
reset role;

-- The new user's own profile. It happens in the transaction that makes the user, so that neither is ever there alone.
create function open_own_profile(own_user uuid, new_person uuid, birth_name text, name_used text, first_names text, birth_date date,
    sex text, phone text) returns void
  language sql volatile security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    insert into person (id, birth_name, name_used, first_names, birth_date, sex, phone)
      values (new_person, open_own_profile.birth_name, open_own_profile.name_used, open_own_profile.first_names,
        open_own_profile.birth_date, open_own_profile.sex, open_own_profile.phone);
    insert into acts_for (user_id, person_id, relation) values (own_user, new_person, 'self');
  end;
revoke all on function open_own_profile from public;
grant execute on function open_own_profile to amicare_auth;

alter table acts_for add foreign key (user_id) references auth."user" on delete cascade;
alter table staff add foreign key (user_id) references auth."user" on delete restrict;

grant usage on schema public to amicare_auth;
grant execute on function announce to amicare_auth;
insert into fact (name) values ('activation-requested');

-- A notice about no appointment happens once too: its occasion then names what it is about.
create unique index notice_once_alone on notice (occasion, channel, recipient) where appointment_id is null;
