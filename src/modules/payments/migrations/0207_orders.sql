-- What we have M-Pesa do besides payouts: say its balance, take a payment back, pay another business.
alter table payments.conversation
  -- What Daraja calls it; orders that have no id of ours are asked about by it.
  add column theirs text,
  -- Why staff asked for it.
  add column reason text;
-- M-Pesa takes a payment back once, and money leaves for a business once: of each one order lives, until it is known to have failed.
create unique index conversation_reversal on payments.conversation (subject_id) where kind = 'reversal' and state <> 'failed';
create unique index conversation_pay_business on payments.conversation (subject_id) where kind = 'pay-business' and state <> 'failed';

create table payments.balance (
  conversation_id uuid primary key references payments.conversation,
  shortcode_id uuid not null references payments.shortcode,
  told_at timestamptz not null,
  -- All accounts of the shortcode together, and each: [{name, cents}].
  cents bigint not null,
  accounts jsonb not null,
  -- What the ledger's account held at that moment.
  booked_cents bigint not null
);
comment on table payments.balance is 'What M-Pesa said that a shortcode holds.';
create index balance_shortcode on payments.balance (shortcode_id, told_at);

create table payments.business_payment (
  id uuid primary key,
  shortcode_id uuid not null references payments.shortcode,
  to_kind text not null check (to_kind in ('paybill', 'till')),
  to_number text not null check (to_number ~ '^\d{5,9}$'),
  -- What the receiver asks payers to type; tills ask for nothing.
  account text check (length(account) between 1 and 13),
  cents bigint not null check (cents > 0 and cents % 100 = 0),
  currency text not null check (currency = 'KES'),
  -- Where it is in the books once it has arrived: our bank account, or what it was spent on.
  booked_to integer not null references ledger.account,
  reason text not null check (length(reason) between 3 and 300),
  state text not null check (state in ('asked', 'paid', 'failed')),
  receipt text unique,
  why_failed text,
  asked_at timestamptz not null,
  settled_at timestamptz,
  by_kind text not null,
  by_id text not null,
  check ((state = 'asked') = (settled_at is null)),
  check ((state = 'paid') = (receipt is not null)),
  check ((state = 'failed') = (why_failed is not null))
);
comment on table payments.business_payment is 'Money that shortcodes pay to paybills and tills of others (B2B).';
create index business_payment_asked on payments.business_payment (asked_at, id);
create index business_payment_shortcode on payments.business_payment (shortcode_id, asked_at);

alter table payments.statement_line
  add column business_payment_id uuid references payments.business_payment;
create index statement_line_receipt on payments.statement_line (receipt) where receipt is not null;
