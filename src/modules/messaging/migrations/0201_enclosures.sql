-- A paper that goes with a message where it goes by e-mail: made when it is sent, by the room that knows how.
alter table messaging.message
  add column encloses text check (encloses ~ '^[a-z-]+\.[a-z-]+$'),
  add column encloses_id uuid,
  add constraint message_encloses check ((encloses is null) = (encloses_id is null));
