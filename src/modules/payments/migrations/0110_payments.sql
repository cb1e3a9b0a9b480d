-- How they pay: money received, whoever it came from and however we heard of it, and money given back.
create schema payments;

create table payments.payment (
  id uuid primary key,
  -- For people; may have gaps.
  number bigint generated always as identity unique,
  -- Who vouches for the receipt. The same receipt may reach us by callback, poll, statement and by hand.
  rail text not null check (rail in ('mpesa', 'airtel', 'card', 'bank', 'cheque', 'cash', 'other')),
  -- Of the rail, in upper case without blanks; its own for cash.
  receipt text not null check (receipt ~ '^[!-~]{1,80}$' and receipt = upper(receipt)),
  -- How we heard of it first.
  channel text not null check (channel ~ '^[a-z0-9-]{1,40}$'),
  -- Where the money is: an account of the ledger, and whose drawer where it is cash.
  into_account integer not null references ledger.account,
  drawer_of uuid,
  cents bigint not null check (cents > 0),
  currency text not null check (currency = 'KES'),
  paid_at timestamptz not null,
  received_at timestamptz not null,
  -- What the payer typed as the account, and who paid: name and phone.
  account_sealed text,
  payer_sealed text,
  payer_phone_blind text,
  note_sealed text,
  state text not null check (state in ('owned', 'suspense', 'reversed')),
  subscriber_id uuid references subscribers.subscriber,
  -- How the owner was found.
  matched_by text check (matched_by in ('number', 'service-number', 'phone-as-account', 'payer-phone', 'caller', 'staff')),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  unique (rail, receipt),
  check ((state = 'suspense') <= (subscriber_id is null)),
  check ((state = 'owned') <= (subscriber_id is not null)),
  check ((subscriber_id is null) = (matched_by is null))
);
comment on table payments.payment is 'Money received. One receipt of a rail is one payment, however often and by whatever channel it is told.';
create index payment_received on payments.payment (received_at, id);
create index payment_paid on payments.payment (paid_at, id);
create index payment_amount on payments.payment (cents, id);
create index payment_subscriber on payments.payment (subscriber_id, received_at, id) where subscriber_id is not null;
create index payment_suspense on payments.payment (received_at, id) where state = 'suspense';
create index payment_receipt on payments.payment (receipt text_pattern_ops);
create index payment_payer on payments.payment (payer_phone_blind, received_at) where payer_phone_blind is not null;

create table payments.sighting (
  payment_id uuid not null references payments.payment,
  channel text not null,
  -- What this telling says; another amount than the first is for somebody to look at.
  cents bigint not null,
  paid_at timestamptz not null,
  seen_at timestamptz not null,
  primary key (payment_id, channel, cents)
);
comment on table payments.sighting is 'Every further channel that told of a payment. The first one is the payment itself.';
create index sighting_seen on payments.sighting (seen_at);

create table payments.assignment (
  id uuid primary key,
  payment_id uuid not null references payments.payment,
  -- Null: taken away from its owner, back into suspense.
  subscriber_id uuid references subscribers.subscriber,
  reason text not null,
  at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table payments.assignment is 'Who gave a payment to whom after it was received, and why. Only grows.';
create index assignment_payment on payments.assignment (payment_id, at);

create table payments.refund (
  id uuid primary key,
  payment_id uuid not null references payments.payment,
  -- Whose wallet it was taken from; null: out of suspense.
  subscriber_id uuid references subscribers.subscriber,
  cents bigint not null check (cents > 0),
  currency text not null check (currency = 'KES'),
  -- asked: taken from the wallet, on its way. Unknown answers of a rail leave it there until somebody knows.
  state text not null check (state in ('asked', 'paid', 'failed')),
  reason text not null,
  -- Of the rail, once it is paid.
  receipt text,
  why_failed text,
  asked_at timestamptz not null,
  settled_at timestamptz,
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check ((state = 'asked') = (settled_at is null)),
  check ((state = 'paid') = (receipt is not null)),
  check ((state = 'failed') = (why_failed is not null))
);
comment on table payments.refund is 'Money on its way back, or given back.';
create index refund_payment on payments.refund (payment_id);
create index refund_asked on payments.refund (asked_at, id);
create index refund_open on payments.refund (asked_at, id) where state = 'asked';
create index refund_subscriber on payments.refund (subscriber_id) where subscriber_id is not null;

create trigger only_grows before update or delete on payments.sighting
  for each row execute function platform.only_grows();
create trigger only_grows before update or delete on payments.assignment
  for each row execute function platform.only_grows();
