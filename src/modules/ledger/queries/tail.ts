import { sql, type RawBuilder } from 'kysely'
import type { Read } from '#platform/tx.ts'

/**
 * That a journal is in no sum by day yet. The watermark is named twice: as it was a moment ago, by which PostgreSQL knows how few they
 * are and looks at nothing else, and as it is in the statement's own moment, which is the one that counts.
 */
export async function isAfterSums(
  read: Pick<Read, 'sql'>,
  journal: RawBuilder<unknown>,
): Promise<RawBuilder<boolean>> {
  const mark = await read.sql
    .selectFrom('ledger.watermark')
    .select('rolled_up')
    .executeTakeFirstOrThrow()
  return sql`(${journal} > ${mark.rolled_up}::bigint and ${journal} > (select rolled_up from ledger.watermark))`
}
