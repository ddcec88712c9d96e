-- What whoever runs the installation does: founds establishments, and looks after the queue. He sees no patient: of a job its name, its age
-- and its fault, never what it is about.

create policy operators on establishment for insert to amicare_web with check ((select i_am_operator()));
grant insert on establishment to amicare_web;

-- Founding an establishment is told in its journal, by name.
create function told_by_operator(establishment uuid, event_id uuid, at timestamptz) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not i_am_operator() then
    raise exception 'not an operator' using errcode = 'insufficient_privilege';
  end if;
  insert into event (id, kind, establishment_id, happened_at) values (event_id, 'establishment-founded', establishment, at);
end $$;

-- The queue, by kind of job. `due`: could be done now; `failing`: failed at least once and will be tried again; `dead`: given up.
create function queue_by_task() returns table (task text, waiting bigint, due bigint, failing bigint, dead bigint, oldest_due timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp rows 40 as $$
begin
  if not i_am_operator() then
    return;
  end if;
  return query
    select tasks.identifier, count(*), count(*) filter (where jobs.is_available and jobs.run_at <= now()),
      count(*) filter (where jobs.attempts > 0 and jobs.attempts < jobs.max_attempts), count(*) filter (where jobs.attempts >= jobs.max_attempts),
      min(jobs.run_at) filter (where jobs.is_available and jobs.run_at <= now())
    from graphile_worker._private_jobs jobs join graphile_worker._private_tasks tasks on tasks.id = jobs.task_id
    group by tasks.identifier order by tasks.identifier;
end $$;

-- Jobs that failed, the newest first, from one on. Their faults may name an address: src/operator/fault.ts hides it.
create function failed_jobs(before_id bigint, only_dead boolean) returns table (id bigint, task text, attempts smallint, max_attempts smallint,
    run_at timestamptz, created_at timestamptz, last_error text)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp rows 50 as $$
begin
  if not i_am_operator() then
    return;
  end if;
  return query
    select jobs.id, tasks.identifier, jobs.attempts, jobs.max_attempts, jobs.run_at, jobs.created_at, jobs.last_error
    from graphile_worker._private_jobs jobs join graphile_worker._private_tasks tasks on tasks.id = jobs.task_id
    where jobs.attempts > 0 and (before_id is null or jobs.id < before_id) and (not only_dead or jobs.attempts >= jobs.max_attempts)
    order by jobs.id desc limit 50;
end $$;

-- A failed job is tried again now, as often as a new one. False: there is none such.
create function retry_job(job bigint) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not i_am_operator() or not exists (select from graphile_worker._private_jobs jobs where jobs.id = job and jobs.attempts > 0) then
    return false;
  end if;
  perform graphile_worker.reschedule_jobs(array[job], run_at => now(), attempts => 0);
  return true;
end $$;

-- The signs of life of the installation.
create function signs_of_life() returns table (clock_at timestamptz, sealed_until timestamptz, unsealed bigint, database_bytes bigint,
    server_version text, connections integer, establishments bigint, users bigint)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp rows 1 as $$
begin
  if not i_am_operator() then
    return;
  end if;
  return query
    select (select max(last_execution) from graphile_worker._private_known_crontabs),
      (select max(journal_seal.sealed_until) from journal_seal),
      (select count(*) from event where number > coalesce((select max(until_number) from journal_seal), 0)),
      pg_database_size(current_database()), current_setting('server_version'),
      (select count(*)::integer from pg_stat_activity where datname = current_database()),
      (select count(*) from establishment), (select count(*) from auth."user");
end $$;

revoke all on function told_by_operator, queue_by_task, failed_jobs, retry_job, signs_of_life from public;
grant execute on function told_by_operator, queue_by_task, failed_jobs, retry_job, signs_of_life to amicare_web;
