-- Services end and are never taken away: what other tables say of them stays true without a lock on their row.
create trigger never_deleted before delete on services.service
  for each row execute function platform.only_grows();
create trigger never_emptied before truncate on services.service
  for each statement execute function platform.only_grows();

-- What the foreign key of periods promised row by row is looked at once in a statement.
create function services.check_periods() returns trigger language plpgsql as $$
declare
  missing uuid;
begin
  select service_id into missing from added
  where (select true from services.service as of where of.id = added.service_id) is null limit 1;
  if found then
    raise exception 'service % of a period is not there', missing using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger check_periods after insert on services.period
  referencing new table as added
  for each statement execute function services.check_periods();
alter table services.period drop constraint period_service_id_fkey;
