-- Which of the shares that a plan wants to be told of was told last, in hundredths of a percent of the period that runs.
alter table usage.standing add column quota_share smallint, add column fair_use_share smallint;

-- Room is made before anything is written, whoever comes first; where rows of a month lie in the default partition
-- already, they stay there, and no partition is made over them.
create or replace function usage.make_month(month date) returns void language plpgsql as $$
begin
  execute format(
    'create table if not exists usage.%I partition of usage.hour for values from (%L) to (%L) with (fillfactor = 70)',
    'hour_' || to_char(month, 'YYYY_MM'), month::timestamp at time zone 'UTC',
    (month + interval '1 month') at time zone 'UTC');
exception when check_violation then null;
end $$;
