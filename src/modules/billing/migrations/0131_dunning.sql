-- Dunning: what is done about money that is not paid in time, as a policy; promises to pay, and what is disputed.
create table billing.dunning_policy (
  version integer primary key check (version > 0),
  -- Steps by the day after (or before) what is due, with channels and action; one JSON document of the contract's shape.
  content jsonb not null,
  made_at timestamptz not null,
  by_kind text not null,
  by_id text not null
);
comment on table billing.dunning_policy is 'The policy in its versions. The latest counts. Only grows.';
create trigger only_grows before update or delete on billing.dunning_policy
  for each row execute function platform.only_grows();
insert into billing.dunning_policy (version, content, made_at, by_kind, by_id) values (1, '{
  "minimum": {"cents": "10000", "currency": "KES"}, "from": "08:00", "to": "20:00", "promiseDaysMax": 14, "suspendedBills": true,
  "steps": [
    {"day": -3, "action": "remind", "channels": ["sms"]}, {"day": 0, "action": "remind", "channels": ["sms", "email"]},
    {"day": 1, "action": "remind", "channels": ["sms"]}, {"day": 3, "action": "throttled", "channels": ["sms"]},
    {"day": 5, "action": "walled-garden", "channels": ["sms", "email"]}, {"day": 30, "action": "suspend", "channels": ["email"]}
  ]}', now(), 'system', 'kasi');

create table billing.dunning_step (
  subscriber_id uuid not null references subscribers.subscriber,
  -- Of the oldest invoice that was open: what the step was about.
  due_on date not null,
  policy integer not null references billing.dunning_policy,
  step smallint not null check (step >= 0),
  action text not null,
  open_cents bigint not null check (open_cents > 0),
  at timestamptz not null,
  -- Each step of a policy is taken once about one due day.
  primary key (subscriber_id, due_on, policy, step)
);
comment on table billing.dunning_step is 'Steps that were taken. Which one is next follows from what is open now, never from these. Only grows.';
create index dunning_step_at on billing.dunning_step (at, subscriber_id);
create trigger only_grows before update or delete on billing.dunning_step
  for each row execute function platform.only_grows();

create table billing.promise (
  id uuid primary key,
  subscriber_id uuid not null references subscribers.subscriber,
  -- The last day on which it holds.
  until_on date not null,
  open_cents bigint not null check (open_cents > 0),
  made_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  withdrawn_at timestamptz
);
comment on table billing.promise is 'Promises to pay. While one holds nothing is done, and service is restored.';
create index promise_subscriber on billing.promise (subscriber_id, until_on);

create table billing.dispute (
  id uuid primary key,
  invoice_id uuid not null references billing.invoice,
  reason text not null,
  opened_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  ended_at timestamptz
);
comment on table billing.dispute is 'Invoices that a subscriber does not agree with: nothing is done about them until somebody has looked.';
create unique index dispute_open on billing.dispute (invoice_id) where ended_at is null;
