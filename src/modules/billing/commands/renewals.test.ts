import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { divideRounded, kes } from '#kernel/money.ts'
import { aComponent, aPlan, someTerms } from '#modules/catalog/testing.ts'
import { CHART } from '#modules/ledger/index.ts'
import { closePeriod } from '#modules/ledger/testing.ts'
import { aPayment } from '#modules/payments/testing.ts'
import { servicesHeld, setHold } from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { creditInvoice as creditEndpoint } from '../contract.ts'
import { invoiceNow } from '../queries/invoices.ts'
import { moneyNow, statementNow } from '../queries/money.ts'
import { creditInvoice } from './credit-invoice.ts'
import { recogniseRevenue } from './recognise-revenue.ts'
import { renewFromWallets } from './renew-from-wallets.ts'
import { SWEEP_LANES } from '../rules/renewal.ts'
import { renewRunningOut } from './renew-running-out.ts'
import { renewService } from './renew-service.ts'
import { PRICE, testTx, wallet, owes, holds, at, home, pays, invoices, charges } from './testing.ts'

const paidUntil = async (read: Read, serviceId: string) =>
  (await servicesHeld(read, { serviceIds: [serviceId] }))[0]?.paidUntil?.toString()

describe('a payment', () => {
  test('buys the next month: invoice, taxes, settlement, paid time, in one unit', async () => {
    await testTx(async (tx) => {
      const { subscriberId, serviceId } = await home(tx)
      await pays(tx, subscriberId, PRICE)
      expect(await paidUntil(tx, serviceId)).toBe('2026-12-20T15:00:00Z')
      expect([await wallet(tx, subscriberId), await owes(tx, subscriberId)]).toEqual([0n, 0n])
      const [row] = await invoices(tx, subscriberId)
      const invoice = await invoiceNow(tx, row?.id ?? '')
      expect(invoice).toMatchObject({
        ...{ code: 'INV-000001', state: 'settled', issuedOn: '2026-11-20' },
        // As tax-ke.md §1.3 splits 2,999.00 with tax in it.
        net: { cents: '224812' },
        excise: { cents: '33722' },
        taxable: { cents: '258534' },
        vat: { cents: '41366' },
        gross: { cents: '299900' },
      })
      expect(invoice.lines.map(({ words }) => words.en)).toEqual([
        'Home 20, 20 Nov 2026 – 20 Dec 2026',
      ])
      await holds(tx)
    })
  })

  test('that is short buys nothing, waits, and the rest of it comes later', async () => {
    await testTx(async (tx) => {
      const { subscriberId, serviceId } = await home(tx)
      const { short } = await pays(tx, subscriberId, 200_000n)
      expect(short.map(({ missing }) => missing)).toEqual([99_900n])
      expect(await paidUntil(tx, serviceId)).toBeUndefined()
      expect((await moneyNow(tx, subscriberId)).next).toMatchObject([
        { missing: { cents: '99900' } },
      ])
      await pays(tx, subscriberId, 99_900n)
      expect(await paidUntil(tx, serviceId)).toBe('2026-12-20T15:00:00Z')
      await holds(tx)
    })
  })

  test('is not kept for what renews only when it is asked to', async () => {
    await testTx(async (tx) => {
      const { subscriberId, planVersionId } = await home(tx)
      const byHand = await aService(tx, { subscriberId, planVersionId, paid: { hours: 1 } })
      await tx.sql
        .updateTable('services.service')
        .set({ auto_renew: false })
        .where('id', '=', byHand.serviceId)
        .execute()
      const other = await aService(tx, { subscriberId, planVersionId, paid: { hours: 240 } })
      await aPayment(tx, { subscriberId, cents: PRICE })
      const next = (await moneyNow(tx, subscriberId)).next
      const missing = new Map(next.map((one) => [one.serviceId, one.missing.cents]))
      expect(missing.get(byHand.serviceId)).toBe('0')
      // One of those that renew by themselves has its money, whatever the order of the three.
      expect([...missing.values()].toSorted()).toEqual(['0', '0', String(PRICE)])
      expect(missing.has(other.serviceId)).toBe(true)
    })
  })

  test('that reaches for none of several lines is lacking once for each, less what is there', async () => {
    await testTx(async (tx) => {
      const { subscriberId, planVersionId } = await home(tx)
      await aService(tx, { subscriberId, planVersionId, paid: { hours: 240 } })
      await aPayment(tx, { subscriberId, cents: PRICE - 100n })
      const { next, lacking } = await moneyNow(tx, subscriberId)
      expect(next.map(({ missing }) => missing.cents)).toEqual(['100', '100'])
      expect(lacking.cents).toBe(String(PRICE + 100n))
    })
  })

  test('too large buys one month and keeps the rest; early it extends, and never buys far ahead', async () => {
    await testTx(async (tx) => {
      const { subscriberId, serviceId } = await home(tx)
      await pays(tx, subscriberId, 2n * PRICE + 100n)
      expect(await paidUntil(tx, serviceId)).toBe('2026-12-20T15:00:00Z')
      expect(await wallet(tx, subscriberId)).toBe(PRICE + 100n)
      // Four days before the end the wallet extends, from the end on.
      const early = at(tx, '2026-12-16T09:00:00Z')
      await renewFromWallets(early, { subscriberIds: [subscriberId] })
      expect(await paidUntil(tx, serviceId)).toBe('2027-01-20T15:00:00Z')
      expect(await wallet(tx, subscriberId)).toBe(100n)
      await holds(tx)
    })
  })

  test.each([
    ['day', '2026-11-21T15:00:00Z', '2026-11-21T08:30:00Z', '2026-11-22T15:00:00Z'],
    ['week', '2026-11-27T15:00:00Z', '2026-11-25T20:00:00Z', '2026-12-04T15:00:00Z'],
  ] as const)(
    'twice moments apart buys one %s; the rest waits for the last quarter of it',
    async (unit, end, early, then) => {
      await testTx(async (tx) => {
        const validity = { unit, count: 1, mode: 'elapsed', anchor: null } as const
        const plan = await aPlan(tx, { terms: someTerms({ validity }) })
        const { subscriberId, serviceId } = await aService(tx, { planVersionId: plan.id })
        await pays(tx, subscriberId, PRICE)
        await pays({ ...tx, now: tx.now.add({ seconds: 20 }) }, subscriberId, PRICE)
        expect(await paidUntil(tx, serviceId)).toBe(end)
        await renewFromWallets(at(tx, early), { subscriberIds: [subscriberId] })
        expect([await paidUntil(tx, serviceId), await wallet(tx, subscriberId)]).toEqual([
          end,
          PRICE,
        ])
        await sweep(at(tx, end), { limit: 10 })
        expect(await paidUntil(tx, serviceId)).toBe(then)
        await holds(tx)
      })
    },
  )

  test('after the end begins now, within the grace where the last period ended', async () => {
    await testTx(async (tx) => {
      const [late, graced] = [await home(tx), await home(tx, { graceHours: 48 })]
      for (const { subscriberId } of [late, graced]) await pays(tx, subscriberId, PRICE)
      const after = at(tx, '2026-12-21T15:00:00Z')
      for (const { subscriberId } of [late, graced]) await pays(after, subscriberId, PRICE)
      expect(await paidUntil(tx, late.serviceId)).toBe('2027-01-21T15:00:00Z')
      expect(await paidUntil(tx, graced.serviceId)).toBe('2027-01-20T15:00:00Z')
      await holds(tx)
    })
  })

  test('on the 31st keeps the 31st: 31 January, 28 February, 31 March', async () => {
    await testTx(
      async (tx) => {
        const { subscriberId, serviceId } = await home(tx)
        const ends: (string | undefined)[] = []
        for (const day of ['2027-01-31', '2027-02-28', '2027-03-31']) {
          await pays(at(tx, `${day}T06:00:00Z`), subscriberId, PRICE)
          ends.push((await paidUntil(tx, serviceId))?.slice(0, 10))
        }
        expect(ends).toEqual(['2027-02-28', '2027-03-31', '2027-04-30'])
      },
      { at: '2027-01-31T07:00:00Z' },
    )
  })

  test('settles what is overdue first, then lifts the hold for non-payment and no other', async () => {
    await testTx(async (tx) => {
      const [held, barred] = [await home(tx), await home(tx)]
      const hold = (serviceId: string, reason: 'nonpayment' | 'abuse') =>
        setHold(tx, { serviceId, reason, from: tx.now, to: null, bills: true })
      for (const { serviceId } of [held, barred]) await hold(serviceId, 'nonpayment')
      await hold(barred.serviceId, 'abuse')
      const later = at(tx, '2026-12-30T09:00:00Z')
      for (const { subscriberId } of [held, barred]) {
        await charges(tx, subscriberId, 100_000n)
        await pays(later, subscriberId, 100_000n + PRICE - 1n)
        expect(await owes(tx, subscriberId)).toBe(0n)
        expect(await wallet(tx, subscriberId)).toBe(PRICE - 1n)
      }
      expect(await openHolds(later, held.serviceId)).toEqual(['nonpayment'])
      for (const { subscriberId } of [held, barred]) await pays(later, subscriberId, 1n)
      expect(await openHolds(later, held.serviceId)).toEqual([])
      expect(await openHolds(later, barred.serviceId)).toContain('abuse')
      // Nobody buys time for what they may not use.
      expect(await wallet(tx, barred.subscriberId)).toBe(PRICE)
      await holds(tx)
    })
  })

  test('renews two services by their priority, and the cheaper one where it reaches for no more', async () => {
    await testTx(async (tx) => {
      const dear = await home(tx)
      const plan = await aPlan(tx, {
        terms: someTerms({ components: [aComponent({ cents: 100_000 })] }),
      })
      const { subscriberId } = dear
      const cheap = await aService(tx, { subscriberId, planVersionId: plan.id })
      await pays(tx, subscriberId, 150_000n)
      expect(await paidUntil(tx, dear.serviceId)).toBeUndefined()
      expect(await paidUntil(tx, cheap.serviceId)).toBeDefined()
      expect(await wallet(tx, subscriberId)).toBe(50_000n)
    })
  })

  test('opens a service that waited for it; a trial is had once and has no invoice', async () => {
    await testTx(async (tx) => {
      const plan = await aPlan(tx)
      const waiting = await aService(tx, { planVersionId: plan.id, waitsFor: 'payment' })
      await pays(tx, waiting.subscriberId, PRICE)
      const [held] = await servicesHeld(tx, { serviceIds: [waiting.serviceId] })
      expect(held?.status).toBe('active')

      const trial = await aPlan(tx, { terms: someTerms({ payment: 'trial', components: [] }) })
      const tried = await aService(tx, { planVersionId: trial.id })
      const { subscriberId } = tried
      await renewFromWallets(tx, { subscriberIds: [subscriberId] })
      expect(await paidUntil(tx, tried.serviceId)).toBe('2026-12-20T15:00:00Z')
      await renewFromWallets(at(tx, '2027-01-02T09:00:00Z'), { subscriberIds: [subscriberId] })
      expect(await paidUntil(tx, tried.serviceId)).toBe('2026-12-20T15:00:00Z')
      expect(await invoices(tx, subscriberId)).toEqual([])
    })
  })
})

/** One batch of each lane. */
async function sweep(tx: Tx, { limit }: { limit: number }): Promise<number> {
  let looked = 0
  for (const lane of SWEEP_LANES) looked += await renewRunningOut(tx, { lane, limit })
  return looked
}

async function openHolds(read: Read, serviceId: string): Promise<string[]> {
  const rows = await read.sql
    .selectFrom('services.hold')
    .select('reason')
    .where('service_id', '=', serviceId)
    .where('lifted_at', 'is', null)
    .execute()
  return rows.map(({ reason }) => reason)
}

describe('the sweep', () => {
  test('renews from the wallet before the end, also after three days asleep, and changes nothing twice', async () => {
    await testTx(async (tx) => {
      const [rich, poor, idle] = [await home(tx), await home(tx), await home(tx)]
      for (const { subscriberId } of [rich, poor]) await pays(tx, subscriberId, PRICE)
      await aPayment(tx, { subscriberId: rich.subscriberId, cents: PRICE })
      await aPayment(tx, { subscriberId: poor.subscriberId, cents: 5n })
      const before = at(tx, '2026-12-20T14:50:00Z')
      expect(await sweep(at(tx, '2026-12-10T00:00:00Z'), { limit: 10 })).toBe(0)
      expect(await sweep(before, { limit: 10 })).toBe(2)
      expect(await paidUntil(tx, rich.serviceId)).toBe('2027-01-20T15:00:00Z')
      expect(await paidUntil(tx, poor.serviceId)).toBe('2026-12-20T15:00:00Z')
      expect(await paidUntil(tx, idle.serviceId)).toBeUndefined()
      expect(tx.announced.filter(({ name }) => name === 'billing.renewal-fell-short')).toHaveLength(
        1,
      )
      expect(await sweep(before, { limit: 10 })).toBe(0)

      await aPayment(tx, { subscriberId: rich.subscriberId, cents: PRICE })
      expect(await sweep(at(tx, '2027-01-23T15:00:00Z'), { limit: 10 })).toBe(1)
      // It was off for three days, so it begins when the wallet was found.
      expect(await paidUntil(tx, rich.serviceId)).toBe('2027-02-23T15:00:00Z')
      await holds(tx)
    })
  })

  test('goes on where a full batch ended', async () => {
    await testTx(async (tx) => {
      const homes = [await home(tx), await home(tx), await home(tx)]
      for (const { subscriberId } of homes) await pays(tx, subscriberId, PRICE)
      for (const { subscriberId } of homes) await aPayment(tx, { subscriberId, cents: PRICE })
      const before = at(tx, '2026-12-20T14:50:00Z')
      const done: number[] = []
      for (let looked = 1; looked > 0; done.push(looked)) looked = await sweep(before, { limit: 1 })
      expect(done.reduce((sum, looked) => sum + looked)).toBe(3)
      for (const { serviceId } of homes)
        expect(await paidUntil(tx, serviceId)).toBe('2027-01-20T15:00:00Z')
    })
  })
})

describe('asked for by hand', () => {
  test('a service is renewed before its time, and refused by name where the wallet lacks', async () => {
    await testTx(async (tx) => {
      const { subscriberId, serviceId } = await home(tx)
      await expect(renewService(tx, { serviceId })).rejects.toMatchObject({
        ...{ code: 'billing.wallet_too_low', facts: { missing: '2999.00' } },
      })
      await pays(tx, subscriberId, PRICE)
      await aPayment(tx, { subscriberId, cents: PRICE })
      await renewService(tx, { serviceId })
      expect(await paidUntil(tx, serviceId)).toBe('2027-01-20T15:00:00Z')
      await setHold(tx, {
        ...{ serviceId, reason: 'voluntary', from: tx.now, to: null, bills: false },
      })
      await expect(renewService(tx, { serviceId })).rejects.toMatchObject({
        code: 'billing.not_renewable',
      })
      await expect(renewService(tx, { serviceId: newId(tx.now) })).rejects.toMatchObject({
        code: 'billing.service_not_found',
      })
    })
  })
})

test('revenue is earned by the second and counted by the day, and what is deferred is what is unearned, credits in between', async () => {
  await testTx(async (tx) => {
    const { subscriberId } = await home(tx)
    // From 20 November, 18:00 in Nairobi, for thirty days; half of it is over on 5 December, 18:00.
    await pays(tx, subscriberId, PRICE)
    const half = at(tx, '2026-12-05T15:00:00Z')
    await recogniseRevenue(half)
    await recogniseRevenue(half)
    await holds(tx)
    const net = 224_812n
    const untilMidnight = divideRounded(net * (14n * 24n + 6n), 720n)
    expect(total(await earned(tx))).toBe(untilMidnight)
    const [row] = await invoices(tx, subscriberId)
    const invoice = await invoiceNow(tx, row?.id ?? '')
    await creditInvoice(half, {
      ...creditEndpoint.input.parse({
        ...{ invoiceId: invoice.id, reason: 'Half of it' },
        lines: [{ lineId: invoice.lines[0]?.id, net: { cents: '150000', currency: 'KES' } }],
      }),
    })
    await holds(tx)
    await recogniseRevenue(at(tx, '2026-12-28T00:00:00Z'))
    expect(total(await earned(tx))).toBe(net - 150_000n)
    await holds(tx)
  })
})

test('the last day of a month is in that month, also after three days asleep; closed books take nothing and the next ones say what it is', async () => {
  await testTx(async (tx) => {
    const { subscriberId } = await home(tx)
    await pays(tx, subscriberId, PRICE)
    await recogniseRevenue(at(tx, '2026-11-28T21:05:00Z'))
    await recogniseRevenue(at(tx, '2026-12-02T21:05:00Z'))
    const days = await earned(tx)
    expect(days.map(({ on }) => on).slice(-4)).toEqual([29, 30, 1, 2].map(dayAfter28))
    const november = divideRounded(224_812n * (10n * 24n + 6n), 720n)
    expect(total(days.filter(({ on }) => on < '2026-12-01'))).toBe(november)

    const late = at(tx, '2027-01-03T06:00:00Z')
    await closePeriod(late, { month: '2026-11-01', reason: 'Filed' })
    await closePeriod(late, { month: '2026-12-01', reason: 'Filed' })
    await recogniseRevenue(late)
    const all = await earned(tx)
    expect(total(all)).toBe(224_812n)
    expect(all.at(-1)).toMatchObject({
      ...{ on: '2027-01-01', memo: 'Earned from 2026-12-03 to 2026-12-20, whose books are closed' },
    })
    await holds(tx)
  })
})

const dayAfter28 = (day: number) => `2026-${day > 28 ? '11' : '12'}-${String(day).padStart(2, '0')}`
const total = (days: readonly { cents: bigint }[]) => days.reduce((sum, day) => sum + day.cents, 0n)

/** What was earned, by the day on which it is booked. */
async function earned(read: Read) {
  const { rows } = await sql<{ on: string; memo: string; cents: bigint }>`
    select booked_on::text as "on", memo, -sum(cents)::bigint as cents
    from ledger.posting join ledger.journal on journal.number = posting.journal
    where account = ${CHART.recurringRevenue} group by booked_on, memo order by booked_on, memo`.execute(
    read.sql,
  )
  return rows
}

test('the statement runs from payments to invoices and ends at the balance', async () => {
  await testTx(async (tx) => {
    const { subscriberId } = await home(tx)
    await pays(tx, subscriberId, PRICE + kes(5_000n).cents)
    const statement = await statementNow(tx, { subscriberId })
    expect(statement.entries.map(({ kind, balance: { cents } }) => [kind, cents])).toEqual([
      ['payment', '-304900'],
      ['invoice', '-5000'],
    ])
    expect(statement).toMatchObject({ before: { cents: '0' }, after: { cents: '-5000' } })
  })
})
