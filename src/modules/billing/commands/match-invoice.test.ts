import { expect, test } from 'vitest'
import { paymentNow } from '#modules/payments/index.ts'
import { aPayment } from '#modules/payments/testing.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import { matchInvoice } from './match-invoice.ts'
import { charges, holds, testTx, wallet } from './testing.ts'

test('money with the number of an invoice as its account goes to whom it was sent, however it was typed', async () => {
  await testTx(async (tx) => {
    const subscriberId = await aSubscriber(tx)
    await charges(tx, subscriberId, 100_000n)
    const typed = ['INV-000001', 'inv000001', ' Inv 000001 ', 'INV/000001']
    for (const account of typed) {
      const { paymentId } = await aPayment(tx, { cents: 5_000n, account })
      await matchInvoice(tx, paymentId)
      expect(await paymentNow(tx, paymentId)).toMatchObject({
        ...{ state: 'owned', owner: { id: subscriberId }, matchedBy: 'invoice-number' },
      })
    }
    for (const account of ['INV-000002', '000001', 'INV', 'INW-000001', '1; drop table', null]) {
      const { paymentId } = await aPayment(tx, { cents: 5_000n, account })
      await matchInvoice(tx, paymentId)
      expect(await paymentNow(tx, paymentId)).toMatchObject({ state: 'suspense', owner: null })
    }
    expect(await wallet(tx, subscriberId)).toBe(20_000n)
    await holds(tx)
  })
})
