-- Bill runs: who pays afterwards is invoiced when their billing cycle is over, thousands in one unit, all services of a payer on one invoice.
create table billing.cycle (
  -- Whoever the invoice goes to: the subscriber, or the company that it is billed to.
  payer_id uuid not null references subscribers.subscriber,
  -- postpaid: as the payer's terms say. payg: every day, paid from the wallet.
  kind text not null check (kind in ('postpaid', 'payg')),
  -- How long a cycle is, as it was agreed when the row of cycles began.
  unit text not null check (unit in ('day', 'week', 'month', 'quarter', 'year')),
  count integer not null check (count between 1 and 366),
  anchor_day integer check (anchor_day between 1 and 31),
  -- Every cycle is reckoned from here, never from the one before.
  anchor_at timestamptz not null,
  k integer not null check (k >= 0),
  -- The cycle that is to be invoiced next, at its end.
  from_at timestamptz not null,
  to_at timestamptz not null,
  primary key (payer_id, kind),
  check (from_at < to_at)
);
comment on table billing.cycle is 'Where each payer stands: the stretch of time that is invoiced next.';
create index cycle_due on billing.cycle (to_at, payer_id);

create table billing.stretch (
  id uuid primary key,
  service_id uuid not null references services.service,
  -- What held until then: whose it was, on which plan, and how it was paid.
  to_at timestamptz not null,
  subscriber_id uuid not null references subscribers.subscriber,
  plan_version_id uuid not null
);
comment on table billing.stretch is 'What a service was before its plan or its owner changed, so that the time before is charged as it was. Only grows.';
create index stretch_service on billing.stretch (service_id, to_at);
create index stretch_subscriber on billing.stretch (subscriber_id, to_at);
create trigger only_grows before update or delete on billing.stretch
  for each row execute function platform.only_grows();

create table billing.rated (
  service_id uuid not null references services.service,
  -- The usage price of the plan.
  component text not null,
  plan_version_id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  -- Bytes, seconds or sessions that are invoiced.
  quantity bigint not null check (quantity >= 0),
  primary key (service_id, component, from_at),
  check (from_at < to_at)
);
comment on table billing.rated is 'How much usage was invoiced of which stretch. What comes to light later is charged as the difference.';

create table billing.run (
  id uuid primary key,
  number bigint generated always as identity unique,
  mode text not null check (mode in ('dry', 'live')),
  -- Cycles that are over by then are invoiced, and usage that was known when they are.
  cutoff_at timestamptz not null,
  state text not null check (state in ('running', 'stopped', 'done')),
  began_at timestamptz not null,
  ended_at timestamptz check ((ended_at is null) = (state <> 'done')),
  -- Cycles that were due when it began, and what became of them.
  due integer not null check (due >= 0),
  invoiced integer not null default 0,
  nothing integer not null default 0,
  -- Payers who were more than one cycle behind: somebody should know why.
  behind integer not null default 0,
  -- Of a dry run, how far it has come.
  after_at timestamptz,
  after_id uuid,
  by_kind text not null,
  by_id text not null
);
comment on table billing.run is 'One bill run, or the rehearsal of one.';
create index run_began on billing.run (began_at, id);
create unique index run_is_alone on billing.run (mode) where state <> 'done';

create table billing.run_total (
  run_id uuid not null references billing.run,
  -- What was charged: kind of the line, and plan.
  kind text not null,
  plan_version_id uuid,
  lines bigint not null,
  net_cents bigint not null,
  excise_cents bigint not null,
  vat_cents bigint not null,
  gross_cents bigint not null,
  unique nulls not distinct (run_id, kind, plan_version_id)
);
comment on table billing.run_total is 'What a run came to, so that it can be compared with the one before.';

create table billing.parked (
  run_id uuid not null references billing.run,
  payer_id uuid not null references subscribers.subscriber,
  kind text not null,
  from_at timestamptz not null,
  -- The code of a refusal, or `fault`; and what staff read.
  code text not null,
  reason text not null,
  at timestamptz not null,
  primary key (run_id, payer_id, kind)
);
comment on table billing.parked is 'Whom a run could not invoice, and why. Others went on; a retry takes them up again.';
