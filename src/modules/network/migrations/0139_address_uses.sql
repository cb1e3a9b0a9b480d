-- A row with each Start: that its router is there was looked up again for each, which cost as much as the row. Routers
-- are archived, never deleted.
alter table network.address_use drop constraint address_use_nas_id_fkey;
-- Uses that last are not looked for by their end.
drop index network.address_use_ended;
create index address_use_ended on network.address_use (ended_at) where ended_at is not null;
