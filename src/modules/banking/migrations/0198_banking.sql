-- Statements of our banks: accounts, files, lines.
create schema banking;

create table banking.account (
  id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  -- As the bank's files name it; null: any file is taken.
  number text check (length(number) between 4 and 40),
  -- Which column of the bank's spreadsheet means what, since somebody said so.
  mapping jsonb,
  made_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table banking.account is 'An account of ours at a bank, whose statements are imported.';
create unique index account_name on banking.account (lower(name));

create table banking.import (
  id uuid primary key,
  account_id uuid not null references banking.account,
  file_name text not null,
  format text not null check (format in ('csv', 'mt940', 'camt053')),
  file_hash bytea not null check (octet_length(file_hash) = 32),
  -- Of the file's lines, those that no file had told of before.
  lines integer not null check (lines >= 0),
  fresh integer not null check (fresh between 0 and lines),
  from_on date,
  to_on date,
  imported_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table banking.import is 'A file that was imported. Only grows.';
create unique index import_file on banking.import (account_id, file_hash);
create index import_at on banking.import (imported_at, id);
create trigger only_grows before update or delete on banking.import
  for each row execute function platform.only_grows();

create table banking.line (
  id uuid primary key,
  account_id uuid not null references banking.account,
  import_id uuid not null references banking.import,
  -- Tells this line from all others of its account, whatever file it comes in.
  key bytea not null check (octet_length(key) = 32),
  day date not null,
  -- Into the account positive.
  cents bigint not null check (cents <> 0),
  reference text,
  words_sealed text not null,
  payer_sealed text,
  -- Null: it went out.
  payment_id uuid references payments.payment,
  check ((cents > 0) = (payment_id is not null))
);
comment on table banking.line is 'One movement on an account. Only grows.';
create unique index line_key on banking.line (account_id, key);
create unique index line_payment on banking.line (account_id, payment_id) where payment_id is not null;
create index line_day on banking.line (day, id);
create index line_account on banking.line (account_id, day, id);
create index line_import on banking.line (import_id, day, id);
create trigger only_grows before update or delete on banking.line
  for each row execute function platform.only_grows();
