import { invoiceIssued, invoicesIssued } from '#modules/billing/index.ts'
import { settingValue } from '#modules/organization/index.ts'
import { on, onTogether } from '#platform/events.ts'
import type { Tx } from '#platform/tx.ts'
import { askQrs } from './commands/ask-qrs.ts'
import { qrOnInvoices } from './queries/settings.ts'

const isWanted = (tx: Tx) => settingValue(tx, qrOnInvoices)

export const reactions = [
  onTogether(
    invoiceIssued,
    'documents.ask-qr',
    (tx, happened) =>
      askQrs(
        tx,
        happened.map(({ payload }) => payload.invoiceId),
      ),
    { isWanted },
  ),
  on(invoicesIssued, 'documents.ask-qrs', (tx, { invoiceIds }) => askQrs(tx, invoiceIds), {
    isWanted,
  }),
]
