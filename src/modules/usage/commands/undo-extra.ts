import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { extraUndone } from '../events.ts'
import { extraIsUndone, extraNotFound } from '../refusals.ts'
import { extraKey } from '../rules/counter.ts'
import { closeCounter } from '../store/counters.ts'
import { lockExtra, markUndone } from '../store/extras.ts'
import { decideUsage } from './decide-usage.ts'

/** Takes back what was given as far as it is not used or promised to a session yet. */
export async function undoExtra(
  tx: Tx,
  { serviceId, extraId, reason }: { serviceId: string; extraId: string; reason: string },
): Promise<void> {
  const extra = await lockExtra(tx, serviceId, extraId)
  if (!extra) throw extraNotFound()
  const isOver = extra.to_at && Temporal.Instant.compare(extra.to_at, tx.now) <= 0
  if (extra.undone_at || isOver) throw extraIsUndone()
  await markUndone(tx, extraId)
  if (extra.kind !== 'boost') await closeCounter(tx, serviceId, extraKey(extraId))
  await decideUsage(tx, [serviceId], 'all')
  audit(tx, { objects: [{ table: 'services.service', id: serviceId }], reason })
  const kind = extra.kind === 'boost' ? 'boost' : extra.kind === 'time' ? 'time' : 'data'
  tx.emit(extraUndone, { serviceId, extraId, kind })
}
