import { servicesHeld, type HeldService } from '#modules/services/index.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import type { Read } from '#platform/tx.ts'
import { isDunned } from '../rules/dunning.ts'
import { groupsOf } from './due-cycles.ts'

/**
 * What the debts of these slow, shut and open again: what they hold and pay for, and what others hold that is paid for by them afterwards. Of somebody
 * who is billed to a company, what is paid afterwards is the company's to lose.
 */
export async function servicesDunned(
  read: Read,
  debtorIds: readonly string[],
): Promise<{ debtorId: string; service: HeldService }[]> {
  if (debtorIds.length === 0) return []
  const groups = await groupsOf(read, debtorIds)
  const facts = await subscriberFacts(read, debtorIds)
  const held = Map.groupBy(
    await servicesHeld(read, {
      subscriberIds: [...new Set(groups.map(({ subscriberId }) => subscriberId))],
    }),
    ({ subscriberId }) => subscriberId,
  )
  return groups.flatMap(({ payerId: debtorId, subscriberId }) => {
    const isOwn = debtorId === subscriberId
    const paysLater = facts.get(debtorId)?.billedTo !== 'parent'
    return (held.get(subscriberId) ?? [])
      .filter(({ status }) => status === 'active')
      .filter(({ pay }) => (isDunned(pay) ? !isOwn || paysLater : isOwn))
      .map((service) => ({ debtorId, service }))
  })
}
