-- What we put in writing: who sold to whom as it was when a document was issued, what the tax authority signed, and bundles.
-- Columns in _sealed are field-encrypted.
create schema documents;

create table documents.seller (
  -- The ISP's own words as of one version of its identity.
  id uuid primary key,
  version integer not null unique,
  seller_sealed text not null,
  kept_at timestamptz not null
);
comment on table documents.seller is 'Who we were when documents were issued. Only grows.';
create trigger only_grows before update or delete on documents.seller
  for each row execute function platform.only_grows();

create table documents.kept (
  -- Of the invoice or the credit note.
  id uuid primary key,
  kind text not null check (kind in ('invoice', 'credit-note')),
  seller_id uuid not null references documents.seller,
  -- Name, PIN, address and account number of the buyer.
  buyer_sealed text not null,
  kept_at timestamptz not null
);
comment on table documents.kept is 'Seller and buyer of an issued document as they were, so that it reads the same for ever. Only grows.';
create trigger only_grows before update or delete on documents.kept
  for each row execute function platform.only_grows();

create table documents.progress (
  kind text primary key check (kind in ('invoice', 'credit-note')),
  -- Numbers of a series are taken in the order of commits, so all up to here are kept.
  number bigint not null check (number >= 0)
);
comment on table documents.progress is 'Up to which number the parties of documents are kept.';
insert into documents.progress (kind, number) values ('invoice', 0), ('credit-note', 0);

create table documents.fiscal_stamp (
  -- Of the invoice or the credit note.
  id uuid primary key,
  cu_serial text not null,
  cu_invoice_number text not null,
  internal_data text not null,
  receipt_signature text not null,
  -- What the QR code leads to.
  verify_url text not null,
  signed_at timestamptz not null
);
comment on table documents.fiscal_stamp is 'What the control unit of the tax authority signed of a document. Only grows.';
create trigger only_grows before update or delete on documents.fiscal_stamp
  for each row execute function platform.only_grows();

create table documents.bundle (
  id uuid primary key,
  -- What was asked for: invoices or credit notes of some days.
  kind text not null check (kind in ('invoice', 'credit-note')),
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  state text not null check (state in ('making', 'ready', 'failed')),
  wanted integer not null check (wanted > 0),
  made integer not null default 0 check (made between 0 and wanted),
  -- Those up to here are in its parts.
  after_number bigint not null default 0,
  asked_at timestamptz not null,
  ended_at timestamptz,
  by_kind text not null,
  by_id text not null
);
comment on table documents.bundle is 'Many documents asked for at once, made in the background and kept for some days.';
create index bundle_asked on documents.bundle (asked_at, id);

create table documents.bundle_part (
  id uuid primary key,
  bundle_id uuid not null references documents.bundle on delete cascade,
  place integer not null check (place > 0),
  documents integer not null check (documents > 0),
  size_bytes integer not null check (size_bytes > 0),
  -- Base64 of a ZIP archive of PDFs.
  content_sealed text not null,
  unique (bundle_id, place)
);
comment on table documents.bundle_part is 'One archive of a bundle. Gone with it.';
