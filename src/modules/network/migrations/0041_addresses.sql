-- Address plans: pools of IPv4 addresses and IPv6 prefixes, who holds which now, and who used which when.

create table network.pool (
  id uuid primary key,
  -- What Framed-Pool says, so routers' own pools can carry the same name.
  name text not null check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
  name_key text not null unique,
  kind text not null check (kind in ('ipv4', 'ipv6-framed', 'ipv6-delegated')),
  -- `kasi`: we choose each address. `router`: the router chooses from its own pool of this name.
  chosen_by text not null check (chosen_by in ('kasi', 'router')),
  site_id uuid references organization.site (id),
  nas_id uuid references network.nas (id),
  dns inet[] not null,
  notes text not null,
  archived_at timestamptz,
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table network.pool is 'Pools of addresses or prefixes, for a site, a router or everybody.';
create index pool_site on network.pool (site_id);
create index pool_nas on network.pool (nas_id);

create table network.pool_range (
  id uuid primary key,
  pool_id uuid not null references network.pool (id),
  first inet not null,
  last inet not null check (family(last) = family(first) and last >= first),
  -- Length of each part that is given out: 32 for IPv4, 64 or 56 for prefixes.
  part_length integer not null,
  parts bigint not null check (parts > 0),
  -- Parts that have their row in network.address; rows are made as they are needed, because a /32 of IPv6 has millions.
  made bigint not null check (made between 0 and parts),
  check (part_length between 1 and case family(first) when 4 then 32 else 128 end)
);
comment on table network.pool_range is 'Ranges that pools are made of.';
create index pool_range_pool on network.pool_range (pool_id);
create index pool_range_first on network.pool_range (first);

create table network.address (
  pool_id uuid not null references network.pool (id),
  -- An address, or a prefix with its length.
  part inet not null,
  range_id uuid not null references network.pool_range (id),
  state text not null check (state in ('free', 'leased', 'fixed', 'reserved')),
  -- Whose it is, or was last: the next time they get it again if it is still free.
  service_id uuid,
  -- Tells apart what one service holds at the same time: a MAC address.
  key text not null default '',
  nas_id uuid references network.nas (id),
  since timestamptz,
  -- A lease that nobody renews ends then.
  until timestamptz,
  note text not null default '',
  primary key (pool_id, part),
  check ((state in ('leased', 'fixed')) <= (service_id is not null)),
  check (state = 'leased' or until is null)
) with (fillfactor = 80);
comment on table network.address is 'Every address that was ever needed, with who holds it now or held it last.';
create unique index address_held on network.address (pool_id, service_id, key) where state in ('leased', 'fixed');
create index address_remembered on network.address (service_id, pool_id, key) where service_id is not null;
-- Never used first, then longest free: whoever comes back finds theirs.
create index address_free on network.address (pool_id, since nulls first, part) where state = 'free';
create index address_ending on network.address (until) where state = 'leased' and until is not null;
create index address_part on network.address (part) where state <> 'free';
-- How full each pool is.
create index address_states on network.address (pool_id, state) where state <> 'free';
create index address_nas on network.address (nas_id) where nas_id is not null;

create table network.address_use (
  session_id uuid not null,
  address inet not null,
  service_id uuid,
  nas_id uuid references network.nas (id),
  mac text,
  started_at timestamptz not null,
  -- Null while the session lasts.
  ended_at timestamptz,
  primary key (session_id, address),
  check (ended_at >= started_at)
);
comment on table network.address_use is 'Which session used which address from when to when, as the routers told. Answers who had an address at a moment.';
create index address_use_moment on network.address_use (address, started_at desc);
create index address_use_open on network.address_use (address) where ended_at is null;
create index address_use_service on network.address_use (service_id, started_at desc);
create index address_use_ended on network.address_use (ended_at);

create table network.port_plan (
  id uuid primary key,
  name text not null,
  nas_id uuid not null references network.nas (id),
  inside_first inet not null,
  inside_last inet not null check (inside_last >= inside_first),
  outside_first inet not null,
  outside_last inet not null check (outside_last >= outside_first),
  first_port integer not null check (first_port between 1024 and 65535),
  ports integer not null check (ports between 64 and 64512),
  starts_at timestamptz not null,
  ends_at timestamptz check (ends_at > starts_at),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check (first_port + ports - 1 <= 65535)
);
comment on table network.port_plan is 'Carrier-grade NAT by rule (RFC 7422): which block of ports of which public address stands for which inside address. Ended, never changed, so the past stays answerable.';
create index port_plan_nas on network.port_plan (nas_id, starts_at desc);
create index port_plan_outside on network.port_plan (outside_first, outside_last);
