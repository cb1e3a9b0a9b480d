import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import type { BankAccount } from '../contract.ts'
import { accountNotFound } from '../refusals.ts'

const ACCOUNTS_MAX = 200

export async function accountsNow(read: Read, only?: string): Promise<BankAccount[]> {
  const rows = await read.sql
    .selectFrom('banking.account')
    .select(['id', 'name', 'number', 'mapping'])
    .select(
      sql<Temporal.Instant | null>`(select max(imported_at) from banking.import where account_id = account.id)`.as(
        'last_import',
      ),
    )
    .select(
      sql<Temporal.PlainDate | null>`(select max(day) from banking.line where account_id = account.id)`.as(
        'last_day',
      ),
    )
    .$if(only !== undefined, (query) => query.where('id', '=', only ?? ''))
    .orderBy(sql`lower(name)`)
    .limit(ACCOUNTS_MAX)
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, number: row.number, hasMapping: row.mapping !== null },
    lastImportAt: row.last_import?.toString() ?? null,
    lastDay: row.last_day?.toString() ?? null,
  }))
}

export async function accountById(read: Read, id: string): Promise<BankAccount | undefined> {
  const [found] = await accountsNow(read, id)
  return found
}

export async function accountNow(read: Read, id: string): Promise<BankAccount> {
  const found = await accountById(read, id)
  if (!found) throw accountNotFound()
  return found
}
