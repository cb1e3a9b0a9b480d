import { noteMoments } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { quotationEnded } from '../events.ts'
import { setEnded } from '../store/quotations.ts'
import { holdQuotation } from './hold-quotation.ts'

/** The subscriber does not want it, or we do not offer it any more. A draft that is thrown away was never anybody's. */
export async function endQuotation(
  tx: Tx,
  input: { quotationId: string; as: 'declined' | 'withdrawn'; reason: string },
): Promise<void> {
  const { quotationId, as, reason } = input
  const verb = as === 'declined' ? 'decline' : 'withdraw'
  const quotation = await holdQuotation(tx, { quotationId, verb })
  if (!quotation) return
  await setEnded(tx, quotationId, { state: as, reason })
  audit(tx, {
    objects: [{ table: 'billing.quotation', id: quotationId }],
    ...(reason !== '' && { reason }),
  })
  const { subscriberId, code } = quotation
  if (code === null) return
  const what = `billing.quotation-${as}` as const
  await noteMoments(tx, [{ subscriberId, what, facts: { quotationId, code } }])
  tx.emit(quotationEnded, { quotationId, subscriberId, as }, { order: subscriberId })
}
