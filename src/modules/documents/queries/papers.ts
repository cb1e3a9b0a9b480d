import type { Sheet } from '#kernel/sheet.ts'
import { isQrComing } from '#modules/payments/index.ts'
import type { Enclosed, Enclosure } from '#platform/enclosures.ts'
import { pdfOf } from '#platform/pdf.ts'
import type { Read } from '#platform/tx.ts'
import { receiptNow } from './account-sheets.ts'
import { issuedSheets } from './issued.ts'
import { logoForPaper } from './logo.ts'
import { openOfInvoices } from './open.ts'
import { quotationOnPaper } from './quotation.ts'

async function enclosed(read: Read, sheet: Sheet, name: string): Promise<Enclosed> {
  const bytes = await pdfOf(sheet, await logoForPaper(read))
  return { bytes, name: `${name}.pdf`, mediaType: 'application/pdf' }
}

/** Papers that go with letters: the original of an invoice, a quotation, and the receipt of a payment. */
export const enclosures: readonly Enclosure[] = [
  {
    name: 'documents.invoice',
    isComing: async (read, id) => {
      const [invoice] = await openOfInvoices(read, [id])
      return invoice !== undefined && invoice.open > 0n
        ? isQrComing(read, { subscriberId: invoice.subscriberId, cents: invoice.open })
        : false
    },
    make: async (read, { id, language }) => {
      const asked = { kind: 'invoice', ids: [id], language, as: 'original' } as const
      const [found] = await issuedSheets(read, asked)
      return found && enclosed(read, found.sheet, found.code)
    },
  },
  {
    name: 'documents.quotation',
    make: async (read, { id, language }) => {
      const { sheet, name } = await quotationOnPaper(read, { quotationId: id, language })
      return enclosed(read, sheet, name)
    },
  },
  {
    name: 'documents.receipt',
    make: async (read, { id, language }) => {
      const { sheet, name } = await receiptNow(read, { paymentId: id, language })
      return enclosed(read, sheet, name)
    },
  },
]
