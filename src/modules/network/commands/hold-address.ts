import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { findPart } from '../queries/pool-parts.ts'
import { addressIsHeld, addressNotInPool, poolIsArchived } from '../refusals.ts'
import { lockAddress, putAddress } from '../store/addresses.ts'
import { lockPool } from '../store/pools.ts'

type Wanted = {
  poolId: string
  part: string
  state: 'fixed' | 'reserved'
  serviceId: string | null
  key: string
  note: string
}

/**
 * Takes one address of a pool out of what is given to anybody, unless somebody else holds it. Whoever leases it is told
 * at their next session; their live one keeps it until then. Answers the part as its row spells it.
 */
export async function holdAddress(tx: Tx, wanted: Wanted): Promise<string> {
  const pool = await lockPool(tx, wanted.poolId)
  if (pool.archived_at) throw poolIsArchived()
  const found = await findPart(tx, wanted)
  if (!found) {
    throw addressNotInPool({ pool: pool.name, address: wanted.part }, [
      { path: 'part', message: 'Choose an address of this pool.' },
    ])
  }
  const { part, rangeId } = found
  const now = await lockAddress(tx, { poolId: wanted.poolId, part })
  const isTheirs =
    now?.state === 'leased' && now.service_id === wanted.serviceId && now.key === wanted.key
  if (now && now.state !== 'free' && !isTheirs) {
    throw addressIsHeld({ address: part }, [{ path: 'part', message: 'Somebody holds it.' }])
  }
  await putAddress(tx, { ...wanted, part, rangeId })
  audit(tx, {
    objects: [{ table: 'network.pool', id: pool.id }],
    after: { part, state: wanted.state },
  })
  return part
}
