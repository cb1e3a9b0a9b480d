-- How we speak: messages, the gateways that carry them, who wants none, and the ISP's own words for templates.
create schema messaging;

create table messaging.gateway (
  id uuid primary key,
  name text not null check (length(name) between 1 and 60),
  kind text not null check (kind in ('africastalking', 'bulk', 'whatsapp')),
  channel text not null check (channel in ('sms', 'whatsapp')),
  -- Where its API answers.
  api text not null check (api ~ '^https?://'),
  -- Sender ID, or the id of the WhatsApp number.
  sender text not null check (length(sender) between 1 and 40),
  -- Tried in this order.
  rank integer not null check (rank between 1 and 99),
  is_on boolean not null,
  -- What a part of a text costs here; what the provider says itself counts before it.
  part_cents bigint not null check (part_cents >= 0),
  keys_sealed text not null,
  -- Of our own address that it calls with delivery reports: /hooks/messages/<secret>/….
  hook_secret_sealed text not null,
  hook_hash text not null unique,
  -- Left alone until then, because it did not answer as it should.
  rest_until timestamptz,
  failures integer not null default 0,
  trouble text,
  trouble_at timestamptz,
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check ((kind = 'whatsapp') = (channel = 'whatsapp'))
);
comment on table messaging.gateway is 'Providers that carry texts for us.';

create table messaging.message (
  id uuid primary key,
  -- Names the cause: of one cause there is one message, however often it is told.
  key text not null unique check (length(key) between 1 and 200),
  -- The template's name, or what a text without one is for.
  purpose text not null check (length(purpose) between 1 and 80),
  class text not null check (class in ('code', 'transactional', 'service', 'promotional')),
  language text not null check (language in ('en', 'sw')),
  subscriber_id uuid,
  -- Name, phone and address of who gets it.
  to_sealed text not null,
  phone_blind text,
  email_blind text,
  -- What it says; null once it is forgotten. A code is forgotten as soon as it is sent.
  said_sealed text,
  -- Channels that are left to try; the first is the one that is tried now.
  ways text[] not null,
  state text not null check (state in ('waiting', 'sent', 'delivered', 'failed', 'stopped')),
  -- When to go on with it; a worker that has it moves this ahead, so that nobody else takes it meanwhile.
  look_at timestamptz,
  tries integer not null default 0 check (tries >= 0),
  -- Not sent any more after this.
  until_at timestamptz not null,
  -- The channel that took it.
  sent_by text check (sent_by in ('sms', 'email', 'push', 'whatsapp')),
  sent_at timestamptz,
  ended_at timestamptz,
  -- Why it was stopped or failed, as a word of ours.
  why text,
  parts integer not null default 0,
  cents bigint not null default 0,
  -- By this one and no other: a test of it.
  only_gateway_id uuid references messaging.gateway,
  -- The message that this one repeats, because staff sent it again.
  again_of uuid references messaging.message,
  written_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  check ((state = 'waiting') = (look_at is not null)),
  check ((state in ('sent', 'delivered')) <= (sent_at is not null)),
  check ((state in ('failed', 'stopped')) <= (why is not null))
);
comment on table messaging.message is 'What we said to whom, and what became of it.';
create index message_due on messaging.message (array_position(array['code', 'transactional', 'service', 'promotional'], class), look_at, id)
  where state = 'waiting';
create index message_written on messaging.message (written_at, id);
create index message_state on messaging.message (state, written_at, id);
create index message_subscriber on messaging.message (subscriber_id, written_at, id) where subscriber_id is not null;
create index message_phone on messaging.message (phone_blind, written_at) where phone_blind is not null;
create index message_email on messaging.message (email_blind, written_at) where email_blind is not null;
create index message_purpose on messaging.message (purpose, written_at, id);
create index message_again on messaging.message (again_of) where again_of is not null;
create index message_kept on messaging.message (written_at) where said_sealed is not null;

create table messaging.attempt (
  id uuid primary key,
  message_id uuid not null references messaging.message,
  -- The first, the second …
  n integer not null check (n > 0),
  channel text not null check (channel in ('sms', 'email', 'push', 'whatsapp')),
  gateway_id uuid references messaging.gateway,
  -- taken: they have it. refused: not to this address. trouble: the gateway, not the message. unknown: no answer came.
  outcome text not null check (outcome in ('taken', 'refused', 'trouble', 'unknown')),
  why text,
  -- The provider's own number of it, by which it reports.
  provider_id text,
  report text check (report in ('delivered', 'failed')),
  report_at timestamptz,
  parts integer not null check (parts >= 0),
  cents bigint not null check (cents >= 0),
  at timestamptz not null,
  -- When to ask a gateway that does not report by itself; null: not asked any more.
  ask_at timestamptz,
  asks integer not null default 0,
  check ((report is null) = (report_at is null))
);
comment on table messaging.attempt is 'Each time that a message was handed to a gateway.';
create unique index attempt_message on messaging.attempt (message_id, n);
create unique index attempt_provider on messaging.attempt (gateway_id, provider_id) where provider_id is not null;
create index attempt_ask on messaging.attempt (ask_at, id) where ask_at is not null;
create index attempt_cost on messaging.attempt (at) include (cents) where cents > 0;

create table messaging.early_report (
  gateway_id uuid not null references messaging.gateway,
  provider_id text not null check (length(provider_id) between 1 and 200),
  report text not null check (report in ('delivered', 'failed')),
  why text,
  came_at timestamptz not null,
  primary key (gateway_id, provider_id)
);
comment on table messaging.early_report is 'Delivery reports of messages that we have not yet noted as sent; looked at when we do.';
create index early_report_came on messaging.early_report (came_at);

create table messaging.opt_out (
  channel text not null check (channel in ('sms', 'email', 'whatsapp')),
  value_blind text not null,
  how text not null check (how in ('stop-word', 'gateway', 'staff', 'subscriber')),
  at timestamptz not null,
  primary key (channel, value_blind)
);
comment on table messaging.opt_out is 'Addresses that want nothing but what they must know. Only their keyed hash is kept.';

create table messaging.wording (
  template text not null,
  language text not null check (language in ('en', 'sw')),
  text text not null check (length(text) between 1 and 1000),
  subject text not null check (length(subject) between 1 and 150),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  primary key (template, language)
);
comment on table messaging.wording is 'The ISP''s own words where it does not take ours.';

create table messaging.push_key (
  id uuid primary key,
  public_key text not null,
  private_sealed text not null,
  made_at timestamptz not null,
  one boolean not null default true unique check (one)
);
comment on table messaging.push_key is 'Who we are to the push services of browsers (VAPID, RFC 8292).';

create table messaging.push_address (
  id uuid primary key,
  subscriber_id uuid not null,
  endpoint_hash text not null unique,
  address_sealed text not null,
  device text not null check (length(device) <= 200),
  added_at timestamptz not null
);
comment on table messaging.push_address is 'Browsers in which a subscriber wants to be told.';
create index push_address_subscriber on messaging.push_address (subscriber_id, id);
