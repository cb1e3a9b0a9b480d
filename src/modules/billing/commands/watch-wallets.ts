import type { Tx } from '#platform/tx.ts'
import { paygServices, wronglyServed } from '../queries/wallets-left.ts'
import type { KeptVersions } from '../rules/cycle-facts.ts'
import { stopEmptyWallets } from './stop-empty-wallets.ts'

/**
 * Who pays as they use is held when the wallet reaches its floor, and served again above it: the next services by their ids. Looked at
 * without holding anybody; whoever has to change is held and looked at again, so that a payment that comes meanwhile counts.
 * Answers the last one that it looked at; nothing when there are no more.
 */
export async function watchWallets(
  tx: Tx,
  page: { after: string; limit: number; kept: KeptVersions },
): Promise<{ last: string | undefined; changed: number }> {
  const { after, limit, kept } = page
  const services = await paygServices(tx, { after, limit })
  const moving = await wronglyServed(tx, services, kept)
  const serviceIds = moving.map(({ serviceId }) => serviceId)
  const changed = moving.length > 0 ? await stopEmptyWallets(tx, { serviceIds, kept }) : 0
  return { last: services.length === limit ? services.at(-1)?.serviceId : undefined, changed }
}
