import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { must } from '#kernel/assert.ts'
import { settingValue } from '#modules/organization/index.ts'
import { lockSubscribers } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { claimVatRelief as endpoint } from '../contract.ts'
import { adjustmentForChange } from '../queries/adjustments.ts'
import { todayNow } from '../queries/dunning.ts'
import { vatReliefYears } from '../queries/settings.ts'
import { taxOfInvoice } from '../queries/vat-relief.ts'
import {
  adjustmentNotFound,
  idReused,
  noVatInIt,
  reliefStands,
  reliefTooEarly,
} from '../refusals.ts'
import { mayRelieve, reliefOf } from '../rules/vat-relief.ts'
import { bookAdjustment } from './book-adjustment.ts'

/**
 * Takes back the VAT of a debt that was given up: we paid it over and never received it (VAT Act s.31). When the debtor pays after
 * all, `recoverDebt` owes it again. Excise is owed by whoever sold, and stays.
 */
export async function claimVatRelief(
  tx: Tx,
  { adjustmentId, id, because, reason }: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  const before = await adjustmentForChange(tx, adjustmentId)
  if (before?.kind !== 'write-off') throw adjustmentNotFound()
  const { subscriberId } = before
  await lockSubscribers(tx, [subscriberId])
  const known = await adjustmentForChange(tx, id)
  if (known && (known.kind !== 'vat-relief' || known.ofId !== adjustmentId)) throw idReused()
  if (known) return subscriberId
  const debt = must(
    await adjustmentForChange(tx, adjustmentId),
    'it was there, and none is deleted',
  )
  if (debt.isUndone) throw adjustmentNotFound()
  if (debt.came.some(({ kind, isUndone }) => kind === 'vat-relief' && !isUndone))
    throw reliefStands()
  const invoice = await taxOfInvoice(tx, must(debt.invoiceId, 'a debt is of an invoice'))
  const years = await settingValue(tx, vatReliefYears)
  const today = (await todayNow(tx)).toPlainDate()
  if (!mayRelieve({ issuedOn: invoice.issuedOn, today, years }, because))
    throw reliefTooEarly({ on: invoice.issuedOn.add({ years }).toString() })
  const cents = reliefOf({ ...invoice, left: debt.left })
  if (cents === 0n) throw noVatInIt()
  const one = { id, subscriberId, kind: 'vat-relief', cents, toWallet: 0n, reason } as const
  await bookAdjustment(tx, { ...one, ofId: adjustmentId, memo: invoice.code })
  return subscriberId
}
