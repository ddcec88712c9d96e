-- Passkeys (WebAuthn): keys that a person's devices hold, and the questions they answer once.

set role amicare_auth;

-- What the device keeps secret never comes here. The user handle that devices store beside it is the id of the user.
create table auth.passkey (
  id uuid primary key,
  user_id uuid not null references auth."user" on delete cascade,
  credential_id text not null unique, -- base64url, as browsers write it
  public_key bytea not null,          -- COSE
  counter bigint not null check (counter >= 0), -- of signatures, as the device counts them; many always say 0
  transports text[] not null default '{}',
  name text not null check (name <> ''), -- guessed from the device, then as the person likes
  device_type text not null check (device_type in ('singleDevice', 'multiDevice')),
  backed_up boolean not null,         -- its keeper has a copy elsewhere: losing the device does not lose the key
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_of_user on auth.passkey (user_id);

-- Asked, and not answered yet. An answer removes its question before it is looked at, so that nothing can be answered twice.
create table auth.passkey_question (
  challenge_sha256 text primary key,
  purpose text not null check (purpose in ('sign-in', 'creation')),
  user_id uuid references auth."user" on delete cascade, -- who must answer; null: whoever signs in
  visitor text not null, -- SHA-256 of the key of the browser that was asked
  expires_at timestamptz not null
);
create index passkey_question_end on auth.passkey_question (expires_at);

reset role;
