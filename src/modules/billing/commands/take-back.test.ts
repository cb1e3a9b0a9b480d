import { expect, test } from 'vitest'
import { assignPayment, reversePayment, unassignPayment } from '#modules/payments/index.ts'
import { aPayment } from '#modules/payments/testing.ts'
import { servicesHeld } from '#modules/services/index.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { takeBackBought } from './take-back-bought.ts'
import { renewFromWallets } from './renew-from-wallets.ts'
import { PRICE, testTx, wallet, owes, holds, at, home, invoices, charges } from './testing.ts'

const paidUntil = async (read: Read, serviceId: string) =>
  (await servicesHeld(read, { serviceIds: [serviceId] }))[0]?.paidUntil?.toString()

/** As the reactions do: in the unit that reverses. */
async function reversed(tx: Tx, paymentId: string, subscriberId: string) {
  await reversePayment(tx, { paymentId, because: 'provider', reason: 'The payer complained' })
  await takeBackBought(tx, { paymentId, subscriberId })
  await renewFromWallets(tx, { subscriberIds: [subscriberId] })
}

test('a reversal ten days later ends the paid time; what was used is owed, and the next payment pays it first', async () => {
  await testTx(async (tx) => {
    const { subscriberId, serviceId } = await home(tx)
    const { paymentId } = await aPayment(tx, { subscriberId, cents: PRICE })
    await renewFromWallets(tx, { subscriberIds: [subscriberId] })
    const later = at(tx, '2026-11-30T15:00:00Z')
    await reversed(later, paymentId, subscriberId)
    expect(await paidUntil(later, serviceId)).toBe('2026-11-30T15:00:00Z')
    expect(await wallet(later, subscriberId)).toBe(0n)
    const used = await owes(later, subscriberId)
    expect(used).toBeGreaterThan(PRICE / 4n)
    expect(used).toBeLessThan(PRICE / 2n)
    expect((await invoices(later, subscriberId))[0]).toMatchObject({
      open: { cents: String(used) },
    })
    await holds(later)
    // Told again, nothing happens again.
    expect(await takeBackBought(later, { paymentId, subscriberId })).toBe(false)
    const next = at(tx, '2026-12-02T15:00:00Z')
    await aPayment(next, { subscriberId, cents: PRICE + used })
    await renewFromWallets(next, { subscriberIds: [subscriberId] })
    expect([await wallet(next, subscriberId), await owes(next, subscriberId)]).toEqual([0n, 0n])
    expect(await paidUntil(next, serviceId)).toBe('2027-01-02T15:00:00Z')
    await holds(next)
  })
})

test('a month bought ahead goes whole and may be bought again; the month that runs stays', async () => {
  await testTx(async (tx) => {
    const { subscriberId, serviceId } = await home(tx)
    await aPayment(tx, { subscriberId, cents: PRICE })
    await renewFromWallets(tx, { subscriberIds: [subscriberId] })
    const early = at(tx, '2026-12-16T09:00:00Z')
    const { paymentId } = await aPayment(early, { subscriberId, cents: PRICE })
    await renewFromWallets(early, { subscriberIds: [subscriberId] })
    expect(await paidUntil(early, serviceId)).toBe('2027-01-20T15:00:00Z')
    const later = at(tx, '2026-12-17T09:00:00Z')
    await reversed(later, paymentId, subscriberId)
    expect(await paidUntil(later, serviceId)).toBe('2026-12-20T15:00:00Z')
    expect([await wallet(later, subscriberId), await owes(later, subscriberId)]).toEqual([0n, 0n])
    await aPayment(later, { subscriberId, cents: PRICE })
    await renewFromWallets(later, { subscriberIds: [subscriberId] })
    expect(await paidUntil(later, serviceId)).toBe('2027-01-20T15:00:00Z')
    await holds(later)
  })
})

test('only what is missing is taken: money that is still there, and what was bought before, stay', async () => {
  await testTx(async (tx) => {
    const { subscriberId, serviceId } = await home(tx)
    const before = await aPayment(tx, { subscriberId, cents: PRICE })
    await renewFromWallets(tx, { subscriberIds: [subscriberId] })
    const later = at(tx, '2026-11-25T15:00:00Z')
    const { paymentId } = await aPayment(later, { subscriberId, cents: 50_000n })
    await reversed(later, paymentId, subscriberId)
    expect(await paidUntil(later, serviceId)).toBe('2026-12-20T15:00:00Z')
    // A fitting that was sold once is not given back: it is owed.
    await charges(later, subscriberId, 10_000n)
    const after = at(tx, '2026-11-26T15:00:00Z')
    await aPayment(after, { subscriberId, cents: 10_000n })
    await renewFromWallets(after, { subscriberIds: [subscriberId] })
    expect(await owes(after, subscriberId)).toBe(0n)
    await reversed(after, before.paymentId, subscriberId)
    expect(await paidUntil(after, serviceId)).toBe('2026-11-26T15:00:00Z')
    expect(await wallet(after, subscriberId)).toBe(0n)
    expect(await owes(after, subscriberId)).toBeGreaterThan(10_000n)
    await holds(after)
  })
})

test('given to the wrong neighbour and taken back at once: the month goes, and nobody owes anything', async () => {
  await testTx(async (tx) => {
    const [theirs, wrong] = [await home(tx), await home(tx)]
    const { paymentId } = await aPayment(tx, { cents: PRICE })
    const { subscriberId } = wrong
    await assignPayment(tx, { paymentId, subscriberId, reason: 'Looked alike' })
    await renewFromWallets(tx, { subscriberIds: [subscriberId] })
    await expect(
      unassignPayment(tx, { paymentId, whenSpent: 'refuse', reason: 'Undone' }),
    ).rejects.toThrow('has spent this money')
    await unassignPayment(tx, { paymentId, whenSpent: 'let-them-owe', reason: 'Undone' })
    await takeBackBought(tx, { paymentId, subscriberId })
    expect([await wallet(tx, subscriberId), await owes(tx, subscriberId)]).toEqual([0n, 0n])
    expect(await paidUntil(tx, wrong.serviceId)).toBeUndefined()
    await assignPayment(tx, { paymentId, subscriberId: theirs.subscriberId, reason: 'Theirs' })
    await renewFromWallets(tx, { subscriberIds: [theirs.subscriberId] })
    expect(await paidUntil(tx, theirs.serviceId)).toBe('2026-12-20T15:00:00Z')
    await holds(tx)
  })
})
