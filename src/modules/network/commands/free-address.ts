import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { addressFreed } from '../events.ts'
import { findPart } from '../queries/pool-parts.ts'
import { addressNotInPool } from '../refusals.ts'
import { lockAddress, putAddress } from '../store/addresses.ts'
import { lockPool } from '../store/pools.ts'

/** Gives an address back to its pool, whatever it was. A live session keeps using it until it ends. */
export async function freeAddress(tx: Tx, input: { poolId: string; part: string }): Promise<void> {
  const pool = await lockPool(tx, input.poolId)
  const found = await findPart(tx, input)
  const now = found && (await lockAddress(tx, { poolId: input.poolId, part: found.part }))
  if (!found) throw addressNotInPool({ pool: pool.name, address: input.part })
  if (!now || now.state === 'free') return
  await putAddress(tx, {
    ...found,
    poolId: input.poolId,
    state: 'free',
    serviceId: null,
    key: '',
    note: '',
  })
  audit(tx, {
    objects: [{ table: 'network.pool', id: input.poolId }],
    before: { part: found.part, state: now.state, serviceId: now.service_id },
  })
  if (now.service_id !== null) {
    tx.emit(addressFreed, { poolId: input.poolId, serviceId: now.service_id })
  }
}
