-- What they owe: invoices with their lines, what settles them, and credit notes. Amounts are whole cents.
create schema billing;

create table billing.series (
  kind text primary key check (kind in ('invoice', 'credit-note')),
  prefix text not null check (prefix ~ '^[A-Z]{1,6}-$'),
  next bigint not null check (next > 0)
);
comment on table billing.series is 'The next number of each kind of document. Taken in the unit that writes the document, so that none is missing.';
insert into billing.series (kind, prefix, next) values ('invoice', 'INV-', 1), ('credit-note', 'CN-', 1);

create table billing.invoice (
  id uuid primary key,
  -- Without a gap, in the order of issue.
  number bigint not null unique,
  code text not null unique,
  subscriber_id uuid not null references subscribers.subscriber,
  -- What it is for, by its natural name; the same thing is never invoiced twice.
  key text not null unique check (length(key) between 1 and 200),
  issued_at timestamptz not null,
  -- The local days of the ISP's zone as it was then.
  issued_on date not null,
  due_on date not null check (due_on >= issued_on),
  currency text not null check (currency = 'KES'),
  net_cents bigint not null,
  excise_cents bigint not null,
  levies_cents bigint not null,
  taxable_cents bigint not null,
  vat_cents bigint not null,
  gross_cents bigint not null check (gross_cents > 0),
  -- The sums of its allocations, kept beside it so that what is open can be found.
  settled_cents bigint not null default 0 check (settled_cents >= 0),
  by_kind text not null,
  by_id text not null,
  check (taxable_cents = net_cents + excise_cents + levies_cents and gross_cents = taxable_cents + vat_cents),
  constraint invoice_is_not_settled_twice check (settled_cents <= gross_cents)
);
comment on table billing.invoice is 'A numbered document of what is owed. Never changed once issued; credit notes correct it.';
create index invoice_subscriber on billing.invoice (subscriber_id, issued_at, id);
create index invoice_issued on billing.invoice (issued_at, id);
create index invoice_due on billing.invoice (due_on, id);
create index invoice_amount on billing.invoice (gross_cents, id);
create index invoice_open on billing.invoice (subscriber_id, due_on, number) where settled_cents < gross_cents;
create index invoice_open_due on billing.invoice (due_on, id) where settled_cents < gross_cents;

create table billing.line (
  id uuid primary key,
  invoice_id uuid not null references billing.invoice,
  place smallint not null check (place > 0),
  service_id uuid references services.service,
  kind text not null check (kind in ('recurring', 'usage', 'one-off', 'minimum', 'add-on', 'device', 'fee')),
  -- The component of the plan, or of what else was sold.
  component text not null,
  -- The service period; null: at once.
  from_at timestamptz,
  to_at timestamptz,
  words_en text not null,
  words_sw text not null,
  quantity bigint not null,
  -- Before discounts and after, in the tax mode of the price.
  list_cents bigint not null,
  price_cents bigint not null,
  tax_class text not null,
  -- Net, excise, VAT and all, exactly as they were worked out; never worked out again.
  taxed jsonb not null,
  net_cents bigint not null check (net_cents >= 0),
  excise_cents bigint not null check (excise_cents >= 0),
  levies_cents bigint not null check (levies_cents >= 0),
  vat_cents bigint not null check (vat_cents >= 0),
  gross_cents bigint not null check (gross_cents = net_cents + excise_cents + levies_cents + vat_cents),
  -- Where its net is earned, and whether it is earned little by little over its period.
  income_account integer not null references ledger.account,
  is_deferred boolean not null check (not is_deferred or from_at is not null),
  credited_net_cents bigint not null default 0,
  unique (invoice_id, place),
  check ((from_at is null) = (to_at is null) and from_at < to_at),
  constraint line_is_not_credited_twice check (credited_net_cents between 0 and net_cents)
);
comment on table billing.line is 'One priced thing on an invoice, with its taxes and its words.';
-- Each stretch of a service is charged once.
create unique index line_charges_once on billing.line (service_id, kind, component, from_at) where service_id is not null and from_at is not null;

create table billing.credit_note (
  id uuid primary key,
  number bigint not null unique,
  code text not null unique,
  invoice_id uuid not null references billing.invoice,
  subscriber_id uuid not null references subscribers.subscriber,
  reason text not null,
  issued_at timestamptz not null,
  issued_on date not null,
  currency text not null check (currency = 'KES'),
  net_cents bigint not null,
  excise_cents bigint not null,
  levies_cents bigint not null,
  taxable_cents bigint not null,
  vat_cents bigint not null,
  gross_cents bigint not null check (gross_cents > 0),
  -- What of it was paid before and went back into the wallet.
  to_wallet_cents bigint not null check (to_wallet_cents between 0 and gross_cents),
  by_kind text not null,
  by_id text not null,
  check (taxable_cents = net_cents + excise_cents + levies_cents and gross_cents = taxable_cents + vat_cents)
);
comment on table billing.credit_note is 'A numbered document that takes back part of an invoice, with the same taxes. Only grows.';
create index credit_note_invoice on billing.credit_note (invoice_id);
create index credit_note_subscriber on billing.credit_note (subscriber_id, issued_at, id);

create table billing.credit_line (
  credit_note_id uuid not null references billing.credit_note,
  line_id uuid not null references billing.line,
  taxed jsonb not null,
  net_cents bigint not null check (net_cents > 0),
  excise_cents bigint not null check (excise_cents >= 0),
  levies_cents bigint not null check (levies_cents >= 0),
  vat_cents bigint not null check (vat_cents >= 0),
  gross_cents bigint not null check (gross_cents = net_cents + excise_cents + levies_cents + vat_cents),
  primary key (credit_note_id, line_id)
);
comment on table billing.credit_line is 'What a credit note takes back of one line. Only grows.';
create index credit_line_line on billing.credit_line (line_id);

create table billing.allocation (
  id uuid primary key,
  invoice_id uuid not null references billing.invoice,
  source text not null check (source in ('wallet', 'credit-note')),
  -- Of the journal that books it.
  key text not null unique,
  credit_note_id uuid references billing.credit_note,
  cents bigint not null check (cents > 0),
  at timestamptz not null,
  check ((source = 'credit-note') = (credit_note_id is not null))
);
comment on table billing.allocation is 'What settles an invoice, piece by piece. Only grows, so that what was open on any past day can be told.';
create index allocation_invoice on billing.allocation (invoice_id, at);

create table billing.progress (
  one boolean primary key default true check (one),
  -- Deferred revenue is recognised up to here.
  recognised_at timestamptz not null,
  -- Services whose paid time ends up to here, and of that moment those with ids up to here, were looked at for renewal.
  renewed_at timestamptz not null,
  renewed_id uuid not null
);
comment on table billing.progress is 'How far the jobs have come. One row.';
insert into billing.progress (recognised_at, renewed_at, renewed_id)
values ('2000-01-01T00:00:00Z', '2000-01-01T00:00:00Z', '00000000-0000-0000-0000-000000000000');
create index line_deferred on billing.line (to_at) where is_deferred;

-- Of a line, what is not earned at a moment: by the second, after what was credited of it.
create function billing.unearned(net bigint, credited bigint, starts timestamptz, ends timestamptz, at timestamptz) returns bigint
  language sql immutable parallel safe as $$
  select greatest(0, case when at <= starts then net when at >= ends then 0
    else round(net * extract(epoch from ends - at) / extract(epoch from ends - starts)) end - credited)::bigint;
$$;

create trigger only_grows before update or delete on billing.credit_note
  for each row execute function platform.only_grows();
create trigger only_grows before update or delete on billing.credit_line
  for each row execute function platform.only_grows();
create trigger only_grows before update or delete on billing.allocation
  for each row execute function platform.only_grows();

-- Of an issued document only what was settled or credited of it moves.
create function billing.document_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or to_jsonb(old) - array['settled_cents', 'credited_net_cents'] <> to_jsonb(new) - array['settled_cents', 'credited_net_cents'] then
    raise exception 'an issued document never changes: %', tg_table_name using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger stays before update or delete on billing.invoice
  for each row execute function billing.document_stays();
create trigger stays before update or delete on billing.line
  for each row execute function billing.document_stays();
