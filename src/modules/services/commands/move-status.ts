import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import { serviceStatus } from '../contract/shapes.ts'
import { statusAfter, type ServiceEvent } from '../contract/transitions.ts'
import { cannotHappen } from '../refusals.ts'
import { insertTransitions, touch } from '../store.ts'
import { tellNetwork } from './tell-network.ts'

/** Takes one step of the table of transitions with each and keeps it; refuses what is not in the table. */
export async function moveStatus(
  tx: Tx,
  services: readonly { id: string; status: string }[],
  step: {
    event: ServiceEvent
    because?: string | null
    columns?: Omit<Parameters<typeof touch>[2], 'status'>
  },
): Promise<void> {
  for (const [status, alike] of Map.groupBy(services, (one) => one.status)) {
    const from = serviceStatus.parse(status)
    const to = statusAfter(from, step.event)
    if (!to) throw cannotHappen({ status: from, event: step.event })
    const ids = alike.map(({ id }) => id)
    await touch(tx, ids, { ...step.columns, status: to })
    await insertTransitions(
      tx,
      ids.map((id) => ({
        ...{ id: newId(tx.now), service_id: id, event: step.event },
        ...{ from_status: from, to_status: to, because: step.because ?? null },
      })),
    )
    tellNetwork(tx, ids, 'status')
  }
}
