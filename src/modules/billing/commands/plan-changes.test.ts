import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { aComponent, anAddon, aPlan, someTerms } from '#modules/catalog/testing.ts'
import { balanceOf, CHART } from '#modules/ledger/index.ts'
import { aPayment } from '#modules/payments/testing.ts'
import {
  askChange,
  endService,
  liftHold,
  periodsDuring,
  servicesHeld,
  setHold,
} from '#modules/services/index.ts'
import { aService } from '#modules/services/testing.ts'
import type { TestTx } from '#platform/testing.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { listInvoices } from '../contract.ts'
import { invoiceNow, invoicesPage } from '../queries/invoices.ts'
import { planQuoteNow } from '../queries/plan-quotes.ts'
import { acceptPlanQuote } from './accept-plan-quote.ts'
import { closeService } from './close-service.ts'
import { creditHold } from './credit-hold.ts'
import { lapsePlanQuotes } from './lapse-plan-quotes.ts'
import { quotePlan } from './quote-plan.ts'
import { renewFromWallets } from './renew-from-wallets.ts'
import { sellAddon } from './sell-addon.ts'
import { at, holds, testTx as vatTx } from './testing.ts'

// A month of 31 days, begun in the morning of the first.
const testTx = (work: (tx: TestTx) => Promise<void>) => vatTx(work, { at: '2026-12-01T06:00:00Z' })

type Terms = NonNullable<Parameters<typeof someTerms>[0]>
async function plan(tx: Tx, name: string, cents: number, terms: Terms = {}) {
  const { id } = await aPlan(tx, {
    ...{ name, terms: someTerms({ components: [aComponent({ cents })], ...terms }) },
  })
  return id
}

/** A home line at 2,999 that is paid for December, and a dearer plan. */
async function home(tx: TestTx, terms: Terms = {}) {
  const planVersionId = await plan(tx, 'Home 20', 299_900, terms)
  const { serviceId, subscriberId } = await aService(tx, { planVersionId })
  await aPayment(tx, { subscriberId, cents: 299_900n })
  await renewFromWallets(tx, { subscriberIds: [subscriberId] })
  return { serviceId, subscriberId, planVersionId }
}

const wallet = async (read: Read, id: string) =>
  (await balanceOf(read, { kind: 'subscriber', id }, CHART.wallets)).cents
const held = async (read: Read, serviceId: string) => {
  const [service] = await servicesHeld(read, { serviceIds: [serviceId] })
  return { plan: service?.planVersionId, paidUntil: service?.paidUntil?.toString() }
}
const newest = async (read: Read, subscriberId: string) => {
  const page = await invoicesPage(read, listInvoices.input.parse({ subscriber: subscriberId }))
  return Promise.all(page.items.map(({ id }) => invoiceNow(read, id)))
}

async function change(tx: TestTx, serviceId: string, planVersionId: string) {
  const quoteId = await quotePlan(tx, { serviceId, planVersionId })
  const quote = await planQuoteNow(tx, quoteId)
  return {
    quoteId,
    quote,
    accept: (ifShort: 'refuse' | 'wait' = 'refuse') =>
      acceptPlanQuote(tx, { serviceId, quoteId, ifShort }),
  }
}

describe('another plan now', () => {
  test('gives back the days of the old one, charges those of the new one, and keeps the day on which paid time ends', async () => {
    await testTx(async (tx) => {
      const { serviceId, subscriberId } = await home(tx)
      const bigger = await plan(tx, 'Home 50', 499_900)
      const day20 = at(tx, '2026-12-20T09:00:00Z')
      const { quote, accept } = await change(day20, serviceId, bigger)
      // 12 of 31 days: of 2,999.00 and of 4,999.00, by net and then taxed.
      expect(quote).toMatchObject({
        credited: { cents: '116091' },
        charged: { cents: '193510' },
        missing: { cents: '77419' },
        paidUntil: { before: '2027-01-01T06:00:00Z', after: '2027-01-01T06:00:00Z' },
        charges: [{ words: { en: '12 of 31 days of Home 50 at 4,999, 20 Dec 2026 – 1 Jan 2027' } }],
        credits: [{ words: { en: 'Not used: 12 of 31 days. Home 20, 1 Dec 2026 – 1 Jan 2027' } }],
      })
      await expect(accept()).rejects.toThrow('774.19 are missing')
      await aPayment(day20, { subscriberId, cents: 77_419n })
      await accept()
      await accept()
      expect(await held(tx, serviceId)).toEqual({ plan: bigger, paidUntil: '2027-01-01T06:00:00Z' })
      expect(await wallet(tx, subscriberId)).toBe(0n)
      await holds(tx)
      // The next one follows in the row of the first: a whole month of the new plan.
      const later = at(tx, '2026-12-30T09:00:00Z')
      await aPayment(later, { subscriberId, cents: 499_900n })
      await renewFromWallets(later, { subscriberIds: [subscriberId] })
      expect((await held(tx, serviceId)).paidUntil).toBe('2027-02-01T06:00:00Z')
      await holds(tx)
    })
  })

  test('and back in the same moment is as if nothing had been', async () => {
    await testTx(async (tx) => {
      const { serviceId, subscriberId, planVersionId } = await home(tx)
      const bigger = await plan(tx, 'Home 50', 499_900)
      await aPayment(tx, { subscriberId, cents: 1_000_000n })
      const day20 = at(tx, '2026-12-20T09:00:00Z')
      await (await change(day20, serviceId, bigger)).accept()
      await (await change(day20, serviceId, planVersionId)).accept()
      // Before tax it is the same to the cent; of a price with tax in it, each document rounds its taxes.
      expect(await wallet(tx, subscriberId)).toBe(1_000_001n)
      const nets = (await newest(tx, subscriberId)).map(({ net }) => net.cents)
      expect(nets).toContain('87024')
      expect(await held(tx, serviceId)).toEqual({
        ...{ plan: planVersionId, paidUntil: '2027-01-01T06:00:00Z' },
      })
      await holds(tx)
    })
  })

  test('sold by another length begins a period of its own; what was paid ahead comes back whole', async () => {
    await testTx(async (tx) => {
      const { serviceId, subscriberId } = await home(tx)
      await aPayment(tx, { subscriberId, cents: 299_900n })
      await renewFromWallets(at(tx, '2026-12-28T06:00:00Z'), { subscriberIds: [subscriberId] })
      expect((await held(tx, serviceId)).paidUntil).toBe('2027-02-01T06:00:00Z')
      const week = { unit: 'week', count: 1, mode: 'elapsed', anchor: null } as const
      const weekly = await plan(tx, 'Week 20', 99_900, { validity: week })
      const day30 = at(tx, '2026-12-30T06:00:00Z')
      const { quote, accept } = await change(day30, serviceId, weekly)
      // Two days of December (193.48) and all of January; a whole week.
      expect([quote.credited.cents, quote.charged.cents]).toEqual(['319249', '99900'])
      await accept()
      const { periods } = {
        periods: await periodsDuring(tx, {
          serviceIds: [serviceId],
          from: tx.now,
          to: tx.now.add({ hours: 9999 }),
        }),
      }
      expect(periods.map(({ from, to }) => `${from.toString()} ${to.toString()}`)).toEqual([
        '2026-12-01T06:00:00Z 2026-12-30T06:00:00Z',
        '2026-12-30T06:00:00Z 2027-01-06T06:00:00Z',
      ])
      expect(await wallet(tx, subscriberId)).toBe(319_249n - 99_900n)
      await holds(tx)
    })
  })

  test('waits for its money at the quoted price, and lapses when it does not come', async () => {
    await testTx(async (tx) => {
      const { serviceId, subscriberId, planVersionId } = await home(tx)
      const bigger = await plan(tx, 'Home 50', 499_900)
      const day20 = at(tx, '2026-12-20T09:00:00Z')
      const first = await change(day20, serviceId, bigger)
      await first.accept('wait')
      expect((await planQuoteNow(day20, first.quoteId)).state).toBe('waiting')
      expect(await lapsePlanQuotes(at(tx, '2026-12-20T09:20:00Z'), { limit: 9 })).toBe(1)
      expect((await planQuoteNow(day20, first.quoteId)).state).toBe('lapsed')
      await expect(first.accept()).rejects.toThrow('Ask for it again')

      const again = await change(day20, serviceId, bigger)
      await again.accept('wait')
      const soon = at(tx, '2026-12-20T09:10:00Z')
      await aPayment(soon, { subscriberId, cents: 77_418n })
      await renewFromWallets(soon, { subscriberIds: [subscriberId] })
      expect((await held(tx, serviceId)).plan).toBe(planVersionId)
      await aPayment(soon, { subscriberId, cents: 1n })
      await renewFromWallets(soon, { subscriberIds: [subscriberId] })
      expect((await held(tx, serviceId)).plan).toBe(bigger)
      expect((await planQuoteNow(soon, again.quoteId)).state).toBe('done')
      await holds(tx)
    })
  })

  test('is refused for the same plan, one that is not sold, a trial, an ended service, and a price that moved meanwhile', async () => {
    await testTx(async (tx) => {
      const { serviceId, planVersionId } = await home(tx)
      const ask = (other: string, of = serviceId) =>
        quotePlan(tx, { serviceId: of, planVersionId: other })
      const trial = await plan(tx, 'Trial', 0, { payment: 'trial', components: [] })
      const draft = (await aPlan(tx, { release: 'keep-draft' })).id
      await expect(ask(planVersionId)).rejects.toThrow('this plan already')
      await expect(ask(draft)).rejects.toThrow('not on sale')
      await expect(ask(trial)).rejects.toThrow('A trial')
      const bigger = await plan(tx, 'Home 50', 1)
      const day20 = at(tx, '2026-12-20T09:00:00Z')
      const stale = await change(day20, serviceId, bigger)
      const other = await change(day20, serviceId, bigger)
      await other.accept()
      await expect(stale.accept()).rejects.toThrow('this plan already')
      await endService(day20, { serviceId, because: 'asked' })
      await expect(ask(planVersionId)).rejects.toThrow('has ended')
    })
  })
})

describe('another plan with the end of the paid time', () => {
  test('is what the next period is bought of, also days before', async () => {
    await testTx(async (tx) => {
      const { serviceId, subscriberId, planVersionId } = await home(tx)
      const smaller = await plan(tx, 'Home 10', 199_900)
      const details = { what: 'plan', planVersionId: smaller } as const
      await askChange(tx, { serviceId, effective: 'period-end', details })
      const early = at(tx, '2026-12-28T06:00:00Z')
      await aPayment(early, { subscriberId, cents: 199_900n })
      await renewFromWallets(early, { subscriberIds: [subscriberId] })
      expect(await held(tx, serviceId)).toEqual({
        ...{ plan: planVersionId, paidUntil: '2027-02-01T06:00:00Z' },
      })
      await renewFromWallets(at(tx, '2027-01-01T06:00:00Z'), { subscriberIds: [subscriberId] })
      expect((await held(tx, serviceId)).plan).toBe(smaller)
      await holds(tx)
    })
  })

  test('and the end of a service buys nothing for the time after it', async () => {
    await testTx(async (tx) => {
      const { serviceId, subscriberId } = await home(tx)
      const details = { what: 'cancellation', because: 'price' } as const
      await askChange(tx, { serviceId, effective: 'period-end', details })
      const early = at(tx, '2026-12-28T06:00:00Z')
      await aPayment(early, { subscriberId, cents: 299_900n })
      await renewFromWallets(early, { subscriberIds: [subscriberId] })
      expect((await held(tx, serviceId)).paidUntil).toBe('2027-01-01T06:00:00Z')
      expect(await wallet(tx, subscriberId)).toBe(299_900n)
    })
  })
})

describe('what is not used comes back', () => {
  test('of a pause, once for each day, however pauses overlap', async () => {
    await testTx(async (tx) => {
      const { serviceId, subscriberId } = await home(tx)
      const pause = (from: string, reason: 'voluntary' | 'relocation', bills = false) =>
        setHold(at(tx, from), { serviceId, reason, bills })
      const lift = async (moment: string, holdId: string | null) => {
        const then = at(tx, moment)
        await liftHold(then, { holdId: holdId ?? '' })
        await creditHold(then, { serviceId, holdId: holdId ?? '' })
        await creditHold(then, { serviceId, holdId: holdId ?? '' })
      }
      const holiday = await pause('2026-12-05T06:00:00Z', 'voluntary')
      const move = await pause('2026-12-10T06:00:00Z', 'relocation')
      await lift('2026-12-12T06:00:00Z', holiday)
      // 7 of 31 days.
      expect(await wallet(tx, subscriberId)).toBe(67_720n)
      await lift('2026-12-15T06:00:00Z', move)
      // And three more: together they are 10 of 31 days of 2,999.00, to the cent.
      expect(await wallet(tx, subscriberId)).toBe(96_742n)
      const charged = await pause('2026-12-16T06:00:00Z', 'relocation', true)
      await lift('2026-12-20T06:00:00Z', charged)
      expect(await wallet(tx, subscriberId)).toBe(96_742n)
      await holds(tx)
    })
  })

  test('of a pause across a change to another length: no day of an add-on twice', async () => {
    await testTx(async (tx) => {
      const { serviceId, subscriberId } = await home(tx)
      await aPayment(tx, { subscriberId, cents: 300_000n })
      await sellAddon(tx, {
        serviceId,
        id: newId(tx.now),
        productId: await anAddon(tx),
        quantity: 1,
      })
      const holdId = await setHold(at(tx, '2026-12-12T06:00:00Z'), {
        ...{ serviceId, reason: 'voluntary', bills: false },
      })
      const week = { unit: 'week', count: 1, mode: 'elapsed', anchor: null } as const
      const weekly = await plan(tx, 'Week 20', 99_900, { validity: week })
      await (await change(at(tx, '2026-12-15T06:00:00Z'), serviceId, weekly)).accept()
      const day18 = at(tx, '2026-12-18T06:00:00Z')
      await liftHold(day18, { holdId: holdId ?? '' })
      await creditHold(day18, { serviceId, holdId: holdId ?? '' })

      const given = (await newest(tx, subscriberId)).flatMap(({ lines }) =>
        lines.flatMap(({ words, net, creditedNet }) =>
          words.en.includes('Static IP')
            ? [`${words.en}: ${creditedNet.cents} of ${net.cents}`]
            : [],
        ),
      )
      // Of December the three days before the change and the seventeen after it; of the week the three that were paused.
      expect(given.toSorted()).toEqual([
        'Static IP, 1 Dec 2026 – 1 Jan 2027: 24181 of 37481',
        'Static IP, 15 Dec 2026 – 22 Dec 2026: 16063 of 37481',
      ])
      await holds(tx)
    })
  })

  test('of a service that ends, but not after abuse', async () => {
    await testTx(async (tx) => {
      const [asked, barred] = [await home(tx), await home(tx)]
      const day20 = at(tx, '2026-12-20T06:00:00Z')
      for (const [{ serviceId }, because] of [
        [asked, 'asked'],
        [barred, 'abuse'],
      ] as const) {
        await endService(day20, { serviceId, because })
        await closeService(day20, { serviceId, because })
        await closeService(day20, { serviceId, because })
        expect((await held(tx, serviceId)).paidUntil).toBe('2026-12-20T06:00:00Z')
      }
      expect(await wallet(tx, asked.subscriberId)).toBe(116_091n)
      expect(await wallet(tx, barred.subscriberId)).toBe(0n)
      const [invoice] = await newest(tx, asked.subscriberId)
      expect(invoice?.creditNotes).toMatchObject([{ reason: 'Service ended' }])
      await holds(tx)
    })
  })
})
