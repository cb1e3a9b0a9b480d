import { on } from '#platform/events.ts'
import { subscribersMerged } from '#modules/subscribers/index.ts'
import { tellNetwork } from './commands/tell-network.ts'
import { moveServices } from './store.ts'

export const reactions = [
  /** Two records were one person: what the merged one held, the kept one holds. */
  on(subscribersMerged, 'services.move-merged', async (tx, { keptId, mergedId }) => {
    tellNetwork(tx, await moveServices(tx, mergedId, keptId), 'owner')
  }),
]
