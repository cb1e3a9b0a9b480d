import { must } from '#kernel/assert.ts'
import type { Tx } from '#platform/tx.ts'
import type { IssuedKind } from '../contract.ts'
import { buyersNow, sellerNow } from '../queries/parties.ts'
import { documentsAfter } from '../queries/series.ts'
import { holdProgress, insertKept, sellerId } from '../store.ts'

/**
 * Keeps who sold to whom on the next documents of a series, as both are now, so that a document reads the same when either
 * moves or marries (TPA s. 23 wants it as it was issued). Numbers are taken in the order of commits, so none is passed over.
 * Answers how many it kept.
 */
export async function keepParties(
  tx: Tx,
  { kind, limit }: { kind: IssuedKind; limit: number },
): Promise<number> {
  const after = await holdProgress(tx, kind)
  const documents = await documentsAfter(tx, { kind, after, limit })
  const last = documents.at(-1)
  if (!last) return 0
  const seller = await sellerId(tx, await sellerNow(tx))
  const buyers = await buyersNow(
    tx,
    documents.map(({ subscriberId }) => subscriberId),
  )
  await insertKept(
    tx,
    kind,
    documents.map(({ id, subscriberId }) => ({
      ...{ id, sellerId: seller },
      buyer: must(buyers.get(subscriberId), 'a document has its subscriber').buyer,
    })),
    last.number,
  )
  return documents.length
}
