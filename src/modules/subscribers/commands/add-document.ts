import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { DOCUMENT_BYTES_MAX, type DOCUMENT_KINDS } from '../contract/documents.ts'
import { at } from '../queries/sealed.ts'
import { documentRefused } from '../refusals.ts'
import { mediaTypeOf } from '../rules/document.ts'
import { insertDocument } from '../store.ts'
import { lockActiveSubscriber } from './lock-active-subscriber.ts'

/** Keeps a paper, sealed; what it is is read from its bytes, never believed from its name. Answers its id. */
export async function addDocument(
  tx: Tx,
  input: {
    subscriberId: string
    kind: (typeof DOCUMENT_KINDS)[number]
    name: string
    bytes: Uint8Array
  },
): Promise<string> {
  const { subscriberId, kind, name, bytes } = input
  await lockActiveSubscriber(tx, subscriberId)
  const mediaType = mediaTypeOf(bytes)
  if (!mediaType) {
    throw documentRefused(
      { why: 'This is no PNG, JPEG, WebP or PDF. Take a photo of the paper.' },
      [{ path: 'contentBase64', message: 'A PNG, JPEG, WebP or PDF.' }],
    )
  }
  if (bytes.length > DOCUMENT_BYTES_MAX) throw documentRefused({ why: 'At most 5 MiB.' })
  const id = newId(tx.now)
  await insertDocument(
    tx,
    {
      id,
      subscriber_id: subscriberId,
      kind,
      name_sealed: tx.vault.seal(at('document', 'name_sealed', id), name),
      media_type: mediaType,
      size_bytes: bytes.length,
    },
    tx.vault.seal(
      at('document_content', 'content_sealed', id),
      Buffer.from(bytes).toString('base64'),
    ),
  )
  audit(tx, { objects: [{ table: 'subscribers.document', id }] })
  return id
}
