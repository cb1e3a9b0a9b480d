import { sql } from 'kysely'
import { atSites } from '#platform/reach.ts'
import { anyOf } from '#platform/sql-array.ts'
import type { Read } from '#platform/tx.ts'

/** Routers by name, in the order of their names: all of these, or those in service at the caller's sites. */
export async function routersNamed(
  read: Read,
  ids: readonly string[],
  which: 'all' | 'at hand',
): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return []
  return read.sql
    .selectFrom('network.nas')
    .select(['id', 'name'])
    .where('id', '=', anyOf(ids))
    .$if(which === 'at hand', (query) =>
      query.where('archived_at', 'is', null).where(atSites(read, sql.ref('site_id'))),
    )
    .orderBy('name_key')
    .execute()
}
