import { sql } from 'kysely'
import type { Tx } from '#platform/tx.ts'
import type { EarnedDay } from '../rules/recognition.ts'
import { earnings } from './recognition.ts'

type Batch = { readonly after: bigint; readonly upto: bigint; readonly endedAt: Temporal.Instant }

/** The next journals that are decided and not summed up yet; held, so that one sums at a time. */
export async function holdSums(tx: Tx, limit: number): Promise<Batch & { settled: bigint }> {
  const { rows } = await sql<{ journal: bigint; settled: bigint; ended_at: Temporal.Instant }>`
    select mark.journal, mark.ended_at, watermark.settled
    from billing.sum_mark as mark, ledger.watermark for update of mark`.execute(tx.sql)
  const [
    { journal: after, settled, ended_at: endedAt } = { journal: 0n, settled: 0n, ended_at: tx.now },
  ] = rows
  const reach = after + BigInt(limit)
  const upto = settled < after ? after : reach < settled ? reach : settled
  return { after, upto, settled, endedAt }
}

/** Adds what these journals moved, and works out again how recurring revenue moved of whoever they concern. */
export async function addSums(tx: Tx, batch: Batch): Promise<void> {
  const { after, upto, endedAt } = batch
  await sql`
    insert into billing.sum_day as kept (measure, dimension, day, key, cents)
    select measure, dimension, day, key, cents from billing.moves_between(${after}, ${upto}) order by 1, 2, 3, 4
    on conflict (measure, dimension, day, key) do update set cents = kept.cents + excluded.cents`.execute(
    tx.sql,
  )
  const { rows } = await sql<{ id: string }>`
    select distinct invoice.subscriber_id as id
    from ledger.journal join billing.invoice on invoice.id = journal.subject_id
    where journal.number > ${after} and journal.number <= ${upto} and journal.kind = 'billing.invoice'
    union
    select distinct invoice.subscriber_id
    from services.service join billing.line on line.service_id = service.id
    join billing.invoice on invoice.id = line.invoice_id
    where service.status = 'ended' and service.ended_at > ${endedAt} and service.ended_at <= ${tx.now}`.execute(
    tx.sql,
  )
  const payers = rows.map(({ id }) => id)
  if (payers.length > 0) await moveMrr(tx, payers)
  await tx.sql.updateTable('billing.sum_mark').set({ journal: upto, ended_at: tx.now }).execute()
}

/** Takes back how it moved and says how it moves by what is known now; the sums by day follow both. */
async function moveMrr(tx: Tx, payers: readonly string[]): Promise<void> {
  const add = (rows: ReturnType<typeof sql>, sign: 1 | -1) => sql`
    insert into billing.sum_day as kept (measure, dimension, day, key, cents)
    select measure, kind, day, '', ${sign}::int * sum(cents) from (
      select 'mrr' as measure, kind, day, cents from ${rows}
      union all
      select 'payers', kind, day, case kind when 'churn' then -1 else 1 end from ${rows}
      where kind in ('new', 'churn', 'reactivation')
    ) as moved group by 1, 2, 3 order by 1, 2, 3
    on conflict (measure, dimension, day, key) do update set cents = kept.cents + excluded.cents`
  const theirs = sql`(select * from billing.mrr_move where subscriber_id = any (${payers}::uuid[])) as theirs`
  await add(theirs, -1).execute(tx.sql)
  await sql`delete from billing.mrr_move where subscriber_id = any (${payers}::uuid[])`.execute(
    tx.sql,
  )
  await sql`
    insert into billing.mrr_move (subscriber_id, day, kind, cents)
    select subscriber_id, day, kind, cents from billing.mrr_of(${payers}::uuid[])`.execute(tx.sql)
  await add(theirs, 1).execute(tx.sql)
}

/** Breaks down what is recognised of these days, in the unit that books it, so that both are the same to the cent. */
export async function addRecognised(tx: Tx, days: readonly EarnedDay[]): Promise<void> {
  await sql`
    insert into billing.sum_day as kept (measure, dimension, day, key, cents)
    select 'revenue', by.dimension, earned.booked_on, by.key, sum(earned.cents)::bigint
    from (${earnings(days)}) as earned join billing.line_dimension as by on by.line_id = earned.line_id
    where earned.cents <> 0
    group by 2, 3, 4 order by 2, 3, 4
    on conflict (measure, dimension, day, key) do update set cents = kept.cents + excluded.cents`.execute(
    tx.sql,
  )
}
