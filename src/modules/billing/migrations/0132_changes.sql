-- What changes of a service cost and give back, and coupons that subscribers hold.

-- A stretch that was credited whole may be charged again: somebody changed the plan and back in the same moment.
drop index billing.line_charges_once;
create unique index line_charges_once on billing.line (service_id, kind, component, from_at)
  where service_id is not null and from_at is not null and credited_net_cents < net_cents;

-- What is taken back once for its natural name: the pause that is over, the end of a service.
alter table billing.credit_note add column key text unique check (length(key) between 1 and 200);
-- Why so much of a line is taken back; null: as the line says.
alter table billing.credit_line add column words_en text, add column words_sw text;

create table billing.plan_quote (
  id uuid primary key,
  service_id uuid not null references services.service,
  subscriber_id uuid not null references subscribers.subscriber,
  to_version_id uuid not null references catalog.plan_version,
  -- The moment that it was worked out for, from which the new plan counts.
  at timestamptz not null,
  valid_until timestamptz not null,
  credited_cents bigint not null check (credited_cents >= 0),
  charged_cents bigint not null check (charged_cents >= 0),
  -- open: shown; waiting: accepted, for the money; done; lapsed.
  state text not null check (state in ('open', 'waiting', 'done', 'lapsed')),
  change_id uuid references services.pending_change,
  made_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table billing.plan_quote is 'What another plan would cost from a moment on, kept for some minutes.';
create index plan_quote_service on billing.plan_quote (service_id, made_at);
create index plan_quote_waiting on billing.plan_quote (subscriber_id) where state = 'waiting';
create index plan_quote_lapses on billing.plan_quote (valid_until) where state in ('open', 'waiting');

create table billing.held_coupon (
  id uuid primary key,
  coupon_id uuid not null references catalog.coupon,
  code text not null,
  subscriber_id uuid not null references subscribers.subscriber,
  service_id uuid not null references services.service,
  -- Uses of this subscriber before this one.
  used_before integer not null check (used_before >= 0),
  -- For so many periods, and of how many prices it was taken off.
  cycles integer not null check (cycles > 0),
  used integer not null default 0 check (used between 0 and cycles),
  state text not null check (state in ('held', 'over', 'given-back')),
  held_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table billing.held_coupon is 'A coupon that a subscriber uses for a service, until its periods are over.';
create index held_coupon_service on billing.held_coupon (service_id) where state = 'held';
create index held_coupon_subscriber on billing.held_coupon (subscriber_id, held_at);
