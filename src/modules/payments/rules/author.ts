import { author, type Author } from '../contract.ts'

/** The author as the columns keep it. */
export function authorFrom(row: { by_kind: string; by_id: string }): Author {
  return author.parse({ kind: row.by_kind, id: row.by_id })
}
