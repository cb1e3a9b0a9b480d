import { METERED, PLANS } from './plans.ts'
import type { Deed, Told } from './deeds.ts'
import type { Micros } from './oracle/calendar.ts'
import type { Terms } from './oracle/terms.ts'

/**
 * Bugs that ISPs' billing really had, each as a change of one place of the engine, and a story in which it must come out. They are
 * planted when the engine is loaded (`plant.ts`), asleep until one is woken; nothing of them stands in the product.
 */
export type Planted = {
  readonly name: string
  readonly changes: readonly { readonly file: string; readonly from: string; readonly to: string }[]
  readonly from: string
  readonly plan: string
  readonly story: (at: (hours: number) => Micros) => readonly Step[]
}
export type Step = Deed | { readonly look: Micros }

const WOKEN = (name: string) => `(globalThis.kasiPlanted === '${name}')`
const who = 'amina'
const service = 'amina/1'

const paying = (at: Micros, cents: bigint, more: Partial<Told> & { receipt: string }): Deed => ({
  ...{ at, who, do: 'pay' },
  told: [{ cents, paidAt: at, typed: 'number', channel: 'c2b', ...more }],
})
const arrives = (at: Micros, plan: string): Deed[] => [
  { at, who, do: 'join', taxes: 'standard', afterwards: false },
  {
    ...{ at, who, do: 'order', service, terms: plan, waitsFor: null, priority: 1 },
    autoRenew: true,
  },
]
const works = (at: Micros): Deed => ({ at, who: 'town', do: 'work' })

const STORIES: readonly Planted[] = [
  {
    name: 'a receipt told twice counts twice',
    changes: [
      {
        file: 'payments/commands/receive-payments.ts',
        from: 'must(parseReceipt(paid.receipt),',
        to: `must(parseReceipt(WOKEN ? paid.receipt + '-' + paid.channel : paid.receipt),`,
      },
    ],
    ...{ from: '2026-11-20T10:00:00+03:00', plan: 'month' },
    story: (at) => [
      ...arrives(at(0), 'month'),
      paying(at(1), 299_900n, { receipt: 'ABC1' }),
      paying(at(2), 299_900n, { receipt: 'ABC1', channel: 'pull' }),
      { look: at(2) },
    ],
  },
  {
    name: 'month ends are chained',
    changes: [
      {
        file: 'billing/rules/renewal.ts',
        from: 'if (last?.sameValidity &&',
        to: 'if (!WOKEN && last?.sameValidity &&',
      },
    ],
    ...{ from: '2027-01-31T10:00:00+03:00', plan: 'month' },
    story: (at) => [
      ...arrives(at(0), 'month'),
      paying(at(0), 299_900n, { receipt: 'M1' }),
      paying(at(24 * 28), 299_900n, { receipt: 'M2' }),
      { look: at(24 * 28) },
    ],
  },
  {
    name: 'a service is cut although its wallet could pay',
    changes: [
      {
        file: 'billing/jobs.ts',
        from: 'door.unit((tx) => renewRunningOut(tx, { limit: BATCH }))',
        to: 'door.unit((tx) => WOKEN ? Promise.resolve(0) : renewRunningOut(tx, { limit: BATCH }))',
      },
    ],
    ...{ from: '2026-11-20T10:00:00+03:00', plan: 'day' },
    story: (at) => [
      ...arrives(at(0), 'day'),
      paying(at(0), 2n * 9_900n, { receipt: 'S1' }),
      works(at(23.9)),
      { look: at(24) },
    ],
  },
  {
    name: 'a use of a coupon that is asked for again is counted again',
    changes: [
      {
        file: 'catalog/commands/use-coupon.ts',
        from: `if (!isSame || there.state === 'released') throw couponKeyTaken()`,
        to: `if (!isSame || there.state === 'released') throw couponKeyTaken()
    if (WOKEN) await countUse(tx, use.couponId)`,
      },
    ],
    ...{ from: '2026-11-20T10:00:00+03:00', plan: 'month' },
    story: (at) => [
      ...arrives(at(0), 'month'),
      { at: at(1), who, do: 'coupon', coupon: 'KARIBU', key: 'amina-november' },
      { at: at(2), who, do: 'coupon', coupon: 'KARIBU', key: 'amina-november' },
      { look: at(2) },
    ],
  },
  {
    name: 'the price of a day is rounded before it is multiplied',
    changes: [
      {
        file: 'billing/rules/proration.ts',
        from: 'return divideRounded(price * left, of)',
        to: 'return WOKEN ? BigInt(Math.round(Number(price) / Number(of))) * left : divideRounded(price * left, of)',
      },
    ],
    ...{ from: '2026-11-18T10:00:00+03:00', plan: 'calendar-1' },
    story: (at) => [
      ...arrives(at(0), 'calendar-1'),
      paying(at(1), 299_900n, { receipt: 'D1' }),
      { look: at(1) },
    ],
  },
  {
    name: 'a month that was joined in the middle costs a whole one',
    changes: [
      {
        file: 'billing/commands/price-periods.ts',
        from: "terms.proration === 'none'",
        to: "(WOKEN || terms.proration === 'none')",
      },
    ],
    ...{ from: '2026-11-18T10:00:00+03:00', plan: 'calendar-1' },
    story: (at) => [
      ...arrives(at(0), 'calendar-1'),
      paying(at(1), 299_900n, { receipt: 'D1' }),
      { look: at(1) },
    ],
  },
  {
    name: 'renewals ask whether today is the day',
    changes: [
      {
        file: 'services/queries/held.ts',
        from: ".where('paid_until', '<', input.before)",
        to: `.where('paid_until', '<', input.before)
    .$if(WOKEN, (query) => query.where(sql<boolean>\`paid_until::date = \${read.now}::date\`))`,
      },
    ],
    ...{ from: '2026-11-20T10:00:00+03:00', plan: 'day' },
    story: (at) => [
      ...arrives(at(0), 'day'),
      paying(at(0), 2n * 9_900n, { receipt: 'S1' }),
      // The worker slept for three days.
      works(at(96)),
      { look: at(96) },
    ],
  },
  {
    name: 'more of a line is credited than there is',
    changes: [
      {
        file: 'billing/queries/credit.ts',
        from: 'if (one.net > left) {',
        to: 'if (!WOKEN && one.net > left) {',
      },
    ],
    ...{ from: '2026-11-20T10:00:00+03:00', plan: 'month' },
    story: (at) => [
      ...arrives(at(0), 'month'),
      paying(at(0), 299_900n, { receipt: 'C1' }),
      { at: at(1), who, do: 'credit', invoice: 0, share: 150 },
      { look: at(1) },
    ],
  },
  {
    name: 'a balance is read, and written from what was read',
    changes: [
      {
        file: 'ledger/store.ts',
        from: 'set cents = held.cents + excluded.cents',
        to: 'set cents = ${WOKEN ? sql`coalesce((select stale.cents from ledger.party_balance as stale where stale.party = excluded.party and stale.account = excluded.account), 0)` : sql`held.cents`} + excluded.cents',
      },
      {
        file: 'subscribers/store.ts',
        from: `.orderBy('id')
    .forUpdate()
    .execute()
  const signposts`,
        to: `.orderBy('id')
    .$if(!WOKEN, (query) => query.forUpdate())
    .execute()
  const signposts`,
      },
    ],
    ...{ from: '2026-11-20T10:00:00+03:00', plan: 'year' },
    story: (at) => [
      ...arrives(at(0), 'year'),
      paying(at(0), 100n, { receipt: 'L0' }),
      {
        ...{ at: at(1), who, do: 'pay' },
        told: ['L1', 'L2', 'L3', 'L4'].map((receipt) => ({
          ...{ receipt, cents: 1_000n, paidAt: at(1), typed: 'number', channel: 'c2b' },
        })),
      },
      { look: at(1) },
    ],
  },
  {
    name: 'a payment lifts a hold that was set against abuse',
    changes: [
      {
        file: 'services/commands/lift-nonpayment.ts',
        from: "const holds = await openHoldsFor(tx, service.id, 'nonpayment')",
        to: `const holds = [...await openHoldsFor(tx, service.id, 'nonpayment'), ...WOKEN ? await openHoldsFor(tx, service.id, 'abuse') : []]`,
      },
    ],
    ...{ from: '2026-11-20T10:00:00+03:00', plan: 'month' },
    story: (at) => [
      ...arrives(at(0), 'month'),
      paying(at(0), 299_900n, { receipt: 'H1' }),
      holding(at(1), 'nonpayment'),
      holding(at(2), 'abuse'),
      paying(at(3), 1_000n, { receipt: 'H2' }),
      { look: at(3) },
    ],
  },
  {
    name: 'a question for quota that is repeated is granted twice',
    changes: [
      {
        file: 'usage/commands/reserve-quota.ts',
        from: 'if (known !== undefined) return known',
        to: `if (known !== undefined) {
    const [first] = inOrderOfUse(counters)
    if (WOKEN && first) await promise(tx, { serviceId, key: first.key, amount: known })
    return known
  }`,
      },
    ],
    ...{ from: '2026-11-20T10:00:00+03:00', plan: 'month' },
    story: (at) => [
      ...arrives(at(0), 'month'),
      { at: at(0), who, do: 'count', service: 'data', bytes: 1_000_000n },
      reserving(at(1), at(2), 400_000n),
      reserving(at(1), at(2), 400_000n),
      { look: at(1) },
    ],
  },
  {
    name: 'taxes are worked out again from the net',
    changes: [
      {
        file: 'catalog/contract/taxes.ts',
        from: "if (mode === 'inclusive' && !isRelieved) {",
        to: "if (!WOKEN && mode === 'inclusive' && !isRelieved) {",
      },
    ],
    // A price at which the way back from the net loses a cent, as for a quarter of all prices.
    ...{ from: '2026-11-20T10:00:00+03:00', plan: 'month' },
    story: (at) => [
      ...arrives(at(0), 'month'),
      paying(at(0), 300_000n, { receipt: 'T1' }),
      { look: at(0) },
    ],
  },
  {
    name: 'usage that is told late is lost',
    changes: [
      {
        file: 'usage/commands/count-usage.ts',
        from: 'byHour(moved, clock)',
        to: `byHour(moved.filter((one) => !WOKEN || one.to_ms > tx.now.epochMilliseconds - 86_400_000), clock)`,
      },
    ],
    ...{ from: '2026-11-20T10:00:00+03:00', plan: 'month' },
    story: (at) => [
      ...arrives(at(0), 'month'),
      { at: at(0), who, do: 'count', service: 'data', bytes: 1_000_000n },
      using(at(1), at(0.5), at(0.9), 1_000n),
      using(at(60), at(2), at(3), 2_000n),
      { look: at(60) },
    ],
  },
  {
    name: 'what a lost session was promised never comes back',
    changes: [
      {
        file: 'usage/commands/settle-reservations.ts',
        from: 'Temporal.Instant.compare(expiresAt, tx.now) <= 0',
        to: '!WOKEN && Temporal.Instant.compare(expiresAt, tx.now) <= 0',
      },
    ],
    ...{ from: '2026-11-20T10:00:00+03:00', plan: 'month' },
    story: (at) => [
      ...arrives(at(0), 'month'),
      { at: at(0), who, do: 'count', service: 'data', bytes: 1_000_000n },
      reserving(at(1), at(2), 400_000n),
      works(at(3)),
      { look: at(3) },
    ],
  },
  {
    name: 'a refund that failed gives the money back twice',
    changes: [
      {
        file: 'payments/commands/fail-refund.ts',
        from: "if (refund.state === 'failed') return",
        to: `if (refund.state === 'failed') {
    if (WOKEN) await post(tx, { kind: 'payments.refund-failed', key: refundId + tx.now.toString(), postings: [debit(CHART.mpesaPaybill, kes(refund.cents)), credit(CHART.wallets, kes(refund.cents), { party: payment.subscriber_id ?? '' })] })
    return
  }`,
      },
    ],
    ...{ from: '2026-11-20T10:00:00+03:00', plan: 'year' },
    story: (at) => [
      ...arrives(at(0), 'year'),
      paying(at(0), 50_000n, { receipt: 'F1' }),
      { at: at(1), who, do: 'refund', refund: 'back', receipt: 'F1', cents: 20_000n },
      { at: at(2), who, do: 'refund-failed', refund: 'back' },
      { at: at(3), who, do: 'refund-failed', refund: 'back' },
      { look: at(3) },
    ],
  },
  {
    name: 'the hour in which somebody began is given away',
    changes: [
      {
        file: 'billing/queries/cycle-facts.ts',
        from: 'const isFirst = activatedAt !== null',
        to: 'const isFirst = !WOKEN && activatedAt !== null',
      },
    ],
    ...{ from: '2026-11-20T10:20:00+03:00', plan: 'by-the-gigabyte' },
    story: (at) => [
      ...arrives(at(0), 'by-the-gigabyte'),
      surfing(at(0.5), at(0.1), 'first'),
      { at: at(10), who, do: 'end', service },
      bills(at(14)),
      { look: at(14) },
    ],
  },
  {
    name: 'what came to light after the night is given away',
    changes: [
      {
        file: 'billing/queries/cycle-facts.ts',
        from: 'const isLate =',
        to: 'const isLate = !WOKEN &&',
      },
    ],
    ...{ from: '2026-11-20T10:00:00+03:00', plan: 'by-the-gigabyte' },
    story: (at) => [
      ...arrives(at(0), 'by-the-gigabyte'),
      surfing(at(1), at(0.1), 'first'),
      bills(at(14.5)),
      surfing(at(20), at(3.1), 'late'),
      { at: at(30), who, do: 'end', service },
      bills(at(38.5)),
      { look: at(38.5) },
    ],
  },
  {
    name: 'the state is said to hold more of an invoice than there is',
    changes: [
      {
        file: 'billing/commands/record-certificate.ts',
        from: 'if (amount.cents + invoice.withheld > bound) {',
        to: 'if (!WOKEN && amount.cents + invoice.withheld > bound) {',
      },
    ],
    ...{ from: '2026-11-20T10:00:00+03:00', plan: 'month' },
    story: (at) => [
      ...arrives(at(0), 'month'),
      paying(at(0), 299_900n, { receipt: 'W1' }),
      certified(at(1), 60),
      certified(at(2), 60),
      { look: at(2) },
    ],
  },
  {
    name: 'what is disputed takes money',
    changes: [
      {
        file: 'billing/commands/renew-from-wallets.ts',
        from: 'filter(({ isDisputed }) => !isDisputed)',
        to: 'filter(({ isDisputed }) => WOKEN || !isDisputed)',
      },
    ],
    ...{ from: '2026-11-20T10:00:00+03:00', plan: 'year' },
    story: (at) => [
      ...arrives(at(0), 'year'),
      { at: at(1), who, do: 'charge', charge: 'amina/charge', cents: 50_000n, dueInDays: 0 },
      { at: at(2), who, do: 'dispute', invoice: 0 },
      paying(at(3), 50_000n, { receipt: 'Q1' }),
      { look: at(3) },
    ],
  },
]

export const PLANTED: readonly Planted[] = STORIES.map((one) => ({
  ...one,
  changes: one.changes.map((change) => ({
    ...change,
    to: change.to.replaceAll('WOKEN', WOKEN(one.name)),
  })),
}))

function holding(at: Micros, reason: 'nonpayment' | 'abuse'): Deed {
  return { at, who, do: 'hold', hold: `amina/${reason}`, service, reason, to: null, bills: true }
}

function reserving(at: Micros, expires: Micros, bytes: bigint): Deed {
  return { at, who, do: 'reserve', service: 'data', session: 'one', seq: 1, bytes, expires }
}

function using(at: Micros, from: Micros, to: Micros, bytes: bigint): Deed {
  return { at, who, do: 'use', service: 'data', session: 'one', bytes, from, to }
}

function surfing(at: Micros, from: Micros, session: string): Deed {
  const to = from + 60_000_000n
  return { at, who, do: 'surf', service, session, bytes: 2_000_000_000n, from, to }
}

function certified(at: Micros, share: number): Deed {
  return { at, who, do: 'certify', certificate: `amina/${at}`, invoice: 0, tax: 'vat', share }
}

const bills = (at: Micros): Deed => ({ at, who: 'town', do: 'bill' })

/** What the planted story is about, as the town's ISP sells it. */
export const planOf = (key: string): Terms => {
  const found = [...PLANS, ...METERED].find((one) => one.key === key)
  if (!found) throw new Error(`there is no plan ${key}`)
  return found
}
