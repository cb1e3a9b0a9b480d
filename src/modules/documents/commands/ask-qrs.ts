import { kes } from '#kernel/money.ts'
import { Refusal } from '#kernel/refusal.ts'
import { askQr } from '#modules/payments/index.ts'
import type { Tx } from '#platform/tx.ts'
import { openOfInvoices } from '../queries/open.ts'

/**
 * Has M-Pesa make the codes for what is open of these invoices, one after another. An invoice is printed and sent without its code where that
 * is not there in time, and with it from then on.
 */
export async function askQrs(tx: Tx, invoiceIds: readonly string[]): Promise<void> {
  for (const { subscriberId, open } of await openOfInvoices(tx, invoiceIds))
    try {
      if (open > 0n) await askQr(tx, { subscriberId, amount: kes(open), when: 'in-line' })
    } catch (error) {
      // No paybill, or more than M-Pesa takes at once: refused before anything is written, and paid in another way.
      if (!(error instanceof Refusal)) throw error
    }
}
