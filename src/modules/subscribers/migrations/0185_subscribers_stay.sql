-- Subscribers are merged and erased, never taken away: what other tables say of them stays true without a lock on their row.
create trigger never_deleted before delete on subscribers.subscriber
  for each row execute function platform.only_grows();
create trigger never_emptied before truncate on subscribers.subscriber
  for each statement execute function platform.only_grows();

-- Their timeline is written with every movement of money: what its foreign key promised row by row is looked at once in a statement.
create function subscribers.check_moments() returns trigger language plpgsql as $$
declare
  missing uuid;
begin
  select subscriber_id into missing from added
  where (select true from subscribers.subscriber as of where of.id = added.subscriber_id) is null limit 1;
  if found then
    raise exception 'subscriber % of a moment is not there', missing using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger check_moments after insert on subscribers.moment
  referencing new table as added
  for each statement execute function subscribers.check_moments();
alter table subscribers.moment drop constraint moment_subscriber_id_fkey;
