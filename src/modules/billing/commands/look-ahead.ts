import { newId } from '#kernel/id.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { sumTaxed } from '#modules/catalog/contract.ts'
import { balanceOf, CHART } from '#modules/ledger/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import { receivePayment } from '#modules/payments/index.ts'
import { servicesHeld } from '#modules/services/index.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { InvoiceAhead } from '../contract/ahead.ts'
import { issuedSince } from '../queries/ahead.ts'
import { cyclesOf } from '../queries/due-cycles.ts'
import { nextPeriods } from '../queries/money.ts'
import { openInvoices } from '../queries/open-invoices.ts'
import { subscriberNotFound } from '../refusals.ts'
import { KeptVersions, type PayersCycle } from '../rules/cycle-facts.ts'
import { cycleAfter, PAYG_TERMS } from '../rules/cycles.ts'
import { SWEEP_AHEAD } from '../rules/renewal.ts'
import { whatIf } from '../store/what-if.ts'
import { priceCycles } from './price-cycles.ts'
import { renewFromWallets } from './renew-from-wallets.ts'

const wire = (cents: bigint) => moneyToWire(kes(cents))
const earlier = (one: Temporal.Instant, other: Temporal.Instant) =>
  Temporal.Instant.compare(one, other) < 0 ? one : other

/**
 * The next invoices of a subscriber. Prepaid services are renewed in earnest, moment by moment, with just the money that is
 * needed, and all of it is taken back; cycles of those who pay afterwards are priced by the bill run's own rule. Nothing of it stays.
 */
export async function lookAhead(
  tx: Tx,
  { subscriberId, count }: { subscriberId: string; count: number },
): Promise<InvoiceAhead[]> {
  if (!(await subscriberFacts(tx, [subscriberId])).has(subscriberId)) throw subscriberNotFound()
  const bought = await whatIf(tx, (now) => renewalsAhead(now, subscriberId, count))
  const billed = await cyclesAhead(tx, subscriberId, count)
  return [...bought, ...billed]
    .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
    .slice(0, count)
}

async function renewalsAhead(tx: Tx, subscriberId: string, count: number): Promise<InvoiceAhead[]> {
  const seen: string[] = []
  for (const there of await issuedSince(tx, { subscriberId, known: [] })) seen.push(there.id)
  const ahead: InvoiceAhead[] = []
  let after = tx.now
  while (ahead.length < count) {
    const at = await nextRenewal(tx, subscriberId, after)
    if (!at) break
    const then = { ...tx, now: at }
    await payWhatIsNeeded(then, subscriberId)
    await renewFromWallets(then, { subscriberIds: [subscriberId] })
    const issued = await issuedSince(then, { subscriberId, known: seen })
    for (const one of issued) {
      seen.push(one.id)
      ahead.push({
        ...{ at: one.issued_at.toString(), how: 'prepaid', dueOn: one.due_on.toString() },
        lines: one.lines.map((line) => ({
          words: { en: line.words_en, sw: line.words_sw },
          gross: wire(line.gross_cents),
        })),
        ...{ net: wire(one.net_cents), excise: wire(one.excise_cents + one.levies_cents) },
        ...{ vat: wire(one.vat_cents), gross: wire(one.gross_cents) },
      })
    }
    // What cannot be renewed (free, on trial, held) is passed over; a moment is never looked at twice.
    after = at.add({ seconds: 1 })
  }
  return ahead
}

/** When paid time ends next, less the time by which wallets are swept before; now, where it has ended. */
async function nextRenewal(
  tx: Tx,
  subscriberId: string,
  after: Temporal.Instant,
): Promise<Temporal.Instant | undefined> {
  const services = (await servicesHeld(tx, { subscriberIds: [subscriberId] })).filter(
    ({ pay, status, autoRenew }) =>
      pay === 'prepaid' && autoRenew && (status === 'active' || status === 'pending'),
  )
  const isFirst = Temporal.Instant.compare(after, tx.now) <= 0
  const moments = services.flatMap(({ paidUntil }) => {
    const swept = paidUntil?.subtract(SWEEP_AHEAD)
    const isOver = !swept || Temporal.Instant.compare(swept, after) < 0
    if (!isOver) return [swept]
    return isFirst ? [after] : []
  })
  const [first, ...others] = moments
  return first && others.reduce(earlier, first)
}

async function payWhatIsNeeded(tx: Tx, subscriberId: string): Promise<void> {
  const wallet = await balanceOf(tx, { kind: 'subscriber', id: subscriberId }, CHART.wallets)
  const owed = (await openInvoices(tx, [subscriberId])).reduce((sum, { open }) => sum + open, 0n)
  const next = (await nextPeriods(tx, subscriberId)).reduce((sum, { gross }) => sum + gross, 0n)
  const missing = owed + next - wallet.cents
  if (missing <= 0n) return
  await receivePayment(tx, {
    ...{ rail: 'other', receipt: `AHEAD-${newId(tx.now)}`, channel: 'look-ahead' },
    ...{ into: { account: CHART.bank }, amount: kes(missing), paidAt: tx.now },
    owner: { subscriberId, by: 'caller' },
  })
}

async function cyclesAhead(tx: Tx, subscriberId: string, count: number): Promise<InvoiceAhead[]> {
  const { timeZone } = await regionNow(tx)
  const ahead: InvoiceAhead[] = []
  for (const first of await cyclesOf(tx, subscriberId)) {
    let cycle: PayersCycle = first
    for (let step = 0; step < count; step++) {
      const at = Temporal.Instant.compare(cycle.to, tx.now) < 0 ? tx.now : cycle.to
      const on = at.toZonedDateTimeISO(timeZone).toPlainDate()
      const { priced, facts } = await priceCycles({ ...tx, now: at }, [cycle], {
        ...{ on, kept: new KeptVersions() },
      })
      const [found] = priced
      if (!found) break
      const totals = sumTaxed(found.lines.map(({ taxed }) => taxed))
      if (totals.gross > 0n)
        ahead.push({
          ...{ at: at.toString(), how: 'cycle' },
          dueOn: on.add({ days: found.paymentDays }).toString(),
          lines: found.lines.map(({ words, taxed }) => ({ words, gross: wire(taxed.gross) })),
          ...{ net: wire(totals.net), excise: wire(totals.excise + totals.levies) },
          ...{ vat: wire(totals.vat), gross: wire(totals.gross) },
        })
      if (!found.goesOn) break
      const terms = facts.payers.get(cycle.payerId)?.cycle
      const next =
        cycle.kind === 'payg' || !terms
          ? PAYG_TERMS
          : { unit: terms.unit, count: terms.count, anchorDay: terms.anchor }
      cycle = { ...cycle, ...cycleAfter(cycle, next, timeZone) }
    }
  }
  return ahead
}
