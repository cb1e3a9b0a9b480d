import { sql } from 'kysely'
import { invariant, type Invariant } from '#platform/manifest.ts'

const receivableIsOpenInvoices = invariant(
  'billing.receivable-is-open-invoices',
  'What each subscriber owes in the ledger is what is open of their invoices.',
  (read) =>
    sql<{ sentence: string }>`
      with open as (
        select subscriber_id, sum(gross_cents - settled_cents) as cents from billing.invoice group by subscriber_id
      )
      select format('Subscriber %s owes %s cents in the ledger and %s by invoices.',
                    coalesce(open.subscriber_id, held.party), coalesce(held.cents, 0), coalesce(open.cents, 0)) as sentence
      from open full join (select party, cents from ledger.party_balance where account = 1100) as held
        on held.party = open.subscriber_id
      where coalesce(held.cents, 0) <> coalesce(open.cents, 0)
      limit 100`.execute(read.sql),
)

const invoicesAreTheirLines = invariant(
  'billing.invoices-are-their-lines',
  'The total of an invoice is the sum of its lines, and what its journal says is owed.',
  (read) =>
    sql<{ sentence: string }>`
      select format('Invoice %s is %s cents, its lines %s, its journal %s.', invoice.code, invoice.gross_cents,
                    coalesce(lines.gross, 0), coalesce(posted.cents, 0)) as sentence
      from billing.invoice
      left join (select invoice_id, sum(gross_cents) as gross, sum(net_cents) as net, sum(vat_cents) as vat,
                        sum(excise_cents) as excise
                 from billing.line group by invoice_id) as lines on lines.invoice_id = invoice.id
      left join ledger.journal on journal.key = 'billing.invoice:' || invoice.id
      left join ledger.posting as posted on posted.journal = journal.number and posted.account = 1100
      where lines.gross is distinct from invoice.gross_cents or lines.net <> invoice.net_cents or lines.vat <> invoice.vat_cents
        or lines.excise <> invoice.excise_cents or posted.cents is distinct from invoice.gross_cents
      limit 100`.execute(read.sql),
)

const settlementsAreAllocations = invariant(
  'billing.settlements-are-allocations',
  'What is settled of an invoice is the sum of its allocations, each of which is in the ledger.',
  (read) =>
    sql<{ sentence: string }>`
      select format('Invoice %s is settled by %s cents, its allocations are %s.', invoice.code, invoice.settled_cents,
                    coalesce(given.cents, 0)) as sentence
      from billing.invoice
      left join (select invoice_id, sum(cents) as cents from billing.allocation group by invoice_id) as given
        on given.invoice_id = invoice.id
      where invoice.settled_cents <> coalesce(given.cents, 0)
      union all
      select format('Allocation %s is not in the ledger.', allocation.key)
      from billing.allocation where not exists (select from ledger.journal where journal.key = allocation.key)
      limit 100`.execute(read.sql),
)

const creditsFitTheirLines = invariant(
  'billing.credits-fit-their-lines',
  'Of no line and no tax more was credited than was invoiced.',
  (read) =>
    sql<{ sentence: string }>`
      select format('Line %s of invoice %s was credited by %s of %s cents.', line.place, line.invoice_id, given.gross, line.gross_cents)
        as sentence
      from billing.line
      join (select line_id, sum(net_cents) as net, sum(excise_cents) as excise, sum(vat_cents) as vat, sum(gross_cents) as gross
            from billing.credit_line group by line_id) as given on given.line_id = line.id
      where given.net > line.net_cents or given.excise > line.excise_cents or given.vat > line.vat_cents
        or given.net <> line.credited_net_cents
      limit 100`.execute(read.sql),
)

const numbersHaveNoGaps = invariant(
  'billing.numbers-have-no-gaps',
  'The numbers of invoices, credit notes and quotations run from one without a gap.',
  (read) =>
    sql<{ sentence: string }>`
      with documents as (
        select 'invoice' as kind, count(*) as many, coalesce(max(number), 0) as highest from billing.invoice
        union all select 'credit-note', count(*), coalesce(max(number), 0) from billing.credit_note
        union all select 'quotation', count(number), coalesce(max(number), 0) from billing.quotation
      )
      select format('There are %s documents of the series %s, and the next number is %s.', many, kind, next) as sentence
      from documents join billing.series using (kind)
      where many <> highest or next <> highest + 1`.execute(read.sql),
)

const deferredIsUnearned = invariant(
  'billing.deferred-revenue-is-unearned',
  'Deferred revenue is what is unearned of all lines, up to where revenue was recognised.',
  (read) =>
    sql<{ sentence: string }>`
      with wanted as (
        select coalesce(sum(billing.unearned(net_cents, credited_net_cents, from_at, to_at, recognised_at)), 0) as cents
        from billing.progress left join billing.line on is_deferred
      ), held as (
        select -coalesce(sum(posting.cents), 0) as cents from ledger.posting
        join ledger.journal on journal.number = posting.journal
        where posting.account = 2200 and journal.kind like 'billing.%'
      )
      select format('Billing deferred %s cents in the ledger; its lines say %s.', held.cents, wanted.cents) as sentence
      from wanted, held where wanted.cents <> held.cents`.execute(read.sql),
)

const periodsAreInvoiced = invariant(
  'billing.paid-periods-are-invoiced',
  'Every period that names an invoice is on it, once.',
  (read) =>
    sql<{ sentence: string }>`
      select format('Period %s of service %s from %s is on %s lines.', period.id, period.service_id, period.from_at,
                    count(line.id)) as sentence
      from services.period
      left join billing.line on line.invoice_id = period.invoice_id and line.service_id = period.service_id
        and line.from_at = period.from_at and line.kind = 'recurring'
      where period.invoice_id is not null and period.kind = 'base'
      group by period.id, period.service_id, period.from_at
      having count(line.id) = 0
      limit 100`.execute(read.sql),
)

const taxesAreOfDocuments = invariant(
  'billing.taxes-are-those-of-documents',
  'What billing owes the state in the ledger is the VAT and excise of its invoices, less those of its credit notes, but for VAT of bad debts.',
  (read) =>
    sql<{ sentence: string }>`
      with documents as (
        select coalesce(sum(vat_cents), 0) as vat, coalesce(sum(excise_cents + levies_cents), 0) as excise from billing.invoice
      ), credited as (
        select coalesce(sum(vat_cents), 0) as vat, coalesce(sum(excise_cents + levies_cents), 0) as excise from billing.credit_note
      ), held as (
        select -coalesce(sum(posting.cents) filter (where account = 2300), 0) as vat,
               -coalesce(sum(posting.cents) filter (where account = 2310), 0) as excise
        from ledger.posting join ledger.journal on journal.number = posting.journal
        where posting.account in (2300, 2310) and journal.kind like 'billing.%' and journal.kind not like 'billing.vat-relief%'
      )
      select format('By documents VAT is %s and excise %s cents; billing booked %s and %s.', documents.vat - credited.vat,
                    documents.excise - credited.excise, held.vat, held.excise) as sentence
      from documents, credited, held
      where (documents.vat - credited.vat, documents.excise - credited.excise) <> (held.vat, held.excise)`.execute(
      read.sql,
    ),
)

const nobodyIsForgotten = invariant(
  'billing.nobody-is-forgotten',
  'Nobody’s paid time has been over for a quarter of an hour while their wallet holds twice what the last period cost.',
  (read) =>
    sql<{ sentence: string }>`
      select format('Service %s is paid until %s; its last period cost %s cents, and the wallet holds %s.', service.number,
                    service.paid_until, last.gross_cents, -held.cents) as sentence
      from services.service
      join ledger.party_balance as held on held.party = service.subscriber_id and held.account = 2100
      cross join lateral (
        -- Part of a month costs less than the whole one that follows; add-ons are on the line of each whole period again.
        select sum(line.gross_cents * line.list_cents / line.price_cents)::bigint as gross_cents from services.period
        join billing.line on line.service_id = service.id and line.from_at = period.from_at and line.invoice_id = period.invoice_id
        join catalog.plan_version on plan_version.id = period.plan_version_id
        where period.service_id = service.id and period.paid and period.to_at = service.paid_until
          -- A calendar week or month that was joined in the middle cost less than the whole one that follows.
          and (plan_version.terms -> 'validity' ->> 'mode' <> 'calendar' or (period.price -> 'k')::int > 0)
          -- Whoever has another plan by now pays that one's price.
          and period.plan_version_id = service.plan_version_id
          -- And whoever has more beside it since then pays more.
          and not exists (
            select from services.addon where addon.service_id = service.id and addon.price ->> 'charged' = 'each-period'
              and coalesce(addon.to_at, 'infinity') > period.to_at
              and not exists (select from billing.line as charged where charged.invoice_id = period.invoice_id
                              and charged.component = 'add-on:' || addon.id))
      ) as last
      where service.status = 'active' and service.pay = 'prepaid' and service.auto_renew
        and service.paid_until between ${read.now}::timestamptz - interval '30 days' and ${read.now}::timestamptz - interval '15 minutes'
        and last.gross_cents > 0 and -held.cents >= 2 * last.gross_cents
        and not exists (select from services.hold where hold.service_id = service.id and hold.lifted_at is null)
        and not exists (select from billing.invoice where invoice.subscriber_id = service.subscriber_id and settled_cents < gross_cents)
      limit 100`.execute(read.sql),
)

const adjustmentsAreInTheLedger = invariant(
  'billing.adjustments-are-in-the-ledger',
  'What was booked by hand is in the ledger, reversed where it was undone; deposits that are held are their account.',
  (read) =>
    sql<{ sentence: string }>`
      select format('Adjustment %s (%s) is booked %s times and reversed %s times.', one.id, one.kind, count(booked.id),
                    count(turned.id)) as sentence
      from billing.adjustment as one
      left join ledger.journal as booked on booked.key = 'billing.adjustment:' || one.id
      left join ledger.journal as turned on turned.reverses = booked.number
      group by one.id, one.kind, one.undone_at
      having count(booked.id) <> 1 or count(turned.id) <> case when one.undone_at is null then 0 else 1 end
      union all
      select format('Subscriber %s has %s cents of deposits in the ledger and %s by hand.', coalesce(held.party, own.subscriber_id),
                    -coalesce(held.cents, 0), coalesce(own.cents, 0))
      from (select subscriber_id, sum(case kind when 'deposit' then cents else -cents end) as cents from billing.adjustment
            where kind like 'deposit%' and undone_at is null group by 1) as own
      full join (select party, cents from ledger.party_balance where account = 2110) as held on held.party = own.subscriber_id
      where -coalesce(held.cents, 0) <> coalesce(own.cents, 0)
      limit 100`.execute(read.sql),
)

/** Billing.md I18 (as far as it can be told without pricing), I28, I10, I11, I12, I19, I21, I27, and the allocations that I7 and I8 stand on. */
export const invariants: readonly Invariant[] = [
  receivableIsOpenInvoices,
  invoicesAreTheirLines,
  settlementsAreAllocations,
  creditsFitTheirLines,
  numbersHaveNoGaps,
  deferredIsUnearned,
  periodsAreInvoiced,
  taxesAreOfDocuments,
  nobodyIsForgotten,
  adjustmentsAreInTheLedger,
]
