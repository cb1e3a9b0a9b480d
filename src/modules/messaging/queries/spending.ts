import { sql } from 'kysely'
import type { ReplyOf } from '#kernel/endpoint.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import type { Read } from '#platform/tx.ts'
import type { readSpending } from '../contract.ts'
import { budgetNow } from './settings.ts'

type Counted = { messages: bigint; parts: bigint; cents: bigint }

export async function spendingNow(read: Read): Promise<ReplyOf<typeof readSpending>> {
  const { month, from, zone, budgetCents, spentCents } = await budgetNow(read)
  const { rows: purposes } = await sql<Counted & { purpose: string }>`
    select message.purpose, count(distinct message.id) as messages, coalesce(sum(attempt.parts), 0) as parts,
      coalesce(sum(attempt.cents), 0)::bigint as cents
    from messaging.attempt join messaging.message on message.id = attempt.message_id
    where attempt.at >= ${from} and attempt.outcome = 'taken'
    group by message.purpose order by cents desc, messages desc limit 50`.execute(read.sql)
  const { rows: days } = await sql<{ day: Temporal.PlainDate; messages: bigint; cents: bigint }>`
    select (at at time zone ${zone})::date as day, count(*) as messages, coalesce(sum(cents), 0)::bigint as cents
    from messaging.attempt where at >= ${from} and outcome = 'taken' group by 1 order by 1`.execute(
    read.sql,
  )
  const { count: heldBack } = await read.sql
    .selectFrom('messaging.message')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('state', '=', 'stopped')
    .where('why', '=', 'budget')
    .where('written_at', '>=', from)
    .executeTakeFirstOrThrow()
  const sum = (pick: (row: Counted) => bigint) =>
    Number(purposes.reduce((all, row) => all + BigInt(pick(row)), 0n))
  return {
    month: month.toString(),
    budget: budgetCents === null ? null : moneyToWire(kes(budgetCents)),
    spent: moneyToWire(kes(spentCents)),
    messages: sum((row) => row.messages),
    parts: sum((row) => row.parts),
    heldBack: Number(heldBack),
    byPurpose: purposes.map((row) => ({
      purpose: row.purpose,
      ...{ messages: Number(row.messages), parts: Number(row.parts) },
      cost: moneyToWire(kes(BigInt(row.cents))),
    })),
    byDay: days.map((row) => ({
      ...{ day: row.day.toString(), messages: Number(row.messages) },
      cost: moneyToWire(kes(BigInt(row.cents))),
    })),
  }
}
