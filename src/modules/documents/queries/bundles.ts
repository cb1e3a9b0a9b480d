import type { FileReply } from '#platform/serve.ts'
import type { Read } from '#platform/tx.ts'
import { bundle, type Bundle } from '../contract.ts'
import { bundleNotFound } from '../refusals.ts'
import { openPart } from '../store.ts'

const SHOWN_MAX = 100

/** What was asked for in the last days, the latest first. */
export async function bundlesNow(read: Read, only?: string): Promise<Bundle[]> {
  const rows = await read.sql
    .selectFrom('documents.bundle')
    .selectAll()
    .$if(only !== undefined, (query) => query.where('id', '=', only ?? ''))
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .limit(SHOWN_MAX)
    .execute()
  const parts = await read.sql
    .selectFrom('documents.bundle_part')
    .select(['bundle_id', 'place', 'documents', 'size_bytes'])
    .where('bundle_id', 'in', [...rows.map(({ id }) => id), NONE])
    .orderBy('place')
    .execute()
  return rows.map((row) =>
    bundle.parse({
      ...{ id: row.id, kind: row.kind, state: row.state, wanted: row.wanted, made: row.made },
      ...{ from: row.from_on.toString(), to: row.to_on.toString() },
      askedAt: row.asked_at.toString(),
      parts: parts
        .filter((part) => part.bundle_id === row.id)
        .map((part) => ({
          ...{ place: part.place, documents: part.documents, sizeBytes: part.size_bytes },
        })),
    }),
  )
}

const NONE = '00000000-0000-0000-0000-000000000000'

export async function bundleNow(read: Read, id: string): Promise<Bundle> {
  const [found] = await bundlesNow(read, id)
  if (!found) throw bundleNotFound()
  return found
}

/** The next one that is being made, and how far it has come. */
export async function bundleToMake(read: Pick<Read, 'sql'>, bundleId: string) {
  const row = await read.sql
    .selectFrom('documents.bundle')
    .select(['id', 'kind', 'from_on', 'to_on', 'after_number'])
    .where('id', '=', bundleId)
    .where('state', '=', 'making')
    .executeTakeFirst()
  return row && { ...row, kind: bundle.shape.kind.parse(row.kind) }
}

export async function partFile(
  read: Read,
  { bundleId, place }: { bundleId: string; place: number },
): Promise<FileReply> {
  const row = await read.sql
    .selectFrom('documents.bundle_part as part')
    .innerJoin('documents.bundle as bundle', 'bundle.id', 'part.bundle_id')
    .select(['part.id', 'part.content_sealed', 'bundle.kind', 'bundle.from_on', 'bundle.to_on'])
    .where('part.bundle_id', '=', bundleId)
    .where('part.place', '=', place)
    .executeTakeFirst()
  if (!row) throw bundleNotFound()
  return {
    bytes: openPart(read.vault, row),
    mediaType: 'application/zip',
    name: `${row.kind}s-${row.from_on.toString()}-${row.to_on.toString()}-${place}.zip`,
    as: 'download',
  }
}
