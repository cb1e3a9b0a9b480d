-- Who buys from us: people and companies, how to reach them, what we know about them and may do with it.
-- Columns in _sealed are field-encrypted; `search` and columns in _blind hold keyed hashes that find them.
create schema subscribers;

-- Subscribers and their services draw from one series, so that a number typed into a phone means one thing.
create sequence subscribers.number_seq start 1000000;

create table subscribers.subscriber (
  id uuid primary key,
  -- Digits with a check digit: the account number at a paybill.
  number text collate "C" not null unique check (number ~ '^[1-9][0-9]{7,11}$'),
  kind text not null check (kind in ('person', 'company')),
  state text not null check (state in ('active', 'closed', 'merged')),
  name_sealed text not null,
  -- What else we know (identity papers, birth, registration, PIN, notes of the clerk), one JSON document.
  details_sealed text not null,
  -- Blind tokens: prefixes of the words of names, whole phones, e-mails, identity papers and PIN.
  search text[] not null,
  parent_id uuid references subscribers.subscriber check (parent_id <> id),
  merged_into uuid references subscribers.subscriber,
  site_id uuid references organization.site,
  county text,
  language text not null check (language in ('en', 'sw')),
  tags text[] not null default '{}',
  payment_days integer not null default 0 check (payment_days between 0 and 365),
  credit_limit_cents bigint not null default 0 check (credit_limit_cents >= 0),
  cycle_unit text not null default 'month' check (cycle_unit in ('day', 'week', 'month', 'quarter', 'year')),
  cycle_count integer not null default 1 check (cycle_count between 1 and 366),
  -- Day of the month; null: the day on which the first service began.
  cycle_anchor integer check (cycle_anchor between 1 and 31),
  -- parent: what this one owes stands on the parent's invoice.
  billed_to text not null default 'self' check (billed_to in ('self', 'parent')),
  added_at timestamptz not null,
  closed_at timestamptz,
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check ((state = 'merged') = (merged_into is not null)),
  check (billed_to = 'self' or parent_id is not null)
);
comment on table subscribers.subscriber is 'People and companies that buy from us. Never deleted: closed, merged, or erased by overwriting what is sealed.';
create index subscriber_search on subscribers.subscriber using gin (search) with (fastupdate = off);
create index subscriber_tags on subscribers.subscriber using gin (tags);
create index subscriber_added on subscribers.subscriber (added_at, id);
create index subscriber_changed on subscribers.subscriber (changed_at, id);
create index subscriber_parent on subscribers.subscriber (parent_id) where parent_id is not null;
create index subscriber_merged on subscribers.subscriber (merged_into) where merged_into is not null;
create index subscriber_site on subscribers.subscriber (site_id, added_at, id);
create index subscriber_county on subscribers.subscriber (county, added_at, id);

create table subscribers.contact (
  id uuid primary key,
  subscriber_id uuid not null references subscribers.subscriber,
  channel text not null check (channel in ('phone', 'whatsapp', 'email')),
  purpose text not null check (purpose in ('main', 'billing', 'technical', 'emergency')),
  value_sealed text not null,
  value_blind text not null,
  -- Of the person behind it, where that is somebody else.
  name_sealed text,
  added_at timestamptz not null
);
comment on table subscribers.contact is 'How to reach a subscriber, and for what.';
create index contact_subscriber on subscribers.contact (subscriber_id, id);
create index contact_value on subscribers.contact (value_blind);
create unique index contact_main on subscribers.contact (subscriber_id, channel) where purpose = 'main';

create table subscribers.address (
  id uuid primary key,
  subscriber_id uuid not null references subscribers.subscriber,
  kind text not null check (kind in ('installation', 'billing', 'postal')),
  county text not null,
  -- Lines, town, landmark and position, one JSON document.
  place_sealed text not null,
  added_at timestamptz not null,
  -- Services may point here for ever, so an address that is left is archived.
  archived_at timestamptz
);
comment on table subscribers.address is 'Where a subscriber lives, works, and is served.';
create index address_subscriber on subscribers.address (subscriber_id, id);

create table subscribers.document (
  id uuid primary key,
  subscriber_id uuid not null references subscribers.subscriber,
  kind text not null check (kind in ('identity', 'pin-certificate', 'tax-exemption', 'segment-proof', 'registration', 'contract', 'photo', 'other')),
  name_sealed text not null,
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp', 'application/pdf')),
  size_bytes integer not null check (size_bytes between 1 and 5242880),
  added_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table subscribers.document is 'Papers of subscribers. What is in them is in document_content, sealed.';
create index document_subscriber on subscribers.document (subscriber_id, id);

create table subscribers.document_content (
  id uuid primary key references subscribers.document on delete cascade,
  content_sealed text not null
);
comment on table subscribers.document_content is 'Base64 of one paper, sealed; apart, so that lists of papers never touch it.';

create table subscribers.segment_claim (
  id uuid primary key,
  subscriber_id uuid not null references subscribers.subscriber,
  segment_id uuid not null references catalog.segment,
  state text not null check (state in ('claimed', 'proven', 'refused', 'ended')),
  document_id uuid references subscribers.document,
  from_on date not null,
  -- The last day on which it holds; null: until it is ended.
  until_on date,
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check (until_on >= from_on)
);
comment on table subscribers.segment_claim is 'Which segments a subscriber says to be of, whether that is proven, and until when.';
create index segment_claim_subscriber on subscribers.segment_claim (subscriber_id, id);
create unique index segment_claim_open on subscribers.segment_claim (subscriber_id, segment_id) where state in ('claimed', 'proven');

create table subscribers.tax_standing (
  id uuid primary key,
  subscriber_id uuid not null references subscribers.subscriber,
  kind text not null check (kind in ('exempt', 'zero-rated', 'withholding-agent')),
  from_on date not null,
  until_on date,
  -- Number of the letter or certificate, sealed.
  certificate_sealed text not null,
  document_id uuid references subscribers.document,
  ended_at timestamptz,
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check (until_on >= from_on)
);
comment on table subscribers.tax_standing is 'Exemption, zero rate, or duty to withhold VAT: by date and with proof. The standard treatment is no row.';
create index tax_standing_subscriber on subscribers.tax_standing (subscriber_id, from_on);

create table subscribers.consent (
  id uuid primary key,
  -- The last word holds, also of two in one moment.
  seq bigint generated always as identity,
  subscriber_id uuid not null references subscribers.subscriber,
  purpose text not null check (purpose in ('privacy-notice', 'marketing-sms', 'marketing-email', 'marketing-whatsapp', 'credit-check', 'automatic-plan-change', 'guardian')),
  what text not null check (what in ('given', 'withdrawn')),
  text_version text not null,
  channel text not null check (channel in ('paper', 'office', 'phone', 'portal', 'sms', 'import')),
  at timestamptz not null,
  ip_sealed text,
  by_kind text not null,
  by_id text not null
);
comment on table subscribers.consent is 'What subscribers agreed to and took back (Data Protection Act s.32). Only grows.';
create index consent_subscriber on subscribers.consent (subscriber_id, purpose, seq);

create function subscribers.only_grows() returns trigger language plpgsql as $$
begin
  -- Re-encryption, erasure and the merging of two records of one person touch nothing else.
  if tg_op = 'UPDATE'
    and to_jsonb(new) - array['ip_sealed', 'subscriber_id'] = to_jsonb(old) - array['ip_sealed', 'subscriber_id'] then
    return new;
  end if;
  raise exception '%.% only grows: % is refused', tg_table_schema, tg_table_name, tg_op
    using errcode = 'insufficient_privilege';
end $$;
create trigger only_grows before update or delete on subscribers.consent
  for each row execute function subscribers.only_grows();

create table subscribers.moment (
  id uuid primary key,
  seq bigint generated always as identity,
  subscriber_id uuid not null references subscribers.subscriber,
  at timestamptz not null,
  -- `note`, or the name of what happened: `services.activated`.
  what text not null,
  -- Ids and few facts, nothing personal.
  facts jsonb not null default '{}',
  -- What a colleague wrote.
  note_sealed text,
  is_pinned boolean not null default false,
  by_kind text not null,
  by_id text not null,
  check ((what = 'note') = (note_sealed is not null))
);
comment on table subscribers.moment is 'The timeline of a subscriber: what happened, and notes of colleagues.';
create index moment_subscriber on subscribers.moment (subscriber_id, seq);

create table subscribers.contract (
  id uuid primary key,
  subscriber_id uuid not null references subscribers.subscriber,
  number text not null unique,
  state text not null check (state in ('draft', 'active', 'ended')),
  name text not null,
  from_on date not null,
  -- The last day of the term; null: open-ended.
  until_on date,
  -- Ramp, service level, bandwidth, bulk prices, fee for leaving early: one JSON document of the contract's shape.
  terms jsonb not null,
  document_id uuid references subscribers.document,
  ended_on date,
  added_at timestamptz not null,
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check (until_on >= from_on),
  check ((state = 'ended') = (ended_on is not null))
);
comment on table subscribers.contract is 'What was agreed with a subscriber beyond the catalog, for a term.';
create index contract_subscriber on subscribers.contract (subscriber_id, id);
create index contract_until on subscribers.contract (until_on) where state = 'active';
