import { liftHold, setHold } from '#modules/services/index.ts'
import { lockSubscribers } from '#modules/subscribers/index.ts'
import type { Tx } from '#platform/tx.ts'
import { paygServices, wronglyServed } from '../queries/wallets-left.ts'
import type { KeptVersions } from '../rules/cycle-facts.ts'

/** Holds those of these services whose wallet is down to its floor, and lifts what stands for no reason any more. Answers how many changed. */
export async function stopEmptyWallets(
  tx: Tx,
  { serviceIds, kept }: { serviceIds: readonly string[]; kept: KeptVersions },
): Promise<number> {
  const services = await paygServices(tx, { serviceIds })
  // First, so that money which comes in this moment counts.
  await lockSubscribers(tx, [...new Set(services.map(({ payerId }) => payerId))])
  const moving = await wronglyServed(tx, await paygServices(tx, { serviceIds }), kept)
  for (const { serviceId, holdId } of moving) {
    if (holdId === null) await setHold(tx, { serviceId, reason: 'wallet', bills: true })
    else await liftHold(tx, { holdId })
  }
  return moving.length
}
