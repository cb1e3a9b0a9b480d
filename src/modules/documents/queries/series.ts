import { sql } from 'kysely'
import type { Read } from '#platform/tx.ts'
import type { IssuedKind } from '../contract.ts'

export type Numbered = {
  readonly id: string
  readonly number: bigint
  readonly subscriberId: string
}

const TABLES = {
  invoice: sql.table('billing.invoice'),
  'credit-note': sql.table('billing.credit_note'),
} as const satisfies Record<IssuedKind, unknown>

/** The documents that follow a number in their series; of some days only, where days are given. */
export async function documentsAfter(
  read: Pick<Read, 'sql'>,
  asked: {
    kind: IssuedKind
    after: bigint
    limit: number
    days?: { from: Temporal.PlainDate; to: Temporal.PlainDate }
  },
): Promise<Numbered[]> {
  const { kind, after, limit, days } = asked
  const { rows } = await sql<{ id: string; number: bigint; subscriber_id: string }>`
    select id, number, subscriber_id from ${TABLES[kind]}
    where number > ${after} ${days ? inDays(days) : sql``}
    order by number limit ${limit}`.execute(read.sql)
  return rows.map((row) => ({ id: row.id, number: row.number, subscriberId: row.subscriber_id }))
}

/** How many there are, counted no further than to one beyond the limit. */
export async function countInDays(
  read: Pick<Read, 'sql'>,
  asked: { kind: IssuedKind; from: Temporal.PlainDate; to: Temporal.PlainDate; limit: number },
): Promise<number> {
  const { rows } = await sql<{ many: number }>`
    select count(*)::int as many from (
      select from ${TABLES[asked.kind]} where true ${inDays(asked)} limit ${asked.limit + 1}
    ) as few`.execute(read.sql)
  return rows[0]?.many ?? 0
}

/** Days are of the zone as it was; two days around them are a bound that the index of moments can use. */
function inDays({ from, to }: { from: Temporal.PlainDate; to: Temporal.PlainDate }) {
  return sql`and issued_on between ${from}::date and ${to}::date
    and issued_at >= ${from}::date - 2 and issued_at < ${to}::date + 3`
}
