import { sql } from 'kysely'
import type { Insertable, Updateable } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { DB } from '#platform/database.ts'
import type { Tx } from '#platform/tx.ts'
import type { Undone } from './rules/undeliverable.ts'
import { passNotFound, purchaseNotFound } from './refusals.ts'

/** The only writer of schema `hotspot`. A purchase is locked before its buyer, a pass before its service. */
type Row<Table extends keyof DB> = Insertable<DB[Table]>

export const PHONE_COLUMN = 'hotspot.purchase.phone_blind'
export const DEVICE_COLUMN = 'hotspot.free_use.device_blind'
export const MAC_COLUMN = 'hotspot.free_use.mac_blind'
export const CODE_COLUMN = 'hotspot.code.code_blind'

export const purchasePhone = (row: string) => ({
  ...{ table: 'hotspot.purchase', column: 'phone_sealed', row },
})
export const uamSecret = (row: string) => ({
  ...{ table: 'hotspot.door', column: 'uam_secret_sealed', row },
})

function by(actor: Actor): { by_kind: string; by_id: string } {
  if (actor.kind === 'system') return { by_kind: 'system', by_id: actor.name }
  assert(actor.kind !== 'nobody', 'nobody changes no doors')
  return { by_kind: actor.kind, by_id: actor.id }
}

type Door = Omit<Row<'hotspot.door'>, 'version' | 'changed_at' | 'by_kind' | 'by_id'>

/** False when it is another version by now. Version 0: there is none yet. */
export async function putDoor(tx: Tx, door: Door, version: number): Promise<boolean> {
  const stamp = { changed_at: tx.now, ...by(tx.actor) }
  if (version === 0) {
    const made = await tx.sql
      .insertInto('hotspot.door')
      .values({ ...door, ...stamp, version: 1 })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    return made !== undefined
  }
  const { id, ...change } = door
  const changed = await tx.sql
    .updateTable('hotspot.door')
    .set({ ...change, ...stamp, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}

export async function storedUamSecret(tx: Tx, siteId: string): Promise<string | null> {
  const row = await tx.sql
    .selectFrom('hotspot.door')
    .select('uam_secret_sealed')
    .where('id', '=', siteId)
    .executeTakeFirst()
  return row?.uam_secret_sealed ?? null
}

/** The record under which somebody is known here; another one where the last is one no more. */
export async function keepBuyer(tx: Tx, knownBy: string, subscriberId: string): Promise<void> {
  await tx.sql
    .insertInto('hotspot.buyer')
    .values({ known_by: knownBy, subscriber_id: subscriberId })
    .onConflict((conflict) =>
      conflict.column('known_by').doUpdateSet({ subscriber_id: subscriberId }),
    )
    .execute()
}

/** False when there is one of this id already. */
export async function insertPurchase(
  tx: Tx,
  row: Omit<
    Row<'hotspot.purchase'>,
    'phone_sealed' | 'asked_at' | 'service_id' | 'made_at' | 'currency'
  > & { phone: string },
): Promise<boolean> {
  const { phone, ...columns } = row
  const done = await tx.sql
    .insertInto('hotspot.purchase')
    .values({
      ...columns,
      currency: 'KES',
      phone_sealed: tx.vault.seal(purchasePhone(row.id), phone),
      asked_at: tx.now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return done !== undefined
}

export async function lockPurchase(tx: Tx, id: string) {
  const row = await tx.sql
    .selectFrom('hotspot.purchase')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw purchaseNotFound()
  return { ...row, phone: tx.vault.open(purchasePhone(row.id), row.phone_sealed) }
}

export async function markMade(tx: Tx, id: string, serviceId: string): Promise<void> {
  await tx.sql
    .updateTable('hotspot.purchase')
    .set({ service_id: serviceId, made_at: tx.now })
    .where('id', '=', id)
    .execute()
}

export async function markUndone(tx: Tx, id: string, because: Undone): Promise<void> {
  await tx.sql
    .updateTable('hotspot.purchase')
    .set({ undone_at: tx.now, undone_because: because })
    .where('id', '=', id)
    .execute()
}

/** The same service again changes nothing. */
export async function insertPass(tx: Tx, row: Omit<Row<'hotspot.pass'>, 'made_at'>): Promise<void> {
  await tx.sql
    .insertInto('hotspot.pass')
    .values({ ...row, made_at: tx.now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** Locked until the unit ends, so that devices of one pass are put one after another. */
export async function lockPass(tx: Tx, id: string) {
  const row = await tx.sql
    .selectFrom('hotspot.pass')
    .selectAll()
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw passNotFound()
  return row
}

export async function updatePass(
  tx: Tx,
  id: string,
  change: Pick<Updateable<DB['hotspot.pass']>, 'handed_at' | 'ended_at'>,
): Promise<void> {
  await tx.sql.updateTable('hotspot.pass').set(change).where('id', '=', id).execute()
}

/** Two of one device, or of one door, are given one after the other. */
export async function lockGiving(tx: Tx, siteId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`hotspot.give ${siteId}`}, 0))`.execute(
    tx.sql,
  )
}

export async function insertFreeUse(
  tx: Tx,
  row: Omit<Row<'hotspot.free_use'>, 'given_at'>,
): Promise<void> {
  await tx.sql
    .insertInto('hotspot.free_use')
    .values({ ...row, given_at: tx.now })
    .execute()
}

export async function insertCode(tx: Tx, row: Omit<Row<'hotspot.code'>, 'tries'>): Promise<void> {
  await tx.sql.insertInto('hotspot.code').values(row).execute()
}

/** The newest code of a phone that is still good; locked. */
export async function lockPhoneCode(tx: Tx, phoneBlind: string) {
  return tx.sql
    .selectFrom('hotspot.code')
    .selectAll()
    .where('phone_blind', '=', phoneBlind)
    .where('used_at', 'is', null)
    .where('ends_at', '>', tx.now)
    .orderBy('ends_at', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
}

/** The screen that shows this code, if it still waits; locked. */
export async function lockScreen(tx: Tx, codeBlind: string, siteId: string) {
  return tx.sql
    .selectFrom('hotspot.code')
    .selectAll()
    .where('code_blind', '=', codeBlind)
    .where('kind', '=', 'screen')
    .where('site_id', '=', siteId)
    .where('used_at', 'is', null)
    .where('ends_at', '>', tx.now)
    .forUpdate()
    .executeTakeFirst()
}

export async function endCode(
  tx: Tx,
  id: string,
  end: { readonly serviceId: string | null },
): Promise<void> {
  await tx.sql
    .updateTable('hotspot.code')
    .set({ used_at: tx.now, service_id: end.serviceId })
    .where('id', '=', id)
    .execute()
}

export async function countCodeTry(tx: Tx, id: string): Promise<void> {
  await tx.sql
    .updateTable('hotspot.code')
    .set({ tries: sql<number>`tries + 1` })
    .where('id', '=', id)
    .where('tries', '<', 5)
    .execute()
}

export async function deleteOldCodes(tx: Tx, before: Temporal.Instant): Promise<void> {
  await tx.sql.deleteFrom('hotspot.code').where('ends_at', '<', before).execute()
}
