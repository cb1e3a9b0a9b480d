-- Servers of other providers, which are asked about the names of their realms (RFC 2865 §2.3), and what became of the asking.
create table access.home_server (
  id uuid primary key,
  name text not null,
  name_key text not null unique,
  address inet not null,
  auth_port integer not null check (auth_port between 1 and 65535),
  acct_port integer not null check (acct_port between 1 and 65535),
  secret_sealed text not null,
  -- Whether an answer without Message-Authenticator is believed (CVE-2024-3596).
  signed_only boolean not null,
  -- How one that has fallen silent is found to be back.
  checked_by text not null check (checked_by in ('status-server', 'waiting')),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);

create table access.realm (
  id uuid primary key,
  -- `roam.example`, `*.roam.example`, `*`
  realm text not null unique check (realm = lower(realm)),
  accounting text not null check (accounting in ('forward', 'keep')),
  -- What of their answer reaches our routers: what proves and bounds a session, or all of it.
  passes text not null check (passes in ('session', 'all')),
  guest_down_bps bigint check (guest_down_bps > 0),
  guest_up_bps bigint check (guest_up_bps > 0),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check ((guest_down_bps is null) = (guest_up_bps is null))
);
comment on table access.realm is 'Who answers for names of a realm: its home servers in their order; none, and they are ours.';

create table access.realm_server (
  realm_id uuid not null references access.realm (id) on delete cascade,
  turn integer not null check (turn >= 0),
  server_id uuid not null references access.home_server (id),
  primary key (realm_id, turn),
  unique (realm_id, server_id)
);
create index realm_server_of_server on access.realm_server (server_id);

-- What each process that answers RADIUS knows of them, written every few seconds.
create table access.home_state (
  server_id uuid not null references access.home_server (id) on delete cascade,
  process text not null,
  -- Null: it is believed to be alive.
  dead_since timestamptz,
  asked bigint not null,
  answered bigint not null,
  answered_at timestamptz,
  took_ms integer,
  looked_at timestamptz not null,
  primary key (server_id, process)
);
create index home_state_by_time on access.home_state (looked_at);
