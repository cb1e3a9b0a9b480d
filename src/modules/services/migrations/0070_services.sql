-- What subscribers hold. Three facts that never stand for one another: the status, the billing periods, and the holds.
-- Columns in _sealed are field-encrypted.
create extension if not exists btree_gist;
create schema services;

create sequence services.change_seq;

create table services.service (
  id uuid primary key,
  -- From the same series as the numbers of subscribers; never changes, also when the service changes hands.
  number text collate "C" not null unique,
  subscriber_id uuid not null references subscribers.subscriber,
  plan_version_id uuid not null,
  site_id uuid references organization.site,
  address_id uuid references subscribers.address,
  contract_id uuid references subscribers.contract,
  -- What the subscriber calls it: "Shop in Thika".
  label text,
  access text not null check (access in ('pppoe', 'ipoe', 'hotspot', 'mac', 'static', 'vpn')),
  pay text not null check (pay in ('prepaid', 'postpaid', 'payg', 'free')),
  status text not null check (status in ('draft', 'pending', 'active', 'ended')),
  -- What a pending service waits for.
  waits_for text check (waits_for in ('payment', 'installation')),
  requested_at timestamptz not null,
  activated_at timestamptz,
  ended_at timestamptz,
  ended_because text check (ended_because in ('asked', 'not-paid', 'moved-away', 'competitor', 'price', 'quality', 'abuse', 'never-installed', 'mistake', 'other')),
  -- The latest end of paid time; null: nothing was ever paid. Kept beside the periods, for scans.
  paid_until timestamptz,
  grace_s integer not null default 0 check (grace_s between 0 and 31536000),
  -- How far dunning has come, for those who pay afterwards.
  dunning text not null default 'none' check (dunning in ('none', 'throttled', 'walled-garden', 'cut')),
  auto_renew boolean not null default true,
  -- Smaller is renewed first when the wallet does not reach for all.
  renew_priority integer not null default 100,
  -- Null: as the plan says.
  sessions_max integer check (sessions_max between 1 and 1000),
  -- Null: as the plan says. Whether only bound devices may dial.
  is_bound boolean not null default false,
  -- Grows with everything that the network must know.
  change bigint not null,
  changed_xid xid8 not null default pg_current_xact_id(),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check ((status = 'ended') = (ended_at is not null) and (status = 'ended') = (ended_because is not null)),
  check ((status = 'pending') = (waits_for is not null)),
  check (status <> 'active' or activated_at is not null)
);
comment on table services.service is 'What a subscriber holds: a plan at a place, with credentials and validity. Never deleted.';
create index service_subscriber on services.service (subscriber_id, id);
create index service_changed_xid on services.service (changed_xid, id);
create index service_requested on services.service (requested_at, id);
create index service_status on services.service (status, requested_at, id);
create index service_site on services.service (site_id, requested_at, id);
create index service_plan on services.service (plan_version_id, id);
create index service_paid_until on services.service (paid_until, id) where status = 'active' and pay = 'prepaid';
create index service_contract on services.service (contract_id) where contract_id is not null;

create table services.transition (
  id uuid primary key,
  -- One unit may take several steps in one moment.
  seq bigint generated always as identity,
  service_id uuid not null references services.service,
  at timestamptz not null,
  event text not null,
  from_status text,
  to_status text not null,
  because text,
  by_kind text not null,
  by_id text not null
);
comment on table services.transition is 'Every change of status, so that what was held on any day can be told. Only grows.';
create index transition_service on services.transition (service_id, seq);
create trigger only_grows before update or delete on services.transition
  for each row execute function platform.only_grows();

create table services.period (
  id uuid primary key,
  service_id uuid not null references services.service,
  kind text not null check (kind in ('base', 'trial', 'addon')),
  -- Of an add-on, so that two of them may run at once; the nil UUID for others.
  addon_id uuid not null default '00000000-0000-0000-0000-000000000000',
  from_at timestamptz not null,
  to_at timestamptz not null,
  paid boolean not null,
  plan_version_id uuid not null,
  -- The resolved price and the rules behind it, as charged; whoever bills writes and reads it.
  price jsonb not null,
  invoice_id uuid,
  made_at timestamptz not null,
  check (from_at < to_at),
  constraint period_never_overlaps exclude using gist
    (service_id with =, kind with =, addon_id with =, tstzrange(from_at, to_at) with &&)
);
comment on table services.period is 'Stretches of time that were or will be charged. Two of one kind never overlap.';
create unique index period_start on services.period (service_id, kind, addon_id, from_at);
create index period_paid on services.period (service_id, to_at) where paid and kind in ('base', 'trial');
create index period_unpaid on services.period (service_id) where not paid;

create table services.hold (
  id uuid primary key,
  service_id uuid not null references services.service,
  reason text not null check (reason in ('nonpayment', 'voluntary', 'abuse', 'admin', 'fraud', 'relocation')),
  from_at timestamptz not null,
  -- Null: until it is lifted.
  to_at timestamptz,
  -- Whether the time under it is charged.
  bills boolean not null,
  note_sealed text,
  set_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  lifted_at timestamptz,
  lifted_by_kind text,
  lifted_by_id text,
  check (from_at < to_at),
  check ((lifted_at is null) = (lifted_by_kind is null) and (lifted_at is null) = (lifted_by_id is null))
);
comment on table services.hold is 'Why a service is not served although it might be. Each is lifted on its own.';
create index hold_service on services.hold (service_id, from_at);
create unique index hold_nonpayment on services.hold (service_id) where reason = 'nonpayment' and lifted_at is null;
create index hold_open on services.hold (to_at, service_id) where lifted_at is null;

create table services.credential (
  id uuid primary key,
  service_id uuid not null references services.service,
  -- Not sealed: RADIUS looks it up at every dial and writes it into every session. Kasi makes names that say nothing about people.
  username text collate "C" not null check (username ~ '^[A-Za-z0-9][A-Za-z0-9._@+-]{0,62}$'),
  password_sealed text not null,
  -- MD4 of the password (RFC 2759 §8.3), hex: all that MS-CHAP needs.
  nt_hash_sealed text not null,
  made_at timestamptz not null,
  changed_at timestamptz not null
);
comment on table services.credential is 'Names and passwords with which a service dials.';
create unique index credential_username on services.credential (lower(username));
create index credential_service on services.credential (service_id);

create table services.device (
  id uuid primary key,
  service_id uuid not null references services.service,
  mac macaddr not null,
  name text not null,
  -- bound: may dial where only bound devices may. login: its address is its credential (MAC authentication, DHCP).
  role text not null check (role in ('seen', 'bound', 'login')),
  added_at timestamptz not null
);
comment on table services.device is 'Devices by their address: those that may dial, and those that need no password.';
create unique index device_of_service on services.device (service_id, mac);
create unique index device_login on services.device (mac) where role = 'login';
create index device_mac on services.device (mac);

create table services.fixed_address (
  id uuid primary key,
  service_id uuid not null references services.service,
  kind text not null check (kind in ('ipv4', 'ipv6-prefix', 'delegated-prefix', 'route')),
  net cidr not null,
  added_at timestamptz not null,
  constraint fixed_address_is_one_service_s exclude using gist (net inet_ops with &&)
);
comment on table services.fixed_address is 'Addresses that a service always gets. No two overlap.';
create index fixed_address_service on services.fixed_address (service_id);

create table services.addon (
  id uuid primary key,
  service_id uuid not null references services.service,
  -- What of the catalog it is.
  product_id uuid not null,
  name text not null,
  quantity integer not null check (quantity between 1 and 10000),
  from_at timestamptz not null,
  to_at timestamptz,
  -- The resolved price when it was ordered.
  price jsonb not null,
  added_at timestamptz not null,
  check (from_at < to_at)
);
comment on table services.addon is 'What is held beside the plan: more data, static addresses, priority support.';
create index addon_service on services.addon (service_id, from_at);

create table services.pending_change (
  id uuid primary key,
  service_id uuid not null references services.service,
  what text not null check (what in ('plan', 'relocation', 'transfer', 'cancellation', 'pause')),
  effective text not null check (effective in ('now', 'period-end', 'date')),
  -- When it takes effect; null: with the event that it waits for (a payment of its quote).
  at timestamptz,
  -- By its kind: the plan version, the address and site, the new subscriber, the reason, the days.
  details jsonb not null,
  quote_id uuid,
  asked_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  done_at timestamptz,
  dropped_at timestamptz,
  check (done_at is null or dropped_at is null)
);
comment on table services.pending_change is 'What will become of a service, and when. At most one of a kind is open.';
create unique index pending_change_open on services.pending_change (service_id, what) where done_at is null and dropped_at is null;
create index pending_change_due on services.pending_change (at) where done_at is null and dropped_at is null;

create table services.auto_change (
  id uuid primary key references services.service,
  may_upgrade boolean not null,
  may_downgrade boolean not null,
  -- No plan dearer than this a month.
  ceiling_cents bigint not null check (ceiling_cents >= 0),
  consented_at timestamptz not null,
  consented_by text not null check (consented_by in ('paper', 'office', 'phone', 'portal', 'sms')),
  -- Whole billing periods between two changes.
  cooldown_periods integer not null check (cooldown_periods between 1 and 24),
  last_change_at timestamptz,
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table services.auto_change is 'What a subscriber agreed to let Kasi change by usage, and how far. No row: nothing.';
