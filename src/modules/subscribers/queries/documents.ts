import { sql } from 'kysely'
import type { FileReply } from '#platform/serve.ts'
import type { Read } from '#platform/tx.ts'
import { document, type Document } from '../contract/documents.ts'
import { documentNotFound } from '../refusals.ts'
import { at } from './sealed.ts'
import { authorFrom } from './subscribers.ts'

export async function documentsNow(read: Read, subscriberId: string): Promise<Document[]> {
  const rows = await read.sql
    .selectFrom('subscribers.document')
    .selectAll()
    .where('subscriber_id', '=', subscriberId)
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: document.shape.kind.parse(row.kind),
    name: read.vault.open(at('document', 'name_sealed', row.id), row.name_sealed),
    mediaType: document.shape.mediaType.parse(row.media_type),
    sizeBytes: row.size_bytes,
    addedAt: row.added_at.toString(),
    addedBy: authorFrom(row),
  }))
}

export async function documentFile(
  read: Read,
  input: { subscriberId: string; documentId: string },
): Promise<FileReply> {
  const row = await read.sql
    .selectFrom('subscribers.document as document')
    .innerJoin('subscribers.document_content as content', 'content.id', 'document.id')
    .select([
      'document.id',
      'document.name_sealed',
      'document.media_type',
      'content.content_sealed',
    ])
    .where('document.id', '=', input.documentId)
    .where('document.subscriber_id', '=', input.subscriberId)
    .executeTakeFirst()
  if (!row) throw documentNotFound()
  const content = read.vault.open(
    at('document_content', 'content_sealed', row.id),
    row.content_sealed,
  )
  return {
    bytes: Buffer.from(content, 'base64'),
    mediaType: row.media_type,
    name: read.vault.open(at('document', 'name_sealed', row.id), row.name_sealed),
    as: 'inline',
  }
}

export async function findDocument(read: Read, id: string) {
  return read.sql
    .selectFrom('subscribers.document')
    .select(['id', 'subscriber_id'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Whether a segment, a tax status or a contract stands on this paper. */
export async function isProof(read: Read, id: string): Promise<boolean> {
  const { rows } = await sql<{ is_proof: boolean }>`
    select exists (select from subscribers.segment_claim where document_id = ${id})
        or exists (select from subscribers.tax_standing where document_id = ${id})
        or exists (select from subscribers.contract where document_id = ${id}) as is_proof`.execute(
    read.sql,
  )
  return rows[0]?.is_proof ?? false
}
