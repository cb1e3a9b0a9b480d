import { sql } from 'kysely'
import type { Tx } from '#platform/tx.ts'
import type { FieldAddress } from '#platform/vault.ts'

export type NewTrace = {
  id: string
  nas_id: string | null
  service_id: string | null
  site_id: string | null
  ends_at: Temporal.Instant
  by_kind: string
  by_id: string
}

/** One packet of a trace as the process that saw it hands it over. */
export type Seen = {
  readonly id: string
  readonly traceId: string
  readonly at_ms: number
  readonly nasId: string | null
  readonly address: string
  readonly direction: 'in' | 'out'
  readonly dropped: string | null
  readonly bytes: Uint8Array
}

/** Where the octets of a packet are sealed. */
export function packetOf(id: string): FieldAddress {
  return { table: 'access.traced_packet', column: 'packet_sealed', row: id }
}

export async function insertTrace(tx: Tx, trace: NewTrace): Promise<void> {
  await tx.sql
    .insertInto('access.trace')
    .values({ ...trace, started_at: tx.now })
    .execute()
}

export async function endTrace(tx: Tx, traceId: string): Promise<void> {
  await tx.sql
    .updateTable('access.trace')
    .set({ ends_at: tx.now })
    .where('id', '=', traceId)
    .where('ends_at', '>', tx.now)
    .execute()
}

/** Packets of traces that have been removed meanwhile are nobody's. */
export async function insertPackets(tx: Tx, packets: readonly Seen[]): Promise<void> {
  if (packets.length === 0) return
  const rows = packets.map(({ bytes, ...packet }) => ({
    ...packet,
    sealed: tx.vault.seal(packetOf(packet.id), Buffer.from(bytes).toString('base64')),
  }))
  await sql`
    insert into access.traced_packet (id, trace_id, at, nas_id, address, direction, dropped, packet_sealed)
    select r.id, r."traceId", to_timestamp(r.at_ms / 1000), r."nasId", r.address, r.direction, r.dropped, r.sealed
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, "traceId" uuid, at_ms float8, "nasId" uuid,
      address text, direction text, dropped text, sealed text)
    join access.trace t on t.id = r."traceId"
  `.execute(tx.sql)
}

export async function forgetTraces(tx: Tx, before: Temporal.Instant): Promise<void> {
  await tx.sql.deleteFrom('access.trace').where('ends_at', '<', before).execute()
  await tx.sql.deleteFrom('access.test').where('asked_at', '<', before).execute()
}
