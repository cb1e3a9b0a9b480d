import { sql } from 'kysely'
import { kes, moneyToWire } from '#kernel/money.ts'
import type { Read } from '#platform/tx.ts'
import { account, natural, type Account } from '../contract.ts'
import { accountNotFound } from '../refusals.ts'
import { isAfterSums } from './tail.ts'
import { accountSums, dayOr } from './trial-balance.ts'

/** The chart with what each account holds at the end of a day; today unless said. */
export async function accountsNow(read: Read, { asOf }: { asOf?: string | undefined } = {}) {
  const to = await dayOr(read, asOf)
  const sums = new Map(
    (await accountSums(read, { from: null, to })).map(({ code, debit, credit }) => [
      code,
      debit - credit,
    ]),
  )
  const rows = await read.sql.selectFrom('ledger.account').selectAll().orderBy('code').execute()
  return {
    asOf: to.toString(),
    accounts: rows.map((row): Account => ({
      code: row.code,
      name: row.name,
      kind: account.shape.kind.parse(row.kind),
      partyKind: account.shape.partyKind.parse(row.party_kind),
      exportName: row.export_name,
      isStandard: row.is_standard,
      archivedAt: row.archived_at?.toString() ?? null,
      version: row.version,
      balance: moneyToWire(kes(natural(row.code, sums.get(row.code) ?? 0n))),
    })),
  }
}

export async function accountNow(read: Read, code: number): Promise<Account> {
  const { accounts } = await accountsNow(read)
  const found = accounts.find((one) => one.code === code)
  if (!found) throw accountNotFound({ account: code })
  return found
}

/** What an account holds for all parties together and its own, now; debit positive. */
export async function accountTotal(read: Pick<Read, 'sql'>, code: number): Promise<bigint> {
  const isTail = await isAfterSums(read, sql.ref('journal'))
  const { rows } = await sql<{ cents: bigint }>`
    select (coalesce((select sum(debit_cents - credit_cents) from ledger.account_day where account = ${code}), 0)
          + coalesce((select sum(cents) from ledger.posting
                      where account = ${code} and ${isTail}), 0))::bigint as cents`.execute(
    read.sql,
  )
  return rows[0]?.cents ?? 0n
}
