-- A row with each Start, which each Stop writes again: nobody looks for uses by their service, and those that are over are looked for once an
-- hour, by who forgets them.
drop index network.address_use_service;
drop index network.address_use_ended;
create index address_use_ended on network.address_use using brin (ended_at) with (pages_per_range = 32);
alter table network.address_use set (fillfactor = 80);
