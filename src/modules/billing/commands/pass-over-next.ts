import { servicesRunningOut } from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import { shareOf, SWEEP_AHEAD, type SweepLane } from '../rules/renewal.ts'
import { holdSweep, setSwept } from '../store.ts'

/** A lane of the sweep goes on behind the next service, which cannot be renewed for now. Answers its number; nothing when there is none. */
export async function passOverNext(tx: Tx, lane: SweepLane): Promise<string | undefined> {
  const after = await holdSweep(tx, lane)
  const before = tx.now.add(SWEEP_AHEAD)
  const [next] = await servicesRunningOut(tx, {
    ...{ before, limit: 1, after, share: shareOf(lane) },
  })
  if (!next?.paidUntil) return undefined
  await setSwept(tx, lane, { paidUntil: next.paidUntil, serviceId: next.serviceId })
  return next.number
}
