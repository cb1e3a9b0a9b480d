import { describe, expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import {
  aBulkRule,
  aDearerProduct,
  anAddon,
  aPlan,
  aPlanOffSale,
  aProduct,
} from '#modules/catalog/testing.ts'
import { aPayment } from '#modules/payments/testing.ts'
import { servicesHeld } from '#modules/services/index.ts'
import { aSubscriber, momentsOf } from '#modules/subscribers/testing.ts'
import { actingAs, staffWith, testUnits } from '#platform/testing.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { listQuotations, writeQuotation as endpoint, type QuotedItem } from '../contract.ts'
import { invoiceNow } from '../queries/invoices.ts'
import { moneyNow } from '../queries/money.ts'
import { offeredLines, quotationNow, quotationsPage } from '../queries/quotations.ts'
import { acceptQuotation } from './accept-quotation.ts'
import { changeQuotation } from './change-quotation.ts'
import { endQuotation } from './end-quotation.ts'
import { renewFromWallets } from './renew-from-wallets.ts'
import { sendQuotation } from './send-quotation.ts'
import { at, holds, owes, testTx, wallet } from './testing.ts'
import { writeQuotation } from './write-quotation.ts'

const PRICE = 299_900
const ROUTER = 580_000
const NOTES = { en: 'Thank you', sw: 'Asante' }

const planItem = (planVersionId: string, given: Partial<QuotedItem> = {}) => ({
  ...{ kind: 'plan', planVersionId, lines: 1, access: 'ipoe', waitsFor: 'payment' },
  ...{ siteId: null, addons: [], ...given },
})

function drafts(tx: Tx, subscriberId: string, items: readonly object[], id = newId(tx.now)) {
  return writeQuotation(tx, endpoint.input.parse({ subscriberId, id, items, notes: NOTES }))
}

const versionOf = async (read: Read, quotationId: string) =>
  (await quotationNow(read, quotationId)).version

async function sent(tx: Tx, subscriberId: string, items: readonly object[]) {
  const quotationId = await drafts(tx, subscriberId, items)
  await sendQuotation(tx, { quotationId, version: await versionOf(tx, quotationId) })
  return quotationId
}

test('an offer is written, sent, frozen with its taxes, and taken whole: services, add-ons and what is charged at once', async () => {
  await testTx(async (tx) => {
    const subscriberId = await aSubscriber(tx)
    const plan = await aPlan(tx, { name: 'Home 20' })
    const [router, address] = [await aProduct(tx), await anAddon(tx)]
    const items = [
      planItem(plan.id, { lines: 2, addons: [{ productId: address, quantity: 3 }] }),
      { kind: 'product', productId: router, quantity: 2 },
    ]
    const id = newId(tx.now)
    const quotationId = await drafts(tx, subscriberId, items, id)
    expect(await drafts(tx, subscriberId, items, id)).toBe(quotationId)
    await expect(drafts(tx, await aSubscriber(tx), items, id)).rejects.toMatchObject({
      code: 'billing.id_reused',
    })
    const gross = 2 * (PRICE + 3 * 50_000) + 2 * ROUTER
    expect(await quotationNow(tx, quotationId)).toMatchObject({
      ...{ code: null, state: 'draft', gross: { cents: String(gross) }, validDays: 14 },
    })
    await expect(acceptQuotation(tx, { quotationId })).rejects.toMatchObject({
      code: 'billing.quotation_not_sent',
    })
    await sendQuotation(tx, { quotationId, version: 1 })
    const offer = await quotationNow(tx, quotationId)
    expect(offer).toMatchObject({ code: 'QUO-000001', state: 'sent', validOn: '2026-12-04' })
    expect(
      (await offeredLines(tx, quotationId)).map((line) => [line.words.en, line.taxed.gross]),
    ).toEqual([
      ['2 × Home 20, first month', 599_800n],
      ['6 × Static IP, first month', 300_000n],
      ['2 × Router', 1_160_000n],
    ])
    const [line] = await offeredLines(tx, quotationId)
    expect(line?.taxed.parts.map(({ kind }) => kind)).toEqual(['excise', 'vat'])

    await aPayment(tx, { subscriberId, cents: BigInt(PRICE + 150_000) })
    await acceptQuotation(tx, { quotationId })
    await acceptQuotation(tx, { quotationId })
    const accepted = await quotationNow(tx, quotationId)
    expect(accepted.state).toBe('accepted')
    const held = await servicesHeld(tx, { subscriberIds: [subscriberId] })
    expect(accepted.services.map((one) => one.id).toSorted()).toEqual(
      held.map((one) => one.serviceId).toSorted(),
    )
    // The wallet had the first period of one of them, with its add-ons.
    expect(held.map(({ status }) => status).toSorted()).toEqual(['active', 'pending'])
    expect(await wallet(tx, subscriberId)).toBe(0n)
    expect(await owes(tx, subscriberId)).toBe(BigInt(2 * ROUTER))
    const invoice = await invoiceNow(tx, accepted.invoice?.id ?? '')
    expect(invoice).toMatchObject({ gross: { cents: String(2 * ROUTER) }, excise: { cents: '0' } })
    const { next } = await moneyNow(tx, subscriberId)
    expect(next.map((one) => one.price.cents)).toContain(String(PRICE + 150_000))
    expect(await momentsOf(tx, subscriberId)).toEqual(
      expect.arrayContaining(['billing.quotation-sent', 'billing.quotation-accepted']),
    )
    await holds(tx)
  })
})

test('what was sent stays, whatever the catalog says later, until its last day; then it is refused', async () => {
  await testTx(async (tx) => {
    const subscriberId = await aSubscriber(tx)
    const plan = await aPlan(tx)
    const router = await aProduct(tx)
    await aBulkRule(tx, { lines: 3, share_bp: 1000 })
    const items = [
      planItem(plan.id, { lines: 3 }),
      { kind: 'product', productId: router, quantity: 1 },
    ]
    const quotationId = await sent(tx, subscriberId, items)
    const late = await sent(tx, subscriberId, items)
    const lower = 269_910
    const gross = { cents: String(3 * lower + ROUTER), currency: 'KES' }
    expect((await quotationNow(tx, quotationId)).gross).toEqual(gross)
    await aDearerProduct(tx, router, 990_000)
    await aPlanOffSale(tx, plan)
    await expect(drafts(tx, subscriberId, items)).rejects.toMatchObject({
      code: 'billing.offer_not_sold',
    })

    const lastMinute = at(tx, '2026-12-04T20:59:00Z')
    await acceptQuotation(lastMinute, { quotationId })
    expect(await quotationNow(lastMinute, quotationId)).toMatchObject({ gross, state: 'accepted' })
    expect(await owes(lastMinute, subscriberId)).toBe(BigInt(ROUTER))
    // The first of three lines is bought alone, and costs what three together were offered for.
    const next = (await moneyNow(lastMinute, subscriberId)).next.map((one) => one.price.cents)
    expect(next).toEqual([String(lower), String(lower), String(lower)])

    const over = at(tx, '2026-12-04T21:00:00Z')
    await expect(acceptQuotation(over, { quotationId: late })).rejects.toMatchObject({
      ...{ code: 'billing.quotation_expired', facts: { day: '2026-12-04' } },
    })
    const states = async (state: string) =>
      (await quotationsPage(over, listQuotations.input.parse({ state: [state] }))).items.map(
        (one) => one.id,
      )
    expect([await states('expired'), await states('sent'), await states('accepted')]).toEqual([
      ...[[late], [], [quotationId]],
    ])
    await holds(over)
  })
})

describe('a draft', () => {
  test('changes until it is sent, for whoever looked at it last; what is no offer any more is not answered', async () => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx)
      const plan = await aPlan(tx)
      const quotationId = await drafts(tx, subscriberId, [planItem(plan.id)])
      const content = {
        items: endpoint.input.shape.items.parse([planItem(plan.id, { lines: 2 })]),
        notes: NOTES,
      }
      await changeQuotation(tx, { quotationId, version: 1, validDays: 30, ...content })
      await expect(
        changeQuotation(tx, { quotationId, version: 1, ...content }),
      ).rejects.toMatchObject({ code: 'billing.quotation_changed' })
      await expect(sendQuotation(tx, { quotationId, version: 1 })).rejects.toThrow('changed')
      await sendQuotation(tx, { quotationId, version: 2 })
      expect(await quotationNow(tx, quotationId)).toMatchObject({
        ...{ gross: { cents: String(2 * PRICE) }, validOn: '2026-12-20' },
      })
      await expect(
        changeQuotation(tx, { quotationId, version: 4, ...content }),
      ).rejects.toMatchObject({ code: 'billing.quotation_not_draft' })
      await endQuotation(tx, { quotationId, as: 'declined', reason: 'Too dear' })
      await endQuotation(tx, { quotationId, as: 'declined', reason: 'Again' })
      await expect(acceptQuotation(tx, { quotationId })).rejects.toMatchObject({
        code: 'billing.quotation_not_sent',
      })
      expect(await quotationNow(tx, quotationId)).toMatchObject({
        ...{ state: 'declined', reason: 'Too dear', services: [], invoice: null },
      })
      const thrownAway = await drafts(tx, subscriberId, [planItem(plan.id)])
      await endQuotation(tx, { quotationId: thrownAway, as: 'withdrawn', reason: '' })
      const next = await sent(tx, subscriberId, [planItem(plan.id)])
      expect((await quotationNow(tx, next)).code).toBe('QUO-000002')
      // Nobody writes into what was offered, not even by hand.
      await expect(
        tx.sql.deleteFrom('billing.quotation_line').where('quotation_id', '=', next).execute(),
      ).rejects.toThrow('What was offered stays')
    })
  })

  test('offers only what is sold, to whom and where the writer may', async () => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx)
      const plan = await aPlan(tx)
      const once = await anAddon(tx, { charged: 'once' })
      const few = await anAddon(tx, { perServiceMax: 1 })
      const elsewhere = newId(tx.now)
      const withAddon = (productId: string, quantity = 1) =>
        planItem(plan.id, { addons: [{ productId, quantity }] })
      const refused = [
        [planItem(newId(tx.now)), 'billing.offer_not_sold'],
        [{ kind: 'product', productId: few, quantity: 1 }, 'billing.offer_not_sold'],
        [withAddon(once), 'billing.addon_sold_once'],
        [withAddon(newId(tx.now)), 'billing.addon_not_offered'],
        [withAddon(few, 2), 'billing.too_many_addons'],
      ] as const
      for (const [item, code] of refused)
        await expect(drafts(tx, subscriberId, [item])).rejects.toMatchObject({ code })
      const clerk = actingAs(tx, staffWith(['billing.quote'], [newId(tx.now)]))
      await expect(
        drafts(clerk, subscriberId, [planItem(plan.id, { siteId: elsewhere })]),
      ).rejects.toThrow()
      const { input } = endpoint
      const written = { subscriberId, id: newId(tx.now), notes: NOTES }
      for (const items of [
        [],
        [planItem(plan.id, { lines: 0 })],
        [planItem(plan.id, { lines: 1.5 })],
        [planItem(plan.id, { lines: 150 }), planItem(plan.id, { lines: 51 })],
        [{ kind: 'product', productId: few, quantity: -1 }],
      ])
        expect(input.safeParse({ ...written, items }).success).toBe(false)
      expect((await quotationsPage(tx, listQuotations.input.parse({}))).items).toEqual([])
    })
  })
})

test('accepted twice at once, it is done once', async () => {
  const units = await testUnits()
  const origin = { actor: system('test'), name: 'test.quotations' }
  const { quotationId, subscriberId } = await units.unit(origin, async (tx) => {
    const subscriberId = await aSubscriber(tx)
    const [plan, productId] = [await aPlan(tx), await aProduct(tx)]
    const items = [planItem(plan.id, { lines: 2 }), { kind: 'product', productId, quantity: 1 }]
    return { subscriberId, quotationId: await sent(tx, subscriberId, items) }
  })
  const accept = () => units.unit(origin, (tx) => acceptQuotation(tx, { quotationId }))
  await Promise.all([accept(), accept(), accept()])
  await units.read(origin, async (read) => {
    expect(await servicesHeld(read, { subscriberIds: [subscriberId] })).toHaveLength(2)
    expect(await owes(read, subscriberId)).toBe(BigInt(ROUTER))
    await holds(read)
  })
  await units.unit(origin, async (tx) => {
    await aPayment(tx, { subscriberId, cents: BigInt(ROUTER + 2 * PRICE) })
    await renewFromWallets(tx, { subscriberIds: [subscriberId] })
    const held = await servicesHeld(tx, { subscriberIds: [subscriberId] })
    expect(held.map(({ status }) => status)).toEqual(['active', 'active'])
    expect(await owes(tx, subscriberId)).toBe(0n)
  })
})
