import type { Period } from '#kernel/period.ts'
import { regionNow } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { chargedLines } from '../queries/charged-lines.ts'
import { creditNoteByKey } from '../queries/invoices.ts'
import { creditsFor } from '../rules/credits.ts'
import { writeCreditNote } from './write-credit-note.ts'

/**
 * Gives back what was charged in advance for stretches of a service that nobody uses, on the invoices on which it was charged, once for
 * each key. Answers whose wallets hold more. What is paid afterwards was not charged, so nothing is given back of it.
 */
export async function creditUnused(
  tx: Tx,
  of: {
    serviceId: string
    stretches: readonly Period[]
    reason: string
    key: string
    /** Of one price only. */
    component?: string
  },
): Promise<string[]> {
  const [first] = of.stretches
  const last = of.stretches.at(-1)
  if (!first || !last) return []
  const { timeZone } = await regionNow(tx)
  const lines = await chargedLines(tx, { serviceId: of.serviceId, from: first.from, to: last.to })
  const asked = lines.filter(({ component }) => component === (of.component ?? component))
  const credits = creditsFor(asked, of.stretches, timeZone)
  const subscriberIds: string[] = []
  for (const [invoiceId, some] of Map.groupBy(credits, (one) => one.invoiceId)) {
    const key = `${of.key}:${invoiceId}`
    if (await creditNoteByKey(tx, key)) continue
    const note = await writeCreditNote(tx, { invoiceId, key, lines: some, reason: of.reason })
    subscriberIds.push(note.subscriberId)
  }
  return subscriberIds
}
