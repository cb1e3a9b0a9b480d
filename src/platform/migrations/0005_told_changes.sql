-- Tables whose changes are told, so that what was read from them may be kept until then.

-- For a statement trigger of a table that is listed often and written seldom. NOTIFY tells each table once per
-- transaction, at its commit. It makes commits wait for each other for a moment, so tables that are written all
-- day long (accounting, samples) have no such trigger, and pages of them are not kept.
create function platform.tell_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('kasi_changed', tg_table_schema || '.' || tg_table_name);
  return null;
end
$$;
comment on function platform.tell_change() is 'Trigger: tells on the channel kasi_changed that the table is no longer what it was.';
