import { sql } from 'kysely'
import type { ReplyOf } from '#kernel/endpoint.ts'
import { insideAt } from '#modules/network/index.ts'
import type { Read } from '#platform/tx.ts'
import type { findHolder } from '../contract.ts'

const HOLDERS_MAX = 50

/**
 * Who used an address at a moment. A public address that a plan shares out is turned into the inside address of the
 * port first; without a port nobody can be named, and nobody is.
 */
export async function holdersOf(
  read: Read,
  asked: { address: string; port: number | null; at: Temporal.Instant },
): Promise<ReplyOf<typeof findHolder>> {
  const { isShared, translated, around } = await insideAt(read, asked)
  const nobody = isShared && !translated
  const { at } = asked
  const rows = nobody ? [] : await usesAt(read, { around, at, nasId: translated?.nasId ?? null })
  return {
    translated: translated && {
      inside: translated.inside,
      firstPort: translated.firstPort,
      lastPort: translated.lastPort,
      plan: translated.plan,
    },
    needsPort: isShared && asked.port === null,
    holders: rows.map(({ startedAt, endedAt, ...row }) => ({
      ...row,
      startedAt: startedAt.toString(),
      endedAt: endedAt?.toString() ?? null,
    })),
  }
}

type Use = {
  address: string
  sessionId: string
  serviceId: string | null
  nasId: string | null
  nasName: string | null
  mac: string | null
  startedAt: Temporal.Instant
  endedAt: Temporal.Instant | null
}

/**
 * A prefix was held by whoever held the prefix around the address, so both are looked for. Sessions of today say it themselves; those
 * before have left it to `network`, and so has whoever had another address earlier.
 */
async function usesAt(
  read: Read,
  { around, at, nasId }: { around: readonly string[]; at: Temporal.Instant; nasId: string | null },
): Promise<Use[]> {
  const given = sql`any(${around}::inet[])`
  const { rows } = await sql<Use>`
    with today as (
      select id, service_id, nas_id, station, started_at, ended_at, ipv4 as address
        from access.session where ipv4 = ${given}
      union all
      select id, service_id, nas_id, station, started_at, ended_at, ipv6_prefix
        from access.session where ipv6_prefix = ${given}
      union all
      select id, service_id, nas_id, station, started_at, ended_at, delegated_prefix
        from access.session where delegated_prefix = ${given} and delegated_prefix is distinct from ipv6_prefix
    ), used as (
      select * from today
      union all
      select session_id, service_id, nas_id, mac, started_at, ended_at, address from network.address_use
       where address = ${given} and session_id not in (select id from today)
    )
    select host(used.address) || case when masklen(used.address) in (32, 128) then '' else '/' || masklen(used.address) end as address,
      used.id as "sessionId", service_id as "serviceId", nas_id as "nasId", nas.name as "nasName", station as mac,
      started_at as "startedAt", ended_at as "endedAt"
      from used left join network.nas as nas on nas.id = nas_id
     where started_at <= ${at} and (ended_at is null or ended_at > ${at})
       and (${nasId}::uuid is null or nas_id = ${nasId}::uuid)
     order by started_at desc limit ${HOLDERS_MAX}`.execute(read.sql)
  return rows
}
