-- What is booked for a subscriber beside invoices, credit notes and payments: goodwill, bad debts, tax that payers withheld, deposits.

create table billing.adjustment (
  id uuid primary key,
  subscriber_id uuid not null references subscribers.subscriber,
  kind text not null check (kind in ('goodwill', 'write-off', 'recovery', 'withheld-vat', 'withheld-income',
    'deposit', 'deposit-used', 'deposit-returned')),
  -- What it settles.
  invoice_id uuid references billing.invoice,
  -- The write-off that is recovered, the deposit that is used or returned.
  of_id uuid references billing.adjustment,
  cents bigint not null check (cents > 0),
  -- Of that, what found its invoice settled already, and went into the wallet.
  to_wallet_cents bigint not null default 0 check (to_wallet_cents between 0 and cents),
  reason text not null,
  -- Of tax that was withheld: the certificate's number and day.
  certificate text,
  certificate_on date,
  at timestamptz not null,
  by_kind text not null,
  by_id text not null,
  undone_at timestamptz,
  undone_why text,
  undone_by_kind text,
  undone_by_id text,
  check ((invoice_id is not null) = (kind in ('write-off', 'withheld-vat', 'withheld-income', 'deposit-used'))),
  check ((of_id is not null) = (kind in ('recovery', 'deposit-used', 'deposit-returned'))),
  check ((certificate is not null and certificate_on is not null) = (kind in ('withheld-vat', 'withheld-income')))
);
comment on table billing.adjustment is 'What is booked for a subscriber beside invoices, credit notes and payments. Undone by a reversal, never changed.';
create index adjustment_subscriber on billing.adjustment (subscriber_id, at, id);
create index adjustment_invoice on billing.adjustment (invoice_id) where invoice_id is not null;
create index adjustment_of on billing.adjustment (of_id) where of_id is not null;
-- A certificate counts once for an invoice.
create unique index adjustment_certificate on billing.adjustment (subscriber_id, upper(certificate), invoice_id, kind)
  where certificate is not null and undone_at is null;

create function billing.adjustment_stays() returns trigger language plpgsql as $$
declare undoing constant text[] := array['undone_at', 'undone_why', 'undone_by_kind', 'undone_by_id'];
begin
  if tg_op = 'DELETE' or old.undone_at is not null or to_jsonb(old) - undoing <> to_jsonb(new) - undoing then
    raise exception 'what was booked is undone once and never changed: %', tg_table_name using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger stays before update or delete on billing.adjustment
  for each row execute function billing.adjustment_stays();

-- What is undone of an adjustment is an allocation below zero, so that what was open on any past day can still be told.
alter table billing.allocation drop constraint allocation_source_check, drop constraint allocation_cents_check,
  drop constraint allocation_check,
  add column adjustment_id uuid references billing.adjustment,
  add constraint allocation_source_check check (source in ('wallet', 'credit-note', 'adjustment')),
  add constraint allocation_cents_check check (cents > 0 or cents < 0 and source = 'adjustment'),
  add constraint allocation_check check ((source = 'credit-note') = (credit_note_id is not null)
    and (source = 'adjustment') = (adjustment_id is not null));

-- What of an open invoice waits for a certificate: payers whom the state made agents keep back a share of its taxable value
-- (Tax Procedures Act s.42A), and pay it to the state instead of us. Nothing where nothing is kept back.
create function billing.awaited(invoice billing.invoice) returns bigint language sql stable as $$
  select coalesce((
    select greatest(0, least(invoice.gross_cents - invoice.settled_cents,
      round((select coalesce(sum(net_cents + excise_cents + levies_cents), 0) - coalesce(sum(credited.cents), 0)
             from billing.line
             left join lateral (select sum(net_cents + excise_cents + levies_cents) as cents from billing.credit_line
                                where line_id = line.id) as credited on true
             where line.invoice_id = invoice.id and vat_cents > 0)
        * (select coalesce(rate_bp, 0) from catalog.tax_rate where tax_id = 'withholding-vat' and from_on <= invoice.issued_on
           order by from_on desc limit 1) / 10000)::bigint
      - (select coalesce(sum(cents), 0)::bigint from billing.adjustment
         where invoice_id = invoice.id and kind = 'withheld-vat' and undone_at is null)))
    from subscribers.tax_standing as standing
    where standing.subscriber_id = invoice.subscriber_id and standing.kind = 'withholding-agent' and standing.ended_at is null
      and standing.from_on <= invoice.issued_on and (standing.until_on is null or standing.until_on >= invoice.issued_on)
    limit 1), 0)
$$;

-- As before; what was written off is neither collected nor credited.
create or replace function billing.moves_between(after bigint, upto bigint)
  returns table (measure text, dimension text, day date, key text, cents bigint) language sql stable as $$
  with booked as materialized (
    select journal.kind, journal.key, journal.subject_id, journal.booked_on from ledger.journal
    where journal.number > after and journal.number <= upto and journal.kind like 'billing.%'
  ), earned as (
    select booked.booked_on, line.id as line_id, coalesce(line.earned_cents, 0) as cents
    from booked join billing.line on line.invoice_id = booked.subject_id where booked.kind = 'billing.invoice'
    union all
    select booked.booked_on, credit.line_id, -coalesce(credit.earned_cents, 0)
    from booked join billing.credit_line as credit on credit.credit_note_id = booked.subject_id
    where booked.kind = 'billing.credit-note'
  ), owed as (
    select booked.booked_on, invoice.due_on, invoice.issued_on, 'billed' as what, invoice.gross_cents as cents
    from booked join billing.invoice on invoice.id = booked.subject_id where booked.kind = 'billing.invoice'
    union all
    select booked.booked_on, invoice.due_on, invoice.issued_on,
      case when allocation.source = 'credit-note' then 'credited' when booked.kind = 'billing.write-off' then 'written-off'
        else 'collected' end, -allocation.cents
    from booked join billing.allocation on allocation.key = booked.key
    join billing.invoice on invoice.id = allocation.invoice_id
  )
  select 'revenue', by.dimension, earned.booked_on, by.key, sum(earned.cents)::bigint
  from earned join billing.line_dimension as by on by.line_id = earned.line_id
  where earned.cents <> 0 group by 2, 3, 4
  union all
  select 'receivable', 'due', booked_on, due_on::text, sum(owed.cents)::bigint from owed group by 3, 4
  union all
  select what, 'month', booked_on, to_char(issued_on, 'YYYY-MM'), (case what when 'billed' then 1 else -1 end * sum(owed.cents))::bigint
  from owed group by 1, 3, 4
$$;
