-- What is taken, times only, as busy_times() told it row by row: one row for each resource and site, its times in two lists. (Processes
-- of the version before still ask busy_times() until they are restarted.)
create function busy_spans(resources uuid[], range_from timestamptz, range_to timestamptz, at timestamptz, except_appointment uuid default null)
  returns table (resource_id uuid, site_id uuid, from_ms double precision[], to_ms double precision[])
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp rows 20 as $$
begin
  return query
    select o.resource_id, o.site_id, array_agg(date_part('epoch', o.occupied_from) * 1000), array_agg(date_part('epoch', o.occupied_to) * 1000)
    from occupation o
    where o.resource_id = any (resources)
      and o.occupied_from < range_to and o.occupied_from >= range_from - interval '24 hours' and o.occupied_to > range_from
      and (o.expires_at is null or o.expires_at > at)
      and (except_appointment is null or o.appointment_id is distinct from except_appointment)
    group by o.resource_id, o.site_id;
end $$;
revoke all on function busy_spans from public;
grant execute on function busy_spans to amicare_web, amicare_job;
