import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { findFixedAddress } from '../queries/services.ts'
import { fixedAddressNotFound } from '../refusals.ts'
import { deleteFixedAddress, lockService, touch } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

/** The address is free for others. */
export async function freeAddress(tx: Tx, input: { serviceId: string; fixedAddressId: string }) {
  await lockService(tx, input.serviceId)
  const found = await findFixedAddress(tx, input)
  if (!found) throw fixedAddressNotFound()
  await deleteFixedAddress(tx, found.id)
  await touch(tx, [input.serviceId])
  audit(tx, { objects: [{ table: 'services.service', id: input.serviceId }] })
  tellNetwork(tx, [input.serviceId], 'addresses')
}
