import { expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { wordsTo } from '#modules/messaging/testing.ts'
import { aSite } from '#modules/organization/testing.ts'
import { aPayment } from '#modules/payments/testing.ts'
import { aPlan } from '#modules/catalog/testing.ts'
import { aPaidHome, anInvoice, aQuotation, isSent } from '#modules/billing/testing.ts'
import { aService } from '#modules/services/testing.ts'
import { testTx, type TestTx } from '#platform/testing.ts'
import { noticesNow } from '../queries/choices.ts'
import { previewOf } from '../queries/preview.ts'
import { changeNotice } from './change-notice.ts'
import { goOnTelling } from './go-on-telling.ts'
import { remind } from './remind.ts'
import { sendReceipt } from './send-receipt.ts'
import { tellOfMissedOrder } from './tell-of-missed-order.ts'
import { tellOfInvoices } from './tell-of-invoices.ts'
import { tellOfQuotation } from './tell-of-quotation.ts'
import { tellOfGone } from './tell-of-gone.ts'
import { tellOfPayments } from './tell-of-payments.ts'
import { tellOfServices } from './tell-of-services.ts'
import { tellOutage } from './tell-outage.ts'

const LIMIT = 200

/** So many hours later. */
const after = (tx: TestTx, hours: number): TestTx => ({ ...tx, now: tx.now.add({ hours }) })
const textsOf = async (tx: TestTx, subscriberId: string) => wordsTo(tx, subscriberId)

test('whose paid time ends is reminded once for each end, late in what was bought, and told once when it has ended', async () => {
  await testTx(async (tx) => {
    const { subscriberId } = await aPaidHome(tx)
    const [service] = await tx.sql
      .selectFrom('services.service')
      .select('paid_until')
      .where('subscriber_id', '=', subscriberId)
      .execute()
    const hours = Number(service?.paid_until?.since(tx.now).total('hours'))
    const hour = await aService(tx, { paid: { hours: 3 } })

    await remind(tx, LIMIT)
    expect(await textsOf(tx, subscriberId)).toEqual([])
    await remind(after(tx, hours - 47), LIMIT)
    await remind(after(tx, hours - 46), LIMIT)
    expect(await textsOf(tx, subscriberId)).toEqual([
      expect.stringMatching(/ends .+Renew with KES/),
    ])
    // Three hours need no reminder; that they are over is said long ago.
    expect(await textsOf(tx, hour.subscriberId)).toEqual([])

    await remind(after(tx, hours + 1), LIMIT)
    await remind(after(tx, hours + 2), LIMIT)
    expect(await textsOf(tx, subscriberId)).toHaveLength(2)
  })
})

test('of two lines that the wallet holds enough for once, one is reminded', async () => {
  await testTx(async (tx) => {
    const planVersionId = (await aPlan(tx)).id
    const paid = { planVersionId, paid: { hours: 30 * 24 } }
    const { subscriberId } = await aService(tx, paid)
    await aService(tx, { ...paid, subscriberId })
    await aPayment(tx, { subscriberId, cents: 299_900n })
    await remind(after(tx, 29 * 24), LIMIT)
    expect(await textsOf(tx, subscriberId)).toEqual([expect.stringMatching(/Renew with KES 2,999/)])
  })
})

test('who would be reminded is seen ahead, with the words; switched off, nobody is', async () => {
  await testTx(async (tx) => {
    const { subscriberId } = await aService(tx, { paid: { hours: 30 * 24 } })
    const soon = after(tx, 29 * 24)
    const { people, count } = await previewOf(soon, { notice: 'expires-soon' })
    expect(count).toBe(1)
    expect(people).toMatchObject([{ subscriberId, text: expect.stringMatching(/ends/) }])
    await changeNotice(tx, { notice: 'expires-soon', version: 0, isOn: false, leadHours: 24 })
    await expect(
      changeNotice(tx, { notice: 'expires-soon', version: 0, isOn: true, leadHours: 24 }),
    ).rejects.toThrow('meanwhile')
    await remind(soon, LIMIT)
    expect(await textsOf(tx, subscriberId)).toEqual([])
    await expect(previewOf(tx, { notice: 'slower' })).rejects.toThrow('reminders')
    expect((await noticesNow(tx)).find(({ name }) => name === 'expires-soon')).toMatchObject({
      ...{ isOn: false, leadHours: 24, isChosen: true, version: 1 },
    })
  })
})

test('a receipt that somebody asks for goes once for a click, also where receipts are off and old; a letter has the paper', async () => {
  await testTx(async (tx) => {
    const { subscriberId } = await aService(tx, { pay: 'postpaid' })
    const { paymentId } = await aPayment(tx, { subscriberId })
    await changeNotice(tx, { notice: 'payment-received', version: 0, isOn: false, leadHours: null })
    const later = after(tx, 24 * 90)
    const id = newId(tx.now)
    await sendReceipt(later, { id, paymentId, by: 'sms' })
    await sendReceipt(later, { id, paymentId, by: 'sms' })
    expect(await textsOf(tx, subscriberId)).toHaveLength(1)
    await sendReceipt(later, { id: newId(tx.now), paymentId, by: 'sms' })
    expect(await textsOf(tx, subscriberId)).toHaveLength(2)
    const stray = await aPayment(tx, {})
    await expect(
      sendReceipt(tx, { id, paymentId: stray.paymentId, by: 'sms' }),
    ).rejects.toMatchObject({ code: 'notices.nobodys_receipt' })
    await expect(sendReceipt(tx, { id, paymentId, by: 'email' })).rejects.toMatchObject({
      code: 'notices.not_reached',
    })
  })
})

test('money has its receipt, an invoice its word, a service what happens to it, each once', async () => {
  await testTx(async (tx) => {
    const { subscriberId, serviceId } = await aService(tx, { pay: 'postpaid', label: 'Shop' })
    const { paymentId } = await aPayment(tx, { subscriberId, cents: 100_000n })
    await tellOfPayments(tx, [{ paymentId, subscriberId }])
    await tellOfPayments(tx, [{ paymentId, subscriberId }])
    await tellOfServices(tx, [{ notice: 'slower', key: 'e1', serviceId }])
    const invoiceId = await anInvoice(tx, { subscriberId })
    await tellOfInvoices(tx, [invoiceId])
    const quotationId = await aQuotation(tx, { subscriberId })
    await tellOfQuotation(tx, quotationId)
    await isSent(tx, quotationId)
    await tellOfQuotation(tx, quotationId)
    await tellOfQuotation(tx, quotationId)
    const owed = { cents: '33000', currency: 'KES' } as const
    await tellOfGone(tx, { paymentId, subscriberId, serviceIds: [serviceId], owed })
    const missed = { standingOrderId: newId(tx.now), subscriberId, hasLapsed: false }
    for (const dueOn of ['2026-11-20', '2026-11-20'])
      await tellOfMissedOrder(tx, { ...missed, dueOn, amount: owed })
    await tellOfMissedOrder(tx, {
      ...{ ...missed, dueOn: '2026-12-20', amount: owed, hasLapsed: true },
    })
    expect((await textsOf(tx, subscriberId)).toSorted()).toEqual([
      expect.stringMatching(/^Invoice .+ is due/),
      expect.stringMatching(/^Our offer .+, KES 11,798 in all, is good until .+: .*Home 20/s),
      expect.stringMatching(/^Shop has used much/),
      expect.stringMatching(/^We received KES 1,000 \(/),
      expect.stringMatching(/^Your M-Pesa standing order of KES 330 did not come again on 20 Dec;/),
      expect.stringMatching(/^Your M-Pesa standing order of KES 330, due 20 Nov, did not reach us/),
      expect.stringMatching(/^Your payment .+ was taken back.+you owe KES 330/),
    ])
  })
})

test('everybody at a site is told of an outage once, and nobody elsewhere', async () => {
  await testTx(async (tx) => {
    const { id: siteId, name } = await aSite(tx)
    const here = await aService(tx, { siteId })
    await aService(tx, { siteId, subscriberId: here.subscriberId })
    const there = await aService(tx)
    const at = tx.now.add({ hours: 2 }).toString()
    await tellOutage(tx, { id: newId(tx.now), siteId, what: 'begun', at })
    while (await goOnTelling(tx));
    expect(await textsOf(tx, here.subscriberId)).toEqual([
      expect.stringContaining(`The network at ${name} is down`),
    ])
    expect(await textsOf(tx, there.subscriberId)).toEqual([])
  })
})
