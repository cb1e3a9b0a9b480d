import { kes, moneyToWire } from '#kernel/money.ts'
import type { Tx } from '#platform/tx.ts'
import { transferLate } from '../events.ts'
import { lateTransfers } from '../queries/transfers.ts'
import { transferDays } from '../queries/settings.ts'
import { insertLate } from '../store.ts'

/** Says of which transfers no statement of a bank knows after their time; of each once. */
export async function tellLateTransfers(tx: Tx): Promise<number> {
  const late = await lateTransfers(tx, tx.now.subtract({ hours: 24 * (await transferDays(tx)) }))
  for (const { id, number, cents, booked_at: leftAt } of late)
    if (await insertLate(tx, number))
      tx.emit(transferLate, {
        ...{ journalId: id, amount: moneyToWire(kes(cents)), leftAt: leftAt.toString() },
      })
  return late.length
}
