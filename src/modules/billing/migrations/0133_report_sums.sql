-- Sums that reports are made of. Each is taken from what units booked, by journals in the ledger's own order, so that every
-- report comes to what the ledger says, on any day.

-- What of a line's net was earned when it was issued or credited; the rest is deferred revenue. Null: before this migration.
alter table billing.line add column plan_version_id uuid references catalog.plan_version, add column earned_cents bigint;
alter table billing.credit_line add column earned_cents bigint;

create table billing.sum_day (
  -- revenue by plan, site, segment, kind, cohort; receivable by due day; billed, collected, credited by month of issue; mrr and payers by kind of move.
  measure text not null,
  dimension text not null,
  -- As booked, in the ISP's zone.
  day date not null,
  key text not null,
  cents bigint not null,
  primary key (measure, dimension, day, key)
);
comment on table billing.sum_day is 'What was booked on a day, by measure and what it is broken down by. Moves up to the mark, and recognised revenue.';

create table billing.sum_mark (
  one boolean primary key default true check (one),
  -- Journals up to here are in billing.sum_day.
  journal bigint not null,
  -- Services that ended up to here were looked at.
  ended_at timestamptz not null
);
comment on table billing.sum_mark is 'How far the sums of reports have come. One row.';
insert into billing.sum_mark (journal, ended_at) values (0, '2000-01-01T00:00:00Z');

create table billing.mrr_move (
  subscriber_id uuid not null references subscribers.subscriber,
  -- The last one of each payer is in the future: when they will have left, unless they renew.
  day date not null,
  kind text not null check (kind in ('new', 'expansion', 'contraction', 'churn', 'reactivation')),
  -- By how much the monthly recurring revenue moved.
  cents bigint not null check (cents <> 0),
  primary key (subscriber_id, day)
);
comment on table billing.mrr_move is 'How the monthly recurring revenue of each payer moved. Worked out again from their lines whenever these change.';
create index mrr_move_day on billing.mrr_move (day, kind, subscriber_id);

-- What a line is broken down by. As it is now: what was booked before stays where it was.
create view billing.line_dimension as
  select line.id as line_id, by.dimension, by.key
  from billing.line
  join billing.invoice on invoice.id = line.invoice_id
  join subscribers.subscriber on subscriber.id = invoice.subscriber_id
  left join services.service on service.id = line.service_id
  left join catalog.plan_version on plan_version.id = line.plan_version_id
  cross join organization.isp
  cross join lateral (values
    ('plan', coalesce(plan_version.plan_id::text, 'none')),
    ('site', coalesce(service.site_id, subscriber.site_id)::text),
    ('segment', (select claim.segment_id::text from subscribers.segment_claim as claim
                 where claim.subscriber_id = subscriber.id and claim.state = 'proven' order by claim.segment_id limit 1)),
    ('kind', subscriber.kind),
    ('cohort', to_char(subscriber.added_at at time zone isp.time_zone, 'YYYY-MM'))
  ) as given (dimension, key)
  cross join lateral (select given.dimension, coalesce(given.key, 'none') as key) as by;
comment on view billing.line_dimension is 'Plan, site, segment, kind of subscriber and cohort of each line.';

-- What journals after one number and up to another moved, as billing.sum_day keeps it. Recognised revenue is not among it: it is
-- broken down in the unit that books it.
create function billing.moves_between(after bigint, upto bigint)
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
      case allocation.source when 'wallet' then 'collected' else 'credited' end, -allocation.cents
    from booked join billing.allocation on allocation.key = booked.key
    join billing.invoice on invoice.id = allocation.invoice_id
  )
  select 'revenue', by.dimension, earned.booked_on, by.key, sum(earned.cents)::bigint
  from earned join billing.line_dimension as by on by.line_id = earned.line_id
  where earned.cents <> 0 group by 2, 3, 4
  union all
  select 'receivable', 'due', booked_on, due_on::text, sum(owed.cents)::bigint from owed group by 3, 4
  union all
  select what, 'month', booked_on, to_char(issued_on, 'YYYY-MM'), abs(sum(owed.cents))::bigint from owed group by 1, 3, 4
$$;

-- How the monthly recurring revenue of payers moved, from their lines alone. A month is worth its price, a week 52/12 of it, a day
-- 365/12, thirty days 365/360; hours and minutes recur for nobody. A stretch that is no whole period counts by its length. A payer has
-- left when nothing was bought for thirty days after the time that was paid, or when the service ended.
create function billing.mrr_of(payers uuid[])
  returns table (subscriber_id uuid, day date, kind text, cents bigint) language sql stable as $$
  with piece as (
    select invoice.subscriber_id, line.service_id,
      case line.kind when 'recurring' then '' else line.component end as part,
      greatest(invoice.issued_on, (line.from_at at time zone isp.time_zone)::date) as starts,
      least(coalesce((service.ended_at at time zone isp.time_zone)::date, 'infinity'),
        greatest((line.to_at at time zone isp.time_zone)::date, invoice.issued_on + stretch.days::int) + 30) as ends,
      round(line.net_cents * case when stretch.days between nominal.days * 0.9 and nominal.days * 1.1
        then nominal.monthly else 30.4375 / stretch.days end)::bigint as cents
    from billing.line
    join billing.invoice on invoice.id = line.invoice_id
    join services.service on service.id = line.service_id
    join catalog.plan_version on plan_version.id = line.plan_version_id
    cross join organization.isp
    cross join lateral (select extract(epoch from line.to_at - line.from_at) / 86400 as days) as stretch
    cross join lateral (select plan_version.terms -> 'validity' ->> 'unit' as unit,
      (plan_version.terms -> 'validity' ->> 'count')::numeric as count) as validity
    join (values ('day', 1, 365 / 12.0), ('week', 7, 52 / 12.0), ('day30', 30, 365 / 360.0), ('month', 30.4375, 1.0),
      ('quarter', 91.3125, 1 / 3.0), ('year', 365.25, 1 / 12.0)) as of_unit (unit, days, monthly) on of_unit.unit = validity.unit
    cross join lateral (select of_unit.days * validity.count as days, of_unit.monthly / validity.count as monthly) as nominal
    where invoice.subscriber_id = any (payers) and line.kind in ('recurring', 'add-on', 'device')
      and line.from_at is not null and stretch.days > 0
  ), step as (
    select subscriber_id, service_id, part, starts, max(ends) as ends, sum(cents) as cents
    from piece where starts < ends group by 1, 2, 3, 4
  ), held as (
    select *, least(ends, coalesce(lead(starts) over (partition by subscriber_id, service_id, part order by starts), ends)) as until
    from step
  ), moved as (
    select subscriber_id, day, sum(cents) as cents from (
      select subscriber_id, starts as day, cents from held
      union all select subscriber_id, until, -cents from held where isfinite(until)
    ) as sides group by 1, 2 having sum(cents) <> 0
  ), running as (
    select *, sum(cents) over (partition by subscriber_id order by day) as after,
      row_number() over (partition by subscriber_id order by day) as place
    from moved
  )
  select subscriber_id, day,
    case when after = 0 then 'churn' when place = 1 then 'new' when after = cents then 'reactivation'
      when cents > 0 then 'expansion' else 'contraction' end,
    cents::bigint
  from running
$$;

-- What was open on a past day is what is open now, and what was settled since.
create index allocation_at on billing.allocation (at, invoice_id);
