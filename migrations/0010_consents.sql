-- What people acknowledged, accepted, gave and withdrew, with the very words they had before their eyes.

-- Those words, by their fingerprint: a proof always shows what was read, whatever the texts of today say. Nothing in them is about anyone.
create table consent_text (
  sha256 text primary key,
  body text not null, -- Markdown, its title first
  check (sha256 = encode(sha256(convert_to(body, 'UTF8')), 'hex'))
);

-- What a practice tells the patients whose files it answers for, in its own words. A later version replaces the earlier one, which stays.
-- Versions are days; the second of one day is `2026-11-22.2`, so that they sort as texts, byte by byte.
create table establishment_notice (
  establishment_id uuid not null references establishment,
  version text collate "C" not null check (version ~ '^\d{4}-\d{2}-\d{2}(\.[2-9])?$'),
  language text not null check (language in ('fr', 'en')),
  body text not null check (length(body) between 1 and 40000), -- Markdown, its title first
  in_substance_since text collate "C" not null check (in_substance_since ~ '^\d{4}-\d{2}-\d{2}(\.[2-9])?$'), -- who read that version or a later one need not read again
  published_on date not null,
  primary key (establishment_id, version, language),
  check (in_substance_since <= version)
);

-- Append-only. Neither the user nor the person is a foreign key: the proof outlives the account by five years, the time in which it
-- may have to be shown.
create table consent_proof (
  id uuid primary key,
  user_id uuid not null default actor_user(), -- who acts
  person_id uuid,         -- whom it concerns: oneself or someone represented; null: whoever works here and has no profile
  establishment_id uuid references establishment, -- whose notice it is; null: that of whoever runs the site
  kind text not null check (kind in ('notice', 'terms', 'consent')),
  purpose text not null,  -- account, practice (its own words), practice-standard (ours in its name), use; of a consent, what it allows
  version text collate "C" not null check (version ~ '^\d{4}-\d{2}-\d{2}(\.[2-9])?$'),
  text_sha256 text not null references consent_text,
  language text not null check (language in ('fr', 'en')),
  decision text not null,
  decided_at timestamptz not null,
  channel text not null check (channel in ('gate', 'booking', 'consents', 'closing')), -- the page where it was said
  network cidr check (masklen(network) <= case family(network) when 4 then 24 else 48 end), -- never the whole address
  user_agent text check (length(user_agent) <= 300),
  recorded_at timestamptz not null default clock_timestamp(),
  check ((purpose in ('practice', 'practice-standard')) = (establishment_id is not null)),
  check (case kind
    when 'notice' then decision = 'acknowledged' and purpose in ('account', 'practice', 'practice-standard')
    when 'terms' then decision in ('accepted', 'withdrawn') and purpose = 'use'
    else decision in ('given', 'refused', 'withdrawn') and purpose not in ('account', 'practice', 'practice-standard', 'use') end)
);
create index consent_proof_of_user on consent_proof (user_id, purpose, establishment_id, version);

alter table consent_text enable row level security;
alter table establishment_notice enable row level security;
alter table consent_proof enable row level security;

create policy everyone on consent_text for select to amicare_web using (true);
create policy who_reads_keeps on consent_text for insert to amicare_web with check (actor_kind() = 'user');
create policy everyone on establishment_notice for select to amicare_web using (true);
create policy managers on establishment_notice for insert to amicare_web
  with check (establishment_id = (select my_establishment()) and exists (
    select from staff where staff.id = actor_staff() and staff.role = 'manager'));
create policy mine on consent_proof for select to amicare_web using (actor_kind() = 'user' and user_id = actor_user());
create policy i_say on consent_proof for insert to amicare_web
  with check (actor_kind() = 'user' and user_id = actor_user() and channel <> 'closing'
    and (person_id is null or person_id = any (array(select my_persons()))));
create policy jobs on consent_text for select to amicare_job using (true);
create policy jobs on establishment_notice to amicare_job using (true) with check (true);
create policy jobs on consent_proof for select to amicare_job using (true);

grant select, insert on consent_text to amicare_web;
grant select, insert on establishment_notice to amicare_web;
-- Who acts and when it was recorded, the database says itself: those columns are not granted.
grant select, insert (id, person_id, establishment_id, kind, purpose, version, text_sha256, language, decision, decided_at, channel, network,
  user_agent) on consent_proof to amicare_web;
grant select on consent_text, consent_proof to amicare_job;
grant select, insert on establishment_notice to amicare_job;

-- No one changes a proof or the words it rests on, not even the owner of the tables; a proof goes five years after the account ended.
create function keep_proof() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_table_name = 'consent_proof' then
    if not exists (select from acts_for where acts_for.user_id = old.user_id)
      and not exists (select from staff where staff.user_id = old.user_id)
      and not exists (select from consent_proof later where later.user_id = old.user_id and later.decided_at > now() - interval '5 years')
    then return old; end if;
  end if;
  raise exception 'a proof is kept as it is' using errcode = 'restrict_violation';
end $$;
create trigger never_changed before update or delete on consent_proof for each row execute function keep_proof();
create trigger never_changed before update or delete on consent_text for each row execute function keep_proof();
create trigger never_emptied before truncate on consent_proof for each statement execute function keep_proof();
create trigger never_emptied before truncate on consent_text for each statement execute function keep_proof();

-- Whether this user has read and accepted all that must be before the space opens: the notice and the terms of the site since the
-- versions given, and what the practices that keep a file of theirs say for themselves. In plpgsql because it is asked by every page of
-- whoever signed in: its plan is then made once per connection.
create function gate_passed(of_user uuid, notice_since text, terms_since text) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (select from consent_proof
      where user_id = of_user and purpose = 'account' and establishment_id is null and version >= notice_since)
    and exists (select from consent_proof
      where user_id = of_user and purpose = 'use' and establishment_id is null and version >= terms_since and decision = 'accepted')
    and not exists (
      select from acts_for
        join patient on patient.person_id = acts_for.person_id
        join establishment_notice on establishment_notice.establishment_id = patient.establishment_id
      where acts_for.user_id = of_user and (acts_for.until_on is null or acts_for.until_on >= (now() at time zone 'Europe/Paris')::date)
        and not exists (select from consent_proof
          where consent_proof.user_id = of_user and consent_proof.purpose = 'practice'
            and consent_proof.establishment_id = establishment_notice.establishment_id
            and consent_proof.version >= establishment_notice.in_substance_since));
end $$;

-- The account is no more: what was accepted or given ends with it, and the five years begin.
create function end_consents(ended_user uuid, at timestamptz) returns void
  language sql volatile security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    insert into consent_proof (id, user_id, person_id, kind, purpose, version, text_sha256, language, decision, decided_at, channel)
    select gen_random_uuid(), user_id, person_id, kind, purpose, version, text_sha256, language, 'withdrawn', at, 'closing'
    from (select distinct on (purpose) * from consent_proof
      where user_id = ended_user and kind <> 'notice' order by purpose, decided_at desc, recorded_at desc) as latest
    where decision in ('accepted', 'given');
  end;

-- Erases the proofs of those whose account ended five years ago or more. The trigger above agrees, or nothing is erased.
create function forget_proofs(at timestamptz) returns void
  language sql volatile security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    delete from consent_proof where not exists (select from acts_for where acts_for.user_id = consent_proof.user_id)
      and not exists (select from staff where staff.user_id = consent_proof.user_id)
      and not exists (select from consent_proof later
        where later.user_id = consent_proof.user_id and later.decided_at > at - interval '5 years');
  end;

revoke all on function gate_passed, end_consents, forget_proofs from public;
grant execute on function gate_passed, end_consents to amicare_auth;
grant execute on function end_consents, forget_proofs to amicare_job;
