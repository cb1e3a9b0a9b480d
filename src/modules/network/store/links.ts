import type { Insertable } from 'kysely'
import type { NetworkDevice, NetworkLink } from '#platform/database.ts'
import type { Tx } from '#platform/tx.ts'
import { deviceNotFound, linkNotFound } from '../refusals.ts'
import { nameKey, nextVersion, stamp } from './nas.ts'

type Stamped = 'version' | 'changed_at' | 'by_kind' | 'by_id' | 'removed_at'
type LinkColumns = Omit<Insertable<NetworkLink>, Stamped>
type DeviceColumns = Omit<Insertable<NetworkDevice>, Stamped | 'name_key'>

export async function lockLink(tx: Tx, linkId: string) {
  const row = await tx.sql
    .selectFrom('network.link')
    .selectAll()
    .where('id', '=', linkId)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw linkNotFound()
  return row
}

/** Locks the tree: whether a link closes a circle is seen by looking at all primary ones. */
export function lockPrimaryLinks(tx: Tx) {
  return tx.sql
    .selectFrom('network.link')
    .select(['id', 'name', 'site_id', 'towards_site_id'])
    .where('role', '=', 'primary')
    .where('removed_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
}

export async function insertLink(tx: Tx, columns: LinkColumns) {
  await tx.sql
    .insertInto('network.link')
    .values({ ...columns, ...stamp(tx), version: 1 })
    .execute()
}

export async function updateLink(tx: Tx, { id, ...columns }: LinkColumns) {
  await tx.sql
    .updateTable('network.link')
    .set({ ...columns, ...stamp(tx), version: nextVersion })
    .where('id', '=', id)
    .execute()
}

export async function retireLink(tx: Tx, id: string) {
  await tx.sql
    .updateTable('network.link')
    .set({ removed_at: tx.now, ...stamp(tx), version: nextVersion })
    .where('id', '=', id)
    .execute()
}

export async function lockDevice(tx: Tx, deviceId: string) {
  const row = await tx.sql
    .selectFrom('network.device')
    .selectAll()
    .where('id', '=', deviceId)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw deviceNotFound()
  return row
}

/** False when another device has the name, removed ones included: labels stay on things. */
export async function insertDevice(tx: Tx, columns: DeviceColumns): Promise<boolean> {
  const inserted = await tx.sql
    .insertInto('network.device')
    .values({ ...columns, name_key: nameKey(columns.name), ...stamp(tx), version: 1 })
    .onConflict((taken) => taken.column('name_key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function updateDevice(tx: Tx, { id, ...columns }: DeviceColumns): Promise<boolean> {
  const other = await tx.sql
    .selectFrom('network.device')
    .select('id')
    .where('name_key', '=', nameKey(columns.name))
    .where('id', '<>', id)
    .executeTakeFirst()
  if (other) return false
  await tx.sql
    .updateTable('network.device')
    .set({ ...columns, name_key: nameKey(columns.name), ...stamp(tx), version: nextVersion })
    .where('id', '=', id)
    .execute()
  return true
}

export async function retireDevice(tx: Tx, id: string) {
  await tx.sql
    .updateTable('network.device')
    .set({ removed_at: tx.now, ...stamp(tx), version: nextVersion })
    .where('id', '=', id)
    .execute()
}
