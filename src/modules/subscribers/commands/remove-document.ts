import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { findDocument, isProof } from '../queries/documents.ts'
import { documentInUse, documentNotFound } from '../refusals.ts'
import { deleteDocument } from '../store.ts'

/** Throws a paper away. One that proves something stays as long as what it proves. */
export async function removeDocument(tx: Tx, input: { subscriberId: string; documentId: string }) {
  const found = await findDocument(tx, input.documentId)
  if (found?.subscriber_id !== input.subscriberId) throw documentNotFound()
  if (await isProof(tx, input.documentId)) throw documentInUse()
  await deleteDocument(tx, input.documentId)
  audit(tx, { objects: [{ table: 'subscribers.document', id: input.documentId }] })
}
