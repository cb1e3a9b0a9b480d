import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { findAddon } from '../queries/addons.ts'
import { addonNotFound } from '../refusals.ts'
import { lockService, touch, updateAddon } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

/** An add-on ends at a moment; what is given back for it is the caller's to book. */
export async function endAddon(tx: Tx, input: { addonId: string; at: Temporal.Instant }) {
  const found = await findAddon(tx, input.addonId)
  if (!found) throw addonNotFound()
  const service = await lockService(tx, found.service_id)
  const isBefore = Temporal.Instant.compare(input.at, found.from_at) <= 0
  // One that had not begun ends a moment after its beginning: what was sold stays on the record.
  await updateAddon(tx, found.id, {
    to_at: isBefore ? found.from_at.add({ milliseconds: 1 }) : input.at,
  })
  await touch(tx, [service.id])
  audit(tx, { objects: [{ table: 'services.service', id: service.id }] })
  tellNetwork(tx, [service.id], 'addons')
}
