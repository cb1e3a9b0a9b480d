-- Where other systems are told what happened, and what was sent to them. Addresses are sealed because
-- they often hold a secret of the other side; the host alone is enough to recognise one.

create table platform.webhook (
  id uuid primary key,
  name text not null,
  host text not null,
  url_sealed text not null,
  -- Empty: every event.
  events text[] not null,
  secret_sealed text not null,
  old_secret_sealed text,
  old_secret_until timestamptz,
  state text not null check (state in ('on', 'off')),
  off_because text,
  failing_since timestamptz,
  last_delivered_at timestamptz,
  version integer not null default 1,
  added_at timestamptz not null,
  changed_at timestamptz not null,
  check ((old_secret_sealed is null) = (old_secret_until is null))
);

create table platform.webhook_delivery (
  id uuid primary key,
  webhook_id uuid not null references platform.webhook on delete cascade,
  event_id uuid not null,
  event text not null,
  body_sealed text not null,
  state text not null check (state in ('waiting', 'delivered', 'failed')),
  attempts integer not null default 0,
  at timestamptz not null,
  next_at timestamptz,
  delivered_at timestamptz,
  last_status integer,
  last_error text,
  -- One event reaches one webhook as one message, however often the reaction runs.
  unique (webhook_id, event_id)
);
create index webhook_delivery_at on platform.webhook_delivery (at, id);
create index webhook_delivery_event on platform.webhook_delivery (event, id);
create index webhook_delivery_state on platform.webhook_delivery (webhook_id, state, at);

create table platform.webhook_try (
  id uuid primary key,
  delivery_id uuid not null references platform.webhook_delivery on delete cascade,
  at timestamptz not null,
  duration_ms integer not null,
  status integer,
  error text,
  -- The beginning of what was answered; may repeat what was sent, so it is sealed like it.
  answer_sealed text
);
create index webhook_try_delivery on platform.webhook_try (delivery_id, at);
