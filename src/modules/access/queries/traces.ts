import { sql } from 'kysely'
import type { ReplyOf } from '#kernel/endpoint.ts'
import { atSites } from '#platform/reach.ts'
import type { Read } from '#platform/tx.ts'
import { nameOfCode } from '#radius/codes.ts'
import { parsePacket } from '#radius/packet.ts'
import type { readTrace, Trace, TracedPacket } from '../contract/traces.ts'
import { traceNotFound } from '../refusals.ts'
import { packetOf } from '../store/traces.ts'
import { dropWords } from './drop-words.ts'
import { shownAttributes } from './shown-packet.ts'

export type ActiveTrace = {
  readonly id: string
  readonly nasId: string | null
  readonly serviceId: string | null
  readonly endsAt_ms: number
}

/** Traces that run now, for who sees the packets. */
export async function activeTraces(read: Read): Promise<ActiveTrace[]> {
  const rows = await read.sql
    .selectFrom('access.trace')
    .select(['id', 'nas_id', 'service_id', 'ends_at'])
    .where('ends_at', '>', read.now)
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, nasId: row.nas_id, serviceId: row.service_id },
    endsAt_ms: row.ends_at.epochMilliseconds,
  }))
}

export async function tracesNow(read: Read): Promise<Trace[]> {
  const rows = await rowsOf(read)
    .where(atSites(read, sql.ref('trace.site_id')))
    .orderBy('trace.started_at', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => traceOf(read, row))
}

function rowsOf(read: Read) {
  return read.sql
    .selectFrom('access.trace as trace')
    .leftJoin('network.nas as nas', 'nas.id', 'trace.nas_id')
    .leftJoin('services.service as service', 'service.id', 'trace.service_id')
    .selectAll('trace')
    .select(['nas.name as nas_name', 'service.number'])
    .select(
      sql<bigint>`(select count(*) from access.traced_packet p where p.trace_id = trace.id)`.as(
        'packets',
      ),
    )
}
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['executeTakeFirstOrThrow']>>

export async function traceNow(read: Read, traceId: string): Promise<Trace> {
  const row = await rowsOf(read).where('trace.id', '=', traceId).executeTakeFirst()
  if (!row) throw traceNotFound()
  return traceOf(read, row)
}

export async function siteOfTrace(read: Read, traceId: string): Promise<string | null | undefined> {
  const row = await read.sql
    .selectFrom('access.trace')
    .select('site_id')
    .where('id', '=', traceId)
    .executeTakeFirst()
  return row?.site_id
}

function traceOf(read: Read, row: Row): Trace {
  return {
    id: row.id,
    nas: row.nas_id !== null ? { id: row.nas_id, name: row.nas_name ?? '' } : null,
    service: row.service_id !== null ? { id: row.service_id, number: row.number ?? '' } : null,
    startedAt: row.started_at.toString(),
    endsAt: row.ends_at.toString(),
    isRunning: Temporal.Instant.compare(row.ends_at, read.now) > 0,
    packets: Number(row.packets),
  }
}

const SHOWN_MAX = 200

/** The latest packets of a trace, by name. */
export async function packetsOf(read: Read, traceId: string): Promise<ReplyOf<typeof readTrace>> {
  const rows = await read.sql
    .selectFrom('access.traced_packet')
    .select(['id', 'at', 'address', 'direction', 'dropped', 'packet_sealed'])
    .where('trace_id', '=', traceId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(SHOWN_MAX)
    .execute()
  return {
    trace: await traceNow(read, traceId),
    packets: rows.map((row): TracedPacket => {
      const bytes = Buffer.from(read.vault.open(packetOf(row.id), row.packet_sealed), 'base64')
      const packet = parsePacket(bytes)
      return {
        id: row.id,
        at: row.at.toString(),
        direction: row.direction === 'in' ? 'in' : 'out',
        address: row.address,
        kind: typeof packet === 'string' ? '?' : nameOfCode(packet.code),
        identifier: bytes[1] ?? 0,
        dropped: row.dropped === null ? null : dropWords(row.dropped),
        dropReason: row.dropped,
        attributes: typeof packet === 'string' ? [] : shownAttributes(packet),
      }
    }),
  }
}
