-- What people say that they paid, and what Daraja is asked and answers later by itself.
create table payments.conversation (
  -- Part of the address to which the answer comes, so that it finds its question also where it comes first.
  id uuid primary key,
  shortcode_id uuid not null references payments.shortcode,
  kind text not null check (kind in ('status', 'pay-out', 'reversal', 'balance', 'pay-business', 'standing-order')),
  -- What it is about: a claim, a refund, a payment, another conversation.
  subject_kind text not null check (subject_kind ~ '^[a-z-]{1,40}$'),
  subject_id uuid not null,
  -- sending: from here on it may have been sent. sent: Daraja has it. unknown: nobody knows whether it has.
  state text not null check (state in ('sending', 'sent', 'unknown', 'done', 'failed')),
  -- What Daraja said last: a code, and its words.
  code text,
  said text,
  -- Of the money that moved.
  receipt text,
  begun_at timestamptz not null,
  -- When to look what became of it; null: nobody looks any more.
  look_at timestamptz,
  looks integer not null default 0,
  settled_at timestamptz,
  check ((state in ('done', 'failed')) = (settled_at is not null))
);
comment on table payments.conversation is 'Questions and orders to Daraja that it answers later by itself.';
create index conversation_subject on payments.conversation (subject_kind, subject_id, begun_at);
create index conversation_look on payments.conversation (look_at, id) where look_at is not null;
create index conversation_shortcode on payments.conversation (shortcode_id, begun_at);

alter table payments.telling
  drop constraint telling_kind_check,
  add constraint telling_kind_check check (kind in ('prompt', 'confirmation', 'result', 'timeout')),
  -- Which question it answers, as its address says.
  add column conversation_id uuid;

-- Whoever buys pays by hand: nothing was sent to a phone.
alter table payments.prompt
  drop constraint prompt_state_check,
  add constraint prompt_state_check
    check (state in ('asking', 'open', 'by-hand', 'confirming', 'paid', 'failed', 'cancelled', 'timed-out'));

alter table payments.payment
  drop constraint payment_matched_by_check,
  add constraint payment_matched_by_check check (matched_by in
    ('number', 'service-number', 'invoice-number', 'phone-as-account', 'payer-phone', 'score', 'claim', 'caller', 'staff'));

create table payments.claim (
  id uuid primary key,
  receipt text not null check (receipt ~ '^[A-Z0-9]{8,20}$'),
  -- Who claims: a subscriber, or somebody at the captive page with the purchase that they want it for.
  subscriber_id uuid references subscribers.subscriber,
  prompt_id uuid references payments.prompt,
  -- The phone that paid, as they say.
  phone_sealed text,
  device_blind text,
  address_blind text,
  -- waiting: nobody has told us of such a receipt yet.
  state text not null check (state in ('waiting', 'given', 'refused')),
  why text,
  payment_id uuid references payments.payment,
  claimed_at timestamptz not null,
  look_at timestamptz,
  looks integer not null default 0,
  settled_at timestamptz,
  by_kind text not null,
  by_id text not null,
  check ((state = 'waiting') = (settled_at is null)),
  check ((state = 'given') <= (payment_id is not null)),
  check ((state = 'refused') <= (why is not null))
);
comment on table payments.claim is 'Receipts that people say are theirs.';
create index claim_look on payments.claim (look_at, id) where look_at is not null;
create index claim_claimed on payments.claim (claimed_at, id);
create index claim_receipt on payments.claim (receipt, claimed_at);
create index claim_subscriber on payments.claim (subscriber_id, claimed_at) where subscriber_id is not null;
create index claim_prompt on payments.claim (prompt_id) where prompt_id is not null;
create index claim_device on payments.claim (device_blind, claimed_at) where device_blind is not null;
create index claim_address on payments.claim (address_blind, claimed_at) where address_blind is not null;
