-- The people and places of the bench, drawn from the one row of bench.dataset (bench/dataset.ts writes it first): practices of five
-- practitioners each, on the communes nearest to the middle of Paris. Whole sets at a time, every constraint on.

create table bench.house as
  select near.*, uuidv7() as establishment_id, uuidv7() as site_id, uuidv7() as reason_id, uuidv7() as long_reason_id,
    uuidv7() as video_reason_id
  from (
    select row_number() over (order by (latitude - 48.8566) ^ 2 + ((longitude - 2.3522) * 0.658) ^ 2, insee_code) as n,
      insee_code, name as commune, postal_codes[1] as postal_code, latitude, longitude
    from commune where latitude is not null and postal_codes[1] ~ '^\d{5}$'
  ) near
  where n <= (select ceil(practitioners / 5.0) from bench.dataset);

create table bench.practitioner as
  select n, house, uuidv7() as id, format('%s-%s-%s', lower(first_name), lower(last_name), n) as slug, first_name, last_name,
    case n % 5 when 3 then '{SM15}' when 4 then '{SM38}' else '{SM54}' end::text[] as specialty_codes
  from (
    select n, (n + 4) / 5 as house,
      (array['Camille', 'Nour', 'Sacha', 'Ines', 'Gabriel', 'Awa', 'Louise', 'Adam', 'Jeanne', 'Malo'])[1 + n % 10] as first_name,
      (array['Lune', 'Vernier', 'Castel', 'Oriol', 'Brisac', 'Delorme', 'Sabatier', 'Kermadec', 'Rivaud', 'Tessier', 'Aubrac'])[1 + n % 11] as last_name
    from generate_series(1, (select practitioners from bench.dataset)) n
  ) named;
create unique index on bench.practitioner (n);

insert into establishment (id, name, neutral_name, kind, phone)
  select establishment_id, 'Cabinet médical de ' || commune, 'Cabinet de ' || commune, 'shared-practice', '+33199000000' from bench.house;

insert into site (id, establishment_id, name, street, postal_code, commune, insee_code, latitude, longitude, zone, holiday_region,
    open_on_holidays, secretariat_hours, access, cancel_notice)
  select site_id, establishment_id, 'Cabinet de ' || commune, '1 rue de la Mesure', postal_code, commune, insee_code, latitude,
    longitude, 'Europe/Paris', 'metropole', '{all}', 'Du lundi au vendredi de 8 h à 18 h', 'Au premier étage, avec ascenseur', 'PT24H'
  from bench.house;

insert into resource (id, establishment_id)
  select practitioner.id, house.establishment_id from bench.practitioner join bench.house on house.n = practitioner.house;

insert into practitioner (id, establishment_id, slug, title, first_name, last_name, profession_code, specialty_codes, presentation, fee_sector, payment_means,
    max_future_appointments)
  select practitioner.id, house.establishment_id, slug, 'Dr', first_name, last_name, '10', specialty_codes,
    'Vous reçoit tous les jours, pour un suivi régulier comme pour une demande nouvelle.', '1', '{card,cheque}', 10
  from bench.practitioner join bench.house on house.n = practitioner.house;

insert into practitioner_site (practitioner_id, site_id, establishment_id)
  select practitioner.id, house.site_id, house.establishment_id from bench.practitioner join bench.house on house.n = practitioner.house;

insert into visit_reason (id, establishment_id, name, duration_min, step_min, booking_notice, booking_horizon, place, min_age_years, max_age_years)
  select reason.id, establishment_id, name, duration_min, 15, 'PT2H', 'P365D', place, min_age_years, 120
  from bench.house
    cross join lateral (values
      (reason_id, 'Consultation', 15, 'in-person', 0),
      (long_reason_id, 'Première consultation', 30, 'in-person', 0),
      (video_reason_id, 'Consultation vidéo', 15, 'video', 16)
    ) as reason (id, name, duration_min, place, min_age_years);

insert into practitioner_reason (practitioner_id, visit_reason_id, establishment_id, position)
  select practitioner.id, reason.id, house.establishment_id, position
  from bench.practitioner join bench.house on house.n = practitioner.house
    cross join lateral (values (reason_id, 0), (long_reason_id, 1), (video_reason_id, 2)) as reason (id, position);

insert into opening (id, establishment_id, practitioner_id, site_id, weekdays, from_time, to_time)
  select uuidv7(), house.establishment_id, practitioner.id, house.site_id, '{1,2,3,4,5,6,7}', time '08:00',
    time '08:00' + (select quarters from bench.dataset) * interval '15 minutes'
  from bench.practitioner join bench.house on house.n = practitioner.house;

insert into opening_reason (opening_id, visit_reason_id, establishment_id)
  select opening.id, practitioner_reason.visit_reason_id, opening.establishment_id
  from opening join practitioner_reason using (practitioner_id);

-- One week away, already over, for each of them.
insert into absence (id, establishment_id, resource_id, zone, starts_local, ends_local)
  select uuidv7(), house.establishment_id, practitioner.id, 'Europe/Paris', first_day - 30, first_day - 23
  from bench.practitioner join bench.house on house.n = practitioner.house cross join bench.dataset;

-- Two hundred patients per practitioner, in the files of their practice.
create table bench.patient as
  select house.n as house, number, uuidv7() as id, house.establishment_id
  from bench.house cross join generate_series(0, 999) number;
create unique index on bench.patient (house, number);
insert into patient (id, establishment_id, birth_name, name_used, first_names, birth_date, sex, created_by)
  select id, establishment_id, format('Patient-%s', number), format('Patient-%s', number), 'Alix', date '1950-01-01' + number * 20, 'U', 'import'
  from bench.patient;

-- Accounts that can book: each one's own person is known to the practice of "its" practitioner. They have no visit yet.
create table bench.account as
  select n, uuidv7() as user_id, uuidv7() as person_id, format('patient-%s@banc.example', n) as email,
    1 + (n - 1) % (select practitioners from bench.dataset) as practitioner
  from generate_series(1, (select accounts from bench.dataset)) n;
insert into auth."user" (id, name, email, email_verified) select user_id, 'Alix Banc', email, true from bench.account;
insert into auth.account (id, user_id, account_id, provider_id, password)
  select uuidv7(), user_id, user_id::text, 'credential', (select password from bench.dataset) from bench.account;
insert into person (id, birth_name, name_used, first_names, birth_date, sex, phone)
  select person_id, 'Banc', 'Banc', 'Alix', date '1960-01-01' + n * 30, 'U', '+33199000001' from bench.account;
insert into acts_for (user_id, person_id, relation) select user_id, person_id, 'self' from bench.account;
insert into patient (id, establishment_id, person_id, birth_name, name_used, first_names, birth_date, sex, phone, is_known, created_by)
  select uuidv7(), establishment_id, person_id, birth_name, name_used, first_names, birth_date, sex, phone, true, 'patient'
  from bench.account join bench.practitioner on practitioner.n = account.practitioner join bench.house on house.n = practitioner.house
    join person on person.id = account.person_id;

-- What is taken of the agendas numbered from_n to to_n, spread evenly over each day: every other quarter hour when half are taken.
create function bench.fill_agendas(from_n integer, to_n integer) returns void language sql as $$
  insert into appointment (id, establishment_id, patient_id, practitioner_id, site_id, visit_reason_id, status, starts_at, ends_at,
      zone, starts_local, cancellable_until, movable_until, for_new_patient, origin, booked_at)
    select uuidv7(), patient.establishment_id, patient.id, practitioner.id, house.site_id, house.reason_id,
      case when starts_at < now() then 'seen' else 'booked' end, starts_at, starts_at + interval '15 minutes', 'Europe/Paris',
      starts_local, starts_at - interval '24 hours', starts_at - interval '24 hours', false, 'import', starts_at - interval '300 days'
    from bench.dataset
      cross join bench.practitioner
      join bench.house on house.n = practitioner.house
      cross join generate_series(0, dataset.days - 1) day
      cross join generate_series(0, dataset.quarters - 1) quarter
      cross join lateral (select dataset.first_day + day + time '08:00' + quarter * interval '15 minutes' as starts_local) local
      cross join lateral (select starts_local at time zone 'Europe/Paris' as starts_at) instant
      join bench.patient on patient.house = practitioner.house
        and patient.number = (practitioner.n * 197 + day * dataset.taken + quarter * 7) % 1000
    where practitioner.n between from_n and to_n
      and quarter * dataset.taken / dataset.quarters <> (quarter + 1) * dataset.taken / dataset.quarters
    order by practitioner.n, day, quarter;

  insert into occupation (id, establishment_id, resource_id, occupied_from, occupied_to, status, appointment_id, site_id)
    select uuidv7(), establishment_id, practitioner_id, starts_at, ends_at, 'taken', id, site_id
    from appointment
    where practitioner_id in (select id from bench.practitioner where n between from_n and to_n);
$$;

-- The table of the bare server (bench/bare-server.ts): a booking reduced to one row.
create table bench.bare_booking (
  id uuid primary key default uuidv7(),
  practitioner_id uuid not null,
  starts_at timestamptz not null,
  unique (practitioner_id, starts_at)
);
