-- The walk-in door: what is offered where, what was bought there, and by which devices it is used.
create schema hotspot;

create table hotspot.door (
  -- The site; one without a row has a door as they come.
  id uuid primary key references organization.site,
  is_open boolean not null,
  -- Plans that are offered, in this order; none: all that are sold at the site for hotspots.
  plan_ids uuid[] not null,
  -- Names of routers' login pages. Private addresses need not be named; to others nobody is sent.
  login_hosts text[] not null,
  -- Of routers with CoovaChilli (UAM secret).
  uam_secret_sealed text,
  -- Minutes that are given for trying: once to a device in so many days; 0: none are.
  trial_minutes integer not null check (trial_minutes between 0 and 1440),
  trial_every_days integer not null check (trial_every_days between 1 and 3650),
  trial_plan_id uuid,
  -- Minutes that somebody else pays for, so often a device and the whole door a day; 0: none.
  sponsor_minutes integer not null check (sponsor_minutes between 0 and 1440),
  sponsor_per_device integer not null check (sponsor_per_device between 1 and 48),
  sponsor_per_day integer not null check (sponsor_per_day between 1 and 1000000),
  sponsor_name text not null check (length(sponsor_name) <= 80),
  sponsor_words text not null check (length(sponsor_words) <= 300),
  sponsor_plan_id uuid,
  welcome text not null check (length(welcome) <= 300),
  -- What people agree to; empty: the usual words.
  terms_en text not null check (length(terms_en) <= 4000),
  terms_sw text not null check (length(terms_sw) <= 4000),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check (trial_minutes = 0 or trial_plan_id is not null),
  check (sponsor_minutes = 0 or (sponsor_plan_id is not null and sponsor_name <> ''))
);
comment on table hotspot.door is 'How the captive page of a site looks, and what is offered there.';

create table hotspot.buyer (
  -- The blind index of their phone; `free` and a site for what is given away there.
  known_by text primary key,
  subscriber_id uuid not null references subscribers.subscriber
);
comment on table hotspot.buyer is 'Under which record of subscribers somebody is known at walk-in doors.';

create table hotspot.pass (
  -- The service that it is.
  id uuid primary key references services.service,
  site_id uuid not null references organization.site,
  kind text not null check (kind in ('bought', 'voucher', 'trial', 'sponsored')),
  -- Who can get back to it by a code on their phone.
  phone_blind text,
  -- Of free minutes: whose they are.
  device_blind text,
  mac_blind text,
  -- Its password was handed to a browser; soon after it is another one.
  handed_at timestamptz,
  made_at timestamptz not null,
  ended_at timestamptz,
  check ((kind in ('trial', 'sponsored')) = (mac_blind is not null))
);
comment on table hotspot.pass is 'Time online that somebody got at a walk-in door.';
create index pass_phone on hotspot.pass (phone_blind, id) where phone_blind is not null and ended_at is null;
create index pass_mac on hotspot.pass (site_id, kind, mac_blind) where mac_blind is not null and ended_at is null;
create index pass_open on hotspot.pass (id) where ended_at is null;

create table hotspot.purchase (
  -- Also that of the prompt on the phone.
  id uuid primary key,
  site_id uuid not null references organization.site,
  plan_version_id uuid not null references catalog.plan_version,
  price_cents bigint not null check (price_cents > 0),
  currency text not null check (currency = 'KES'),
  phone_sealed text not null,
  phone_blind text not null,
  -- Of the device in front of the page, as its router says.
  mac macaddr,
  language text not null check (language in ('en', 'sw')),
  -- More time for what they have.
  for_service_id uuid references services.service,
  asked_at timestamptz not null,
  -- What was made of it, once it was paid.
  service_id uuid references services.service,
  made_at timestamptz,
  check ((service_id is null) = (made_at is null))
);
comment on table hotspot.purchase is 'What people asked to buy at a walk-in door, and what it became.';
create index purchase_asked on hotspot.purchase (asked_at, id);
create index purchase_mac on hotspot.purchase (mac, asked_at) where mac is not null;
create index purchase_site on hotspot.purchase (site_id, asked_at, id);
create index purchase_service on hotspot.purchase (service_id) where service_id is not null;

create table hotspot.free_use (
  id uuid primary key,
  site_id uuid not null references organization.site,
  kind text not null check (kind in ('trial', 'sponsored')),
  -- A device is known by its address and by the cookie that it carries: by either it has had its minutes.
  mac_blind text not null,
  device_blind text not null,
  service_id uuid not null references services.service,
  minutes integer not null check (minutes > 0),
  given_at timestamptz not null
);
comment on table hotspot.free_use is 'Minutes that were given away, so that nobody has them too often.';
create index free_use_mac on hotspot.free_use (mac_blind, kind, given_at);
create index free_use_device on hotspot.free_use (device_blind, kind, given_at);
create index free_use_site on hotspot.free_use (site_id, kind, given_at);

create table hotspot.code (
  id uuid primary key,
  -- A phone that is to prove itself, or a screen that waits for somebody.
  kind text not null check (kind in ('phone', 'screen')),
  -- Of a phone: whose.
  phone_blind text,
  code_blind text not null,
  site_id uuid not null references organization.site,
  mac macaddr,
  tries integer not null default 0 check (tries between 0 and 5),
  ends_at timestamptz not null,
  used_at timestamptz,
  -- Of a screen: to what it was joined.
  service_id uuid references services.service,
  check ((kind = 'phone') = (phone_blind is not null)),
  check (kind = 'phone' or mac is not null)
);
comment on table hotspot.code is 'Codes that live for minutes: by text to a phone, or on a screen without keys.';
create index code_phone on hotspot.code (phone_blind, ends_at) where phone_blind is not null;
create unique index code_screen on hotspot.code (code_blind) where kind = 'screen' and used_at is null;
create index code_ends on hotspot.code (ends_at);
