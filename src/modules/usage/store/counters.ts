import { sql } from 'kysely'
import { assert } from '#kernel/assert.ts'
import { listOf } from '#platform/sql-list.ts'
import type { Tx } from '#platform/tx.ts'
import type { Counter } from '../rules/counter.ts'

export type CounterOf = Counter & { readonly serviceId: string }

type CounterRow = {
  service_id: string
  key: string
  meter: Counter['meter']
  from_ms: number
  to_ms: number | null
  granted: bigint | null
  used: bigint
  reserved: bigint
  beyond: bigint
}

export async function lockCounters(
  tx: Tx,
  serviceIds: readonly string[],
): Promise<Map<string, Counter[]>> {
  if (serviceIds.length === 0) return new Map()
  const { rows } = await sql<CounterRow>`
    /* often */ select service_id, key, meter, granted, used, reserved, beyond,
           (extract(epoch from from_at) * 1000)::float8 as from_ms, (extract(epoch from to_at) * 1000)::float8 as to_ms
    from usage.counter where service_id = any(${listOf(serviceIds, (id) => id)}::uuid[]) order by service_id, key for update`.execute(
    tx.sql,
  )
  return Map.groupBy(rows.map(counterOf), ({ serviceId }) => serviceId)
}

export function counterOf({ service_id: serviceId, ...row }: CounterRow): CounterOf {
  return { serviceId, ...row }
}

/** Writes what counting changed of counters that are there and locked. */
export async function writeCounts(tx: Tx, counters: readonly CounterOf[]): Promise<void> {
  if (counters.length === 0) return
  await sql`
    /* often */ update usage.counter c set used = n.used, reserved = n.reserved, beyond = n.beyond
    from unnest(
      ${listOf(counters, ({ serviceId }) => serviceId)}::uuid[],
      ${listOf(counters, ({ key }) => key)}::text[],
      ${listOf(counters, ({ used }) => used)}::bigint[],
      ${listOf(counters, ({ reserved }) => reserved)}::bigint[],
      ${listOf(counters, ({ beyond }) => beyond)}::bigint[]) as n(service_id, key, used, reserved, beyond)
    where c.service_id = n.service_id and c.key = n.key`.execute(tx.sql)
}

/** Puts counters in place, new ones and those whose period or grant has changed. */
export async function putCounters(tx: Tx, counters: readonly CounterOf[]): Promise<void> {
  if (counters.length === 0) return
  await sql`
    insert into usage.counter (service_id, key, meter, from_at, to_at, granted, used, reserved, beyond)
    select "serviceId", key, meter, to_timestamp(from_s), to_timestamp(to_s), granted, used, reserved, beyond
    from json_to_recordset(${JSON.stringify(counters.map(counterColumns))}::json) as n("serviceId" uuid, key text,
      meter text, from_s float8, to_s float8, granted bigint, used bigint, reserved bigint, beyond bigint)
    on conflict (service_id, key) do update
      set meter = excluded.meter, from_at = excluded.from_at, to_at = excluded.to_at, granted = excluded.granted,
          used = excluded.used, reserved = excluded.reserved, beyond = excluded.beyond`.execute(
    tx.sql,
  )
}

/** Periods that are over are remembered, their counters let go, and what was promised of them with them. */
export async function retireCounters(tx: Tx, counters: readonly CounterOf[]): Promise<void> {
  if (counters.length === 0) return
  const rows = JSON.stringify(counters.map(counterColumns))
  await sql`
    with over as (
      select * from json_to_recordset(${rows}::json) as n("serviceId" uuid, key text, meter text,
        from_s float8, to_s float8, granted bigint, used bigint, beyond bigint)
    ), gone as (
      delete from usage.counter c using over o
      where c.service_id = o."serviceId" and c.key = o.key and c.from_at = to_timestamp(o.from_s)
    ), released as (
      update usage.reservation r set remaining = 0, ended_at = ${tx.now} from over o
      where r.service_id = o."serviceId" and r.counter = o.key and r.ended_at is null
    )
    insert into usage.past_counter (service_id, key, from_at, to_at, meter, granted, used, beyond)
    select "serviceId", key, to_timestamp(from_s), to_timestamp(to_s), meter, granted, used, beyond from over
    on conflict do nothing`.execute(tx.sql)
}

function counterColumns({ from_ms, to_ms, ...counter }: CounterOf) {
  return {
    ...{ serviceId: counter.serviceId, key: counter.key, meter: counter.meter },
    ...{ from_s: from_ms / 1_000, to_s: to_ms === null ? null : to_ms / 1_000 },
    granted: counter.granted === null ? null : String(counter.granted),
    ...{ used: String(counter.used), reserved: String(counter.reserved) },
    beyond: String(counter.beyond),
  }
}

/** What is left of an allowance, and promised to nobody, is taken back. */
export async function closeCounter(tx: Tx, serviceId: string, key: string): Promise<void> {
  await sql`
    update usage.counter set granted = used + reserved where service_id = ${serviceId} and key = ${key}`.execute(
    tx.sql,
  )
}

/** Promises so much of an allowance. The condition is the last word: never more than there is, whoever calls it. */
export async function promise(
  tx: Tx,
  { serviceId, key, amount }: { serviceId: string; key: string; amount: bigint },
): Promise<void> {
  const { numAffectedRows } = await sql`
    update usage.counter set reserved = reserved + ${amount}
    where service_id = ${serviceId} and key = ${key} and granted - used - reserved >= ${amount}`.execute(
    tx.sql,
  )
  assert(numAffectedRows === 1n, 'the counter is locked, so what was free still is')
}
