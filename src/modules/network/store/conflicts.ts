import { sql } from 'kysely'
import type { Tx } from '#platform/tx.ts'
import type { CONFLICT_KINDS } from '../contract.ts'

/** An address that two claim, on one router. */
export type Conflict = {
  readonly address: string
  readonly kind: (typeof CONFLICT_KINDS)[number]
  readonly nasId: string
  readonly serviceIds: readonly string[]
}

/** These are there, and no others; what was there before stays as it was. */
export async function putConflicts(tx: Tx, conflicts: readonly Conflict[]): Promise<void> {
  const found = sql`
    select address, kind, "nasId" as nas_id, "serviceIds" as service_ids
    from json_to_recordset(${JSON.stringify(conflicts)}::json) as r(address inet, kind text, "nasId" uuid, "serviceIds" uuid[])`
  await sql`
    delete from network.conflict where (address, kind, nas_id, service_ids) not in (${found})`.execute(
    tx.sql,
  )
  await sql`
    insert into network.conflict (address, kind, nas_id, service_ids, since)
    select found.*, ${tx.now}::timestamptz from (${found}) as found on conflict do nothing`.execute(
    tx.sql,
  )
}
