import { sql } from 'kysely'
import { kes, moneyToWire } from '#kernel/money.ts'
import { balanceOf, CHART } from '#modules/ledger/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import { holdsDuring, servicesHeld } from '#modules/services/index.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import type { Read } from '#platform/tx.ts'
import { pricePeriods, type PricedPeriod } from '../commands/price-periods.ts'
import type { MoneyOf, Statement } from '../contract.ts'
import { subscriberNotFound } from '../refusals.ts'
import { isOverdue, openInvoices } from './open-invoices.ts'

const wire = (cents: bigint) => moneyToWire(kes(cents))

/** What a subscriber has and owes, and what the next period of each prepaid service costs, by the rule that renews it. */
export async function moneyNow(read: Read, subscriberId: string): Promise<MoneyOf> {
  if (!(await subscriberFacts(read, [subscriberId])).has(subscriberId)) throw subscriberNotFound()
  const { timeZone } = await regionNow(read)
  const today = read.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const wallet = await balanceOf(read, { kind: 'subscriber', id: subscriberId }, CHART.wallets)
  const owed = await openInvoices(read, [subscriberId])
  const overdue = owed.filter((one) => isOverdue(one, today))
  const sum = (invoices: typeof owed) => invoices.reduce((total, { open }) => total + open, 0n)
  const next = await nextPeriods(read, subscriberId)
  const available = wallet.cents - sum(overdue)
  let [left, wanted] = [available, 0n]
  const lines = next.map(({ service, version, next: { period }, gross, lines: words }) => {
    const reach = left > 0n ? left : 0n
    const missing = gross > reach ? gross - reach : 0n
    // What does not renew by itself takes nothing from what the others renew from.
    if (missing === 0n && service.autoRenew) left -= gross
    if (missing > 0n || service.autoRenew) wanted += gross
    return {
      ...{ serviceId: service.serviceId, number: service.number, plan: version.planName },
      ...{ paidUntil: service.paidUntil?.toString() ?? null, autoRenew: service.autoRenew },
      ...{ from: period.from.toString(), to: period.to.toString() },
      ...{ price: wire(gross), missing: wire(missing) },
      lines: words.map((line) => line.words),
    }
  })
  const lacking = wanted - (available > 0n ? available : 0n)
  return {
    subscriberId,
    wallet: moneyToWire(wallet),
    owed: wire(sum(owed)),
    overdue: wire(sum(overdue)),
    overdueSince: overdue[0]?.dueOn.toString() ?? null,
    openInvoices: owed.length,
    next: lines,
    lacking: wire(lacking > 0n ? lacking : 0n),
  }
}

/** The next period of each prepaid service that is held, priced by the rule that renews it. */
export async function nextPeriods(read: Read, subscriberId: string): Promise<PricedPeriod[]> {
  const services = (await servicesHeld(read, { subscriberIds: [subscriberId] })).filter(
    ({ pay, status }) => pay === 'prepaid' && (status === 'active' || status === 'pending'),
  )
  const held = new Set(
    (
      await holdsDuring(read, {
        serviceIds: services.map((one) => one.serviceId),
        ...{ from: read.now, to: read.now.add({ milliseconds: 1 }) },
      })
    ).map((one) => one.serviceId),
  )
  return pricePeriods(read, services, ({ serviceId }) => !held.has(serviceId))
}

const KINDS: Readonly<Record<string, Statement['entries'][number]['kind']>> = {
  'payments.receipt': 'payment',
  'payments.assignment': 'payment',
  'payments.refund-asked': 'refund',
  'billing.invoice': 'invoice',
  'billing.credit-note': 'credit-note',
  'billing.goodwill': 'goodwill',
  'billing.write-off': 'write-off',
  'billing.recovery': 'recovery',
  'billing.withheld-vat': 'withheld',
  'billing.withheld-income': 'withheld',
  'billing.deposit': 'deposit',
  'billing.deposit-used': 'deposit',
  'billing.deposit-returned': 'deposit',
}

/**
 * Everything that moved what a subscriber owes or has, out of the ledger: settling an invoice from the wallet moves nothing
 * between us, so it is not there. The last 90 days unless said.
 */
export async function statementNow(
  read: Read,
  asked: { subscriberId: string; from?: string | undefined; to?: string | undefined },
): Promise<Statement> {
  const { timeZone } = await regionNow(read)
  const today = read.now.toZonedDateTimeISO(timeZone).toPlainDate()
  const to = asked.to === undefined ? today : Temporal.PlainDate.from(asked.to)
  const from =
    asked.from === undefined ? to.subtract({ days: 90 }) : Temporal.PlainDate.from(asked.from)
  const { rows } = await sql<{
    id: string
    kind: string
    memo: string | null
    subject_id: string | null
    reverses: bigint | null
    booked_at: Temporal.Instant
    booked_on: Temporal.PlainDate
    cents: bigint
    balance: bigint
  }>`
    with moved as (
      select journal, sum(cents)::bigint as cents from ledger.posting
      where party = ${asked.subscriberId} and account in (${CHART.receivable}, ${CHART.wallets})
      group by journal having sum(cents) <> 0
    )
    select id, kind, memo, subject_id, reverses, booked_at, booked_on, cents,
      (sum(cents) over (order by booked_at, number))::bigint as balance
    from moved join ledger.journal on journal.number = moved.journal
    where booked_on <= ${to}
    order by booked_at, number`.execute(read.sql)
  const shown = rows.filter((row) => Temporal.PlainDate.compare(row.booked_on, from) >= 0)
  const [first] = shown
  const before = first ? first.balance - first.cents : (rows.at(-1)?.balance ?? 0n)
  return {
    ...{ from: from.toString(), to: to.toString(), before: wire(before) },
    entries: shown.map((row) => ({
      ...{ id: row.id, at: row.booked_at.toString(), memo: row.memo ?? '' },
      kind:
        row.reverses !== null && row.kind === 'payments.receipt'
          ? 'payment-reversed'
          : (KINDS[row.kind] ?? 'other'),
      ...{ subjectId: row.subject_id, amount: wire(row.cents), balance: wire(row.balance) },
    })),
    after: wire(shown.at(-1)?.balance ?? before),
  }
}
