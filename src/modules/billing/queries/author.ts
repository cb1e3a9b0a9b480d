import { z } from 'zod'

const author = z.object({ kind: z.enum(['staff', 'subscriber', 'system']), id: z.string() })

/** Who wrote a document, as the columns keep it. */
export function authorFrom(row: { by_kind: string; by_id: string }) {
  return author.parse({ kind: row.by_kind, id: row.by_id })
}
