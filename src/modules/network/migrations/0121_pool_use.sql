-- Who gets addresses of a pool by themselves, and for how long.
alter table network.pool
  -- Sessions get from it without anybody's doing. Not those that are there: nobody gets another address because of an update.
  add column automatic boolean not null default false,
  -- How services get in that are served from it; none: all of them.
  add column accesses text[] not null default '{}',
  -- How long an address stays with who has left, in hours; 0: it goes back when the session ends.
  add column keep_h integer not null default 168 check (keep_h between 0 and 8760);
comment on column network.pool.automatic is 'Sessions get addresses of it without anybody''s doing; otherwise it is fixed addresses only.';

-- Leases in the order in which they are read into memory, and those that sessions give back.
create index address_leases on network.address (service_id, pool_id, key) where state = 'leased';
