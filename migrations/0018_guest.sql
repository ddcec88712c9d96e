-- Whoever holds the link of one appointment and knows whose it is may see, cancel and move that one, and nothing else.

-- The appointment a guest came for; nothing for anyone else. asActor() (src/platform/actor.ts) is the only writer of the setting.
create function actor_appointment() returns uuid language sql stable parallel safe
  return case when current_setting('amicare.actor_kind', true) = 'guest'
    then nullif(current_setting('amicare.appointment_id', true), '')::uuid end;

create function guest_patient() returns uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select patient_id from appointment where id = actor_appointment();
  end;
revoke all on function guest_patient from public;
grant execute on function guest_patient to amicare_web;

create policy by_link on appointment to amicare_web
  using (id = actor_appointment())
  with check (id = actor_appointment() and status in ('requested', 'booked', 'cancelled') and not overbooked);
create policy by_link on patient for select to amicare_web using (id = (select guest_patient()));
create policy by_link on event for insert to amicare_web
  with check (actor_kind() = 'guest' and appointment_id = actor_appointment() and exists (select from appointment
    where appointment.id = event.appointment_id and appointment.patient_id = event.patient_id
      and appointment.establishment_id = event.establishment_id));

-- A visit that is moved by its link must not overlap another one of the same person either.
create or replace function open_agenda(resources uuid[], person uuid, range_from timestamptz, range_to timestamptz, at timestamptz,
    except_appointment uuid, except_hold uuid)
  returns table (resource_id uuid, person_busy boolean, from_ms double precision, to_ms double precision, site_id uuid)
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp rows 50 as $$
declare
  each uuid;
begin
  for each in select distinct r from unnest(resources) r order by r loop
    perform pg_advisory_xact_lock(hashtextextended(each::text, 1));
  end loop;
  if person is not null then
    perform pg_advisory_xact_lock(hashtextextended(person::text, 2));
  end if;

  delete from hold h using occupation o
  where o.hold_id = h.id and o.resource_id = any (resources) and o.status = 'held' and o.expires_at <= at
    and o.occupied_from < range_to and o.occupied_to > range_from;

  return query
    select o.resource_id, false, extract(epoch from o.occupied_from)::double precision * 1000,
           extract(epoch from o.occupied_to)::double precision * 1000, o.site_id
    from occupation o
    where o.resource_id = any (resources)
      and o.occupied_from < range_to and o.occupied_from >= range_from - interval '24 hours' and o.occupied_to > range_from
      and (o.expires_at is null or o.expires_at > at)
      and (except_appointment is null or o.appointment_id is distinct from except_appointment)
      and (except_hold is null or o.hold_id is distinct from except_hold);
  if person is not null then
    return query
      select null::uuid, true, extract(epoch from a.starts_at)::double precision * 1000,
             extract(epoch from a.ends_at)::double precision * 1000, a.site_id
      from patient p join appointment a on a.patient_id = p.id
      where p.person_id = person
        and case actor_kind() -- a practice must not learn where else someone goes, nor anyone else
          when 'user' then p.person_id in (select my_persons())
          when 'guest' then p.person_id = (select g.person_id from patient g where g.id = guest_patient())
          when 'staff' then p.establishment_id = my_establishment()
          else actor_kind() = 'system' end
        and a.status in ('requested', 'booked', 'arrived', 'in-consultation')
        and a.starts_at < range_to and a.starts_at >= range_from - interval '24 hours' and a.ends_at > range_from
        and a.id is distinct from except_appointment;
  end if;
end $$;
