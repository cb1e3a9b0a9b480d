import { kes, moneyToWire } from '#kernel/money.ts'
import type { Tx } from '#platform/tx.ts'
import { invoiceSettled } from '../events.ts'

/** Of this invoice nothing is open any more. */
export function announceSettled(
  tx: Tx,
  { invoiceId, subscriberId, cents }: { invoiceId: string; subscriberId: string; cents: bigint },
) {
  const amount = moneyToWire(kes(cents))
  tx.emit(invoiceSettled, { invoiceId, subscriberId, amount }, { order: subscriberId })
}
