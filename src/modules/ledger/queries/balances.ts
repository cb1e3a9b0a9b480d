import { sql } from 'kysely'
import { assert } from '#kernel/assert.ts'
import { kes, type Money } from '#kernel/money.ts'
import { anyOf } from '#platform/sql-array.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { natural, PARTY_ACCOUNTS, type Party } from '../contract/chart.ts'

/**
 * What an account holds for one party, as people say it: a wallet of 500 is 500, and so is a debt of 500 in
 * `receivable`. With `asOf`, what it was at the end of that instant, by booked time.
 */
export async function balanceOf(
  read: Pick<Read, 'sql'>,
  party: Party,
  account: number,
  when: { asOf?: Temporal.Instant } = {},
): Promise<Money> {
  assert(
    PARTY_ACCOUNTS[account]?.party === party.kind,
    `account ${account} keeps no balance of a ${party.kind}`,
  )
  const { asOf } = when
  if (asOf === undefined) {
    const row = await read.sql
      .selectFrom('ledger.party_balance')
      .select('cents')
      .where('party', '=', party.id)
      .where('account', '=', account)
      .executeTakeFirst()
    return kes(natural(account, row?.cents ?? 0n))
  }
  const { rows } = await sql<{ cents: bigint }>`
    select coalesce(sum(posting.cents), 0)::bigint as cents
    from ledger.posting join ledger.journal on journal.number = posting.journal
    where posting.party = ${party.id} and posting.account = ${account} and journal.booked_at <= ${asOf}`.execute(
    read.sql,
  )
  return kes(natural(account, rows[0]?.cents ?? 0n))
}

/** What an account holds for each of many parties; those it holds nothing for are left out. */
export async function balancesOf(
  read: Pick<Read, 'sql'>,
  parties: readonly string[],
  account: number,
): Promise<Map<string, Money>> {
  const rows = await read.sql
    .selectFrom('ledger.party_balance')
    .select(['party', 'cents'])
    .where(sql<boolean>`party = ${anyOf(parties)}`)
    .where('account', '=', account)
    .execute()
  return new Map(rows.map(({ party, cents }) => [party, kes(natural(account, cents))]))
}

/**
 * The same, and held until the unit ends, in the order that postings take too. A party without a row has nothing
 * to be held: what is taken from it is refused by the guard.
 */
export async function lockBalances(
  tx: Tx,
  parties: readonly string[],
  account: number,
): Promise<Map<string, Money>> {
  const rows = await tx.sql
    .selectFrom('ledger.party_balance')
    .select(['party', 'cents'])
    .modifyFront(sql`/* often */`)
    .where(sql<boolean>`party = ${anyOf(parties)}`)
    .where('account', '=', account)
    .orderBy('party')
    .forUpdate()
    .execute()
  return new Map(rows.map(({ party, cents }) => [party, kes(natural(account, cents))]))
}
