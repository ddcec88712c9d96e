-- A practice of six, whose agendas are full on one day: what a secretary has before her eyes all day long. Thirty visits each, of twenty minutes,
-- from 08:00 on.

create table bench.secretary as
  select uuidv7() as establishment_id, uuidv7() as site_id, uuidv7() as reason_id, first_day + 20 as on_day from bench.dataset;
create table bench.colleague as select n, uuidv7() as id from generate_series(1, 6) n;
create table bench.visitor as select n, uuidv7() as id, uuidv7() as visit_id from generate_series(0, 179) n;

insert into establishment (id, name, neutral_name, kind, phone)
  select establishment_id, 'Maison de santé du Banc', 'Maison de santé du Banc', 'health-centre', '+33199000002' from bench.secretary;
insert into site (id, establishment_id, name, street, postal_code, commune, insee_code, zone, holiday_region, open_on_holidays)
  select site_id, establishment_id, 'Maison de santé du Banc', '2 rue de la Mesure', '94300', 'Vincennes', '94080', 'Europe/Paris', 'metropole', '{all}'
  from bench.secretary;
insert into resource (id, establishment_id) select id, establishment_id from bench.colleague cross join bench.secretary;
insert into practitioner (id, establishment_id, slug, title, first_name, last_name, profession_code, specialty_codes)
  select id, establishment_id, 'collegue-' || n, 'Dre', 'Camille', 'Collègue-' || n, '10', '{SM54}' from bench.colleague cross join bench.secretary;
insert into practitioner_site (practitioner_id, site_id, establishment_id)
  select id, site_id, establishment_id from bench.colleague cross join bench.secretary;
insert into visit_reason (id, establishment_id, name, duration_min, step_min)
  select reason_id, establishment_id, 'Consultation', 20, 20 from bench.secretary;
insert into practitioner_reason (practitioner_id, visit_reason_id, establishment_id)
  select id, reason_id, establishment_id from bench.colleague cross join bench.secretary;
insert into opening (id, establishment_id, practitioner_id, site_id, weekdays, from_time, to_time)
  select uuidv7(), establishment_id, colleague.id, site_id, '{1,2,3,4,5,6,7}', '08:00', '19:00' from bench.colleague cross join bench.secretary;
insert into opening_reason (opening_id, visit_reason_id, establishment_id)
  select opening.id, reason_id, establishment_id from opening join bench.secretary using (establishment_id);

insert into patient (id, establishment_id, number, birth_name, name_used, first_names, birth_date, sex, created_by)
  select id, establishment_id, to_char(n, 'FM000000'), 'Bancquart-' || n, 'Bancquart-' || n, 'Alix', date '1950-01-01' + n * 100, 'U', 'import'
  from bench.visitor cross join bench.secretary;
insert into appointment (id, establishment_id, patient_id, practitioner_id, site_id, visit_reason_id, status, starts_at, ends_at, zone, starts_local,
    for_new_patient, origin, booked_at)
  select visit_id, establishment_id, visitor.id, colleague.id, site_id, reason_id, 'booked', starts_local at time zone 'Europe/Paris',
    (starts_local + interval '20 minutes') at time zone 'Europe/Paris', 'Europe/Paris', starts_local, false, 'import', now() - interval '30 days'
  from bench.visitor join bench.colleague on colleague.n = 1 + visitor.n % 6 cross join bench.secretary
    cross join lateral (select on_day + time '08:00' + visitor.n / 6 * interval '20 minutes' as starts_local) local;
insert into occupation (id, establishment_id, resource_id, occupied_from, occupied_to, status, appointment_id, site_id)
  select uuidv7(), appointment.establishment_id, practitioner_id, starts_at, ends_at, 'taken', appointment.id, appointment.site_id
  from appointment join bench.visitor on visitor.visit_id = appointment.id;
