import { sql } from 'kysely'
import { z } from 'zod'
import { memberNames } from '#modules/staff/index.ts'
import type { Read } from '#platform/tx.ts'
import { DIFFERENCE_KINDS, WAYS, type DifferenceKind, type WayOut } from '../contract.ts'
import { dayNow, type DayNow } from './account-days.ts'

const SHOWN_MAX = 500

type DayDifference = {
  readonly kind: DifferenceKind
  readonly receipt: string | null
  readonly cents: bigint
  /** Null: it is open. */
  readonly way: WayOut | null
  readonly note: string | null
}

export type DayClose = {
  readonly now: DayNow
  readonly account: { readonly code: number; readonly name: string }
  readonly closedBy: string | null
  readonly differences: readonly DayDifference[]
  /** Of more than are here. */
  readonly unshown: number
}

/** All that is known of the day of an account: three sums, who closed it, and what did not agree. Nothing where there is no such account. */
export async function dayCloseNow(
  read: Read,
  code: number,
  day: Temporal.PlainDate,
): Promise<DayClose | undefined> {
  const account = await read.sql
    .selectFrom('ledger.account')
    .select(['code', 'name'])
    .where('code', '=', code)
    .executeTakeFirst()
  if (!account) return undefined
  const { rows } = await sql<{
    kind: string
    receipt: string | null
    cents: bigint
    way: string | null
    note: string | null
    many: bigint
  }>`
    select difference.kind, coalesce(line.receipt, payment.receipt) as receipt, difference.cents,
      difference.way, difference.note, count(*) over () as many
    from payments.difference
    left join payments.statement_line as line on line.id = difference.line_id
    left join payments.payment on payment.id = difference.payment_id
    where difference.account = ${code} and difference.day = ${day.toString()}::date
    order by difference.found_at, difference.id limit ${SHOWN_MAX}`.execute(read.sql)
  return {
    ...{ account, now: await dayNow(read, code, day), closedBy: await closerOf(read, code, day) },
    differences: rows.map(({ kind, receipt, cents, way, note }) => ({
      ...{ kind: z.enum(DIFFERENCE_KINDS).parse(kind), receipt, cents, note },
      way: z.enum(WAYS).nullable().parse(way),
    })),
    unshown: Number(rows[0]?.many ?? 0n) - rows.length,
  }
}

async function closerOf(read: Read, account: number, day: Temporal.PlainDate) {
  const closed = await read.sql
    .selectFrom('payments.closed_day')
    .select(['by_kind', 'by_id'])
    .where('account', '=', account)
    .where('day', '=', day)
    .executeTakeFirst()
  if (closed?.by_kind !== 'staff') return null
  return (await memberNames(read, [closed.by_id])).get(closed.by_id) ?? null
}
