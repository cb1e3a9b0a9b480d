-- As for the hours of usage: where sessions of a month lie in the default partition already, none is made over them.
create or replace function access.make_partition(month date) returns void language plpgsql as $$
begin
  execute format('create table if not exists access.%I partition of access.past_session for values from (%L) to (%L)',
    'past_session_' || to_char(month, 'YYYY_MM'), month, month + interval '1 month');
exception when check_violation then null;
end
$$;
