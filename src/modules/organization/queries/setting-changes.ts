import { sql } from 'kysely'
import { z } from 'zod'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { likeAnywhere, pageOf } from '#platform/page.ts'
import type { Read } from '#platform/tx.ts'
import { settingChange, type listSettingChanges } from '../contract.ts'
import { authorFrom } from '../rules/author.ts'

/** The history of settings. Secrets show that they changed, never from what to what. */
export function settingChangesPage(read: Read, input: ParsedInputOf<typeof listSettingChanges>) {
  const rows = read.sql
    .selectFrom('organization.setting_change')
    .select(['id', 'key', 'before', 'after', 'how', 'at', 'by_kind', 'by_id'])
    .$if(input.key !== undefined, (query) => query.where('key', 'in', input.key ?? []))
    .$if(Boolean(input.q), (query) => query.where('key', 'like', likeAnywhere(input.q ?? '')))
  return pageOf(read, {
    input,
    rows,
    sorts: { at: { by: sql`at`, as: 'timestamptz' } },
    id: sql`id`,
    item: (row) => ({
      id: row.id,
      key: row.key,
      before: z.json().parse(row.before),
      after: z.json().parse(row.after),
      how: settingChange.shape.how.parse(row.how),
      at: row.at.toString(),
      by: authorFrom(row),
    }),
  })
}
