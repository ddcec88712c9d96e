-- Figures about what was sent are asked by establishment and period.
create index notice_sent on notice (establishment_id, decided_at) where appointment_id is not null;
