import { expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { aComponent, aCoupon, anAddon, aPlan, someTerms } from '#modules/catalog/testing.ts'
import { balanceOf, CHART } from '#modules/ledger/index.ts'
import { aPayment } from '#modules/payments/testing.ts'
import { aService } from '#modules/services/testing.ts'
import type { TestTx } from '#platform/testing.ts'
import type { Read } from '#platform/tx.ts'
import { listInvoices } from '../contract.ts'
import { extrasNow } from '../queries/extras.ts'
import { invoiceNow, invoicesPage } from '../queries/invoices.ts'
import { moneyNow } from '../queries/money.ts'
import { cancelAddon } from './cancel-addon.ts'
import { giveBackCoupon } from './give-back-coupon.ts'
import { renewFromWallets } from './renew-from-wallets.ts'
import { sellAddon } from './sell-addon.ts'
import { takeCoupon } from './take-coupon.ts'
import { at, holds, testTx as vatTx } from './testing.ts'

const testTx = (work: (tx: TestTx) => Promise<void>) => vatTx(work, { at: '2026-12-01T06:00:00Z' })

async function home(tx: TestTx) {
  const components = [
    aComponent({ cents: 300_000 }),
    aComponent({ key: 'tv', kind: 'add-on', cents: 40_000, optional: true }),
  ]
  const { id } = await aPlan(tx, { name: 'Home 20', terms: someTerms({ components }) })
  return aService(tx, { planVersionId: id })
}

async function pays(tx: TestTx, subscriberId: string, cents: bigint) {
  await aPayment(tx, { subscriberId, cents })
  await renewFromWallets(tx, { subscriberIds: [subscriberId] })
}

const wallet = async (read: Read, id: string) =>
  (await balanceOf(read, { kind: 'subscriber', id }, CHART.wallets)).cents
const price = async (read: Read, subscriberId: string) =>
  (await moneyNow(read, subscriberId)).next[0]?.price.cents
async function newest(read: Read, subscriberId: string) {
  const page = await invoicesPage(read, listInvoices.input.parse({ subscriber: subscriberId }))
  return Promise.all(page.items.map(({ id }) => invoiceNow(read, id)))
}

test('a coupon lowers as many periods as it says, is counted when it is taken, and can be given back before it lowered any', async () => {
  await testTx(async (tx) => {
    const { serviceId, subscriberId } = await home(tx)
    await aCoupon(tx, { code: 'KARIBU', cycles: 2, usesMax: 1 })
    await expect(takeCoupon(tx, { serviceId, code: 'NONE' })).rejects.toThrow('lowers nothing')
    await takeCoupon(tx, { serviceId, code: 'karibu' })
    await expect(takeCoupon(tx, { serviceId, code: 'KARIBU' })).rejects.toThrow('already')
    const other = await home(tx)
    const late = takeCoupon(tx, { serviceId: other.serviceId, code: 'KARIBU' })
    await expect(late).rejects.toThrow('lowers nothing of this service')

    const [held] = (await extrasNow(tx, serviceId)).coupons
    await giveBackCoupon(tx, { serviceId, heldCouponId: held?.id ?? '' })
    expect(await price(tx, subscriberId)).toBe('300000')
    await takeCoupon(tx, { serviceId, code: 'KARIBU' })

    const paid: (string | undefined)[] = []
    for (const month of ['2026-12-01', '2027-01-01', '2027-02-01']) {
      const then = at(tx, `${month}T06:00:00Z`)
      paid.push(await price(then, subscriberId))
      await pays(then, subscriberId, 300_000n)
    }
    expect(paid).toEqual(['270000', '270000', '300000'])
    const [last, , first] = await newest(tx, subscriberId)
    expect(last?.lines[0]?.words.en).toBe('Home 20, 1 Feb 2027 – 1 Mar 2027')
    expect(first?.lines[0]?.words.en).toContain('list price 3,000, less 300')
    const { coupons } = await extrasNow(tx, serviceId)
    expect(coupons.map(({ state, used }) => `${state} ${used}`).toSorted()).toEqual([
      'given-back 0',
      'over 2',
    ])
    const again = giveBackCoupon(tx, { serviceId, heldCouponId: held?.id ?? '' })
    await expect(again).rejects.toThrow('does not hold')
    await holds(tx)
  })
})

test('an add-on is charged for the rest of the paid time, then with each period at the price of its sale, until it ends', async () => {
  await testTx(async (tx) => {
    const { serviceId, subscriberId } = await home(tx)
    await pays(tx, subscriberId, 300_000n)
    const productId = await anAddon(tx, { perServiceMax: 2 })
    const day20 = at(tx, '2026-12-20T09:00:00Z')
    const sale = { serviceId, id: newId(tx.now), productId, quantity: 2 }
    await expect(sellAddon(day20, sale)).rejects.toThrow('are missing')
    await aPayment(day20, { subscriberId, cents: 100_000n })
    await sellAddon(day20, sale)
    await sellAddon(day20, sale)
    // 12 of 31 days of 2 × 500.
    expect(await wallet(tx, subscriberId)).toBe(100_000n - 38_710n)
    const [invoice] = await newest(tx, subscriberId)
    expect(invoice?.lines.map(({ words }) => words.en)).toEqual([
      '12 of 31 days of 2 × Static IP at 1,000, 20 Dec 2026 – 1 Jan 2027',
    ])
    await expect(sellAddon(day20, { ...sale, id: newId(tx.now) })).rejects.toThrow('at most 2')
    expect((await extrasNow(day20, serviceId)).offered).toMatchObject([{ left: 0 }])

    const newYear = at(tx, '2027-01-01T06:00:00Z')
    expect(await price(newYear, subscriberId)).toBe('400000')
    await pays(newYear, subscriberId, 400_000n)
    const [addon] = (await extrasNow(newYear, serviceId)).addons
    const day10 = at(tx, '2027-01-10T06:00:00Z')
    const before = await wallet(tx, subscriberId)
    const ending = { serviceId, addonId: addon?.id ?? '', when: 'now' as const }
    await cancelAddon(day10, ending)
    // 22 of 31 days of 1,000.
    expect((await wallet(tx, subscriberId)) - before).toBe(70_969n)
    await expect(cancelAddon(day10, ending)).rejects.toThrow('no such add-on')
    expect(await price(day10, subscriberId)).toBe('300000')
    await holds(tx)
  })
})

test('what is bought once is invoiced once and not again; options that were chosen are charged from the next period on', async () => {
  await testTx(async (tx) => {
    const { serviceId, subscriberId } = await home(tx)
    await pays(tx, subscriberId, 300_000n)
    const productId = await anAddon(tx, {
      ...{ name: { en: 'VPN set-up', sw: '' }, charged: 'once', gives: { kind: 'vpn' } },
    })
    await aPayment(tx, { subscriberId, cents: 50_000n })
    await sellAddon(tx, { serviceId, id: newId(tx.now), productId, quantity: 1 })
    expect(await wallet(tx, subscriberId)).toBe(0n)
    await tx.sql
      .updateTable('services.service')
      .set({ chosen: JSON.stringify({ tv: 2 }) })
      .where('id', '=', serviceId)
      .execute()
    expect((await extrasNow(tx, serviceId)).options).toMatchObject([{ key: 'tv', chosen: 2 }])
    expect(await price(at(tx, '2027-01-01T06:00:00Z'), subscriberId)).toBe('380000')
    await holds(tx)
  })
})
