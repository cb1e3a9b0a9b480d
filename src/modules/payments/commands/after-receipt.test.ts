import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { kes } from '#kernel/money.ts'
import { balanceOf, CHART } from '#modules/ledger/index.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import { aSite } from '#modules/organization/testing.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { actingAs, staffWith, testTx } from '#platform/testing.ts'
import { hashToken } from '#platform/token.ts'
import type { Read } from '#platform/tx.ts'
import { recordPayment as recordEndpoint, listPayments } from '../contract.ts'
import { paymentNow, paymentsPage } from '../queries/payments.ts'
import { siteOfPayment } from '../queries/reach.ts'
import { suggestionsFor, suspenseNow } from '../queries/suspense.ts'
import { aPayment, spends, suspense, violationsNow, wallet } from '../testing.ts'
import { askRefund } from './ask-refund.ts'
import { assignPayment } from './assign-payment.ts'
import { confirmRefund } from './confirm-refund.ts'
import { recordPayment } from './record-payment.ts'
import { reversePayment } from './reverse-payment.ts'
import { unassignPayment } from './unassign-payment.ts'

const reason = 'The caller read the message aloud'
const holds = async (read: Read) => expect(await violationsNow(read)).toEqual([])

describe('a payment in suspense', () => {
  test('of which part was given back, and which the provider takes back from its owner, costs them what they had', async () => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx)
      const { paymentId } = await aPayment(tx)
      const refund = { id: newId(tx.now), paymentId, amount: kes(30_000n), reason }
      await askRefund(tx, refund)
      await confirmRefund(tx, { refundId: refund.id, receipt: 'BACK1' })
      await assignPayment(tx, { paymentId, subscriberId, reason })
      expect(await wallet(tx, subscriberId)).toBe(70_000n)
      await reversePayment(tx, { paymentId, because: 'provider', reason })
      expect(await wallet(tx, subscriberId)).toBe(0n)
      expect(await suspense(tx, paymentId)).toBe(-30_000n)
      await holds(tx)
    })
  })

  test('is given to its owner, and taken back from somebody whose it was not', async () => {
    await testTx(async (tx) => {
      const [wrong, right] = [await aSubscriber(tx), await aSubscriber(tx)]
      const { paymentId } = await aPayment(tx)
      await assignPayment(tx, { paymentId, subscriberId: wrong, reason })
      expect(await wallet(tx, wrong)).toBe(100_000n)
      expect(tx.announced.at(-1)).toMatchObject({
        name: 'payments.assigned',
        payload: { subscriberId: wrong, amount: { cents: '100000' } },
      })
      await expect(
        assignPayment(tx, { paymentId, subscriberId: right, reason }),
      ).rejects.toMatchObject({ code: 'payments.not_in_suspense' })
      await unassignPayment(tx, { paymentId, whenSpent: 'refuse', reason })
      expect(await suspense(tx, paymentId)).toBe(100_000n)
      await assignPayment(tx, { paymentId, subscriberId: right, reason })
      expect([await wallet(tx, wrong), await wallet(tx, right)]).toEqual([0n, 100_000n])
      expect((await paymentNow(tx, paymentId)).assignments).toHaveLength(3)
      await holds(tx)
    })
  })

  test('that was spent is not taken back unless its owner shall owe it', async () => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx)
      const { paymentId } = await aPayment(tx, { subscriberId })
      await spends(tx, subscriberId, 60_000n)
      await expect(
        unassignPayment(tx, { paymentId, whenSpent: 'refuse', reason }),
      ).rejects.toMatchObject({ code: 'payments.already_spent', facts: { missing: '600.00' } })
      await unassignPayment(tx, { paymentId, whenSpent: 'let-them-owe', reason })
      expect(await wallet(tx, subscriberId)).toBe(-60_000n)
      await holds(tx)
    })
  })

  test('is counted by its age, and its owner is suggested', async () => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx)
      const number = (await subscriberFacts(tx, [subscriberId])).get(subscriberId)?.number ?? ''
      const slip = `${number.slice(0, 2)}${number.slice(3)}`
      await aPayment(tx, { subscriberId, payer: { phone: '0733000009' } })
      const { paymentId } = await aPayment(tx, {
        account: slip,
        payer: { phone: '0733000009' },
        cents: 500n,
      })
      await aPayment({ ...tx, now: tx.now.subtract({ hours: 100 }) }, { cents: 7n })
      expect(await suggestionsFor(tx, paymentId)).toMatchObject([
        { owner: { id: subscriberId }, because: ['slip', 'paid-before'] },
      ])
      expect(await suspenseNow(tx)).toMatchObject({
        total: { cents: '507' },
        ages: [
          { upTo_days: 1, payments: 1, amount: { cents: '500' } },
          { upTo_days: 3, payments: 0 },
          { upTo_days: 7, payments: 1, amount: { cents: '7' } },
          { upTo_days: 30, payments: 0 },
          { upTo_days: null, payments: 0 },
        ],
        oldestAt: tx.now.subtract({ hours: 100 }).toString(),
      })
    })
  })
})

describe('a payment that is undone', () => {
  test.each(['provider', 'mistake'] as const)('by %s leaves nothing behind', async (because) => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx)
      const { paymentId } = await aPayment(tx, { subscriberId })
      await reversePayment(tx, { paymentId, because, reason })
      expect(await wallet(tx, subscriberId)).toBe(0n)
      expect(await paymentNow(tx, paymentId)).toMatchObject({
        state: 'reversed',
        owner: { id: subscriberId },
        refundable: { cents: '0' },
      })
      await expect(reversePayment(tx, { paymentId, because, reason })).rejects.toMatchObject({
        code: 'payments.is_reversed',
      })
      for (const next of [
        () => assignPayment(tx, { paymentId, subscriberId, reason }),
        () => unassignPayment(tx, { paymentId, whenSpent: 'refuse', reason }),
        () => askRefund(tx, { id: crypto.randomUUID(), paymentId, amount: kes(1n), reason }),
      ])
        await expect(next()).rejects.toMatchObject({ code: 'payments.is_reversed' })
      await holds(tx)
    })
  })

  test('after it was spent is owed', async () => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx)
      const { paymentId } = await aPayment(tx, { subscriberId })
      await spends(tx, subscriberId, 100_000n)
      await reversePayment(tx, { paymentId, because: 'provider', reason })
      expect(await wallet(tx, subscriberId)).toBe(-100_000n)
    })
  })

  test('after it changed hands is taken from whoever has it now', async () => {
    await testTx(async (tx) => {
      const [first, second] = [await aSubscriber(tx), await aSubscriber(tx)]
      const { paymentId } = await aPayment(tx, { subscriberId: first })
      await unassignPayment(tx, { paymentId, whenSpent: 'refuse', reason })
      await assignPayment(tx, { paymentId, subscriberId: second, reason })
      await reversePayment(tx, { paymentId, because: 'provider', reason })
      expect([await wallet(tx, first), await wallet(tx, second)]).toEqual([0n, 0n])
      expect(await suspense(tx, paymentId)).toBe(0n)
      await holds(tx)
    })
  })
})

describe('a payment booked by staff', () => {
  const cashier = { actor: staffWith(['payments.record', 'payments.read']) }
  const input = (given: Record<string, unknown>) =>
    recordEndpoint.input.parse({
      id: crypto.randomUUID(),
      subscriberId: null,
      rail: 'cash',
      receipt: null,
      amount: { cents: '50000', currency: 'KES' },
      paidOn: '2026-11-20',
      note: null,
      ...given,
    })

  test('in cash lies in their own drawer, once', async () => {
    await testTx(async (tx) => {
      if (tx.actor.kind !== 'staff') throw new Error('This is staff')
      const subscriberId = await aSubscriber(tx)
      const cash = input({ subscriberId, note: 'Paid at the counter' })
      const paymentId = await recordPayment(tx, cash)
      expect(await recordPayment(tx, cash)).toBe(paymentId)
      expect(await wallet(tx, subscriberId)).toBe(50_000n)
      const drawer = { kind: 'staff', id: tx.actor.id } as const
      expect(await balanceOf(tx, drawer, CHART.cashDrawers)).toEqual(kes(50_000n))
      expect(await paymentNow(tx, paymentId)).toMatchObject({ note: 'Paid at the counter' })
      await expect(recordPayment(tx, { ...cash, amount: kes(60_000n) })).rejects.toMatchObject({
        code: 'payments.receipt_known',
      })
    }, cashier)
  })

  test('with a receipt that a callback told of already is refused by its number', async () => {
    await testTx(async (tx) => {
      const { number } = await aPayment(tx, { receipt: 'QKDUP' })
      await expect(
        recordPayment(tx, input({ rail: 'mpesa', receipt: 'qk dup' })),
      ).rejects.toMatchObject({
        code: 'payments.receipt_known',
        facts: { receipt: 'QKDUP', number: String(number) },
        issues: [{ path: 'receipt' }],
      })
    }, cashier)
  })

  test.each([
    ['nothing', { amount: { cents: '0', currency: 'KES' } }, 'payments.amount_not_positive'],
    [
      'less than nothing',
      { amount: { cents: '-5', currency: 'KES' } },
      'payments.amount_not_positive',
    ],
    ['no receipt', { rail: 'bank' }, 'payments.receipt_missing'],
    [
      'a subscriber who is not there',
      { subscriberId: crypto.randomUUID() },
      'payments.owner_not_found',
    ],
    ['tomorrow', { paidOn: '2026-11-21' }, 'payments.paid_ahead'],
  ])('with %s is refused by name', async (_, given, code) => {
    await testTx(async (tx) => {
      await expect(recordPayment(tx, input(given))).rejects.toMatchObject({ code })
    }, cashier)
  })
})

test('payments are found by receipt, number, phone, owner and state; by those whose sites reach them', async () => {
  await testTx(async (tx) => {
    const subscriberId = await aSubscriber(tx)
    const number = (await subscriberFacts(tx, [subscriberId])).get(subscriberId)?.number ?? ''
    const owned = await aPayment(tx, { subscriberId, receipt: 'QKONE', cents: 5n })
    const waiting = await aPayment(tx, { receipt: 'QKTWO', payer: { phone: '0744000001' } })
    const found = async (given: Record<string, unknown>, read: Read = tx) =>
      (await paymentsPage(read, listPayments.input.parse(given))).items.map(({ id }) => id)
    expect(await found({ sort: 'amount' })).toEqual([owned.paymentId, waiting.paymentId])
    expect(await found({ q: 'qkt' })).toEqual([waiting.paymentId])
    expect(await found({ q: number })).toEqual([owned.paymentId])
    expect(await found({ q: '0744 000001' })).toEqual([waiting.paymentId])
    expect(await found({ q: '%' })).toEqual([])
    expect(await found({ state: 'suspense' })).toEqual([waiting.paymentId])
    expect(await found({ subscriber: subscriberId })).toEqual([owned.paymentId])
    expect(await found({ from: '2026-11-20', to: '2026-11-20', state: 'owned' })).toEqual([
      owned.paymentId,
    ])
    expect(await found({ to: '2026-11-19' })).toEqual([])
    const elsewhere = actingAs(tx, staffWith(['payments.read'], [crypto.randomUUID()]))
    expect(await found({}, elsewhere)).toEqual([])
    const here = (await aSite(tx)).id
    const theirs = await aSubscriber(tx, { siteId: here })
    const reached = await aPayment(tx, { subscriberId: theirs })
    expect(await found({}, actingAs(tx, staffWith(['payments.read'], [here])))).toEqual([
      reached.paymentId,
    ])
    expect(await siteOfPayment(tx, reached)).toBe(here)
    expect(await siteOfPayment(tx, waiting)).toBeNull()
    expect(await siteOfPayment(tx, { paymentId: crypto.randomUUID() })).toBeUndefined()
  })
})

test('a hashed phone, or its ends with a name and a habit, says whose it is; a name that differs does not', () =>
  testTx(async (tx) => {
    const phone = '+254733000777'
    const subscriberId = await aSubscriber(tx, {
      name: 'Jane Wanjiku',
      contacts: [{ channel: 'phone', purpose: 'main', value: phone, name: null }],
    })
    const hash = hashToken(phone.slice(1))
    const ofHash = await aPayment(tx, { account: 'wifi', payer: { name: 'JANE', told: hash } })
    expect(ofHash).toMatchObject({ subscriberId })
    const masked = { account: null, payer: { name: 'JANE', told: '2547 ***** 777' } }
    const first = await aPayment(tx, masked)
    expect(first).toMatchObject({ subscriberId: null })
    expect(await suggestionsFor(tx, first.paymentId)).toMatchObject([
      { owner: { id: subscriberId }, because: ['payer-ends', 'payer-name'], score: 45 },
    ])
    for (let time = 0; time < 3; time++) {
      const { paymentId } = await aPayment(tx, masked)
      await assignPayment(tx, { paymentId, subscriberId, reason: 'She called' })
    }
    expect(await aPayment(tx, masked)).toMatchObject({ subscriberId })
    expect(
      await aPayment(tx, { ...masked, payer: { name: 'JOHN', told: '2547 ***** 777' } }),
    ).toMatchObject({ subscriberId: null })
  }))
