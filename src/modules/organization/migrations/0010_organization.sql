-- Who we are: the ISP, its brand, calendar and sites, and the settings that rooms declare.
-- `by_kind` and `by_id` say who made the last change: `staff` with the member's id, or `system` with a name.
create schema organization;

create table organization.isp (
  id text primary key check (id = 'isp'),
  trading_name text not null,
  legal_name text not null,
  vat_registered boolean not null,
  ca_licence_number text,
  odpc_number text,
  odpc_expires_on date,
  website text,
  -- PIN, phone, e-mail, addresses and the data protection officer, as one JSON document.
  contact_sealed text,
  time_zone text not null,
  week_start text not null check (week_start in ('monday', 'sunday', 'saturday')),
  language text not null check (language in ('en', 'sw')),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check ((odpc_number is null) = (odpc_expires_on is null))
);
comment on table organization.isp is 'The one ISP of this database: names, tax identity, licences, zone and week. One row.';
insert into organization.isp
  (id, trading_name, legal_name, vat_registered, time_zone, week_start, language, version, changed_at, by_kind, by_id)
values ('isp', 'New ISP', 'New ISP', false, 'Africa/Nairobi', 'monday', 'en', 1, now(), 'system', 'kasi');

create table organization.brand (
  id text primary key check (id = 'brand'),
  primary_colour text not null check (primary_colour ~ '^#[0-9a-f]{6}$'),
  accent_colour text not null check (accent_colour ~ '^#[0-9a-f]{6}$'),
  logo bytea check (octet_length(logo) <= 524288),
  logo_type text check (logo_type in ('image/png', 'image/webp', 'image/svg+xml')),
  -- The start of the SHA-256: browsers keep a logo for ever and a new one has a new address.
  logo_tag text,
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check ((logo is null) = (logo_type is null) and (logo is null) = (logo_tag is null))
);
comment on table organization.brand is 'Logo and colours of portal, captive page and documents. One row.';
insert into organization.brand
  (id, primary_colour, accent_colour, version, changed_at, by_kind, by_id)
values ('brand', '#0f766e', '#b45309', 1, now(), 'system', 'kasi');

create table organization.hours (
  id text primary key check (id = 'hours'),
  hours jsonb not null,
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table organization.hours is 'When people can reach us, by weekday. One row.';
insert into organization.hours (id, hours, version, changed_at, by_kind, by_id)
values (
  'hours',
  '{"monday": {"opens": "08:00", "closes": "18:00"}, "tuesday": {"opens": "08:00", "closes": "18:00"},
    "wednesday": {"opens": "08:00", "closes": "18:00"}, "thursday": {"opens": "08:00", "closes": "18:00"},
    "friday": {"opens": "08:00", "closes": "18:00"}, "saturday": {"opens": "09:00", "closes": "13:00"}, "sunday": null}',
  1, now(), 'system', 'kasi'
);

create table organization.announced_holiday (
  key text not null check (key in ('idd-ul-fitr', 'idd-ul-azha')),
  -- A Gregorian year may hold one feast twice; a Hijri year never does.
  hijri_year integer not null,
  date date not null,
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  primary key (key, hijri_year)
);
comment on table organization.announced_holiday is 'Days that the Cabinet Secretary announced for feasts that follow the moon.';

create table organization.closed_day (
  id uuid primary key,
  date date not null unique,
  name text not null,
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table organization.closed_day is 'Days on which this ISP is closed besides public holidays.';

create table organization.site (
  id uuid primary key,
  name text not null,
  code text not null unique check (code ~ '^[A-Z0-9]([A-Z0-9-]{0,18}[A-Z0-9])?$'),
  kind text not null check (kind in ('pop', 'tower', 'office', 'shop', 'hotspot', 'warehouse', 'other')),
  county text not null,
  town text,
  address text,
  lat double precision check (lat between -90 and 90),
  lng double precision check (lng between -180 and 180),
  contact_sealed text,
  notes_sealed text,
  opened_at timestamptz not null,
  archived_at timestamptz,
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check ((lat is null) = (lng is null))
);
comment on table organization.site is 'Places where we are: masts, points of presence, offices, shops.';
create index site_name on organization.site (lower(name), id);
create index site_county on organization.site (county, id);
create index site_opened on organization.site (opened_at, id);
create index site_changed on organization.site (changed_at, id);

create table organization.setting (
  -- The setting's key: `room.name`.
  id text primary key,
  -- Null: the default, or a secret.
  value jsonb,
  value_sealed text,
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check (value is null or value_sealed is null)
);
comment on table organization.setting is 'Settings that were ever changed from the default that their room declares.';

create table organization.setting_change (
  id uuid primary key,
  key text not null,
  -- Of the setting after this change.
  version integer not null,
  how text not null check (how in ('change', 'reset', 'undo')),
  before jsonb,
  before_sealed text,
  after jsonb,
  after_sealed text,
  at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  unique (key, version)
);
comment on table organization.setting_change is 'Who changed which setting, when, from what to what. Null before or after: the default.';
create index setting_change_at on organization.setting_change (at, id);

create table organization.setup_step (
  id text primary key check (id in ('identity', 'region', 'brand', 'hours', 'first-site', 'colleagues')),
  state text not null check (state in ('done', 'skipped')),
  at timestamptz not null
);
comment on table organization.setup_step is 'Steps of the first set-up that were done or left for later; the others are open.';
