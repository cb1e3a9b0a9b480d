import type { Sheet } from '#kernel/sheet.ts'
import { quotationForPaper } from '#modules/billing/index.ts'
import type { Read } from '#platform/tx.ts'
import { quotationSheet } from '../rules/quotation-sheet.ts'
import { partiesNow, type AskedLanguage } from './parties.ts'

/** A quotation as it was frozen; who offers it to whom is said as of now, because an offer is no proof of what was sold. */
export async function quotationOnPaper(
  read: Read,
  { quotationId, language }: { quotationId: string; language?: AskedLanguage },
): Promise<{ sheet: Sheet; name: string }> {
  const kept = await quotationForPaper(read, quotationId)
  const about = await partiesNow(read, kept.subscriberId, language)
  const lines = kept.lines.map(({ words, component, quantity, taxed, charged }) => ({
    ...{ words, quantity, taxed, charged, item: component, service: null, period: null },
  }))
  return {
    sheet: quotationSheet({ ...kept, lines }, about),
    name: kept.code ?? `quotation-draft-${about.buyer.number.replaceAll(' ', '')}`,
  }
}
