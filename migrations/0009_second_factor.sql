-- Signing in takes two steps: a password opens a session that is worth nothing until a second factor was given.

-- Whoever works somewhere proves more, and no device of theirs is remembered. The keeper of accounts may ask this, and no more of the staff.
create function is_staff(who uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select exists (select from staff where staff.user_id = who and staff.removed_at is null);
  end;
revoke all on function is_staff from public;
grant execute on function is_staff to amicare_auth;

set role amicare_auth;

-- Those open today rest on a password alone: they end, and everyone signs in once more, in two steps.
delete from auth.session;

-- Without verified_at, only the password was given: such a session ends after ten minutes and opens the pages of the second step alone.
alter table auth.session
  add column verified_at timestamptz, -- when its holder last proved to be there
  add column verified_by text,        -- by what (src/accounts/verify-session.ts)
  add column code_tries smallint not null default 0,      -- wrong answers to the second step; too many end the session
  add column refused_before smallint not null default 0,  -- wrong passwords before the right one
  add column visitor text,            -- SHA-256 of the key of the browser that asked: what it holds follows once verified
  add check ((verified_at is null) = (verified_by is null));

-- The password was chosen by a mail alone, though the account has more to prove itself by: until that was given, another mail proves nothing.
alter table auth.account add column recovered_at timestamptz;

-- A browser of a patient in which no second step is asked.
create table auth.remembered_device (
  id uuid primary key,
  user_id uuid not null references auth."user" on delete cascade,
  token_sha256 text not null unique,
  user_agent text,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null
);
create index remembered_device_user on auth.remembered_device (user_id);

-- A code of six digits that was asked for, for one session. It stands nowhere: it is derived from the id.
create table auth.second_step_code (
  id uuid primary key,
  session_id uuid not null references auth.session on delete cascade,
  way text not null check (way in ('mail', 'sms')),
  requested_at timestamptz not null,
  expires_at timestamptz not null
);
create index second_step_code_session on auth.second_step_code (session_id, id desc);

-- An authenticator app (RFC 6238). A step serves once: only later ones than last_step do.
create table auth.authenticator (
  user_id uuid primary key references auth."user" on delete cascade,
  sealed_secret text not null, -- AES-256-GCM, under a key derived from SECRET
  last_step integer not null,  -- number of 30 seconds since 1970
  confirmed_at timestamptz not null
);

-- What remains of the codes kept on paper: their HMAC. While they are shown, `seed` makes them again; afterwards nothing does.
create table auth.recovery_codes (
  user_id uuid primary key references auth."user" on delete cascade,
  code_hmacs text[] not null,
  seed uuid,
  made_at timestamptz not null
);

-- What happened to an account, for its owner to look through.
create table auth.security_event (
  id uuid primary key,
  user_id uuid not null references auth."user" on delete cascade,
  kind text not null,
  proof text,                                    -- of a sign-in: by what it was verified
  refused_before smallint not null default 0,    -- of a sign-in: wrong passwords and codes before it
  happened_at timestamptz not null,
  network text,
  user_agent text
);
create index security_event_user on auth.security_event (user_id, happened_at desc);
create index security_event_age on auth.security_event (happened_at);

reset role;

insert into fact (name) values ('second-step-code-requested'), ('second-factor-changed');
