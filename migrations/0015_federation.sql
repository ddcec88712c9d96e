-- Signing in by FranceConnect (patients) and Pro Santé Connect (professionals).

-- Which of them vouched for the traits of a person; null: she says so herself.
alter table person add column vouched_by text check (vouched_by in ('franceconnect'));

-- Who wants an account came by FranceConnect: what it said, sealed, until the account is opened.
set role amicare_auth;
alter table auth.account_request add column vouched text;
reset role;

-- The birth date of a user's own profile, for the keeper of accounts to compare with what a provider says; null when there is none.
create function own_birth_date(own_user uuid) returns date
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select person.birth_date from acts_for join person on person.id = acts_for.person_id
    where acts_for.user_id = own_user and acts_for.relation = 'self';
  end;

-- From now on the traits of a user's own profile are vouched for, and no longer hers to change.
create function vouch_for_own_profile(own_user uuid, provider text) returns void
  language sql volatile security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    update person set vouched_by = provider from acts_for
    where acts_for.person_id = person.id and acts_for.user_id = own_user and acts_for.relation = 'self';
  end;

revoke all on function own_birth_date, vouch_for_own_profile from public;
grant execute on function own_birth_date, vouch_for_own_profile to amicare_auth;

-- The second lock behind the page that refuses it.
revoke update on person from amicare_web;
grant update (birth_name, name_used, first_names, birth_date, sex, phone, birthplace_insee) on person to amicare_web;
create function keep_vouched_traits() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if current_user = 'amicare_web' then
    raise exception 'these traits were vouched for' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger keep_vouched_traits before update on person for each row
  when (old.vouched_by is not null and (old.birth_name, old.first_names, old.birth_date, old.sex)
    is distinct from (new.birth_name, new.first_names, new.birth_date, new.sex))
  execute function keep_vouched_traits();
