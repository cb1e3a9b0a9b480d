import { arrives, certified, holding, paying, who, works, type Planted } from './story.ts'

/** What is paid, owed, and given back. */
export const OF_MONEY: readonly Planted[] = [
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
        from: 'door.unit((tx) => renewRunningOut(tx, { lane, limit: SWEEP_BATCH }))',
        to: 'door.unit((tx) => WOKEN ? Promise.resolve(0) : renewRunningOut(tx, { lane, limit: SWEEP_BATCH }))',
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
