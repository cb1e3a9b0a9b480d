import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { moneyOnWire } from '#kernel/money.ts'
import { defineEvent } from '#platform/events.ts'

export const batchMade = defineEvent(
  'vouchers.batch-made',
  z.object({ batchId: id, vouchers: z.int() }),
)
export const vouchersSold = defineEvent(
  'vouchers.sold',
  z.object({ batchId: id, saleId: id, vouchers: z.int() }),
)
/** Somebody used a code: their time runs from now on. */
export const voucherRedeemed = defineEvent(
  'vouchers.redeemed',
  z.object({ batchId: id, serial: z.int(), serviceId: id, subscriberId: id }),
)
export const vouchersVoided = defineEvent(
  'vouchers.voided',
  z.object({ batchId: id, vouchers: z.int(), why: z.string() }),
)
/** Somebody paid with a code: their wallet holds what it is worth. */
export const voucherPaidIn = defineEvent(
  'vouchers.paid-in',
  z.object({ batchId: id, serial: z.int(), subscriberId: id, amount: moneyOnWire }),
)
/** A voucher that was void counts again. */
export const voucherRestored = defineEvent(
  'vouchers.restored',
  z.object({ batchId: id, serial: z.int() }),
)
/** Somebody tries codes; they are not heard any more for a while. */
export const guessingNoticed = defineEvent(
  'vouchers.guessing-noticed',
  z.object({ siteId: id.nullable(), kind: z.enum(['device', 'address']), tries: z.int() }),
)
/** A code that was reported stolen was tried: whoever holds it may say where it is from. */
export const stolenTried = defineEvent(
  'vouchers.stolen-tried',
  z.object({ batchId: id, serial: z.int(), siteId: id.nullable() }),
)
