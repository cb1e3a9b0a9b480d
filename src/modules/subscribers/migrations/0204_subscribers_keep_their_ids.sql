-- What is looked at when rows come in must stay true when they change: a subscriber keeps the id, and moments move to one who is there.
create trigger keeps_id before update of id on subscribers.subscriber
  for each row when (old.id is distinct from new.id) execute function platform.only_grows();
create trigger check_moved after update on subscribers.moment
  referencing new table as added
  for each statement execute function subscribers.check_moments();
