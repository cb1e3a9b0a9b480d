import type { Tx } from '#platform/tx.ts'
import { findDocument } from '../queries/documents.ts'
import { documentNotFound } from '../refusals.ts'

/** Refuses a paper that is not this subscriber's; none is fine. */
export async function checkDocument(
  tx: Tx,
  input: { subscriberId: string; documentId: string | null },
): Promise<void> {
  if (input.documentId === null) return
  const found = await findDocument(tx, input.documentId)
  if (found?.subscriber_id !== input.subscriberId) throw documentNotFound()
}
