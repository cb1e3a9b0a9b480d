import { servicesRunningOut } from '#modules/services/index.ts'
import type { Tx } from '#platform/tx.ts'
import { SWEEP_AHEAD } from '../rules/renewal.ts'
import { holdProgress, setRenewed } from '../store.ts'

/** The sweep goes on behind the next service, which cannot be renewed for now. Answers its number; nothing when there is none. */
export async function passOverNext(tx: Tx): Promise<string | undefined> {
  const after = await holdProgress(tx)
  const before = tx.now.add(SWEEP_AHEAD)
  const [next] = await servicesRunningOut(tx, { before, limit: 1, after })
  if (!next?.paidUntil) return undefined
  await setRenewed(tx, { paidUntil: next.paidUntil, serviceId: next.serviceId })
  return next.number
}
