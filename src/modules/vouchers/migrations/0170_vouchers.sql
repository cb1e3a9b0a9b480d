-- Prepaid codes: batches, who got them, what became of each.
create schema vouchers;

create table vouchers.batch (
  id uuid primary key,
  number bigint generated always as identity unique,
  name text not null check (length(name) between 1 and 80),
  -- What a code gives; a version stays what it is.
  plan_version_id uuid not null references catalog.plan_version,
  -- Where codes count; none: everywhere.
  site_ids uuid[] not null,
  -- What one is worth, with taxes.
  face_cents bigint not null check (face_cents >= 0),
  currency text not null check (currency = 'KES'),
  kind_of_code text not null check (kind_of_code in ('letters', 'digits')),
  -- How many devices at once; null: as the plan says.
  devices integer check (devices between 1 and 100),
  -- The last day on which a code can be redeemed.
  last_day date not null,
  -- Until then codes can be printed; after it nobody can read them any more.
  printable_until timestamptz not null,
  wanted integer not null check (wanted between 1 and 100000),
  made integer not null check (made between 0 and wanted),
  -- Of those made; the others are printed and wait to be sold.
  sold integer not null check (sold >= 0),
  redeemed integer not null check (redeemed >= 0),
  voided integer not null check (voided >= 0),
  expired integer not null check (expired >= 0),
  made_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check (sold + redeemed + voided + expired <= made)
);
comment on table vouchers.batch is 'Codes that were made together, for one plan and one price.';
create index batch_name on vouchers.batch (lower(name), id);
create index batch_plan on vouchers.batch (plan_version_id);
create index batch_made_at on vouchers.batch (made_at, id);
create index batch_last_day on vouchers.batch (last_day) where sold + redeemed + voided + expired < made or sold > 0;

create table vouchers.sale (
  id uuid primary key,
  batch_id uuid not null references vouchers.batch,
  from_serial integer not null check (from_serial > 0),
  to_serial integer not null check (to_serial >= from_serial),
  -- Fewer than the range where some of it was void.
  vouchers integer not null check (vouchers > 0),
  -- A shop, an agent, a colleague.
  buyer_sealed text not null,
  how text not null check (how in ('cash', 'mpesa', 'bank', 'given')),
  -- What came in for them; the rest of what they are worth is the seller's share.
  paid_cents bigint not null check (paid_cents >= 0),
  reference text,
  sold_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check (how <> 'given' or paid_cents = 0)
);
comment on table vouchers.sale is 'Codes that left our hands and count from then on. Only grows.';
create index sale_batch on vouchers.sale (batch_id, id);
create trigger only_grows before update or delete on vouchers.sale
  for each row execute function platform.only_grows();

create table vouchers.voucher (
  id uuid primary key,
  batch_id uuid not null references vouchers.batch,
  -- Printed beside the code, so that people can speak of one without saying it.
  serial integer not null check (serial > 0),
  -- The code itself is nowhere once the time for printing is over.
  code_blind text not null,
  state text not null check (state in ('printed', 'sold', 'redeemed', 'void', 'expired')),
  state_at timestamptz not null,
  sale_id uuid references vouchers.sale,
  service_id uuid references services.service,
  -- Where it was redeemed.
  site_id uuid references organization.site,
  why text check (why in ('stolen', 'lost', 'misprint', 'refunded')),
  check ((state = 'redeemed') = (service_id is not null)),
  check ((state = 'void') = (why is not null))
);
comment on table vouchers.voucher is 'One code, and what became of it.';
create unique index voucher_code on vouchers.voucher (code_blind);
create unique index voucher_serial on vouchers.voucher (batch_id, serial);
create index voucher_state on vouchers.voucher (batch_id, state, serial);
create unique index voucher_service on vouchers.voucher (service_id) where service_id is not null;

create table vouchers.printable (
  id uuid primary key,
  batch_id uuid not null references vouchers.batch,
  from_serial integer not null,
  to_serial integer not null,
  -- The codes in the order of their serials.
  codes_sealed text not null
);
comment on table vouchers.printable is 'Codes that can still be printed; deleted when that time is over.';
create unique index printable_serial on vouchers.printable (batch_id, from_serial);

create table vouchers.sheet (
  id uuid primary key,
  batch_id uuid not null references vouchers.batch,
  format text not null check (format in ('a4-24', 'a4-40', 'receipt-58', 'receipt-80')),
  from_serial integer not null,
  to_serial integer not null,
  state text not null check (state in ('making', 'ready', 'failed')),
  made integer not null check (made >= 0),
  wanted integer not null check (wanted > 0),
  asked_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table vouchers.sheet is 'Codes on paper that somebody asked for.';
create index sheet_batch on vouchers.sheet (batch_id, asked_at);

create table vouchers.sheet_part (
  id uuid primary key,
  sheet_id uuid not null references vouchers.sheet on delete cascade,
  place integer not null check (place > 0),
  vouchers integer not null,
  size_bytes integer not null,
  -- The PDF in base64.
  pdf_sealed text not null,
  unique (sheet_id, place)
);
comment on table vouchers.sheet_part is 'PDFs of codes; deleted with the codes.';

create table vouchers.wrong_try (
  -- Whose tries these are: a device, or an address.
  who_blind text not null,
  kind text not null check (kind in ('device', 'address')),
  -- The quarter of an hour.
  slot timestamptz not null,
  site_id uuid references organization.site,
  tries integer not null check (tries > 0),
  -- Of them, with codes that were reported stolen.
  stolen integer not null check (stolen between 0 and tries),
  last_at timestamptz not null,
  id uuid not null unique,
  primary key (who_blind, slot)
);
comment on table vouchers.wrong_try is 'Codes that were tried and are none: who guesses is not heard any more for a while.';
create index wrong_try_last on vouchers.wrong_try (last_at, id);
