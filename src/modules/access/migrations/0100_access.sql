create schema access;

-- One stay online of one service on one NAS: those that are open, and those that ended lately. No foreign
-- keys and few indexes, because every interim update of every subscriber writes here; the columns that it
-- changes are in no index, so that it stays on its page (HOT).
create table access.session (
  id uuid primary key,
  -- What tells this session from others in what its NAS sends; made by rules/session-key.ts.
  key uuid not null unique,
  nas_id uuid not null,
  service_id uuid,
  -- The Class of our Access-Accept, when the NAS gave it back (RFC 2865 §5.25).
  class uuid,
  -- What the NAS obeys, as rules/told.ts writes it: by our Access-Accept, or by the last change that it confirmed.
  told text,
  nas_session text not null,
  -- As the NAS spells it, which is how it wants it back in CoA; a phone number at many ISPs, so it is sealed.
  user_name_sealed text not null,
  station text,
  called_station text,
  nas_port text,
  ipv4 inet,
  ipv6_prefix cidr,
  delegated_prefix cidr,
  interim_s integer,
  started_at timestamptz not null,
  -- Until when it is accounted for, by the time of the record; and when we last got one, by our own clock.
  heard_at timestamptz not null,
  received_at timestamptz not null,
  seconds integer not null,
  -- Octets as we count them, and as the NAS told them last; up is what the subscriber sent.
  up_total bigint not null check (up_total >= 0),
  up_last bigint not null,
  down_total bigint not null check (down_total >= 0),
  down_last bigint not null,
  ended_at timestamptz,
  ended_by text check (ended_by in ('nas', 'us')),
  end_cause text,
  -- Somebody wants it ended: when, and why in one word.
  end_wanted_at timestamptz,
  end_wanted_because text,
  -- Enforcing: who is at it until when, how often it failed since the last success, and what the NAS said.
  enforcing_until timestamptz,
  enforce_failures integer not null default 0,
  enforce_said text,
  check ((ended_at is null) = (ended_by is null))
) with (fillfactor = 70);

create index session_open_by_service on access.session (service_id) where ended_at is null;
create index session_open_by_nas on access.session (nas_id) where ended_at is null;
create index session_by_service on access.session (service_id, started_at desc);
create index session_by_start on access.session (started_at desc, id desc);
create index session_ended on access.session (ended_at) where ended_at is not null;

-- Sessions that are over, moved here a day after their end, one partition a month. How the NAS spelled the
-- User-Name is not kept: the service says whose it was.
create table access.past_session (
  like access.session including defaults,
  primary key (ended_at, id)
) partition by range (ended_at);
alter table access.past_session
  drop column user_name_sealed, drop column told, drop column end_wanted_at, drop column end_wanted_because,
  drop column enforcing_until, drop column enforce_failures, drop column enforce_said;
create table access.past_session_default partition of access.past_session default;
create index past_session_by_service on access.past_session (service_id, started_at desc);
create index past_session_by_start on access.past_session (started_at desc, id desc);

create function access.make_partition(month date) returns void language plpgsql as $$
begin
  execute format('create table if not exists access.%I partition of access.past_session for values from (%L) to (%L)',
    'past_session_' || to_char(month, 'YYYY_MM'), month, month + interval '1 month');
end
$$;
