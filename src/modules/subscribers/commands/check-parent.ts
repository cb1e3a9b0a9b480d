import { refuseOtherSite } from '#platform/reach.ts'
import type { Tx } from '#platform/tx.ts'
import { ancestorsOf, depthBelow, mergedNumber } from '../queries/subscribers.ts'
import { parentIsOwnChild, parentIsPerson, parentTooDeep } from '../refusals.ts'
import { decideParent, LEVELS_MAX } from '../rules/family.ts'
import { lockParents } from '../store.ts'
import { lockActiveSubscriber } from './lock-active-subscriber.ts'

/** Refuses a parent out of the caller's reach, that is no company, that stands under the subscriber itself, or that is too deep already. */
export async function checkParent(
  tx: Tx,
  input: { subscriberId?: string; parentId: string },
): Promise<void> {
  await lockParents(tx)
  const parent = await lockActiveSubscriber(tx, input.parentId)
  refuseOtherSite(tx, parent.site_id)
  if (parent.kind !== 'company') throw parentIsPerson()
  const { subscriberId } = input
  const decision = decideParent({
    subscriberId: subscriberId ?? '',
    ancestors: await ancestorsOf(tx, parent.id),
    depthBelow: subscriberId === undefined ? 0 : await depthBelow(tx, subscriberId),
  })
  if (decision === 'circle') {
    throw parentIsOwnChild({ number: await mergedNumber(tx, parent.id) })
  }
  if (decision === 'too-deep') throw parentTooDeep({ levels: LEVELS_MAX })
}
