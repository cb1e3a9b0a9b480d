import { describe, expect, test } from 'vitest'
import { newId } from '#kernel/id.ts'
import { aPayment } from '#modules/payments/testing.ts'
import { servicesHeld } from '#modules/services/index.ts'
import { formatNumber } from '#modules/subscribers/contract.ts'
import { aSubscriber } from '#modules/subscribers/testing.ts'
import type { Tx } from '#platform/tx.ts'
import {
  chargeSubscriber as chargeEndpoint,
  creditInvoice as creditEndpoint,
  listInvoiceLines,
} from '../contract.ts'
import { invoiceLinesPage } from '../queries/invoice-lines.ts'
import { invoiceNow } from '../queries/invoices.ts'
import { creditInvoice } from './credit-invoice.ts'
import { PRICE, testTx, wallet, owes, holds, home, pays, invoices, charges } from './testing.ts'

describe('what is sold once', () => {
  test('is invoiced once for an id, and settled by what the wallet has', async () => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx)
      await aPayment(tx, { subscriberId, cents: 30_000n })
      const id = newId(tx.now)
      const invoiceId = await charges(tx, subscriberId, 100_000n, { id })
      expect(await charges(tx, subscriberId, 100_000n, { id })).toBe(invoiceId)
      await expect(charges(tx, subscriberId, 100_001n, { id })).rejects.toMatchObject({
        code: 'billing.key_reused',
      })
      expect(await invoiceNow(tx, invoiceId)).toMatchObject({
        ...{ open: { cents: '70000' }, excise: { cents: '0' }, state: 'open' },
      })
      expect(await wallet(tx, subscriberId)).toBe(0n)
      await holds(tx)
    })
  })

  test('is refused by its cause, with nothing half-written', async () => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx)
      const refused = [
        [subscriberId, 0n, {}, 'billing.amount_not_positive'],
        [subscriberId, -5n, {}, 'billing.amount_not_positive'],
        [newId(tx.now), 5n, {}, 'billing.subscriber_not_found'],
        [subscriberId, 5n, { taxClassId: 'no-such' }, 'billing.tax_class_missing'],
      ] as const
      for (const [who, cents, given, code] of refused)
        await expect(charges(tx, who, cents, given)).rejects.toMatchObject({ code })
      const input = { subscriberId, id: newId(tx.now), words: { en: 'Router', sw: '' } }
      const given = { ...input, taxMode: 'inclusive', taxClassId: 'goods' }
      for (const amount of [
        { cents: '1.5', currency: 'KES' },
        { cents: '100', currency: 'USD' },
        { cents: '9'.repeat(19), currency: 'KES' },
      ])
        expect(chargeEndpoint.input.safeParse({ ...given, amount }).success).toBe(false)
      expect(await invoices(tx, subscriberId)).toEqual([])
      await holds(tx)
    })
  })
})

describe('a credit note', () => {
  const credits = (tx: Tx, invoiceId: string, lineId: string, cents: bigint) =>
    creditInvoice(tx, {
      ...creditEndpoint.input.parse({
        ...{ invoiceId, reason: 'The line was down' },
        lines: [{ lineId, net: { cents: String(cents), currency: 'KES' } }],
      }),
    })

  test('gives back what was paid, with each tax to the cent, and no more than the line', async () => {
    await testTx(async (tx) => {
      const { subscriberId, serviceId } = await home(tx)
      const [{ number } = { number: '' }] = await servicesHeld(tx, { serviceIds: [serviceId] })
      await pays(tx, subscriberId, PRICE)
      const [row] = await invoices(tx, subscriberId)
      const invoiceId = row?.id ?? ''
      const lineId = (await invoiceNow(tx, invoiceId)).lines[0]?.id ?? ''
      const lines = (asked: object) =>
        invoiceLinesPage(tx, listInvoiceLines.input.parse({ invoiceId, ...asked }))
      for (const part of [100_001n, 77_777n]) await credits(tx, invoiceId, lineId, part)
      expect((await lines({ creditable: 'yes', q: 'HOME' })).items).toMatchObject([
        { id: lineId, service: formatNumber(number), creditableNet: { cents: '47034' } },
      ])
      await credits(tx, invoiceId, lineId, 47_034n)
      expect((await lines({ creditable: 'yes' })).items).toEqual([])
      expect((await lines({ q: formatNumber(number) })).items).toHaveLength(1)
      expect((await lines({ q: '100%' })).items).toEqual([])
      expect(await wallet(tx, subscriberId)).toBe(PRICE)
      const after = await invoiceNow(tx, invoiceId)
      expect(after.creditNotes.map(({ code }) => code)).toEqual([
        'CN-000001',
        'CN-000002',
        'CN-000003',
      ])
      await expect(credits(tx, invoiceId, lineId, 1n)).rejects.toMatchObject({
        ...{ code: 'billing.credit_too_high', facts: { left: '0.00' } },
      })
      await expect(credits(tx, invoiceId, newId(tx.now), 1n)).rejects.toMatchObject({
        code: 'billing.line_not_found',
      })
      await holds(tx)
    })
  })

  test('lowers first what is still open', async () => {
    await testTx(async (tx) => {
      const subscriberId = await aSubscriber(tx)
      await aPayment(tx, { subscriberId, cents: 58_000n })
      const invoiceId = await charges(tx, subscriberId, 116_000n)
      const lineId = (await invoiceNow(tx, invoiceId)).lines[0]?.id ?? ''
      await credits(tx, invoiceId, lineId, 60_000n)
      expect([await owes(tx, subscriberId), await wallet(tx, subscriberId)]).toEqual([0n, 11_600n])
      await holds(tx)
    })
  })
})
