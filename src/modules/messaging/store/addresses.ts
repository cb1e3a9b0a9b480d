import { newId } from '#kernel/id.ts'
import { hashToken } from '#platform/token.ts'
import type { Read, Tx } from '#platform/tx.ts'
import { z } from 'zod'
import { makePushKeys, type PushAddress, type PushKeys } from '../outside/push.ts'

const PRIVATE = { table: 'messaging.push_key', column: 'private_sealed' }
const ADDRESS = { table: 'messaging.push_address', column: 'address_sealed' }

export async function pushKeysIfAny(read: Read): Promise<PushKeys | undefined> {
  const row = await read.sql.selectFrom('messaging.push_key').selectAll().executeTakeFirst()
  return (
    row && {
      publicKey: row.public_key,
      privateKey: read.vault.open({ ...PRIVATE, row: row.id }, row.private_sealed),
    }
  )
}

/** Made once: every address that browsers gave us is bound to it. */
export async function pushKeysOrNew(tx: Tx): Promise<PushKeys> {
  const known = await pushKeysIfAny(tx)
  if (known) return known
  const id = newId(tx.now)
  const keys = makePushKeys()
  await tx.sql
    .insertInto('messaging.push_key')
    .values({
      ...{ id, public_key: keys.publicKey, made_at: tx.now },
      private_sealed: tx.vault.seal({ ...PRIVATE, row: id }, keys.privateKey),
    })
    .onConflict((known_) => known_.column('one').doNothing())
    .execute()
  return (await pushKeysIfAny(tx)) ?? keys
}

const pushAddress = z.object({
  endpoint: z.string(),
  keys: z.object({ p256dh: z.string(), auth: z.string() }),
})

export async function insertPushAddress(
  tx: Tx,
  given: { subscriberId: string; address: PushAddress; device: string },
) {
  const id = newId(tx.now)
  const endpoint_hash = hashToken(given.address.endpoint)
  // A browser that is used by somebody else now tells them, and no longer the one before.
  await tx.sql
    .deleteFrom('messaging.push_address')
    .where('endpoint_hash', '=', endpoint_hash)
    .execute()
  await tx.sql
    .insertInto('messaging.push_address')
    .values({
      ...{ id, subscriber_id: given.subscriberId, endpoint_hash, device: given.device },
      address_sealed: tx.vault.sealJson({ ...ADDRESS, row: id }, given.address),
      added_at: tx.now,
    })
    .execute()
}

export async function deletePushAddress(
  tx: Tx,
  given: { endpoint: string; subscriberId?: string },
) {
  let gone = tx.sql
    .deleteFrom('messaging.push_address')
    .where('endpoint_hash', '=', hashToken(given.endpoint))
  if (given.subscriberId !== undefined) gone = gone.where('subscriber_id', '=', given.subscriberId)
  await gone.execute()
}

export async function pushAddressesOf(read: Read, subscriberId: string): Promise<PushAddress[]> {
  const rows = await read.sql
    .selectFrom('messaging.push_address')
    .select(['id', 'address_sealed'])
    .where('subscriber_id', '=', subscriberId)
    .orderBy('id')
    .limit(10)
    .execute()
  return rows.map((row) =>
    pushAddress.parse(read.vault.openJson({ ...ADDRESS, row: row.id }, row.address_sealed)),
  )
}

export async function pushDevices(read: Read, subscriberId: string): Promise<number> {
  const { count } = await read.sql
    .selectFrom('messaging.push_address')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('subscriber_id', '=', subscriberId)
    .executeTakeFirstOrThrow()
  return Number(count)
}
