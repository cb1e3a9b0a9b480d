-- What came of a dispute: the subscriber was right, or the invoice stands; and what was said to them.
alter table billing.dispute
  add column outcome text check (outcome in ('credited', 'stands')),
  add column outcome_words text,
  add constraint dispute_outcome check (outcome is null or ended_at is not null);
create index dispute_invoice on billing.dispute (invoice_id, opened_at);

-- When a service was down, for what its contract promises. Noted by hand, or by whatever watches the network.
create table billing.outage (
  id uuid primary key,
  service_id uuid not null references services.service,
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at > from_at),
  reason text not null,
  made_at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  removed_at timestamptz
);
comment on table billing.outage is 'When a service was down. Taken out by a mark, so that a credit can be explained.';
create index outage_service on billing.outage (service_id, from_at) where removed_at is null;
