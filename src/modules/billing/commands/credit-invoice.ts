import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { Tx } from '#platform/tx.ts'
import type { creditInvoice as endpoint } from '../contract.ts'
import { refuseAboveLimit } from './refuse-above-limit.ts'
import { renewFromWallets } from './renew-from-wallets.ts'
import { writeCreditNote } from './write-credit-note.ts'

/** Takes back part of an invoice; what comes back into the wallet may settle or renew something else. Answers the id of the note. */
export async function creditInvoice(
  tx: Tx,
  { invoiceId, reason, lines }: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  await refuseAboveLimit(
    tx,
    lines.reduce((sum, { net }) => sum + net.cents, 0n),
  )
  const { creditNoteId, subscriberId } = await writeCreditNote(tx, {
    ...{ invoiceId, reason },
    lines: lines.map(({ lineId, net }) => ({ lineId, net: net.cents })),
  })
  await renewFromWallets(tx, { subscriberIds: [subscriberId] })
  return creditNoteId
}
