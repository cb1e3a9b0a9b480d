-- Every attempt to get online with what became of it, one partition a day, so that old days leave at once. Equal
-- rejects within a minute are one row. The name is personal, so it is sealed; its blind index finds it.
create table access.attempt (
  id uuid not null,
  at timestamptz not null,
  last_at timestamptz not null,
  count integer not null check (count > 0),
  nas_id uuid not null,
  service_id uuid,
  name_sealed text not null,
  name_blind text not null,
  station text,
  nas_port text,
  method text not null,
  outcome text not null check (outcome in ('accept', 'reject')),
  -- Why, in one word: rules/decide.ts and `mayBeServed`.
  reason text not null,
  down_bps bigint,
  up_bps bigint,
  session_s integer,
  primary key (at, id)
) partition by range (at);
create index attempt_by_name on access.attempt (name_blind, at desc, id desc);
create index attempt_by_service on access.attempt (service_id, at desc, id desc);
create index attempt_by_nas on access.attempt (nas_id, at desc, id desc);
create index attempt_by_station on access.attempt (station, at desc, id desc);

-- A lock, because two processes come to the same midnight.
create function access.make_attempt_day(day date) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('access.make_attempt_day'));
  execute format('create table if not exists access.%I partition of access.attempt for values from (%L) to (%L)',
    'attempt_' || to_char(day, 'YYYY_MM_DD'), day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
end
$$;

create function access.drop_attempt_days(before date) returns integer language plpgsql as $$
declare
  name text;
  dropped integer := 0;
begin
  for name in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'access.attempt'::regclass and c.relname < 'attempt_' || to_char(before, 'YYYY_MM_DD')
  loop
    execute format('drop table access.%I', name);
    dropped := dropped + 1;
  end loop;
  return dropped;
end
$$;

-- How many attempts there were, whether or not each got a row: in a storm counts win over rows.
create table access.attempt_count (
  minute timestamptz not null,
  nas_id uuid not null,
  outcome text not null,
  reason text not null,
  count bigint not null,
  -- Of those, how many have no row.
  unlogged bigint not null,
  primary key (minute, nas_id, outcome, reason)
);

-- Packets that were thrown away without an answer, by who sent them. The address is '' for those beyond the bound.
create table access.drop_count (
  hour timestamptz not null,
  address text not null,
  reason text not null,
  nas_id uuid,
  count bigint not null,
  last_at timestamptz not null,
  primary key (hour, address, reason)
);

-- What a mark of rules/told.ts stands for, so that staff see the speed that a router was told.
create table access.mark (
  mark text primary key,
  down_bps bigint,
  up_bps bigint,
  priority integer,
  address_list text,
  noted_at timestamptz not null
);

-- What was tried with a session, and what its NAS said.
create table access.session_step (
  id uuid primary key,
  session_id uuid not null,
  at timestamptz not null,
  what text not null check (what in ('told', 'failed', 'end-wanted', 'ended')),
  told text,
  said text,
  by_kind text not null,
  by_id text not null
);
create index session_step_by_session on access.session_step (session_id, at);
create index session_step_by_time on access.session_step (at);

-- Packets kept for a while because staff asked for it.
create table access.trace (
  id uuid primary key,
  nas_id uuid,
  service_id uuid,
  site_id uuid,
  started_at timestamptz not null,
  ends_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check ((nas_id is null) <> (service_id is null))
);
create index trace_by_end on access.trace (ends_at);

create table access.traced_packet (
  id uuid primary key,
  trace_id uuid not null references access.trace (id) on delete cascade,
  at timestamptz not null,
  nas_id uuid,
  address text not null,
  direction text not null check (direction in ('in', 'out')),
  -- Why it got no answer, where it got none.
  dropped text,
  packet_sealed text not null
);
create index traced_packet_by_trace on access.traced_packet (trace_id, at, id);
create index traced_packet_by_time on access.traced_packet (at);

-- A request that we made as a router would, and what our server answered.
create table access.test (
  id uuid primary key,
  nas_id uuid not null,
  service_id uuid,
  asked_at timestamptz not null,
  answered_at timestamptz,
  asked_sealed text not null,
  outcome_sealed text,
  by_kind text not null,
  by_id text not null
);
create index test_by_time on access.test (asked_at);
