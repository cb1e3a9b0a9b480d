import { expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { kes } from '#kernel/money.ts'
import { balanceOf, CHART } from '#modules/ledger/index.ts'
import { aPayment } from '#modules/payments/testing.ts'
import { anAgentOfTax, aSubscriber } from '#modules/subscribers/testing.ts'
import { actingAs, staffWith, type TestTx } from '#platform/testing.ts'
import { adjustmentsNow, awaitedCertificatesPage } from '../queries/adjustments.ts'
import { listAwaitedCertificates } from '../contract.ts'
import { dunningOfNow } from '../queries/dunning.ts'
import { invoiceNow } from '../queries/invoices.ts'
import { claimVatRelief } from './claim-vat-relief.ts'
import { giveGoodwill } from './give-goodwill.ts'
import { recordCertificate } from './record-certificate.ts'
import { recoverDebt } from './recover-debt.ts'
import { renewFromWallets } from './renew-from-wallets.ts'
import { returnDeposit } from './return-deposit.ts'
import { takeDeposit } from './take-deposit.ts'
import { at, charges, holds, owes, testTx, wallet } from './testing.ts'
import { undoAdjustment } from './undo-adjustment.ts'
import { useDeposit } from './use-deposit.ts'
import { writeOffInvoice } from './write-off-invoice.ts'

const reason = 'As agreed on the phone'

const deposits = async (tx: TestTx, id: string) =>
  (await balanceOf(tx, { kind: 'subscriber', id }, CHART.deposits)).cents

const made = async (tx: TestTx, subscriberId: string) => adjustmentsNow(tx, subscriberId)

const refused = (code: string) => ({ code: `billing.${code}` })

test('goodwill is in the wallet, once for an id, bounded by role, and undone unless it was spent', async () => {
  await testTx(async (tx) => {
    const subscriberId = await aSubscriber(tx)
    const id = newId(tx.now)
    const given = { subscriberId, id, amount: kes(50_000n), reason }
    await giveGoodwill(tx, given)
    await giveGoodwill(tx, given)
    expect(await wallet(tx, subscriberId)).toBe(50_000n)
    await expect(giveGoodwill(tx, { ...given, amount: kes(1n) })).rejects.toMatchObject(
      refused('id_reused'),
    )
    const clerk = actingAs(tx, staffWith(['billing.credit']))
    const large = { ...given, id: newId(tx.now), amount: kes(5_000_001n) }
    await expect(giveGoodwill(clerk, large)).rejects.toMatchObject(refused('above_limit'))
    await undoAdjustment(tx, { adjustmentId: id, reason: 'The wrong account' })
    expect(await wallet(tx, subscriberId)).toBe(0n)
    await expect(undoAdjustment(tx, { adjustmentId: id, reason })).rejects.toMatchObject(
      refused('adjustment_undone'),
    )
    const again = newId(tx.now)
    await giveGoodwill(tx, { ...given, id: again })
    await charges(tx, subscriberId, 30_000n)
    await expect(undoAdjustment(tx, { adjustmentId: again, reason })).rejects.toMatchObject({
      code: 'billing.wallet_too_low',
    })
    await holds(tx)
  })
})

test('a bad debt is given up only when overdue, recovered from later money, and stays known', async () => {
  await testTx(async (tx) => {
    const subscriberId = await aSubscriber(tx)
    const invoiceId = await charges(tx, subscriberId, 116_000n)
    const id = newId(tx.now)
    const debt = { invoiceId, id, amount: kes(116_000n), reason }
    await expect(writeOffInvoice(tx, debt)).rejects.toMatchObject(refused('not_overdue'))
    const late = at(tx, '2027-02-20T09:00:00+03:00')
    await expect(writeOffInvoice(late, { ...debt, amount: kes(116_001n) })).rejects.toMatchObject(
      refused('more_than_open'),
    )
    await writeOffInvoice(late, debt)
    expect(await owes(late, subscriberId)).toBe(0n)
    expect((await dunningOfNow(late, subscriberId)).dueOn).toBeNull()
    expect((await invoiceNow(late, invoiceId)).settlements).toMatchObject([{ source: 'write-off' }])

    await aPayment(late, { subscriberId, cents: 40_000n })
    await renewFromWallets(late, { subscriberIds: [subscriberId] })
    expect(await wallet(late, subscriberId)).toBe(40_000n)
    const recovery = { adjustmentId: id, id: newId(late.now), amount: kes(40_000n), reason }
    await expect(recoverDebt(late, { ...recovery, amount: kes(40_001n) })).rejects.toMatchObject(
      refused('wallet_too_low'),
    )
    await recoverDebt(late, recovery)
    expect((await made(late, subscriberId)).adjustments).toMatchObject([
      { kind: 'recovery' },
      { kind: 'write-off', left: { cents: '76000' } },
    ])
    await expect(undoAdjustment(late, { adjustmentId: id, reason })).rejects.toMatchObject(
      refused('adjustment_is_used'),
    )
    await undoAdjustment(late, { adjustmentId: recovery.id, reason })
    await undoAdjustment(late, { adjustmentId: id, reason })
    // Both undone: what is open again takes the money that came back.
    expect([await owes(late, subscriberId), await wallet(late, subscriberId)]).toEqual([
      76_000n,
      0n,
    ])
    await holds(late)
  })
})

test('the VAT of a bad debt comes back once, when the law allows it, and its share of what is paid later is owed again', async () => {
  await testTx(async (tx) => {
    const subscriberId = await aSubscriber(tx)
    const invoiceId = await charges(tx, subscriberId, 116_000n)
    const adjustmentId = newId(tx.now)
    const late = at(tx, '2027-02-20T09:00:00+03:00')
    await writeOffInvoice(late, { invoiceId, id: adjustmentId, amount: kes(116_000n), reason })
    const claim = { adjustmentId, id: newId(tx.now), because: 'aged', reason } as const
    await expect(claimVatRelief(late, claim)).rejects.toMatchObject(refused('relief_too_early'))
    const years = at(tx, '2029-11-21T09:00:00+03:00')
    await claimVatRelief(years, claim)
    await claimVatRelief(years, claim)
    const again = { ...claim, id: newId(tx.now) }
    await expect(claimVatRelief(years, again)).rejects.toMatchObject(refused('relief_stands'))
    await expect(undoAdjustment(years, { adjustmentId, reason })).rejects.toMatchObject(
      refused('adjustment_is_used'),
    )
    const later = at(tx, '2029-12-01T09:00:00+03:00')
    await aPayment(later, { subscriberId, cents: 29_000n })
    const recovery = { adjustmentId, id: newId(later.now), amount: kes(29_000n), reason }
    await recoverDebt(later, recovery)
    const { adjustments } = await made(later, subscriberId)
    expect(adjustments.map(({ kind, amount }) => `${kind} ${amount.cents}`).toSorted()).toEqual([
      'recovery 29000',
      'vat-relief 16000',
      'vat-relief-returned 4000',
      'write-off 116000',
    ])
    // Neither half of it is undone while the other stands.
    for (const one of [claim.id, recovery.id])
      await expect(undoAdjustment(later, { adjustmentId: one, reason })).rejects.toMatchObject(
        refused('adjustment_is_used'),
      )
    await holds(later)
  })
})

test('a deposit is held apart, settles an invoice, and the rest is given back', async () => {
  await testTx(async (tx) => {
    const subscriberId = await aSubscriber(tx)
    await charges(tx, subscriberId, 10_000n)
    const cashier = actingAs(
      tx,
      staffWith(['billing.charge', 'payments.record', 'billing.above-limit']),
    )
    const id = newId(tx.now)
    const payment = { rail: 'cash' as const, receipt: null, paidOn: '2026-11-20' }
    const deposit = { subscriberId, id, amount: kes(300_000n), reason: 'Router', payment }
    await expect(
      takeDeposit(actingAs(tx, staffWith(['billing.charge'])), {
        ...deposit,
        amount: kes(300n),
      }),
    ).rejects.toMatchObject(refused('may_not_take_money'))
    await takeDeposit(cashier, deposit)
    expect([await deposits(tx, subscriberId), await owes(tx, subscriberId)]).toEqual([
      300_000n,
      10_000n,
    ])
    const invoiceId = await charges(tx, subscriberId, 100_000n)
    const part = { adjustmentId: id, reason }
    await useDeposit(tx, { ...part, id: newId(tx.now), invoiceId, amount: kes(100_000n) })
    await expect(
      returnDeposit(tx, { ...part, id: newId(tx.now), amount: kes(200_001n) }),
    ).rejects.toMatchObject(refused('more_than_left'))
    await returnDeposit(tx, { ...part, id: newId(tx.now), amount: kes(200_000n) })
    // What came back paid what was owed first.
    expect([
      await deposits(tx, subscriberId),
      await owes(tx, subscriberId),
      await wallet(tx, subscriberId),
    ]).toEqual([0n, 0n, 190_000n])
    await holds(tx)
  })
})

test('who keeps back VAT pays the rest; the certificate closes it, and nobody is dunned for it', async () => {
  await testTx(async (tx) => {
    const subscriberId = await anAgentOfTax(tx, { from: '2026-01-01' })
    // 1,000 net of goods: VAT 160, of which 2 % of the taxable value is kept back: 20.
    const invoiceId = await charges(tx, subscriberId, 116_000n)
    await aPayment(tx, { subscriberId, cents: 114_000n })
    await renewFromWallets(tx, { subscriberIds: [subscriberId] })
    expect(await owes(tx, subscriberId)).toBe(2_000n)
    const late = at(tx, '2027-02-20T09:00:00+03:00')
    expect((await dunningOfNow(late, subscriberId)).dueOn).toBeNull()
    expect((await made(late, subscriberId)).awaited).toMatchObject([{ amount: { cents: '2000' } }])
    const missing = await awaitedCertificatesPage(late, listAwaitedCertificates.input.parse({}))
    expect(missing.items).toMatchObject([{ id: invoiceId, awaited: { cents: '2000' } }])
    // More money than is asked stays in the wallet: the state holds the rest.
    await aPayment(late, { subscriberId, cents: 5_000n })
    await renewFromWallets(late, { subscriberIds: [subscriberId] })
    expect(await wallet(late, subscriberId)).toBe(5_000n)

    const paper = { invoiceId, tax: 'vat', number: 'KRAWVT0099', on: '2026-12-18' } as const
    const first = { ...paper, id: newId(late.now), amount: kes(2_000n) }
    await expect(recordCertificate(late, { ...first, on: '2027-03-01' })).rejects.toMatchObject(
      refused('certificate_ahead'),
    )
    await recordCertificate(late, first)
    expect(await owes(late, subscriberId)).toBe(0n)
    await expect(
      recordCertificate(late, { ...first, id: newId(late.now), number: 'krawvt0099' }),
    ).rejects.toMatchObject(refused('certificate_is_known'))
    await expect(
      recordCertificate(late, {
        ...first,
        id: newId(late.now),
        number: 'B2',
        amount: kes(16_000n),
      }),
    ).rejects.toMatchObject(refused('certificate_too_high'))
    // Somebody who had paid all of it gets what the state holds into the wallet.
    await recordCertificate(late, {
      ...first,
      id: newId(late.now),
      number: 'C3',
      amount: kes(100n),
    })
    expect(await wallet(late, subscriberId)).toBe(5_100n)
    expect((await made(late, subscriberId)).awaited).toEqual([])
    await holds(late)
  })
})
