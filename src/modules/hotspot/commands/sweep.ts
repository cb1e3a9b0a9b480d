import { endService } from '#modules/services/index.ts'
import { settingValue } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { longOver } from '../queries/passes.ts'
import { keepDays } from '../queries/settings.ts'
import { deleteOldCodes, updatePass } from '../store.ts'

const BATCH = 200

/** Ends what has been over for long: names, devices and numbers are free for others. Says whether there may be more. */
export async function sweep(tx: Tx): Promise<boolean> {
  const days = await settingValue(tx, keepDays)
  const over = await longOver(tx, tx.now.subtract({ hours: 24 * days }), BATCH)
  for (const { id, isEnded } of over) {
    if (!isEnded) await endService(tx, { serviceId: id, because: 'not-paid' })
    await updatePass(tx, id, { ended_at: tx.now })
  }
  await deleteOldCodes(tx, tx.now.subtract({ hours: 24 }))
  return over.length === BATCH
}
