import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'

/** Whether all of these are sites in use. */
export async function sitesOpen(read: Read, siteIds: readonly string[]): Promise<boolean> {
  const wanted = [...new Set(siteIds)]
  if (wanted.length === 0) return true
  const { rows } = await sql<{ many: bigint }>`
    select count(*) as many from organization.site where id = any (${wanted}::uuid[]) and archived_at is null`.execute(
    read.sql,
  )
  return Number(rows[0]?.many ?? 0n) === wanted.length
}
