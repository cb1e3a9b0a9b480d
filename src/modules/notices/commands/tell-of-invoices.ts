import type { Tx } from '#platform/tx.ts'
import { openInvoices } from '../queries/invoices.ts'
import { WITH_ROOM } from '../rules/channels.ts'
import { dayWords, moneyWords } from '../rules/words.ts'
import { tell } from './tell.ts'

/** Tells of invoices that are still to be paid; prepaid time that the wallet paid at once has its receipt. */
export async function tellOfInvoices(tx: Tx, invoiceIds: readonly string[]): Promise<void> {
  const invoices = await openInvoices(tx, invoiceIds)
  await tell(
    tx,
    invoices.map(({ id, subscriberId, code, cents, dueOn }) => ({
      ...{ notice: 'invoice-issued' as const, key: id, subscriberId, channels: WITH_ROOM },
      encloses: { name: 'documents.invoice' as const, id },
      values: ({ language }) => ({
        ...{ number: code, amount: moneyWords(cents, language), due: dayWords(dueOn, language) },
      }),
    })),
  )
}
