-- Codes that a payer's phone scans instead of typing number, account and amount (Daraja, Dynamic QR).
create table payments.qr (
  id uuid primary key,
  shortcode_id uuid not null references payments.shortcode,
  subscriber_id uuid not null references subscribers.subscriber,
  -- What the payment comes with as its account.
  account text not null check (length(account) between 1 and 12),
  cents bigint not null check (cents > 0 and cents % 100 = 0),
  state text not null check (state in ('waiting', 'ready', 'failed')),
  png bytea check (octet_length(png) between 8 and 200000),
  -- What Daraja said where it made none.
  said text,
  asked_at timestamptz not null,
  check ((state = 'ready') = (png is not null))
);
comment on table payments.qr is 'QR codes of M-Pesa, each for one shortcode, subscriber and amount.';
create unique index qr_what on payments.qr (subscriber_id, shortcode_id, cents);
create index qr_shortcode on payments.qr (shortcode_id);
