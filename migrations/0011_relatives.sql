-- Relatives: whom a user acts for besides himself, in what capacity and until when; a child shared by two adults; someone who takes over
-- her own profile. Nobody inserts into acts_for directly: the functions below do, and none takes a person that is not one's own to give.

alter table acts_for
  add column representation text check (representation in ('parental-authority', 'agreement', 'guardianship', 'curatorship',
    'family-authorisation', 'future-protection-mandate')),
  add column stated_at timestamptz,      -- when the user stated, in a box of its own, that he may act
  add column ending_told_at timestamptz, -- that the end comes near
  add column ended_told_at timestamptz;
create unique index one_self_per_person on acts_for (person_id) where relation = 'self';
create index acts_for_end on acts_for (until_on) where until_on is not null;

-- The day it is where the portal is: accounts and their rights change at midnight there, whatever the server's zone.
create function home_today() returns date language sql stable parallel safe
  return (now() at time zone 'Europe/Paris')::date;

create or replace function my_persons() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select person_id from acts_for where user_id = actor_user() and (until_on is null or until_on >= home_today());
  end;

create or replace function my_patients() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select patient.id from acts_for join patient on patient.person_id = acts_for.person_id
    where acts_for.user_id = actor_user() and (acts_for.until_on is null or acts_for.until_on >= home_today());
  end;

-- The eve of the 18th birthday. Who was born on 29 February is of age on 28 February: 18 years after a leap year comes none
-- (code de procédure civile, art. 641).
create function last_day_of_childhood(birth_date date) returns date language sql immutable strict parallel safe
  return (birth_date + interval '18 years')::date - 1;

-- Whoever acts for someone under age does so until then and no longer, however the row came to be.
create function end_with_childhood() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  last date;
begin
  select last_day_of_childhood(birth_date) into last from person where id = new.person_id;
  if new.relation <> 'self' and last >= (new.since at time zone 'Europe/Paris')::date then
    new.until_on := least(new.until_on, last);
  end if;
  return new;
end $$;
create trigger end_with_childhood before insert on acts_for for each row execute function end_with_childhood();

-- A birth date is corrected: what ended with the wrong childhood ends with the right one.
create function move_end_of_childhood() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update acts_for set until_on = last_day_of_childhood(new.birth_date), ending_told_at = null, ended_told_at = null
  where person_id = new.id and relation <> 'self' and until_on = last_day_of_childhood(old.birth_date);
  return null;
end $$;
create trigger move_end_of_childhood after update of birth_date on person for each row
  when (old.birth_date is distinct from new.birth_date) execute function move_end_of_childhood();

-- A profile for which nobody acts any more is of no use to anyone: it goes with the last one. The practices keep their files.
create function erase_left_alone() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(old.person_id::text, 4)); -- of two who leave at once, the second is the last
  delete from person where id = old.person_id and not exists (select from acts_for where person_id = old.person_id);
  return null;
end $$;
create trigger erase_left_alone after delete on acts_for for each row execute function erase_left_alone();

-- One may stop acting for a relative, never for oneself.
create policy leave on acts_for for delete to amicare_web using (user_id = actor_user() and relation <> 'self');
grant delete on acts_for to amicare_web;

-- A new person, for whom the acting user acts from now on.
create function add_relative(new_person uuid, own_relation text, own_representation text, birth_name text, name_used text,
    first_names text, birth_date date, sex text, phone text, until_on date, at timestamptz) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if actor_kind() <> 'user' or own_relation = 'self' then
    raise exception 'nobody is his own relative' using errcode = 'insufficient_privilege';
  end if;
  insert into person (id, birth_name, name_used, first_names, birth_date, sex, phone)
    values (new_person, add_relative.birth_name, add_relative.name_used, add_relative.first_names, add_relative.birth_date,
      add_relative.sex, add_relative.phone);
  insert into acts_for (user_id, person_id, relation, representation, until_on, since, stated_at)
    values (actor_user(), new_person, own_relation, own_representation, add_relative.until_on, at, at);
end $$;

-- Who else acts today for someone I act for: a name, no address.
create function others_acting_for(person uuid) returns table (user_id uuid, name text, relation text, representation text, since timestamptz)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp rows 2
  begin atomic
    select acts_for.user_id, "user".name, acts_for.relation, acts_for.representation, acts_for.since
    from acts_for join auth."user" on "user".id = acts_for.user_id
    where acts_for.person_id = person and acts_for.user_id <> actor_user() and person in (select my_persons())
      and (acts_for.until_on is null or acts_for.until_on >= home_today())
    order by acts_for.since;
  end;

-- An adult who has an account herself lets go whoever acts for her with her agreement. Parents of a child, and measures of protection, are not
-- hers to end.
create function end_access_to_me(other uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from acts_for theirs using acts_for me, person
  where me.user_id = actor_user() and me.relation = 'self' and actor_kind() = 'user' and person.id = me.person_id
    and theirs.person_id = me.person_id and theirs.user_id = other and theirs.relation <> 'self'
    and coalesce(theirs.representation, 'agreement') = 'agreement' and last_day_of_childhood(person.birth_date) < home_today();
  return found;
end $$;

-- A word sent by mail: « act for this child with me » (share), « this profile is yours, take it » (claim). Of one person and purpose
-- only the newest opens anything.
create table relative_invitation (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  invited_by uuid not null references auth."user" on delete cascade,
  purpose text not null check (purpose in ('share', 'claim')),
  email text not null check (email = lower(email)),
  language text not null check (language in ('fr', 'en')), -- the inviter's: nobody knows the other's
  token_sha256 text not null unique,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  withdrawn_at timestamptz,
  accepted_at timestamptz,
  accepted_by uuid references auth."user" on delete set null,
  birth_date_tries smallint not null default 0 -- wrong ones, of a claim
);
create index relative_invitation_person on relative_invitation (person_id, purpose, id desc);
create index relative_invitation_inviter on relative_invitation (invited_by);
alter table relative_invitation enable row level security;
create policy mine on relative_invitation for select to amicare_web
  using (invited_by = actor_user() and person_id = any (array(select my_persons())));
create policy invite on relative_invitation for insert to amicare_web
  with check (invited_by = actor_user() and person_id = any (array(select my_persons())));
create policy withdraw on relative_invitation for update to amicare_web
  using (invited_by = actor_user() and person_id = any (array(select my_persons())));
create policy jobs on relative_invitation to amicare_job using (true) with check (true);
grant select, insert (id, person_id, invited_by, purpose, email, language, token_sha256, invited_at, expires_at),
  update (withdrawn_at) on relative_invitation to amicare_web;
grant select, update, delete on relative_invitation to amicare_job;

-- What whoever holds the link of an invitation may learn of it, and how it stands for the user who acts. With `lock`, nobody else follows
-- it before the transaction ends.
create function invitation_by_token(token text, lock boolean) returns table (
    id uuid, purpose text, email text, invited_at timestamptz, expires_at timestamptz, withdrawn_at timestamptz,
    accepted_at timestamptz, birth_date_tries smallint, newer_at timestamptz, stands boolean, first_names text, inviter text,
    has_account boolean, is_addressee boolean, acts_already boolean, adults integer, is_circle boolean)
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp rows 1 as $$
begin
  if lock then
    perform from relative_invitation where token_sha256 = token for update;
    perform pg_advisory_xact_lock(hashtextextended(person_id::text, 4)) from relative_invitation where token_sha256 = token;
  end if;
  return query
    with recursive invited as (
      select i.* from relative_invitation i where i.token_sha256 = token
    ), acting as (
      select a.* from acts_for a join invited on invited.person_id = a.person_id where a.until_on is null or a.until_on >= home_today()
    ), below as ( -- the child, everyone she acts for, everyone those act for…
      select invited.person_id from invited
      union
      select theirs.person_id from below
        join acts_for own on own.person_id = below.person_id and own.relation = 'self'
        join acts_for theirs on theirs.user_id = own.user_id
    )
    select i.id, i.purpose, i.email, i.invited_at, i.expires_at, i.withdrawn_at, i.accepted_at, i.birth_date_tries,
      (select max(newer.invited_at) from relative_invitation newer
        where newer.person_id = i.person_id and newer.purpose = i.purpose and newer.id > i.id),
      exists (select from acting where acting.user_id = i.invited_by),
      person.first_names,
      (select "user".name from auth."user" where "user".id = i.invited_by),
      exists (select from auth."user" where "user".email = i.email),
      exists (select from auth."user" where "user".email = i.email and "user".id = actor_user()),
      exists (select from acting where acting.user_id = actor_user()),
      (select count(*)::integer from acting where acting.relation <> 'self'),
      exists (select from below join acts_for me on me.person_id = below.person_id
        where me.user_id = actor_user() and me.relation = 'self')
    from invited i join person on person.id = i.person_id;
end $$;

-- The second adult accepts. Who may is decided by src/patients/invitation.ts; what must never happen is refused here too.
create function accept_invitation(token text, own_relation text, own_representation text, at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  found_one record;
begin
  select * into found_one from invitation_by_token(token, true);
  if found_one.id is null or actor_kind() <> 'user' or own_relation not in ('child', 'other') or found_one.purpose <> 'share'
    or found_one.accepted_at is not null or found_one.withdrawn_at is not null or found_one.newer_at is not null
    or found_one.expires_at <= at or not found_one.stands or not found_one.is_addressee or found_one.acts_already
    or found_one.is_circle or found_one.adults >= 2
  then
    return false;
  end if;
  update relative_invitation set accepted_at = at, accepted_by = actor_user() where relative_invitation.id = found_one.id;
  insert into acts_for (user_id, person_id, relation, representation, since, stated_at)
    select actor_user(), person_id, own_relation, own_representation, at, at from relative_invitation
    where relative_invitation.id = found_one.id
    on conflict (user_id, person_id) do update -- from an earlier time
      set relation = excluded.relation, representation = excluded.representation, since = excluded.since, stated_at = excluded.stated_at,
        until_on = excluded.until_on, ending_told_at = null, ended_told_at = null;
  return true;
end $$;

-- Whether the birth date said is that of the person whose profile this link offers; wrong ones are counted, the sixth is not even compared.
-- The name to greet comes with the right one only.
create function prove_birth_date(token text, said date, at timestamptz) returns table (verdict text, first_names text, name_used text)
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp rows 1 as $$
declare
  invitation relative_invitation;
begin
  select * into invitation from relative_invitation i where i.token_sha256 = token and i.purpose = 'claim' and i.accepted_at is null
    and i.withdrawn_at is null and i.expires_at > at for update;
  if invitation.id is null then
    return query select 'closed', null::text, null::text;
  elsif invitation.birth_date_tries >= 5 then
    return query select 'spent', null::text, null::text;
  elsif exists (select from person where id = invitation.person_id and birth_date = said) then
    return query select 'right', person.first_names, person.name_used from person where id = invitation.person_id;
  else
    update relative_invitation i set birth_date_tries = i.birth_date_tries + 1 where i.id = invitation.id;
    return query select case when invitation.birth_date_tries >= 4 then 'spent' else 'wrong' end, null::text, null::text;
  end if;
end $$;

-- The new user takes over the profile that was kept for her: it becomes her own.
create function claim_person(own_user uuid, token text, said date, at timestamptz) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  found_one record;
begin
  select * into found_one from invitation_by_token(token, true);
  if found_one.id is null or found_one.purpose <> 'claim' or found_one.newer_at is not null or not found_one.stands
    or (select prove_birth_date.verdict from prove_birth_date(token, said, at)) <> 'right'
    or not exists (select from auth."user" where "user".id = own_user and "user".email = found_one.email)
  then
    return null;
  end if;
  update relative_invitation set accepted_at = at, accepted_by = own_user where relative_invitation.id = found_one.id;
  insert into acts_for (user_id, person_id, relation, since)
    select own_user, person_id, 'self', at from relative_invitation where relative_invitation.id = found_one.id
    on conflict do nothing;
  return (select acts_for.person_id from acts_for join relative_invitation i on i.person_id = acts_for.person_id
    where i.id = found_one.id and acts_for.user_id = own_user and acts_for.relation = 'self');
end $$;

revoke all on function last_day_of_childhood, add_relative, others_acting_for, end_access_to_me, invitation_by_token,
  accept_invitation, prove_birth_date, claim_person, end_with_childhood, move_end_of_childhood, erase_left_alone from public;
grant execute on function add_relative, others_acting_for, end_access_to_me, invitation_by_token, accept_invitation to amicare_web;
grant execute on function invitation_by_token, prove_birth_date, claim_person to amicare_auth;

insert into fact (name) values ('relative-invited'), ('relative-invitation-accepted'), ('access-ending'), ('access-ended');
