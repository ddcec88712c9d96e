-- Openings and absences that several people change: the second is told what the first did, and nothing is overwritten.

alter table opening add column version integer not null default 1 check (version > 0);
alter table absence
  add column version integer not null default 1 check (version > 0),
  add unique (id, establishment_id);

-- A room that is out of use is everybody's business in the house; whoever keeps all of its agendas says so.
create policy house_rooms on absence for select to amicare_web
  using (establishment_id = (select my_establishment()) and exists (select from room where room.id = absence.resource_id));
create policy change_house_rooms on absence to amicare_web
  using (establishment_id = (select my_establishment()) and exists (select from room where room.id = absence.resource_id)
    and exists (select from staff where staff.id = actor_staff() and staff.all_agendas))
  with check (establishment_id = (select my_establishment()) and exists (select from room where room.id = absence.resource_id)
    and exists (select from staff where staff.id = actor_staff() and staff.all_agendas));
