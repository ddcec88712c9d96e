-- Whoever forgot a password: a mail with a link and a code leads to a new one.

set role amicare_auth;

-- Someone typed this address, whether an account has it or not. Of one address only the newest request opens anything. The code of
-- the mail stands nowhere: it is derived from the id.
create table auth.recovery_request (
  id uuid primary key,
  email text not null check (email = lower(email)),
  token_sha256 text not null unique,
  code_tries integer not null default 0,
  return_to text,  -- where the person was going: an address of this site
  visitor text,    -- SHA-256 of the browser's key: what it holds follows the person to another device
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz -- a password was chosen: with it, or otherwise since
);
create index recovery_request_email on auth.recovery_request (email, id desc);

reset role;

insert into fact (name) values ('recovery-requested'), ('password-changed');
