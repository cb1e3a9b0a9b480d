import { sql } from 'kysely'
import { z } from 'zod'
import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { among, listRows } from '#platform/list.ts'
import type { Read } from '#platform/tx.ts'
import { FORMATS, type listImports } from '../contract.ts'

export function importOfFile(read: Pick<Read, 'sql'>, accountId: string, hash: Buffer) {
  return read.sql
    .selectFrom('banking.import')
    .select(['id', 'imported_at'])
    .where('account_id', '=', accountId)
    .where('file_hash', '=', hash)
    .executeTakeFirst()
}

/** Of these keys in hexadecimal, those that lines of the account have already. */
export async function knownKeys(
  read: Pick<Read, 'sql'>,
  accountId: string,
  keys: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select encode(key, 'hex') as key from banking.line
    where account_id = ${accountId} and key in (select decode(wanted, 'hex') from unnest(${[...keys]}::text[]) as wanted)`.execute(
    read.sql,
  )
  return new Set(rows.map(({ key }) => key))
}

export function importsPage(read: Read, input: ParsedInputOf<typeof listImports>) {
  return listRows(read, input, {
    name: 'banking.list-imports',
    query: read.sql.selectFrom('banking.import as file').selectAll('file'),
    id: sql.ref('file.id'),
    sorts: { importedAt: { by: sql.ref('file.imported_at'), type: 'timestamptz' } },
    filters: [among(sql.ref('file.account_id'), input.account)],
    item: (row) => ({
      ...{ id: row.id, accountId: row.account_id, fileName: row.file_name },
      ...{ lines: row.lines, fresh: row.fresh, format: z.enum(FORMATS).parse(row.format) },
      ...{ from: row.from_on?.toString() ?? null, to: row.to_on?.toString() ?? null },
      importedAt: row.imported_at.toString(),
    }),
  })
}
