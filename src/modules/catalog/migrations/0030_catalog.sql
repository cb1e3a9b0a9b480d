-- What we sell: service types, plans with immutable versions, profiles that plans point to, products, taxes,
-- segments, price rules, coupons, agreed prices, packages to compose, planned price changes.
-- `by_kind` and `by_id` say who made the last change: `staff` with the member's id, or `system` with a name.
create schema catalog;

-- What was published, and what points to it, never changes: the only way on is a next version.
create function catalog.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'catalog.% only grows: make a next version', tg_table_name using errcode = 'restrict_violation';
end $$;

create table catalog.service_type (
  id text primary key check (id ~ '^[a-z][a-z0-9-]{0,39}$'),
  name_en text not null,
  name_sw text not null,
  -- Whether it goes online through a NAS: IPTV and the like do not.
  online boolean not null,
  sort integer not null,
  state text not null check (state in ('open', 'archived')),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table catalog.service_type is 'Kinds of service: fibre, wireless, hotspot and so on. A dozen rows.';

create table catalog.tax (
  id text primary key check (id ~ '^[a-z][a-z0-9-]{0,39}$'),
  name_en text not null,
  name_sw text not null,
  kind text not null check (kind in ('excise', 'vat', 'levy', 'withholding')),
  -- Charged on the price and on the taxes of all lower levels.
  level smallint not null check (level between 1 and 9)
);
comment on table catalog.tax is 'Taxes that can be on a price. A handful of rows.';

create table catalog.tax_rate (
  tax_id text not null references catalog.tax,
  -- In force from this local day until the next row of the same tax; so rates cannot overlap and leave no gap.
  from_on date not null,
  -- Hundredths of a percent; null: not levied any more.
  rate_bp integer check (rate_bp between 0 and 10000),
  note text not null,
  made_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  primary key (tax_id, from_on)
);
comment on table catalog.tax_rate is 'Rates with the day from which they are in force, kept for ever: old documents are explained by them.';

create table catalog.tax_class (
  id text primary key check (id ~ '^[a-z][a-z0-9-]{0,39}$'),
  name_en text not null,
  name_sw text not null,
  taxes text[] not null,
  vat text not null check (vat in ('standard', 'zero', 'exempt', 'outside')),
  note text not null,
  state text not null check (state in ('open', 'archived')),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table catalog.tax_class is 'Which taxes a kind of thing bears. Every price names one.';

create table catalog.profile (
  id uuid primary key,
  kind text not null check (kind in ('speed', 'fair-use', 'quota', 'access-hours')),
  name_en text not null,
  name_sw text not null,
  notes text not null,
  state text not null check (state in ('open', 'archived')),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table catalog.profile is 'Speed profiles, fair-use policies, quotas and access hours, by name.';
create unique index on catalog.profile (kind, lower(name_en)) where state = 'open';
create index on catalog.profile (lower(name_en), id);

create table catalog.profile_version (
  id uuid primary key,
  profile_id uuid not null references catalog.profile,
  number integer not null check (number > 0),
  content jsonb not null,
  made_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  unique (profile_id, number)
);
comment on table catalog.profile_version is 'What a profile says; immutable.';
create trigger only_grows before update or delete on catalog.profile_version
  for each row execute function catalog.refuse_change();

create table catalog.plan (
  id uuid primary key,
  code text not null unique,
  name text not null,
  description_en text not null,
  description_sw text not null,
  service_type_id text not null references catalog.service_type,
  -- Who may choose it: everybody (portal, captive page), staff only, nobody.
  audience text not null check (audience in ('everybody', 'staff', 'nobody')),
  -- Ids of sites at which it is sold; null: at all.
  site_ids uuid[],
  -- `composed`: put together by a subscriber or a sales person from a package, and not in lists.
  kind text not null check (kind in ('listed', 'composed')),
  state text not null check (state in ('open', 'archived')),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table catalog.plan is 'Plans by name; what they promise is in their versions.';
create index on catalog.plan (lower(name), id) where kind = 'listed';
create index on catalog.plan (changed_at, id) where kind = 'listed';

create table catalog.plan_version (
  id uuid primary key,
  plan_id uuid not null references catalog.plan,
  number integer not null check (number > 0),
  state text not null check (state in ('draft', 'published', 'withdrawn')),
  -- Half-open; a next version ends the one before.
  sell_from timestamptz,
  sell_until timestamptz,
  terms jsonb not null,
  speed_id uuid references catalog.profile_version,
  fair_use_id uuid references catalog.profile_version,
  quota_id uuid references catalog.profile_version,
  access_hours_id uuid references catalog.profile_version,
  -- Sum of the recurring prices, as listed, for lists and sorting.
  price_cents bigint not null check (price_cents >= 0),
  notes text not null,
  made_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  unique (plan_id, number),
  check ((state = 'draft') = (sell_from is null)),
  check (sell_until is null or sell_until >= sell_from)
);
comment on table catalog.plan_version is 'What a plan promises; immutable once published.';
create unique index one_draft on catalog.plan_version (plan_id) where state = 'draft';
create index on catalog.plan_version (plan_id, sell_from);
create index on catalog.plan_version (speed_id);
create index on catalog.plan_version (fair_use_id);
create index on catalog.plan_version (quota_id);
create index on catalog.plan_version (access_hours_id);

create table catalog.plan_price (
  plan_version_id uuid not null references catalog.plan_version,
  key text not null,
  kind text not null check (kind in ('recurring', 'one-off', 'usage', 'minimum', 'add-on', 'device')),
  tax_class_id text not null references catalog.tax_class,
  primary key (plan_version_id, key)
);
comment on table catalog.plan_price is 'The prices of a plan version by key. A price without a tax class cannot be stored.';
create index on catalog.plan_price (tax_class_id);

create function catalog.keep_published() returns trigger language plpgsql as $$
begin
  if old.state = 'draft' then
    return coalesce(new, old);
  end if;
  if tg_op = 'DELETE'
     or (to_jsonb(new) - array['state', 'sell_until']) <> (to_jsonb(old) - array['state', 'sell_until'])
     or (new.state = 'draft') then
    raise exception 'catalog.plan_version %: a published version never changes', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger keep_published before update or delete on catalog.plan_version
  for each row execute function catalog.keep_published();

create function catalog.keep_published_price() returns trigger language plpgsql as $$
begin
  if exists (select from catalog.plan_version v
              where v.id = coalesce(new.plan_version_id, old.plan_version_id) and v.state <> 'draft') then
    raise exception 'catalog.plan_price: a published version never changes' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end $$;
create trigger keep_published before insert or update or delete on catalog.plan_price
  for each row execute function catalog.keep_published_price();

create table catalog.product (
  id uuid primary key,
  code text not null unique,
  kind text not null check (kind in ('one-off', 'add-on')),
  state text not null check (state in ('open', 'archived')),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table catalog.product is 'One-off products and add-ons, by code.';

create table catalog.product_version (
  id uuid primary key,
  product_id uuid not null references catalog.product,
  number integer not null check (number > 0),
  content jsonb not null,
  tax_class_id text not null references catalog.tax_class,
  made_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  unique (product_id, number)
);
comment on table catalog.product_version is 'What a product is and costs; immutable. The latest one is sold.';
create trigger only_grows before update or delete on catalog.product_version
  for each row execute function catalog.refuse_change();

create table catalog.segment (
  id uuid primary key,
  name_en text not null,
  name_sw text not null,
  proof_en text not null,
  proof_sw text not null,
  proof_days integer check (proof_days > 0),
  state text not null check (state in ('open', 'archived')),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table catalog.segment is 'Groups of subscribers that prices are for. Who belongs to one, and with which proof, is kept by subscribers.';
create unique index on catalog.segment (lower(name_en)) where state = 'open';

create table catalog.price_rule (
  id uuid primary key,
  priority integer not null check (priority > 0),
  segment_id uuid references catalog.segment,
  content jsonb not null,
  state text not null check (state in ('on', 'off')),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table catalog.price_rule is 'Discounts by rule. What was priced keeps its price: each sale stores the whole quote.';
create index on catalog.price_rule (priority, id);
create index on catalog.price_rule (segment_id);

create table catalog.coupon (
  id uuid primary key,
  code text not null unique,
  segment_id uuid references catalog.segment,
  content jsonb not null,
  -- A copy of what the content says, so that the guard and the counter are one row.
  uses_max integer check (uses_max > 0),
  uses integer not null check (uses >= 0 and (uses_max is null or uses <= uses_max)),
  state text not null check (state in ('on', 'off')),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table catalog.coupon is 'Coupons with their counter: reserved and final uses.';
create index on catalog.coupon (changed_at, id);

create table catalog.coupon_use (
  id uuid primary key,
  coupon_id uuid not null references catalog.coupon,
  subscriber_id uuid not null,
  -- The how manieth use of this subscriber that counts.
  number integer not null check (number > 0),
  -- What it was used for, named by the room that sells: the same one is counted once.
  key text not null unique,
  state text not null check (state in ('reserved', 'final', 'released')),
  at timestamptz not null
);
comment on table catalog.coupon_use is 'Each use of a coupon: reserved with the quote, final with the invoice, released where the sale lapsed.';
create unique index on catalog.coupon_use (coupon_id, subscriber_id, number) where state <> 'released';
create index on catalog.coupon_use (subscriber_id);

create table catalog.agreed_price (
  id uuid primary key,
  holder_kind text not null check (holder_kind in ('contract', 'subscriber', 'service')),
  -- Of a later room, so without a foreign key.
  holder_id uuid not null,
  plan_id uuid not null references catalog.plan,
  component_key text,
  effect jsonb not null,
  with_rules boolean not null,
  from_on date not null,
  last_on date check (last_on >= from_on),
  reason text not null,
  state text not null check (state in ('on', 'ended')),
  made_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table catalog.agreed_price is 'Prices agreed with one contract, subscriber or service.';
create index on catalog.agreed_price (holder_id, plan_id) where state = 'on';
create index on catalog.agreed_price (plan_id);

create table catalog.package (
  id uuid primary key,
  code text not null unique,
  content jsonb not null,
  state text not null check (state in ('open', 'archived')),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table catalog.package is 'Packages to compose: what can be chosen, within which bounds, at which prices.';

create table catalog.composed (
  -- Of the package, its version and the choice: the same choice is the same plan.
  choice_hash text primary key,
  package_id uuid not null references catalog.package,
  plan_version_id uuid not null unique references catalog.plan_version,
  choice jsonb not null,
  made_at timestamptz not null
);
comment on table catalog.composed is 'Plans that were composed, by choice.';
create index on catalog.composed (package_id);

create table catalog.price_change (
  id uuid primary key,
  plan_id uuid not null references catalog.plan,
  to_version_id uuid not null references catalog.plan_version,
  kind text not null check (kind in ('grandfather', 'next-renewal')),
  -- Not before this local day, and not before the notice is over.
  effective_on date not null,
  notice_days integer not null check (notice_days between 0 and 365),
  reason text not null,
  announced_at timestamptz,
  state text not null check (state in ('planned', 'announced', 'cancelled')),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check ((state = 'announced') = (announced_at is not null))
);
comment on table catalog.price_change is 'When those who hold an older version of a plan move to a newer one.';
create unique index one_change on catalog.price_change (to_version_id) where state <> 'cancelled';
create index on catalog.price_change (plan_id);

-- The law of Kenya in November 2026. Rates are data: the next one is a row with its day.
insert into catalog.tax (id, name_en, name_sw, kind, level) values
  ('excise-data', 'Excise duty', 'Ushuru wa bidhaa', 'excise', 1),
  ('vat', 'VAT', 'VAT', 'vat', 2),
  ('withholding-vat', 'Withholding VAT', 'VAT ya zuio', 'withholding', 9);
insert into catalog.tax_rate (tax_id, from_on, rate_bp, note, made_at, by_kind, by_id) values
  ('excise-data', '2018-10-18', 1500, 'Finance Act 2018', now(), 'system', 'kasi'),
  ('excise-data', '2021-07-01', 2000, 'Finance Act 2021', now(), 'system', 'kasi'),
  ('excise-data', '2023-07-01', 1500, 'Finance Act 2023', now(), 'system', 'kasi'),
  ('vat', '2013-09-02', 1600, 'VAT Act 2013, section 5(2)', now(), 'system', 'kasi'),
  ('vat', '2020-04-01', 1400, 'Legal Notice 35 of 2020', now(), 'system', 'kasi'),
  ('vat', '2021-01-01', 1600, 'End of Legal Notice 35 of 2020', now(), 'system', 'kasi'),
  ('withholding-vat', '2016-01-19', 600, 'Tax Procedures Act, section 42A', now(), 'system', 'kasi'),
  ('withholding-vat', '2019-11-07', 200, 'Finance Act 2019', now(), 'system', 'kasi');
insert into catalog.tax_class (id, name_en, name_sw, taxes, vat, note, state, version, changed_at, by_kind, by_id) values
  ('internet', 'Internet and telephone', 'Intaneti na simu', '{excise-data,vat}', 'standard',
   'Excise Duty Act 2015, First Schedule, Part II', 'open', 1, now(), 'system', 'kasi'),
  ('goods', 'Equipment, installation and other work', 'Vifaa, usakinishaji na kazi nyingine', '{vat}', 'standard',
   'Routers, cable, labour: not excisable', 'open', 1, now(), 'system', 'kasi'),
  ('media', 'TV, hosting and other services', 'TV, uhifadhi na huduma nyingine', '{vat}', 'standard',
   'Not a data service: not excisable', 'open', 1, now(), 'system', 'kasi'),
  ('export', 'Internet used outside Kenya', 'Intaneti inayotumika nje ya Kenya', '{vat}', 'zero',
   'VAT Act, Second Schedule', 'open', 1, now(), 'system', 'kasi'),
  ('exempt', 'Exempt supplies', 'Huduma zisizotozwa VAT', '{vat}', 'exempt',
   'VAT Act, First Schedule', 'open', 1, now(), 'system', 'kasi'),
  ('outside', 'Deposits and penalties', 'Amana na adhabu', '{}', 'outside',
   'No supply: taxed when applied to one', 'open', 1, now(), 'system', 'kasi');

insert into catalog.service_type (id, name_en, name_sw, online, sort, state, version, changed_at, by_kind, by_id) values
  ('fibre', 'Fibre', 'Faiba', true, 10, 'open', 1, now(), 'system', 'kasi'),
  ('wireless', 'Fixed wireless', 'Redio ya kudumu', true, 20, 'open', 1, now(), 'system', 'kasi'),
  ('satellite', 'Satellite', 'Setilaiti', true, 30, 'open', 1, now(), 'system', 'kasi'),
  ('mobile', 'Mobile broadband', 'Intaneti ya simu', true, 40, 'open', 1, now(), 'system', 'kasi'),
  ('hotspot', 'Hotspot', 'Hotspoti', true, 50, 'open', 1, now(), 'system', 'kasi'),
  ('iptv', 'IPTV', 'TV ya intaneti', false, 60, 'open', 1, now(), 'system', 'kasi'),
  ('dedicated', 'Dedicated line', 'Laini ya pekee', true, 70, 'open', 1, now(), 'system', 'kasi');
