import { sql } from 'kysely'
import { must } from '#kernel/assert.ts'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import { parseIp } from '#kernel/ip.ts'
import { among } from '#platform/list.ts'
import { atSites } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import {
  ADDRESS_STATES,
  CONFLICT_KINDS,
  POOL_ACCESSES,
  POOL_KINDS,
  type listAddresses,
  type listConflicts,
  type mapPool,
  type PoolRow,
} from '../contract.ts'
import { poolNotFound } from '../refusals.ts'
import { authorFrom } from '../rules/author.ts'
import { oneOf } from '../rules/one-of.ts'
import { cellsOf } from '../rules/plan-ranges.ts'

/** Pools at the caller's sites with how full they are, by name. */
export async function poolsNow(
  read: Read,
  only: { poolId?: string; state?: 'in-use' | 'archived' } = {},
): Promise<PoolRow[]> {
  const rows = await read.sql
    .selectFrom('network.pool as pool')
    .leftJoin('organization.site as site', 'site.id', 'pool.site_id')
    .leftJoin('network.nas as nas', 'nas.id', 'pool.nas_id')
    .selectAll('pool')
    .select(['site.name as site_name', 'nas.name as nas_name'])
    .where(atSites(read, sql.ref('pool.site_id')))
    .$if(only.poolId !== undefined, (query) => query.where('pool.id', '=', only.poolId ?? ''))
    .$if(only.state === 'in-use', (query) => query.where('pool.archived_at', 'is', null))
    .$if(only.state === 'archived', (query) => query.where('pool.archived_at', 'is not', null))
    .orderBy('pool.name_key')
    .limit(POOLS_MAX)
    .execute()
  const ids = rows.map((row) => row.id)
  const [ranges, held, overlapping] = [
    await rangesOf(read, ids),
    await heldIn(read, ids),
    await overlapsOf(read, ids),
  ]
  return rows.map((row) => {
    const mine = ranges.filter((range) => range.pool_id === row.id)
    const count = (state: string) =>
      Number(held.find((one) => one.pool_id === row.id && one.state === state)?.parts ?? 0n)
    return {
      id: row.id,
      name: row.name,
      kind: oneOf(POOL_KINDS, row.kind),
      chosenBy: oneOf(['kasi', 'router'], row.chosen_by),
      automatic: row.automatic,
      accesses: row.accesses.map((access) => oneOf(POOL_ACCESSES, access)),
      keep_h: row.keep_h,
      siteId: row.site_id,
      siteName: row.site_name,
      nasId: row.nas_id,
      nasName: row.nas_name,
      dns: row.dns,
      notes: row.notes,
      ranges: mine.map((range) => ({
        id: range.id,
        first: range.first,
        last: range.last,
        partLength: range.part_length,
        parts: String(range.parts),
      })),
      leased: count('leased'),
      fixed: count('fixed'),
      reserved: count('reserved'),
      total: String(mine.reduce((sum, range) => sum + range.parts, 0n)),
      overlapsWith: overlapping
        .filter((pair) => pair.pool_id === row.id)
        .map(({ id, name }) => ({ id, name })),
      state: row.archived_at === null ? ('in-use' as const) : ('archived' as const),
      version: row.version,
      changedAt: row.changed_at.toString(),
      changedBy: authorFrom(row),
    }
  })
}

const POOLS_MAX = 1000

export async function poolNow(read: Read, poolId: string): Promise<PoolRow> {
  const [pool] = await poolsNow(read, { poolId })
  if (!pool) throw poolNotFound()
  return pool
}

export function rangesOf(read: Read, poolIds: readonly string[]) {
  return read.sql
    .selectFrom('network.pool_range')
    .selectAll()
    .where(sql<boolean>`pool_id = any(${poolIds}::uuid[])`)
    .orderBy('first')
    .execute()
}

function heldIn(read: Read, poolIds: readonly string[]) {
  return read.sql
    .selectFrom('network.address')
    .select(['pool_id', 'state'])
    .select(({ fn }) => fn.countAll<bigint>().as('parts'))
    .where(sql<boolean>`pool_id = any(${poolIds}::uuid[])`)
    .where('state', '<>', 'free')
    .groupBy(['pool_id', 'state'])
    .execute()
}

/** Pools in use that share an address with one of these. */
export async function overlapsOf(read: Read, poolIds: readonly string[]) {
  const found = await sql<{ pool_id: string; id: string; name: string }>`
    select distinct mine.pool_id, other_pool.id, other_pool.name
    from network.pool_range as mine
    join network.pool as my_pool on my_pool.id = mine.pool_id and my_pool.archived_at is null
    join network.pool_range as other
      on other.pool_id <> mine.pool_id and other.first <= mine.last and mine.first <= other.last
    join network.pool as other_pool on other_pool.id = other.pool_id and other_pool.archived_at is null
    where mine.pool_id = any(${poolIds}::uuid[])
    order by other_pool.name`.execute(read.sql)
  return found.rows
}

/** Cells of all ranges together: more than this nobody tells apart. */
const CELLS_MAX = 1024

/** The picture of a pool. Cells without anything held are in it, too. */
export async function mapOf(read: Read, poolId: string): Promise<ReplyOf<typeof mapPool>> {
  const pool = await poolNow(read, poolId)
  const most = Math.max(1, Math.floor(CELLS_MAX / Math.max(1, pool.ranges.length)))
  const drawn = pool.ranges.map((range) => {
    const first = must(parseIp(range.first), 'a range begins at an address')
    const { perCell, cells } = cellsOf(
      {
        family: first.family,
        first: first.value,
        partLength: range.partLength,
        parts: BigInt(range.parts),
      },
      most,
    )
    return { range, perCell, cells }
  })
  const all = drawn.flatMap(({ cells }) => cells)
  const counted = await sql<{ place: number; leased: bigint; fixed: bigint; reserved: bigint }>`
    select cell.place::integer, count(*) filter (where state = 'leased') as leased,
      count(*) filter (where state = 'fixed') as fixed, count(*) filter (where state = 'reserved') as reserved
    from unnest(${all.map((cell) => cell.first)}::inet[], ${all.map((cell) => cell.last)}::inet[])
      with ordinality as cell (first, last, place)
    join network.address on pool_id = ${poolId}::uuid and part between cell.first and cell.last
    where state <> 'free' group by cell.place`.execute(read.sql)
  const byPlace = new Map(counted.rows.map((row) => [row.place, row]))
  let place = 0
  return {
    ranges: drawn.map(({ range, perCell, cells }) => ({
      first: range.first,
      last: range.last,
      perCell: String(perCell),
      cells: cells.map((cell) => {
        const held = byPlace.get(++place)
        return {
          first: cell.first,
          parts: String(cell.parts),
          leased: Number(held?.leased ?? 0n),
          fixed: Number(held?.fixed ?? 0n),
          reserved: Number(held?.reserved ?? 0n),
        }
      }),
    })),
  }
}

const ADDRESSES_MAX = 200

/** Addresses of a pool that are held, in their order. */
export async function addressesOf(
  read: Read,
  input: ParsedInputOf<typeof listAddresses>,
): Promise<ReplyOf<typeof listAddresses>> {
  const states = input.state ?? ['leased', 'fixed', 'reserved']
  const rows = await read.sql
    .selectFrom('network.address as address')
    .innerJoin('network.pool as pool', 'pool.id', 'address.pool_id')
    .leftJoin('network.nas as nas', 'nas.id', 'address.nas_id')
    .selectAll('address')
    .select(['pool.name as pool_name', 'nas.name as nas_name'])
    .where('address.pool_id', '=', input.poolId)
    .where(sql<boolean>`${among(sql.ref('address.state'), states) ?? sql`true`}`)
    .$if(input.serviceId !== undefined, (query) =>
      query.where('address.service_id', '=', input.serviceId ?? ''),
    )
    .$if(
      input.from !== undefined && parseIp(input.from.split('/')[0] ?? '') !== undefined,
      (query) => query.where('address.part', '>=', input.from ?? ''),
    )
    .orderBy('address.part')
    .limit(ADDRESSES_MAX + 1)
    .execute()
  const shown = rows.slice(0, ADDRESSES_MAX)
  return {
    items: shown.map((row) => ({
      part: row.part,
      poolId: row.pool_id,
      poolName: row.pool_name,
      state: oneOf(ADDRESS_STATES, row.state),
      serviceId: row.service_id,
      key: row.key,
      nasName: row.nas_name,
      since: row.since?.toString() ?? null,
      until: row.until?.toString() ?? null,
      note: row.note,
    })),
    next: rows[ADDRESSES_MAX]?.part ?? null,
  }
}

const CONFLICTS_MAX = 200

/** Addresses that two claim, on routers at the caller's sites, as they were looked for last. */
export async function conflictsNow(read: Read): Promise<ReplyOf<typeof listConflicts>> {
  const rows = await read.sql
    .selectFrom('network.conflict as conflict')
    .innerJoin('network.nas as nas', 'nas.id', 'conflict.nas_id')
    .select(['conflict.address', 'conflict.kind', 'conflict.service_ids', 'conflict.since'])
    .select('nas.name as nas_name')
    .where(atSites(read, sql.ref('nas.site_id')))
    .orderBy('conflict.address')
    .orderBy('conflict.kind')
    .limit(CONFLICTS_MAX)
    .execute()
  return {
    items: rows.map((row) => ({
      address: row.address,
      kind: oneOf(CONFLICT_KINDS, row.kind),
      serviceIds: row.service_ids,
      nasName: row.nas_name,
      since: row.since.toString(),
    })),
  }
}
