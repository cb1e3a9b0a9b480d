import { sql } from 'kysely'
import type { Invariant } from '#platform/manifest.ts'

/** Documents that were issued and passed over would read differently one day. */
const partiesAreKept: Invariant = {
  name: 'documents.parties-are-kept',
  sentence: 'Each document up to the number that was reached has its seller and buyer kept.',
  violations: async (read) => {
    const { rows } = await sql<{ code: string }>`
      select document.code from (
        select 'invoice' as kind, id, number, code from billing.invoice
        union all select 'credit-note', id, number, code from billing.credit_note
      ) as document join documents.progress on progress.kind = document.kind
      where document.number <= progress.number
        and not exists (select from documents.kept where kept.id = document.id)
      limit 100`.execute(read.sql)
    return rows.map(({ code }) => `The parties of ${code} are not kept.`)
  },
}

export const invariants: readonly Invariant[] = [partiesAreKept]
