import { regionNow } from '#modules/organization/index.ts'
import { subscriberFacts } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { endCycles } from '../store/runs.ts'

/**
 * Somebody is billed to a company from now on: what they hold is invoiced to themselves once more, until the end of today, and to the company after
 * that. So nothing is left out where the two are invoiced on different days, and nobody waits for the end of a year.
 */
export async function handCycleOver(
  tx: Tx,
  { subscriberId }: { subscriberId: string },
): Promise<void> {
  const facts = (await subscriberFacts(tx, [subscriberId])).get(subscriberId)
  if (facts?.billedTo !== 'parent') return
  const { timeZone } = await regionNow(tx)
  const tomorrow = tx.now.toZonedDateTimeISO(timeZone).toPlainDate().add({ days: 1 })
  await endCycles(tx, subscriberId, tomorrow.toZonedDateTime(timeZone).toInstant())
}
