-- Standing orders of payers at M-Pesa (Ratiba): agreed to on their phone, each execution an ordinary payment under the account number.
create table payments.standing_order (
  id uuid primary key,
  shortcode_id uuid not null references payments.shortcode,
  subscriber_id uuid not null references subscribers.subscriber,
  -- The phone that pays.
  phone_sealed text not null,
  account text not null check (length(account) between 1 and 12),
  cents bigint not null check (cents > 0 and cents % 100 = 0),
  frequency text not null check (frequency in ('daily', 'weekly', 'monthly', 'every-two-months', 'quarterly', 'half-yearly', 'yearly')),
  starts_on date not null,
  ends_on date not null check (ends_on > starts_on),
  state text not null check (state in ('asking', 'open', 'active', 'failed', 'lapsed', 'ended')),
  -- Of what failed: Daraja's code.
  why text check (length(why) between 1 and 300),
  -- M-Pesa's number of the agreement; no payment has it.
  mandate text,
  asked_at timestamptz not null,
  settled_at timestamptz,
  -- The execution that is looked for next; null: none is to come.
  next_on date,
  paid_on date,
  -- In a row.
  missed integer not null default 0 check (missed >= 0),
  by_kind text not null,
  by_id text not null,
  check ((state = 'failed') <= (why is not null)),
  check ((state in ('active', 'lapsed')) = (next_on is not null))
);
comment on table payments.standing_order is 'Standing orders at M-Pesa (Ratiba).';
-- One at a time is asked for; what is agreed to late, after another was, is a fact.
create unique index standing_order_lives on payments.standing_order (subscriber_id) where state in ('asking', 'open');
create index standing_order_subscriber on payments.standing_order (subscriber_id, asked_at);
create index standing_order_asked on payments.standing_order (asked_at, id);
create index standing_order_waiting on payments.standing_order (asked_at) where state in ('asking', 'open');
create index standing_order_due on payments.standing_order (next_on, id) where next_on is not null;
create index standing_order_shortcode on payments.standing_order (shortcode_id);

alter table payments.telling drop constraint telling_kind_check;
alter table payments.telling add constraint telling_kind_check check (kind in ('prompt', 'confirmation', 'result', 'timeout', 'mandate'));
