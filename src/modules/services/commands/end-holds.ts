import { lockSubscribers } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { holdsThatEnded } from '../queries/holds.ts'
import { lockServices } from '../store.ts'
import { markLifted } from './mark-lifted.ts'

/**
 * Holds that were set until a moment that has come are over, and that is told as if somebody had lifted them: whoever comes
 * back from a pause with money in the wallet is renewed then, not at their next payment. Answers how many there were.
 */
export async function endHolds(tx: Tx, input: { limit: number }): Promise<number> {
  const ended = await holdsThatEnded(tx, input)
  // Before the services, as every unit does that may move money.
  await lockSubscribers(
    tx,
    ended.map((hold) => hold.subscriber_id),
  )
  const services = await lockServices(
    tx,
    ended.map((hold) => hold.service_id),
  )
  for (const service of services) {
    const holds = ended.filter((hold) => hold.service_id === service.id)
    await markLifted(
      tx,
      service,
      holds.map((hold) => hold.id),
    )
  }
  return ended.length
}
