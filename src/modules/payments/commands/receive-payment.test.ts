import { expect, test } from 'vitest'
import { system } from '#kernel/actor.ts'
import { kes } from '#kernel/money.ts'
import { balanceOf, CHART } from '#modules/ledger/index.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { testTx, testUnits, type TestTx } from '#platform/testing.ts'
import type { Read } from '#platform/tx.ts'
import { invariants } from '../queries/invariants.ts'
import { paymentNow } from '../queries/payments.ts'
import { aPayment } from '../testing.ts'

const wallet = (read: Read, id: string) =>
  balanceOf(read, { kind: 'subscriber', id }, CHART.wallets)
const suspense = (read: Read, id: string) =>
  balanceOf(read, { kind: 'payment', id }, CHART.suspense)
const contact = (value: string) =>
  [{ channel: 'phone', purpose: 'main', value, name: null }] as const

async function numberOf(tx: TestTx, id: string) {
  return (await subscriberFacts(tx, [id])).get(id)?.number ?? ''
}

async function holds(read: Read) {
  for (const { violations } of invariants) expect(await violations(read)).toEqual([])
}

test('money with the right number is in the wallet, however the number is typed', async () => {
  await testTx(async (tx) => {
    const subscriberId = await aSubscriber(tx)
    const number = await numberOf(tx, subscriberId)
    const typed = ` ${number.slice(0, 4)}-${number.slice(4).replaceAll('0', 'o')} `
    const { paymentId } = await aPayment(tx, {
      account: typed,
      payer: { name: 'WANJIRU', phone: '0712 000 001' },
    })
    expect(await wallet(tx, subscriberId)).toEqual(kes(100_000n))
    expect(await paymentNow(tx, paymentId)).toMatchObject({
      state: 'owned',
      owner: { id: subscriberId, number },
      matchedBy: 'number',
      account: typed.trim(),
      payer: { name: 'WANJIRU', phone: '+254712000001' },
      into: { code: 1010 },
      refundable: { cents: '100000' },
    })
    expect(tx.announced.at(-1)).toMatchObject({
      name: 'payments.received',
      payload: { paymentId, subscriberId, rail: 'mpesa' },
    })
    const row = await tx.sql
      .selectFrom('payments.payment')
      .select(['account_sealed', 'payer_sealed'])
      .where('id', '=', paymentId)
      .executeTakeFirstOrThrow()
    expect(row.account_sealed).toMatch(/^sealed\(payments\.payment\.account_sealed/)
    expect(row.payer_sealed).toMatch(/^sealed\(payments\.payment\.payer_sealed/)
    await holds(tx)
  })
})

test('without an owner it waits in suspense, and is never refused', async () => {
  await testTx(async (tx) => {
    const { paymentId, subscriberId } = await aPayment(tx, { account: '99999999' })
    expect(subscriberId).toBeNull()
    expect(await suspense(tx, paymentId)).toEqual(kes(100_000n))
    expect(await paymentNow(tx, paymentId)).toMatchObject({ state: 'suspense', owner: null })
    await aPayment(tx, { subscriberId: crypto.randomUUID() })
    await holds(tx)
  })
})

test('a phone that one subscriber has says whose it is; one of two does not', async () => {
  await testTx(async (tx) => {
    const alone = await aSubscriber(tx, { contacts: [...contact('0722000001')] })
    await aSubscriber(tx, { contacts: [...contact('0722000002')] })
    await aSubscriber(tx, { contacts: [...contact('0722000002')] })
    const owner = async (given: Parameters<typeof aPayment>[1]) =>
      (await aPayment(tx, given)).subscriberId
    expect(await owner({ account: '0722 000001' })).toBe(alone)
    expect(await owner({ account: 'internet', payer: { phone: '+254722000001' } })).toBe(alone)
    expect(await owner({ account: '12345678', payer: { phone: '0722000001' } })).toBeNull()
    expect(await owner({ payer: { phone: '0722000002' } })).toBeNull()
  })
})

test('one receipt is one payment, whatever the channel and however it is written', async () => {
  await testTx(async (tx) => {
    const subscriberId = await aSubscriber(tx)
    const first = await aPayment(tx, { subscriberId, receipt: 'QK12AB34CD' })
    const again = [
      { channel: 'stk', receipt: 'qk12ab34cd' },
      { channel: 'pull', receipt: ' QK12AB34CD ' },
      { channel: 'c2b', receipt: 'QK12AB34CD' },
      { channel: 'pull', receipt: 'QK12AB34CD', cents: 90_000n },
    ]
    for (const given of again)
      expect(await aPayment(tx, given)).toMatchObject({
        paymentId: first.paymentId,
        how: 'was-known',
        subscriberId,
        cents: 100_000n,
      })
    expect(await wallet(tx, subscriberId)).toEqual(kes(100_000n))
    const { sightings } = await paymentNow(tx, first.paymentId)
    expect(sightings.map(({ channel, differs }) => [channel, differs])).toEqual(
      expect.arrayContaining([
        ['stk', false],
        ['pull', false],
        ['pull', true],
      ]),
    )
    expect(sightings).toHaveLength(3)
    // The same letters on another rail are another receipt.
    expect(await aPayment(tx, { rail: 'bank', receipt: 'QK12AB34CD' })).toMatchObject({
      how: 'received',
    })
    await holds(tx)
  })
})

test('told by many at the same moment it still comes once', async () => {
  const units = await testUnits()
  const origin = { actor: system('test'), name: 'payments.race' }
  const subscriberId = await units.unit(origin, (tx) => aSubscriber(tx))
  const told = await Promise.all(
    ['stk', 'c2b', 'pull', 'statement', 'c2b', 'stk'].map((channel) =>
      units.unit(origin, (tx) => aPayment(tx, { subscriberId, channel, receipt: 'RACE1' })),
    ),
  )
  expect(told.filter(({ how }) => how === 'received')).toHaveLength(1)
  await units.read(origin, async (read) => {
    expect(await wallet(read, subscriberId)).toEqual(kes(100_000n))
    await holds(read)
  })
})

test('it counts from when it was paid, never from the future', async () => {
  await testTx(async (tx) => {
    const paidAt = tx.now.subtract({ hours: 30 })
    const { paymentId } = await aPayment(tx, { paidAt })
    expect((await paymentNow(tx, paymentId)).paidAt).toBe(paidAt.toString())
    const ahead = await aPayment(tx, { paidAt: tx.now.add({ hours: 3 }) })
    expect((await paymentNow(tx, ahead.paymentId)).paidAt).toBe(tx.now.toString())
  })
})
