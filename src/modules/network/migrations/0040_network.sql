-- What we own: routers that ask RADIUS, what is said to each make of them, the tree of uplinks.
-- `by_kind` and `by_id` say who made the last change: `staff` with the member's id, or `system` with a name.
create schema network;

create table network.vendor_profile (
  id uuid primary key,
  name text not null,
  name_key text not null unique,
  -- What Kasi brought and this is a copy of: `mikrotik`.
  copied_from text not null,
  document jsonb not null,
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table network.vendor_profile is 'Profiles of routers'' makes that staff made; those that Kasi brings are in code.';

create table network.nas (
  id uuid primary key,
  name text not null,
  name_key text not null unique,
  site_id uuid not null references organization.site (id),
  -- Where its packets come from, when that address is its own and stays.
  address inet check (masklen(address) = case family(address) when 4 then 32 else 128 end),
  -- Its address inside our tunnel, when it stands behind NAT.
  tunnel_address inet check (masklen(tunnel_address) = case family(tunnel_address) when 4 then 32 else 128 end),
  behind_nat boolean not null,
  tunnel text not null check (tunnel in ('none', 'wireguard', 'sstp')),
  secret_sealed text not null,
  secret_changed_at timestamptz not null,
  -- Still right until then, so that a secret is changed here first and on the router afterwards.
  old_secret_sealed text,
  old_secret_until timestamptz,
  message_authenticator text not null check (message_authenticator in ('yes', 'no', 'auto')),
  coa_way text not null check (coa_way in ('direct', 'tunnel', 'next-interim')),
  coa_port integer not null check (coa_port between 1 and 65535),
  router_os integer check (router_os in (6, 7)),
  api_port integer check (api_port between 1 and 65535),
  api_tls boolean not null,
  api_login_sealed text,
  tunnel_key_sealed text,
  tunnel_public_key text,
  swap_octets boolean not null,
  -- One that Kasi brings, or one of ours.
  built_in_profile text,
  profile_id uuid references network.vendor_profile (id),
  notes text not null,
  archived_at timestamptz,
  added_at timestamptz not null,
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check ((built_in_profile is null) <> (profile_id is null)),
  check ((old_secret_sealed is null) = (old_secret_until is null)),
  check (address is not null or tunnel_address is not null)
);
comment on table network.nas is 'Routers that ask RADIUS: where they speak from, their secret, how they are told what to change.';
-- Whose packet it is is known by its source, so no two routers in service share one.
create unique index nas_address on network.nas (address) where archived_at is null;
create unique index nas_tunnel_address on network.nas (tunnel_address) where archived_at is null;
create index nas_site on network.nas (site_id, id);
create index nas_added on network.nas (added_at, id);
create index nas_profile on network.nas (profile_id) where profile_id is not null;

create table network.nas_health (
  nas_id uuid primary key references network.nas (id),
  authorized_at timestamptz,
  accounted_at timestamptz,
  confirmed_at timestamptz,
  -- The first packet with a right Message-Authenticator: from then on `auto` asks for one.
  signed_at timestamptz,
  sessions integer,
  software text,
  trouble text,
  trouble_at timestamptz,
  changed_at timestamptz not null
) with (fillfactor = 70);
comment on table network.nas_health is 'What was last heard of each router. Written often, so it stands apart from what staff said.';

create table network.nas_test (
  id uuid primary key,
  nas_id uuid not null references network.nas (id),
  asked_at timestamptz not null,
  answered_at timestamptz,
  outcome jsonb
);
comment on table network.nas_test is 'Tests of routers that staff asked for, with what came of them.';
create index nas_test_newest on network.nas_test (nas_id, asked_at desc);

create table network.link (
  id uuid primary key,
  name text not null,
  -- The end that would be cut off, and the end nearer to the internet; none: an upstream provider.
  site_id uuid not null references organization.site (id),
  towards_site_id uuid references organization.site (id) check (towards_site_id <> site_id),
  provider text,
  medium text not null check (medium in ('fibre', 'radio', 'copper', 'satellite', 'mobile')),
  role text not null check (role in ('primary', 'backup')),
  down_bps bigint not null check (down_bps > 0),
  up_bps bigint not null check (up_bps > 0),
  notes text not null,
  removed_at timestamptz,
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check ((towards_site_id is null) = (provider is not null))
);
comment on table network.link is 'Uplinks of sites with what they carry; the primary ones make the tree that speeds are shared out over.';
create unique index link_primary on network.link (site_id) where role = 'primary' and removed_at is null;
create index link_site on network.link (site_id, id) where removed_at is null;
create index link_towards on network.link (towards_site_id) where removed_at is null;

create table network.device (
  id uuid primary key,
  name text not null,
  name_key text not null unique,
  site_id uuid not null references organization.site (id),
  kind text not null check (kind in ('router', 'switch', 'radio', 'access-point', 'olt', 'server', 'power', 'other')),
  make text not null,
  model text not null,
  serial text not null,
  address inet,
  nas_id uuid references network.nas (id),
  link_id uuid references network.link (id),
  -- What it can carry, where it is narrower than its link.
  capacity_bps bigint check (capacity_bps > 0),
  removed_at timestamptz,
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table network.device is 'What stands at a site: routers, switches, radios, with what they can carry.';
create index device_site on network.device (site_id, id) where removed_at is null;
