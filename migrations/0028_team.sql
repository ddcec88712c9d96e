-- The team: who is invited to work at an establishment, what they may see there, and how they leave. And who runs the installation.

create table operator (
  user_id uuid primary key references auth."user" on delete cascade,
  added_at timestamptz not null default now()
);
alter table operator enable row level security;
create policy jobs on operator to amicare_job using (true) with check (true);
grant select, insert, delete on operator to amicare_job;

-- Whether the acting user runs the installation (src/operator/). He sees no patient by it.
create function i_am_operator() returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select actor_kind() = 'user' and exists (select from operator where user_id = actor_user());
  end;

-- An invitation to work at an establishment, sent to one address. Of one address at one establishment only the newest opens.
create table staff_invitation (
  id uuid primary key,
  establishment_id uuid not null references establishment,
  email text not null check (email = lower(email)),
  name text not null check (name <> '' and length(name) <= 200),
  role text not null check (role in ('manager', 'practitioner', 'secretary')),
  practitioner_id uuid,
  all_agendas boolean not null,
  agendas uuid[] not null default '{}', -- without all_agendas: those she may see
  token_sha256 text not null unique,
  invited_by uuid, -- of the staff; null: the operator
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  withdrawn_at timestamptz,
  used_at timestamptz,
  foreign key (practitioner_id, establishment_id) references practitioner (id, establishment_id),
  foreign key (invited_by, establishment_id) references staff (id, establishment_id),
  check (role <> 'practitioner' or practitioner_id is not null)
);
create index staff_invitation_house on staff_invitation (establishment_id, email, id desc);
create index staff_invitation_end on staff_invitation (expires_at);
alter table staff_invitation enable row level security;
create policy managers on staff_invitation to amicare_web
  using (establishment_id = (select my_managed_establishment()))
  with check (establishment_id = (select my_managed_establishment()) and invited_by = actor_staff());
create policy operators on staff_invitation to amicare_web
  using (invited_by is null and (select i_am_operator())) with check (invited_by is null and (select i_am_operator()));
create policy jobs on staff_invitation to amicare_job using (true) with check (true);
grant select, insert, update (withdrawn_at) on staff_invitation to amicare_web;
grant select, delete on staff_invitation to amicare_job;

-- Managers say what their colleagues may see; joining and leaving go through the functions below.
create policy manage on staff for update to amicare_web
  using (establishment_id = (select my_managed_establishment())) with check (establishment_id = (select my_managed_establishment()));
create policy manage on staff_agenda to amicare_web
  using (establishment_id = (select my_managed_establishment())) with check (establishment_id = (select my_managed_establishment()));
grant update (role, practitioner_id, all_agendas) on staff to amicare_web;
grant insert, delete on staff_agenda to amicare_web;

-- An establishment that has a manager keeps one: whoever leaves or steps down last is refused.
create function keep_a_manager() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(old.establishment_id::text, 5));
  if not exists (select from staff where establishment_id = old.establishment_id and role = 'manager' and removed_at is null and id <> old.id) then
    raise exception 'the last manager stays' using errcode = 'check_violation', constraint = 'keep_a_manager';
  end if;
  return new;
end $$;
create trigger keep_a_manager before update of role, removed_at on staff for each row
  when (old.role = 'manager' and old.removed_at is null and (new.role <> 'manager' or new.removed_at is not null))
  execute function keep_a_manager();

-- The names and addresses of one's colleagues: of those who work, or worked, at the acting person's establishment.
create function colleagues() returns table (staff_id uuid, user_id uuid, name text, email text, has_strong_factor boolean, seen_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp rows 20
  begin atomic
    select staff.id, staff.user_id, "user".name, "user".email,
      exists (select from auth.passkey where passkey.user_id = staff.user_id)
        or exists (select from auth.authenticator where authenticator.user_id = staff.user_id),
      (select max(session.desk_seen_at) from auth.session where session.user_id = staff.user_id)
    from staff left join auth."user" on "user".id = staff.user_id
    where staff.establishment_id = my_managed_establishment();
  end;

-- A colleague leaves: what she signed stays; her sessions at a desk end at once. False: no colleague of the acting manager.
create function remove_colleague(colleague uuid, at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  who uuid;
begin
  update staff set removed_at = at
    where id = colleague and establishment_id = my_managed_establishment() and removed_at is null
    returning user_id into who;
  if not found then
    return false;
  end if;
  delete from auth.session where user_id = who and desk_seen_at is not null;
  return true;
end $$;

-- What whoever holds the link may learn. With `lock`, nobody else follows it before the transaction ends.
create function staff_invitation_by_token(token text, lock boolean) returns table (id uuid, establishment_id uuid, establishment text,
    email text, name text, role text, invited_at timestamptz, expires_at timestamptz, withdrawn_at timestamptz, used_at timestamptz,
    is_newest boolean, has_account boolean, is_mine boolean)
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp rows 1 as $$
begin
  if lock then
    perform from staff_invitation i where i.token_sha256 = token for update;
  end if;
  return query
    select i.id, i.establishment_id, establishment.name, i.email, i.name, i.role, i.invited_at, i.expires_at, i.withdrawn_at, i.used_at,
      not exists (select from staff_invitation newer
        where newer.establishment_id = i.establishment_id and newer.email = i.email and newer.id > i.id),
      exists (select from auth."user" where "user".email = i.email),
      exists (select from auth."user" where "user".email = i.email and "user".id = actor_user())
    from staff_invitation i join establishment on establishment.id = i.establishment_id where i.token_sha256 = token;
end $$;

-- The end of an invitation: its addressee works there from now on, with the rights it names. Null: refused.
create function settle_staff_invitation(token text, joiner uuid, new_staff uuid, event_id uuid, at timestamptz) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  invitation staff_invitation;
  member uuid;
begin
  select * into invitation from staff_invitation i where i.token_sha256 = token for update;
  if invitation.id is null or invitation.used_at is not null or invitation.withdrawn_at is not null or invitation.expires_at <= at
    or not exists (select from auth."user" where "user".id = joiner and "user".email = invitation.email)
    or exists (select from staff_invitation newer where newer.establishment_id = invitation.establishment_id
      and newer.email = invitation.email and newer.id > invitation.id)
  then
    return null;
  end if;
  insert into staff (id, establishment_id, user_id, role, practitioner_id, all_agendas)
    values (new_staff, invitation.establishment_id, joiner, invitation.role, invitation.practitioner_id, invitation.all_agendas)
    on conflict on constraint staff_establishment_id_user_id_key do update
      set role = excluded.role, practitioner_id = excluded.practitioner_id, all_agendas = excluded.all_agendas, removed_at = null
      where staff.removed_at is not null
    returning id into member;
  if member is null then
    return null; -- she works there already
  end if;
  delete from staff_agenda where staff_id = member;
  if not invitation.all_agendas then
    insert into staff_agenda (staff_id, practitioner_id, establishment_id)
      select member, practitioner.id, invitation.establishment_id from practitioner
      where practitioner.id = any (invitation.agendas) and practitioner.establishment_id = invitation.establishment_id;
  end if;
  update staff_invitation i set used_at = at where i.id = invitation.id;
  insert into event (id, kind, establishment_id, actor_kind, actor_user_id, actor_staff_id, happened_at, detail)
    values (event_id, 'staff-joined', invitation.establishment_id, 'staff', joiner, member, at, jsonb_build_object('role', invitation.role));
  return member;
end $$;

-- The user who acts, whose address was invited, joins.
create function join_team(token text, new_staff uuid, event_id uuid, at timestamptz) returns uuid
  language sql volatile security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select case when actor_kind() = 'user' then settle_staff_invitation(token, actor_user(), new_staff, event_id, at) end;
  end;

revoke all on function i_am_operator, keep_a_manager(), colleagues, remove_colleague, staff_invitation_by_token, settle_staff_invitation,
  join_team from public;
grant execute on function i_am_operator, colleagues, remove_colleague, staff_invitation_by_token, join_team to amicare_web;
grant execute on function staff_invitation_by_token, settle_staff_invitation to amicare_auth;

create policy invitations_to_work on notice for select to amicare_web
  using (kind = 'staff-invitation' and establishment_id = (select my_managed_establishment()));

insert into fact (name) values ('staff-invited');
