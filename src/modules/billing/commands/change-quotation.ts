import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeQuotation as endpoint } from '../contract.ts'
import { offerNow } from '../queries/offer.ts'
import { replaceOffer } from '../store/quotations.ts'
import { holdQuotation } from './hold-quotation.ts'
import { refuseOtherSites } from './refuse-other-sites.ts'

/** Changes what a draft offers, and prices it anew. What was sent stays. */
export async function changeQuotation(
  tx: Tx,
  input: ParsedInputOf<typeof endpoint>,
): Promise<void> {
  const { items, notes, quotationId, version } = input
  const quotation = await holdQuotation(tx, { quotationId, version, verb: 'change' })
  if (!quotation) return
  const { id, subscriberId, validDays } = quotation
  refuseOtherSites(tx, items)
  const lines = await offerNow(tx, { subscriberId, items })
  await replaceOffer(tx, { id, items, notes, validDays: input.validDays ?? validDays }, lines)
  audit(tx, { objects: [{ table: 'billing.quotation', id }] })
}
