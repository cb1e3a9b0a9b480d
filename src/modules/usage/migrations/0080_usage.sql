-- What was consumed, hour by hour, and what has run up in the periods that are running. Written with every batch of
-- accounting: no foreign keys, no triggers, keys that begin with the service.
create schema usage;

create table usage.hour (
  service_id uuid not null,
  -- When the hour begins; hours are those of the ISP's zone.
  hour timestamptz not null,
  up bigint not null check (up >= 0),
  down bigint not null check (down >= 0),
  seconds integer not null check (seconds >= 0),
  primary key (service_id, hour)
) partition by range (hour);
comment on table usage.hour is 'Octets in each direction, and time online, in one hour of one service.';
-- Whatever no partition was made for in time, and what comes late.
create table usage.hour_other partition of usage.hour default with (fillfactor = 70);

create function usage.make_month(month date) returns void language plpgsql as $$
begin
  execute format(
    'create table if not exists usage.%I partition of usage.hour for values from (%L) to (%L) with (fillfactor = 70)',
    'hour_' || to_char(month, 'YYYY_MM'), month::timestamp at time zone 'UTC',
    (month + interval '1 month') at time zone 'UTC');
end $$;
comment on function usage.make_month is 'Room for the hours of a month. Months are those of UTC.';

create table usage.day (
  service_id uuid not null,
  day date not null,
  up bigint not null check (up >= 0),
  down bigint not null check (down >= 0),
  seconds integer not null check (seconds >= 0),
  primary key (service_id, day)
);
comment on table usage.day is 'Hours too old to be kept one by one, added up by the day. An hour is in one of both tables.';

create table usage.standing (
  service_id uuid primary key,
  plan_version_id uuid not null,
  -- Profile versions, which never change; null: the plan counts nothing of the kind.
  fair_use_id uuid,
  quota_id uuid,
  -- From when billing periods are counted where none were charged.
  anchor timestamptz not null,
  stage smallint check (stage >= 0),
  quota_state text check (quota_state in ('left', 'used-up')),
  -- Sixteenths left, as the network was told: what is left changes with every record, and is told in steps.
  quota_step smallint,
  -- When time alone changes something next: a period ends, a bundle opens or expires, a boost is over.
  next_at timestamptz,
  changed_xid xid8 not null default pg_current_xact_id()
) with (fillfactor = 80);
comment on table usage.standing is 'What usage has to say about a service now.';
create index standing_next on usage.standing (next_at, service_id) where next_at is not null;
create index standing_changed on usage.standing (changed_xid, service_id);
create index standing_stage on usage.standing (stage, service_id) where stage is not null;
create index standing_used_up on usage.standing (service_id) where quota_state = 'used-up';

create table usage.counter (
  service_id uuid not null,
  -- fair-use; plan:<place of the allowance>; extra:<id>.
  key text not null,
  meter text not null check (meter in ('total', 'data', 'down', 'up', 'time')),
  from_at timestamptz not null,
  -- Null: for ever.
  to_at timestamptz,
  -- Null: it is only counted.
  granted bigint check (granted >= 0),
  used bigint not null check (used >= 0),
  -- Promised to sessions that have not used it yet.
  reserved bigint not null check (reserved >= 0),
  -- Used although nothing was left: what moved before the network could be told. Stated, never hidden.
  beyond bigint not null check (beyond >= 0),
  primary key (service_id, key),
  check (used <= granted)
) with (fillfactor = 70);
comment on table usage.counter is 'What has run up in the period that is running, for fair use and for each allowance.';

create table usage.extra (
  id uuid primary key,
  service_id uuid not null,
  kind text not null check (kind in ('data', 'time', 'boost')),
  -- Bytes or seconds; null for a boost.
  amount bigint check (amount > 0),
  down_bps bigint check (down_bps > 0),
  up_bps bigint check (up_bps > 0),
  from_at timestamptz not null,
  to_at timestamptz,
  how text not null check (how in ('bought', 'given', 'rolled-over')),
  reason text not null,
  -- What it was bought or rolled over with: the same never gives twice.
  cause text unique,
  at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  undone_at timestamptz,
  undone_by_kind text,
  undone_by_id text,
  check (from_at < to_at),
  check ((kind = 'boost') = (amount is null)),
  check ((kind = 'boost') = (down_bps is not null and up_bps is not null and to_at is not null)),
  check ((undone_at is null) = (undone_by_id is null))
);
comment on table usage.extra is 'More data, time or speed than the plan gives: bought, given, or left of a period before.';
create index extra_of_service on usage.extra (service_id, at desc, id);
create index extra_boost on usage.extra (service_id, to_at) where kind = 'boost' and undone_at is null;

create table usage.reservation (
  service_id uuid not null,
  session_id uuid not null,
  -- The how-manieth of its session: asked again, it is answered again.
  seq integer not null check (seq >= 0),
  counter text not null,
  granted bigint not null check (granted >= 0),
  -- Not used yet; goes back when the reservation ends.
  remaining bigint not null check (remaining between 0 and granted),
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (service_id, session_id, seq),
  check (ended_at is null or remaining = 0)
);
comment on table usage.reservation is 'Parts of an allowance promised to one session, so that others do not spend them.';
create index reservation_expires on usage.reservation (expires_at, service_id) where ended_at is null;

create table usage.past_counter (
  service_id uuid not null,
  key text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  meter text not null,
  granted bigint,
  used bigint not null,
  beyond bigint not null,
  primary key (service_id, from_at, key)
);
comment on table usage.past_counter is 'How periods ended.';
