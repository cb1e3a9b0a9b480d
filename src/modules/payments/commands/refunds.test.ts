import { describe, expect, test } from 'vitest'
import { kes } from '#kernel/money.ts'
import { balanceOf, CHART } from '#modules/ledger/index.ts'
import { areOne, aSubscriber } from '#modules/subscribers/testing.ts'
import { testTx, type TestTx } from '#platform/testing.ts'
import type { Read } from '#platform/tx.ts'
import { paymentNow } from '../queries/payments.ts'
import { aPayment, spends, suspense, violationsNow, wallet } from '../testing.ts'
import { askRefund } from './ask-refund.ts'
import { assignPayment } from './assign-payment.ts'
import { confirmRefund } from './confirm-refund.ts'
import { failRefund } from './fail-refund.ts'
import { reversePayment } from './reverse-payment.ts'
import { unassignPayment } from './unassign-payment.ts'

const reason = 'The caller read the message aloud'
const holds = async (read: Read) => expect(await violationsNow(read)).toEqual([])

describe('a refund', () => {
  const asks = async (tx: TestTx, paymentId: string, cents: bigint, id = crypto.randomUUID()) => {
    await askRefund(tx, { id, paymentId, amount: kes(cents), reason })
    return id
  }
  const onItsWay = async (read: Read, id: string) =>
    (await balanceOf(read, { kind: 'refund', id }, CHART.refundsOnTheirWay)).cents

  test('leaves the wallet when it is asked and the bank when it is paid', async () => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx)
      const { paymentId } = await aPayment(tx, { subscriberId })
      const id = await asks(tx, paymentId, 30_000n)
      await asks(tx, paymentId, 30_000n, id)
      expect(await wallet(tx, subscriberId)).toBe(70_000n)
      expect(await onItsWay(tx, id)).toBe(30_000n)
      await holds(tx)
      await confirmRefund(tx, { refundId: id, receipt: 'rf1' })
      await confirmRefund(tx, { refundId: id, receipt: 'RF1' })
      expect(await onItsWay(tx, id)).toBe(0n)
      expect(await paymentNow(tx, paymentId)).toMatchObject({
        refundable: { cents: '70000' },
        refunds: [{ state: 'paid', receipt: 'RF1' }],
      })
      await expect(failRefund(tx, { refundId: id, why: 'late' })).rejects.toMatchObject({
        code: 'payments.refund_is_settled',
      })
      await holds(tx)
    })
  })

  test('that fails is back in the wallet, and may be asked again', async () => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx)
      const { paymentId } = await aPayment(tx, { subscriberId })
      const id = await asks(tx, paymentId, 100_000n)
      await failRefund(tx, { refundId: id, why: 'The number is not registered' })
      await failRefund(tx, { refundId: id, why: 'Told twice' })
      expect(await wallet(tx, subscriberId)).toBe(100_000n)
      await asks(tx, paymentId, 100_000n)
      await expect(confirmRefund(tx, { refundId: id, receipt: 'X' })).rejects.toMatchObject({
        code: 'payments.refund_is_settled',
      })
      await holds(tx)
    })
  })

  test('is never more than came, than is left, or than the wallet holds', async () => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx)
      const { paymentId } = await aPayment(tx, { subscriberId })
      await expect(asks({ ...tx }, paymentId, 0n)).rejects.toMatchObject({
        code: 'payments.amount_not_positive',
      })
      const id = await asks(tx, paymentId, 60_000n)
      await expect(asks(tx, paymentId, 50_000n, id)).rejects.toMatchObject({
        code: 'payments.refund_id_reused',
      })
      await spends(tx, subscriberId, 30_000n)
      await expect(
        unassignPayment(tx, { paymentId, whenSpent: 'let-them-owe', reason }),
      ).rejects.toMatchObject({ code: 'payments.has_refunds' })
      await expect(
        reversePayment(tx, { paymentId, because: 'mistake', reason }),
      ).rejects.toMatchObject({ code: 'payments.has_refunds' })
      await expect(asks(tx, paymentId, 40_000n)).rejects.toMatchObject({
        code: 'payments.refund_exceeds_wallet',
        facts: { missing: '300.00' },
      })
    })
    await testTx(async (tx) => {
      const { paymentId } = await aPayment(tx)
      await asks(tx, paymentId, 60_000n)
      await expect(asks(tx, paymentId, 50_000n)).rejects.toMatchObject({
        code: 'payments.refund_too_high',
        facts: { left: '400.00' },
      })
    })
  })

  test('out of suspense that fails goes to whoever was given the payment meanwhile', async () => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx)
      const { paymentId } = await aPayment(tx)
      const waiting = await asks(tx, paymentId, 10_000n)
      await failRefund(tx, { refundId: waiting, why: 'Nobody owns it yet' })
      expect(await suspense(tx, paymentId)).toBe(100_000n)
      const id = await asks(tx, paymentId, 40_000n)
      await assignPayment(tx, { paymentId, subscriberId, reason })
      await failRefund(tx, { refundId: id, why: 'The number is not registered' })
      await failRefund(tx, { refundId: id, why: 'Told twice' })
      expect([await wallet(tx, subscriberId), await suspense(tx, paymentId)]).toEqual([
        100_000n,
        0n,
      ])
      expect(tx.announced.at(-1)).toMatchObject({
        name: 'payments.refund-failed',
        payload: { subscriberId, amount: { cents: '40000' } },
      })
      await holds(tx)
      // It is theirs like the rest: taken back whole, and asked back out of the wallet.
      await unassignPayment(tx, { paymentId, whenSpent: 'refuse', reason })
      expect([await wallet(tx, subscriberId), await suspense(tx, paymentId)]).toEqual([
        0n,
        100_000n,
      ])
      await holds(tx)
    })
  })

  test.each(['nobody', 'the first owner', 'another'] as const)(
    'out of suspense of a payment that the provider takes back from %s is owed by no owner',
    async (whose) => {
      await testTx(async (tx) => {
        const [first, other] = [await aSubscriber(tx), await aSubscriber(tx)]
        const { paymentId } = await aPayment(tx, { subscriberId: first })
        await unassignPayment(tx, { paymentId, whenSpent: 'refuse', reason })
        const id = await asks(tx, paymentId, 40_000n)
        const subscriberId = whose === 'another' ? other : first
        if (whose !== 'nobody') await assignPayment(tx, { paymentId, subscriberId, reason })
        await reversePayment(tx, { paymentId, because: 'provider', reason })
        expect([await wallet(tx, first), await wallet(tx, other)]).toEqual([0n, 0n])
        expect(await suspense(tx, paymentId)).toBe(-40_000n)
        await holds(tx)
        await failRefund(tx, { refundId: id, why: 'The number is not registered' })
        expect([await wallet(tx, subscriberId), await suspense(tx, paymentId)]).toEqual([0n, 0n])
        await holds(tx)
      })
    },
  )

  test('out of suspense leaves the rest to be assigned', async () => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx)
      const { paymentId } = await aPayment(tx)
      await confirmRefund(tx, { refundId: await asks(tx, paymentId, 40_000n), receipt: 'R' })
      await assignPayment(tx, { paymentId, subscriberId, reason })
      expect(await wallet(tx, subscriberId)).toBe(60_000n)
      await holds(tx)
    })
  })
})

test('money of a record that was merged since is that of the one that it was merged into', async () => {
  await testTx(async (tx) => {
    const [kept, merged] = [await aSubscriber(tx), await aSubscriber(tx)]
    const wallets = async () => [await wallet(tx, kept), await wallet(tx, merged)]
    const { paymentId } = await aPayment(tx, { subscriberId: merged })
    await spends(tx, merged, 60_000n)
    const id = crypto.randomUUID()
    await askRefund(tx, { id, paymentId, amount: kes(40_000n), reason })
    await areOne(tx, { kept, merged })
    await failRefund(tx, { refundId: id, why: 'The number is not registered' })
    expect(await wallets()).toEqual([40_000n, 0n])
    expect(tx.announced.at(-1)).toMatchObject({ payload: { subscriberId: kept } })
    expect(await aPayment(tx, { subscriberId: merged })).toMatchObject({ subscriberId: kept })
    await assignPayment(tx, { ...(await aPayment(tx)), subscriberId: merged, reason })
    expect(await wallets()).toEqual([240_000n, 0n])
    await reversePayment(tx, { paymentId, because: 'provider', reason })
    expect(await wallets()).toEqual([140_000n, 0n])
    await holds(tx)
  })
})
