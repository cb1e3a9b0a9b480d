import { sql } from 'kysely'
import { z } from 'zod'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { among, listRows, matches } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import { settingChange, type listSettingChanges } from '../contract.ts'
import { authorFrom } from '../rules/author.ts'

/** The history of settings. Secrets show that they changed, never from what to what. */
export function settingChangesPage(read: Read, input: ParsedInputOf<typeof listSettingChanges>) {
  return listRows(read, input, {
    name: 'organization.list-setting-changes',
    query: read.sql
      .selectFrom('organization.setting_change')
      .select(['id', 'key', 'before', 'after', 'how', 'at', 'by_kind', 'by_id']),
    id: sql.ref('id'),
    sorts: { at: { by: sql.ref('at'), type: 'timestamptz' } },
    filters: [among(sql.ref('key'), input.key)],
    search: (q) => matches(q, sql.ref('key')),
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
