-- What providers and banks say of our accounts with them, line by line; how it agrees with our books; days that are closed.
create table payments.statement (
  id uuid primary key,
  -- Which account of the ledger it explains.
  account integer not null references ledger.account,
  shortcode_id uuid references payments.shortcode,
  format text not null check (format in ('mpesa-csv', 'bank-csv', 'mt940', 'camt053')),
  file_name text not null check (length(file_name) between 1 and 200),
  -- SHA-256 of the file: the same one is taken once.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  -- From its first line to its last.
  from_at timestamptz not null,
  to_at timestamptz not null,
  lines integer not null check (lines > 0),
  -- Of the file: lines that an earlier statement brought, and rows that are no lines.
  known_lines integer not null check (known_lines >= 0),
  skipped integer not null check (skipped >= 0),
  -- Places where its balances do not follow from its lines: rows were taken out, or changed.
  gaps integer not null check (gaps >= 0),
  -- compared: every line was looked for in our books, and our books in the lines.
  state text not null check (state in ('comparing', 'compared')),
  imported_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  unique (account, digest),
  check (from_at <= to_at)
);
comment on table payments.statement is 'Statements of providers and banks that were imported.';
create index statement_imported on payments.statement (imported_at, id);
create index statement_comparing on payments.statement (imported_at, id) where state = 'comparing';

create table payments.statement_line (
  id uuid primary key,
  statement_id uuid not null references payments.statement,
  account integer not null references ledger.account,
  -- The row of the file.
  place integer not null check (place > 0),
  -- What makes it the same line in another file.
  key text not null check (length(key) between 1 and 200),
  kind text not null check (kind in ('payment', 'payout', 'charge', 'reversal', 'transfer', 'other')),
  rail text not null check (rail in ('mpesa', 'airtel', 'card', 'bank', 'cheque', 'cash', 'other')),
  receipt text,
  -- Of a reversal: what it reverses.
  of_receipt text,
  at timestamptz not null,
  -- Above zero: into the account.
  cents bigint not null check (cents <> 0),
  balance_cents bigint,
  -- Details, what was typed as the account, and the other party, one JSON document.
  told_sealed text not null,
  state text not null check (state in ('waiting', 'matched', 'booked', 'differs', 'settled')),
  payment_id uuid references payments.payment,
  refund_id uuid references payments.refund,
  unique (account, key)
);
comment on table payments.statement_line is 'Lines of statements, each once, however many files hold it. matched: our books had it; booked: they have it because of this line.';
create index statement_line_place on payments.statement_line (statement_id, place);
create index statement_line_at on payments.statement_line (account, at, id);
create index statement_line_waiting on payments.statement_line (statement_id, place) where state = 'waiting';
create index statement_line_reverses on payments.statement_line (of_receipt) where of_receipt is not null;
create index statement_line_payment on payments.statement_line (payment_id) where payment_id is not null;
create index statement_line_refund on payments.statement_line (refund_id) where refund_id is not null;

create table payments.difference (
  id uuid primary key,
  account integer not null references ledger.account,
  -- The local day on which it was.
  day date not null,
  kind text not null check (kind in ('unknown-in', 'unknown-out', 'other-amount', 'is-reversed', 'missing-there')),
  line_id uuid unique references payments.statement_line,
  payment_id uuid references payments.payment,
  -- What the statement has more than our books; below zero: less.
  cents bigint not null check (cents <> 0),
  state text not null check (state in ('open', 'settled')),
  -- How it was settled, and what the one who did it says.
  way text,
  note text,
  found_at timestamptz not null,
  settled_at timestamptz,
  by_kind text not null,
  by_id text not null,
  check ((state = 'settled') = (settled_at is not null)),
  check ((state = 'settled') = (way is not null)),
  check (num_nonnulls(line_id, payment_id) > 0)
);
comment on table payments.difference is 'Where a statement and our books do not agree; each has a way out.';
create index difference_open on payments.difference (account, day, id) where state = 'open';
create index difference_found on payments.difference (found_at, id);
create unique index difference_missing on payments.difference (payment_id) where kind = 'missing-there';

create table payments.closed_day (
  account integer not null references ledger.account,
  day date not null,
  id uuid not null unique,
  statement_cents bigint not null,
  ledger_cents bigint not null,
  lines integer not null,
  closed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  primary key (account, day)
);
comment on table payments.closed_day is 'Days of accounts on which the statement, what we were told and our books agree to the cent.';

create table payments.quiet_hour (
  id uuid primary key,
  -- Null: of all sites together.
  site_id uuid references organization.site,
  hour timestamptz not null,
  -- What such an hour brought in the weeks before, and what this one brought.
  expected_payments integer not null check (expected_payments > 0),
  expected_cents bigint not null check (expected_cents >= 0),
  payments integer not null check (payments >= 0),
  cents bigint not null check (cents >= 0),
  noticed_at timestamptz not null,
  -- What was late came after all.
  made_up_at timestamptz
);
comment on table payments.quiet_hour is 'Hours in which money was expected and did not come.';
create unique index quiet_hour_of_site on payments.quiet_hour (hour, site_id) nulls not distinct;
create index quiet_hour_noticed on payments.quiet_hour (noticed_at, id);
create index telling_payment on payments.telling (payment_id) where payment_id is not null;
