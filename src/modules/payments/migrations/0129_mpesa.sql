-- M-Pesa: our shortcodes, prompts that we put on phones, and what Safaricom tells us by itself.
create table payments.shortcode (
  id uuid primary key,
  name text not null check (length(name) between 1 and 60),
  kind text not null check (kind in ('paybill', 'till')),
  -- What payers type.
  number text not null unique check (number ~ '^\d{5,9}$'),
  -- Owns the passkey: the paybill itself, or the store number of a till.
  store text not null check (store ~ '^\d{5,9}$'),
  -- Whose payers it is for; null: everybody's.
  site_id uuid references organization.site,
  -- Where Daraja answers.
  api text not null check (api ~ '^https?://'),
  -- Consumer key and secret, passkey, initiator.
  door_sealed text not null,
  -- Of our own addresses that Safaricom calls: /hooks/sfc/<secret>/….
  hook_secret_sealed text not null,
  hook_hash text not null unique,
  into_account integer not null references ledger.account,
  is_on boolean not null,
  -- Whether payers are stopped whose account number nobody has (Safaricom asks us first, if they switched that on).
  validates boolean not null,
  urls_registered_at timestamptz,
  pull_registered_at timestamptz,
  -- Everything that was paid until then has been asked for.
  pulled_until timestamptz,
  -- What Safaricom said the last time that something was not as it should be.
  trouble text,
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check (kind = 'till' or store = number)
);
comment on table payments.shortcode is 'Paybills and tills of ours at Safaricom.';

create table payments.telling (
  id uuid primary key,
  shortcode_id uuid not null references payments.shortcode,
  kind text not null check (kind in ('prompt', 'confirmation')),
  -- As it came; whoever reads it makes of it what it can.
  body_sealed text not null,
  from_address text not null,
  came_at timestamptz not null,
  -- odd: it makes no sense by itself, and a person may look.
  state text not null check (state in ('waiting', 'done', 'odd')),
  look_at timestamptz not null,
  -- Why it is odd, or why it still waits.
  why text,
  payment_id uuid references payments.payment,
  done_at timestamptz,
  check ((state = 'waiting') = (done_at is null)),
  check ((state = 'odd') <= (why is not null))
);
comment on table payments.telling is 'What Safaricom told us by itself, kept before it is believed.';
create index telling_waiting on payments.telling (look_at, id) where state = 'waiting';
create index telling_shortcode on payments.telling (shortcode_id, came_at);
create index telling_came on payments.telling (came_at, id);
create index telling_odd on payments.telling (came_at, id) where state = 'odd';

create table payments.prompt (
  id uuid primary key,
  shortcode_id uuid not null references payments.shortcode,
  subscriber_id uuid not null references subscribers.subscriber,
  phone_sealed text not null,
  phone_blind text not null,
  cents bigint not null check (cents > 0 and cents % 100 = 0),
  currency text not null check (currency = 'KES'),
  account text not null,
  -- asking: not sent yet, or nobody knows whether it was. confirming: paid, says M-Pesa, and the receipt is still to come.
  state text not null check (state in ('asking', 'open', 'confirming', 'paid', 'failed', 'cancelled', 'timed-out')),
  checkout_id text unique,
  -- Why it ended, as a word of ours; and how long to wait before another one.
  why text,
  again_at timestamptz,
  asked_at timestamptz not null,
  -- When to ask what became of it; null: nothing more is asked.
  look_at timestamptz,
  looks integer not null,
  settled_at timestamptz,
  payment_id uuid unique references payments.payment,
  by_kind text not null,
  by_id text not null,
  check ((state in ('paid', 'failed', 'cancelled', 'timed-out')) = (settled_at is not null)),
  check ((state = 'paid') = (payment_id is not null)),
  check ((state = 'open') <= (checkout_id is not null))
);
comment on table payments.prompt is 'Payments that we asked for on a phone (M-Pesa Express).';
create index prompt_look on payments.prompt (look_at, id) where look_at is not null;
create index prompt_asked on payments.prompt (asked_at, id);
create index prompt_subscriber on payments.prompt (subscriber_id, asked_at, id);
create index prompt_phone_asked on payments.prompt (phone_blind, asked_at);
-- One at a time on a phone; a second would be refused by M-Pesa anyway.
create unique index prompt_phone on payments.prompt (phone_blind) where state in ('asking', 'open');
