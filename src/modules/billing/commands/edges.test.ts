import { expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '#kernel/id.ts'
import { kes } from '#kernel/money.ts'
import { aComponent, anAddon, aPlan, someTerms } from '#modules/catalog/testing.ts'
import { addonsDuring, changePlan, endService, setHold } from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import { usualTerms } from '#modules/subscribers/contract.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { changeDunning as endpoint, dunningPolicy } from '../contract.ts'
import { policyNow } from '../queries/dunning.ts'
import { invoiceNow } from '../queries/invoices.ts'
import { aBadDebt, aCreditNote } from '../testing.ts'
import { acceptPlanQuote } from './accept-plan-quote.ts'
import { cancelAddon } from './cancel-addon.ts'
import { changeDunning } from './change-dunning.ts'
import { chargeLateFees } from './charge-late-fees.ts'
import { closeService } from './close-service.ts'
import { keepStretch } from './keep-stretch.ts'
import { quotePlan } from './quote-plan.ts'
import { recoverDebt } from './recover-debt.ts'
import { retryParked } from './retry-parked.ts'
import { sellAddon } from './sell-addon.ts'
import {
  at,
  bills,
  charges,
  holds,
  home,
  linesOf,
  owes,
  pays,
  PRICE,
  testTx,
  wallet,
} from './testing.ts'

/** Where two rules meet: what each of them says alone is told elsewhere. */
const NOON = { at: '2026-11-20T12:00:00+03:00' }

async function anOffice(tx: Tx, given: Parameters<typeof someTerms>[0] = {}) {
  const { id } = await aPlan(tx, {
    name: 'Office 50',
    terms: someTerms({
      ...{ payment: 'postpaid', components: [aComponent({ cents: 100_000 })], ...given },
    }),
  })
  return id
}

async function aPayerOf(tx: Tx, planVersionId: string, terms: Partial<typeof usualTerms> = {}) {
  const subscriberId = await aSubscriber(tx, {
    terms: { ...usualTerms, cycleAnchor: 1, ...terms },
  })
  return aService(tx, { subscriberId, planVersionId, pay: 'postpaid' })
}

test('who goes from paying before to paying afterwards is charged from that day on, and not from when the credited time would have ended', async () => {
  await testTx(async (tx) => {
    const { subscriberId, serviceId } = await home(tx)
    await pays(tx, subscriberId, PRICE)
    const planVersionId = await anOffice(tx)
    const middle = at(tx, '2026-12-05T09:00:00+03:00')
    const quoteId = await quotePlan(middle, { serviceId, planVersionId })
    await acceptPlanQuote(middle, { serviceId, quoteId, ifShort: 'refuse' })
    expect(await wallet(middle, subscriberId)).toBe(PRICE / 2n)
    await bills(at(tx, '2026-12-06T03:00:00+03:00'))
    await bills(at(tx, '2027-01-06T03:00:00+03:00'))
    expect(await linesOf(tx, subscriberId)).toEqual([
      'Home 20, 20 Nov 2026 – 20 Dec 2026 = 299900',
      'Office 50, 5 Dec 2026 – 4 Jan 2027 = 100000',
    ])
    await holds(tx)
  }, NOON)
})

test('who goes from paying afterwards to paying before, or leaves, before anybody ran bills, is invoiced for what they had', async () => {
  await testTx(async (tx) => {
    const office = await anOffice(tx)
    const { subscriberId, serviceId } = await aPayerOf(tx, office)
    const gone = await aPayerOf(tx, office)
    const tenth = at(tx, '2026-11-30T12:00:00+03:00')
    const plan = await aPlan(tx, { name: 'Home 20' })
    await changePlan(tenth, { serviceId, planVersionId: plan.id, pay: 'prepaid', grace_s: 0 })
    await keepStretch(tenth, { serviceId, subscriberId, planVersionId: office })
    await pays(tenth, subscriberId, PRICE)
    await endService(tenth, { serviceId: gone.serviceId, because: 'asked' })
    await closeService(tenth, { serviceId: gone.serviceId, because: 'asked' })
    expect(await bills(at(tx, '2026-12-02T03:00:00+03:00'))).toMatchObject({ invoiced: 2 })
    const days = '10 of 30 days of Office 50 at 1,000, 20 Nov 2026 – 30 Nov 2026 = 33334'
    expect(await linesOf(tx, subscriberId)).toEqual([
      'Home 20, 30 Nov 2026 – 30 Dec 2026 = 299900',
      days,
    ])
    expect(await linesOf(tx, gone.subscriberId)).toEqual([days])
    await holds(tx)
  }, NOON)
})

test('who did not pay before for months and then pays afterwards is invoiced from that day on', async () => {
  await testTx(async (tx) => {
    const { subscriberId, serviceId, planVersionId } = await home(tx)
    const later = at(tx, '2027-02-22T12:00:00+03:00')
    const office = await anOffice(tx)
    await changePlan(later, { serviceId, planVersionId: office, pay: 'postpaid', grace_s: 0 })
    await keepStretch(later, { serviceId, subscriberId, planVersionId })
    await bills(at(tx, '2027-02-23T03:00:00+03:00'))
    await bills(at(tx, '2027-03-23T03:00:00+03:00'))
    expect(await linesOf(tx, subscriberId)).toEqual([
      'Office 50, 22 Feb 2027 – 21 Mar 2027 = 100000',
    ])
  }, NOON)
})

test('of a debt that was given up nothing is given back but what was recovered', async () => {
  await testTx(async (tx) => {
    const subscriberId = await aSubscriber(tx)
    const invoiceId = await charges(tx, subscriberId, 116_000n)
    const late = at(tx, '2027-02-20T09:00:00+03:00')
    const adjustmentId = await aBadDebt(late, { invoiceId, cents: 116_000 })
    await expect(aCreditNote(late, { invoiceId, cents: 100_000 })).rejects.toMatchObject({
      code: 'billing.debt_given_up',
      facts: { amount: '1160.00' },
    })
    await pays(late, subscriberId, 29_000n)
    const reason = 'Paid after all'
    await recoverDebt(late, { adjustmentId, id: newId(late.now), amount: kes(29_000n), reason })
    await expect(aCreditNote(late, { invoiceId, cents: 25_001 })).rejects.toMatchObject({
      code: 'billing.debt_given_up',
    })
    await aCreditNote(late, { invoiceId, cents: 25_000 })
    expect([await wallet(late, subscriberId), await owes(late, subscriberId)]).toEqual([
      29_000n,
      0n,
    ])
    await holds(late)
  })
})

test('a month that is paid whole once begun is on one of its weekly invoices, not on each', async () => {
  await testTx(async (tx) => {
    const plan = await anOffice(tx, { proration: 'none' })
    const { subscriberId } = await aPayerOf(tx, plan, { cycleUnit: 'week', cycleAnchor: null })
    await bills(at(tx, '2027-01-23T09:00:00+03:00'))
    expect(await linesOf(tx, subscriberId)).toEqual([
      'Office 50, 20 Nov 2026 – 26 Nov 2026 = 100000',
      'Office 50, 20 Dec 2026 – 24 Dec 2026 = 100000',
      'Office 50, 20 Jan 2027 – 21 Jan 2027 = 100000',
    ])
    await holds(tx)
  }, NOON)
})

test('nobody whom a dry run parked is taken up again: it would price nobody', async () => {
  await testTx(async (tx) => {
    const sessions = aComponent({ key: 'sessions', kind: 'usage', meter: 'sessions' })
    await aPayerOf(tx, await anOffice(tx, { components: [aComponent(), sessions] }))
    const december = at(tx, '2026-12-02T09:00:00+03:00')
    const run = await bills(december, 'dry')
    expect(run).toMatchObject({ state: 'done', parked: 1 })
    await expect(retryParked(december, { runId: run.id })).rejects.toMatchObject({
      code: 'billing.dry_run_not_retried',
    })
  }, NOON)
})

test('an invoice of more periods than anybody reads is parked with the days and the way out', async () => {
  await testTx(async (tx) => {
    const validity = { unit: 'day', count: 1, mode: 'elapsed', anchor: null } as const
    const twoYears = { cycleUnit: 'year', cycleCount: 2 } as const
    await aPayerOf(tx, await anOffice(tx, { validity }), twoYears)
    expect(await bills(at(tx, '2028-11-02T09:00:00+03:00'))).toMatchObject({
      parked: 1,
      parkedPayers: [
        {
          code: 'billing.too_many_periods',
          reason: expect.stringContaining('from 2026-11-01 to 2028-11-01') as string,
        },
      ],
    })
  }, NOON)
})

test('an add-on of a service that pays afterwards ends with the cycle that runs', async () => {
  await testTx(async (tx) => {
    const { subscriberId, serviceId } = await aPayerOf(tx, await anOffice(tx))
    const productId = await anAddon(tx)
    await sellAddon(tx, { serviceId, id: newId(tx.now), productId, quantity: 1 })
    const tenth = at(tx, '2026-12-10T09:00:00+03:00')
    const held = await addonsDuring(tenth, {
      ...{ serviceIds: [serviceId], from: tenth.now, to: tenth.now.add({ milliseconds: 1 }) },
    })
    const addonId = held[0]?.addonId ?? ''
    await cancelAddon(tenth, { serviceId, addonId, when: 'period-end' })
    await bills(at(tx, '2027-02-10T09:00:00+03:00'))
    expect(await linesOf(tx, subscriberId)).toEqual([
      '11 of 30 days of Office 50 at 1,000, 20 Nov 2026 – 30 Nov 2026 = 36667',
      '11 of 30 days of Static IP at 500, 20 Nov 2026 – 30 Nov 2026 = 18333',
      'Office 50, 1 Dec 2026 – 31 Dec 2026 = 100000',
      'Static IP, 1 Dec 2026 – 31 Dec 2026 = 50000',
      'Office 50, 1 Jan 2027 – 31 Jan 2027 = 100000',
    ])
  }, NOON)
})

test.each([
  ['asked', 'the days of the pause and those that were left', 250_001n],
  ['abuse', 'nothing', 0n],
] as const)(
  'a service that ends while it is paused (%s) gives back %s',
  async (because, _, back) => {
    await testTx(async (tx) => {
      const { subscriberId, serviceId } = await home(tx, { cents: 300_000 })
      await pays(tx, subscriberId, 300_000n)
      const paused = at(tx, '2026-11-25T09:00:00+03:00')
      await setHold(paused, { serviceId, reason: 'voluntary', bills: false, to: null })
      const end = at(tx, '2026-12-05T09:00:00+03:00')
      await endService(end, { serviceId, because })
      await closeService(end, { serviceId, because })
      expect(await wallet(end, subscriberId)).toBe(back)
      await holds(tx)
    }, NOON)
  },
)

test('an id that sold something sells nothing else', async () => {
  await testTx(async (tx) => {
    const { subscriberId, serviceId } = await aPayerOf(tx, await anOffice(tx))
    const sale = { serviceId, id: newId(tx.now), productId: await anAddon(tx), quantity: 1 }
    await sellAddon(tx, sale)
    const later = at(tx, '2026-12-10T09:00:00+03:00')
    await sellAddon(later, sale)
    await expect(sellAddon(later, { ...sale, quantity: 3 })).rejects.toMatchObject({
      code: 'billing.id_reused',
    })
    const id = newId(tx.now)
    const invoiceId = await charges(tx, subscriberId, 1000n, { id })
    expect(await charges(tx, subscriberId, 1000n, { id })).toBe(invoiceId)
    await expect(
      charges(tx, subscriberId, 1000n, { id, words: { en: 'Router', sw: 'Ruta' } }),
    ).rejects.toMatchObject({ code: 'billing.key_reused' })
    await expect(charges(tx, subscriberId, 500n, { id, quantity: 2 })).rejects.toMatchObject({
      code: 'billing.key_reused',
    })
    expect((await invoiceNow(tx, invoiceId)).lines).toHaveLength(1)
  }, NOON)
})

test('an invoice too small for a late fee keeps nobody behind it waiting', async () => {
  await testTx(async (tx) => {
    const { version, policy } = await policyNow(tx)
    const cents = (of: string) => ({ cents: of, currency: 'KES' })
    const lateFee = {
      ...{ afterDays: 1, kind: 'percent', percent_bp: 1, fixed: cents('0') },
      ...{ most: cents('100000'), taxClassId: 'outside' },
    }
    const given = { ...z.encode(dunningPolicy, policy), minimum: cents('0'), lateFee }
    const untaxed = { ...given, lateFee: { ...lateFee, taxClassId: 'none-such' } }
    await expect(
      changeDunning(tx, endpoint.input.parse({ version, policy: untaxed })),
    ).rejects.toMatchObject({ code: 'billing.tax_class_missing' })
    await changeDunning(tx, endpoint.input.parse({ version, policy: given }))
    const [small, large] = [await aSubscriber(tx), await aSubscriber(tx)]
    await charges(tx, small, 4_999n)
    await charges(at(tx, '2026-11-21T12:00:00+03:00'), large, 5_000n)
    const late = at(tx, '2027-02-20T12:00:00+03:00')
    expect(await chargeLateFees(late, { limit: 1 })).toBe(1)
    expect(await chargeLateFees(late, { limit: 1 })).toBe(0)
    expect([await owes(late, small), await owes(late, large)]).toEqual([4_999n, 5_001n])
  })
})
