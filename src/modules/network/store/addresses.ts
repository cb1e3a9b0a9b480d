import { sql } from 'kysely'
import { idsOf, listOf } from '#platform/sql-list.ts'
import type { Tx } from '#platform/tx.ts'
import { partsFrom } from '../rules/parts.ts'

/** Asks for one address or prefix of one pool. */
export type LeaseAsk = {
  readonly poolId: string
  readonly serviceId: string
  /** Tells apart what one service holds at the same time: a MAC address. */
  readonly key?: string | undefined
  readonly nasId?: string | undefined
  /** When it ends unless it is asked for again; never unless said. */
  readonly until?: Temporal.Instant | undefined
}

/** What was given for an ask; nothing when the pool is exhausted or does not give addresses. */
export type Lease = { readonly part: string; readonly state: 'leased' | 'fixed' } | undefined

/**
 * One statement for any number of asks, in three steps: who holds an address keeps it (a fixed one, too); who held
 * one gets it again if it is still free; everybody else gets one that was never used, else the one that has been
 * free for longest. Free rows that somebody else is just taking are passed over, so racing batches do not wait for
 * each other and never get the same row. Asks and rows are paired by unnesting, not by joining: a join of rows that the
 * planner knows nothing about is a nested loop, which takes a second for a thousand asks.
 *
 * Answers in the order of the asks. Two asks of one holder are one ask.
 */
export async function takeAddresses(tx: Tx, asks: readonly LeaseAsk[]): Promise<Lease[]> {
  const taken = await sql<{ place: number; part: string; state: 'leased' | 'fixed' }>`
    with asked as materialized (
      select min(place)::integer as place, pool_id, service_id, key, (array_agg(nas_id))[1] as nas_id, max(until) as until
      from unnest(
        ${asks.map((ask) => ask.poolId)}::uuid[], ${asks.map((ask) => ask.serviceId)}::uuid[],
        ${asks.map((ask) => ask.key ?? '')}::text[], ${asks.map((ask) => ask.nasId ?? null)}::uuid[],
        ${asks.map((ask) => ask.until ?? null)}::timestamptz[]
      ) with ordinality as given (pool_id, service_id, key, nas_id, until, place)
      where exists (select from network.pool where id = pool_id and chosen_by = 'kasi' and archived_at is null)
      group by pool_id, service_id, key order by pool_id, service_id, key
    ), own as materialized (
      select asked.*, found.part
      from asked cross join lateral (
        select part from network.address
        where service_id = asked.service_id and pool_id = asked.pool_id and key = asked.key and state <> 'reserved'
        order by state = 'free', since desc nulls last limit 1
        for update
      ) as found
    ), others as materialized (
      select pool_id, count(*) as wanted, array_agg(place) as places, array_agg(service_id) as service_ids,
        array_agg(key) as keys, array_agg(nas_id) as nas_ids, array_agg(until) as untils
      from (select * from asked order by pool_id, place) as asked where place not in (select place from own) group by pool_id
    ), free as materialized (
      select others.pool_id, array_agg(picked.part order by picked.since nulls first, picked.part) as parts
      from others cross join lateral (
        select part, since from network.address
        where pool_id = others.pool_id and state = 'free'
          and (pool_id, part) not in (select pool_id, part from own)
        order by since nulls first, part limit others.wanted
        for update skip locked
      ) as picked
      group by others.pool_id
    ), matched as (
      select place, pool_id, service_id, key, nas_id, until, part from own
      union all
      select new.place, pool_id, new.service_id, new.key, new.nas_id, new.until, new.part
      from others join free using (pool_id)
      cross join lateral unnest(places, service_ids, keys, nas_ids, untils, parts)
        as new (place, service_id, key, nas_id, until, part)
      where new.part is not null
    )
    update network.address set
      state = case address.state when 'fixed' then 'fixed' else 'leased' end,
      service_id = matched.service_id,
      key = matched.key,
      nas_id = coalesce(matched.nas_id, address.nas_id),
      since = case when address.state in ('leased', 'fixed') then address.since else ${tx.now}::timestamptz end,
      until = case address.state when 'fixed' then null else matched.until end
    from matched
    where address.pool_id = matched.pool_id and address.part = matched.part
    returning matched.place, address.part, address.state`.execute(tx.sql)
  const byHolder = new Map<string, Lease>()
  for (const { place, part, state } of taken.rows) {
    const ask = asks[place - 1]
    if (ask) byHolder.set(holderOf(ask), { part, state })
  }
  return asks.map((ask) => byHolder.get(holderOf(ask)))
}

const holderOf = (ask: LeaseAsk) => `${ask.poolId} ${ask.serviceId} ${ask.key ?? ''}`

/**
 * Makes rows for parts that nobody has needed so far. The range's row is the lock, so two that grow the same pool make
 * different parts; who waited for it first looks whether there is enough by now. An exhausted pool stays as it is.
 */
export async function growPools(
  tx: Tx,
  wanted: readonly { poolId: string; parts: number }[],
  how: 'if-short' | 'anyway',
): Promise<void> {
  for (const { poolId, parts } of wanted) {
    const ranges = await tx.sql
      .selectFrom('network.pool_range as range')
      .innerJoin('network.pool as pool', 'pool.id', 'range.pool_id')
      .select(['range.id', 'range.pool_id', 'range.first', 'range.part_length'])
      .select(['range.parts', 'range.made'])
      .where('pool.id', '=', poolId)
      .where('pool.chosen_by', '=', 'kasi')
      .where('pool.archived_at', 'is', null)
      .whereRef('range.made', '<', 'range.parts')
      .orderBy('range.id')
      .forUpdate('range')
      .execute()
    if (how === 'if-short' && ranges.length > 0 && (await hasFree(tx, poolId, parts))) continue
    let missing = BigInt(Math.max(parts, GROWTH_MIN))
    for (const range of ranges) {
      const left = range.parts - range.made
      const more = left < missing ? left : missing
      missing -= more
      if (more > 0n) await makeParts(tx, range, Number(more))
    }
  }
}

async function hasFree(tx: Tx, poolId: string, parts: number): Promise<boolean> {
  const found = await sql`
    select from network.address where pool_id = ${poolId}::uuid and state = 'free'
    offset ${parts - 1} limit 1`.execute(tx.sql)
  return found.rows.length > 0
}

/** Whether addresses of these pools can be had, or could but for others who have not committed yet. */
export async function seesFree(
  tx: Tx,
  wanted: readonly { readonly poolId: string }[],
): Promise<boolean> {
  const { rows } = await sql`
    select from network.pool p
     where id = any(${wanted.map(({ poolId }) => poolId)}::uuid[]) and chosen_by = 'kasi' and archived_at is null
       and exists (select from network.address where pool_id = p.id and state = 'free')
     limit 1`.execute(tx.sql)
  return rows.length > 0
}

/** Waits for whoever holds what is free of these pools, and holds as much of what is still free then. In one order, so that none waits in a circle. */
export async function holdFree(
  tx: Tx,
  wanted: readonly { readonly poolId: string; readonly parts: number }[],
): Promise<void> {
  for (const { poolId, parts } of wanted)
    await sql`
      select from network.address where pool_id = ${poolId}::uuid and state = 'free'
       order by since nulls first, part limit ${parts} for update`.execute(tx.sql)
}

/** A round trip for each new lease would cost more than some rows that nobody needs yet. */
const GROWTH_MIN = 1024

type Range = { id: string; pool_id: string; first: string; part_length: number; made: bigint }

async function makeParts(tx: Tx, range: Range, more: number): Promise<void> {
  const parts = partsFrom({ first: range.first, partLength: range.part_length }, range.made, more)
  await tx.sql
    .updateTable('network.pool_range')
    .set({ made: range.made + BigInt(more) })
    .where('id', '=', range.id)
    .execute()
  await sql`
    insert into network.address (pool_id, part, range_id, state)
    select ${range.pool_id}::uuid, part, ${range.id}::uuid, 'free' from unnest(${parts}::inet[]) as part
    on conflict (pool_id, part) do nothing`.execute(tx.sql)
}

/** Gives back what holders have in these states. It stays remembered, so that who comes back finds theirs. */
export async function giveBack(
  tx: Tx,
  held: readonly { poolId: string; serviceId: string; key?: string | undefined }[],
  states: readonly ('leased' | 'fixed')[],
): Promise<number> {
  const given = await sql`
    update network.address set state = 'free', since = ${tx.now}::timestamptz, until = null, nas_id = null
    from (
      select pool_id, part from network.address
      join unnest(${held.map((one) => one.poolId)}::uuid[], ${held.map((one) => one.serviceId)}::uuid[],
        ${held.map((one) => one.key ?? '')}::text[]) as given (pool_id, service_id, key) using (pool_id, service_id, key)
      where state = any(${states})
      order by pool_id, part for update of address
    ) as mine
    where address.pool_id = mine.pool_id and address.part = mine.part`.execute(tx.sql)
  return Number(given.numAffectedRows ?? 0n)
}

/** Ends leases whose time is over, at most so many at once. */
export async function endLapsed(tx: Tx, atMost: number): Promise<number> {
  const ended = await sql`
    update network.address set state = 'free', since = ${tx.now}::timestamptz, until = null, nas_id = null
    from (
      select pool_id, part from network.address where state = 'leased' and until <= ${tx.now}::timestamptz
      order by until limit ${atMost} for update skip locked
    ) as over
    where address.pool_id = over.pool_id and address.part = over.part`.execute(tx.sql)
  return Number(ended.numAffectedRows ?? 0n)
}

export async function lockAddress(tx: Tx, at: { poolId: string; part: string }) {
  return tx.sql
    .selectFrom('network.address')
    .selectAll()
    .where('pool_id', '=', at.poolId)
    .where('part', '=', at.part)
    .forUpdate()
    .executeTakeFirst()
}

/** Whatever the row said before, it says this now; a row that was never needed is made. */
export async function putAddress(
  tx: Tx,
  row: {
    poolId: string
    part: string
    rangeId: string
    state: 'free' | 'fixed' | 'reserved'
    serviceId: string | null
    key: string
    note: string
  },
) {
  const said = {
    state: row.state,
    service_id: row.serviceId,
    key: row.key,
    note: row.note,
    since: tx.now,
    until: null,
    nas_id: null,
  }
  await tx.sql
    .insertInto('network.address')
    .values({ pool_id: row.poolId, part: row.part, range_id: row.rangeId, ...said })
    .onConflict((known) => known.columns(['pool_id', 'part']).doUpdateSet(said))
    .execute()
}

// ───────────────────────────────────────────── who used which address when

/** What the routers told of one address of a session that is over, or has another by now. */
export type AddressUse = {
  readonly sessionId: string
  readonly address: string
  readonly serviceId: string | null
  readonly nasId: string | null
  readonly mac: string | null
  readonly startedAt_ms: number
  readonly endedAt_ms: number
}

/** Told again, and late or out of order, the earliest start and the latest end stand. */
export async function putUses(tx: Tx, uses: readonly AddressUse[]): Promise<void> {
  if (uses.length === 0) return
  await sql`
    insert into network.address_use as known (session_id, address, service_id, nas_id, mac, started_at, ended_at)
    select session_id, address, (array_agg(service_id) filter (where service_id is not null))[1],
      (array_agg(nas_id) filter (where nas_id is not null))[1], max(mac), min(started_at), greatest(max(ended_at), min(started_at))
    from unnest(
        ${idsOf(uses, ({ sessionId }) => sessionId)}::uuid[], ${listOf(uses, ({ address }) => address)}::inet[],
        ${idsOf(uses, ({ serviceId }) => serviceId)}::uuid[], ${idsOf(uses, ({ nasId }) => nasId)}::uuid[],
        ${listOf(uses, ({ mac }) => mac)}::text[], ${listOf(uses, (use) => use.startedAt_ms / 1_000)}::float8[],
        ${listOf(uses, (use) => use.endedAt_ms / 1_000)}::float8[]
      ) as given (session_id, address, service_id, nas_id, mac, started_s, ended_s)
      cross join lateral (select to_timestamp(started_s) as started_at, to_timestamp(ended_s) as ended_at) as moments
    group by session_id, address
    order by session_id, address
    on conflict (session_id, address) do update set
      service_id = coalesce(excluded.service_id, known.service_id),
      nas_id = coalesce(excluded.nas_id, known.nas_id),
      mac = coalesce(excluded.mac, known.mac),
      started_at = least(known.started_at, excluded.started_at),
      ended_at = greatest(known.ended_at, excluded.ended_at)
    where (known.service_id, known.nas_id, known.mac, known.started_at, known.ended_at) is distinct from
      (coalesce(excluded.service_id, known.service_id), coalesce(excluded.nas_id, known.nas_id),
       coalesce(excluded.mac, known.mac), least(known.started_at, excluded.started_at),
       greatest(known.ended_at, excluded.ended_at))`.execute(tx.sql)
}

export async function forgetUses(
  tx: Tx,
  before: Temporal.Instant,
  atMost: number,
): Promise<number> {
  const forgotten = await sql`
    delete from network.address_use where (session_id, address) in (
      select session_id, address from network.address_use
      where ended_at < ${before}::timestamptz order by ended_at limit ${atMost} for update skip locked
    )`.execute(tx.sql)
  return Number(forgotten.numAffectedRows ?? 0n)
}
