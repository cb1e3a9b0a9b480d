import { expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { kes } from '#kernel/money.ts'
import { anAddon, aPlan, aProfile, someTerms } from '#modules/catalog/testing.ts'
import { aPayment } from '#modules/payments/testing.ts'
import { aSubscriber, atPortal } from '#modules/subscribers/testing.ts'
import { aService } from '#modules/services/testing.ts'
import { setHold, servicesHeld } from '#modules/services/index.ts'
import { actingAs } from '#platform/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { myAddonQuote, myAddonsNow, refuseNotForThem } from '../queries/my-addons.ts'
import { creditHold } from './credit-hold.ts'
import { moveMyMoney } from './move-my-money.ts'
import { renewFromWallets } from './renew-from-wallets.ts'
import { sellAddon } from './sell-addon.ts'
import { PRICE, at, holds, home, testTx, wallet } from './testing.ts'

const PHONE = '+254700321321'
const contacts = [{ channel: 'phone', purpose: 'main', value: PHONE, name: null } as const]

async function lineWithData(tx: Tx) {
  const quota = await aProfile(tx, {
    ...{ kind: 'quota', atEnd: { do: 'cut' }, rollover: 0, notices: [] },
    allowances: [{ meter: 'data', amount: '5000000000', period: 'billing-period', during: null }],
  })
  const profiles = { speed: null, fairUse: null, quota, accessHours: null }
  const plan = await aPlan(tx, { terms: someTerms({ profiles }) })
  return aService(tx, { planVersionId: plan.id, paid: { hours: 24 * 30 } })
}

test('data and speed are offered with their price and bought from the wallet; what a visit puts in place is not', async () => {
  await testTx(async (tx) => {
    const { subscriberId, serviceId } = await lineWithData(tx)
    const data = await anAddon(tx, {
      ...{ name: { en: '10 GB', sw: 'GB 10' }, charged: 'once', perServiceMax: 1 },
      gives: { kind: 'data', bytes: '10000000000' },
    })
    const address = await anAddon(tx)
    const mine = actingAs(tx, await atPortal(tx, subscriberId, PHONE))
    expect(await myAddonsNow(mine, serviceId)).toMatchObject({
      ...{ has: [], offered: [{ productId: data, name: { en: '10 GB' }, charged: 'once' }] },
    })
    await expect(refuseNotForThem(mine, { serviceId, productId: address })).rejects.toThrow()
    const ask = () => myAddonQuote(mine, { serviceId, productId: data })
    expect(await ask()).toMatchObject({ amount: { cents: '50000' }, missing: { cents: '50000' } })
    const buy = { serviceId, id: newId(tx.now), productId: data, quantity: 1 }
    await expect(sellAddon(mine, buy)).rejects.toThrow('does not reach')
    await aPayment(tx, { subscriberId, cents: 50_000n })
    expect(await ask()).toMatchObject({ missing: { cents: '0' } })
    await sellAddon(mine, buy)
    await sellAddon(mine, buy)
    expect(await wallet(tx, subscriberId)).toBe(0n)
    await holds(tx)
  })
})

test('money goes to whom the same phone looks after, once, renews there, and to nobody else', async () => {
  await testTx(async (tx) => {
    const parent = await aSubscriber(tx, { kind: 'company', contacts })
    const child = await aSubscriber(tx, { parentId: parent, contacts: [] })
    const stranger = await aSubscriber(tx)
    const { planVersionId } = await home(tx)
    const { serviceId } = await aService(tx, { subscriberId: child, planVersionId })
    await aPayment(tx, { subscriberId: parent, cents: PRICE + 100n })
    const mine = actingAs(tx, await atPortal(tx, parent, PHONE))
    const move = { id: newId(tx.now), toSubscriberId: child, amount: kes(PRICE) }
    await moveMyMoney(mine, move)
    await moveMyMoney(mine, move)
    expect([await wallet(tx, parent), await wallet(tx, child)]).toEqual([100n, 0n])
    const [service] = await servicesHeld(tx, { serviceIds: [serviceId] })
    expect(service?.paidUntil?.toString()).toBe('2026-12-20T15:00:00Z')
    const again = { ...move, id: newId(tx.now) }
    await expect(moveMyMoney(mine, again)).rejects.toThrow('does not reach')
    await expect(moveMyMoney(mine, { ...again, toSubscriberId: stranger })).rejects.toThrow(
      'looks after',
    )
    await holds(tx)
  })
})

test('ten days of a pause that is not charged come back into the wallet', async () => {
  await testTx(async (tx) => {
    const { subscriberId, serviceId } = await home(tx)
    await aPayment(tx, { subscriberId, cents: PRICE })
    await renewFromWallets(tx, { subscriberIds: [subscriberId] })
    const to = tx.now.add({ hours: 240 })
    const holdId = await setHold(tx, { serviceId, reason: 'voluntary', bills: false, to })
    const later = at(tx, to.toString())
    await creditHold(later, { serviceId, holdId: holdId ?? '' })
    const back = await wallet(later, subscriberId)
    expect(back).toBeGreaterThan(PRICE / 4n)
    expect(back).toBeLessThan(PRICE / 2n)
    await holds(later)
  })
})
