import { settingValue } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { logDays } from '../queries/policy.ts'
import { dropAttemptDays, forgetLog } from '../store/log.ts'
import { forgetTraces } from '../store/traces.ts'

const LIMIT = 5_000
const TRACES_KEPT_h = 24

/** Lets go of the log beyond its days, and of packets after one; gives how many steps of sessions went, some at a time. */
export async function forgetOldLog(tx: Tx): Promise<number> {
  const days = await settingValue(tx, logDays)
  const before = tx.now.toZonedDateTimeISO('UTC').toPlainDate().subtract({ days })
  await dropAttemptDays(tx, before)
  await forgetTraces(tx, tx.now.subtract({ hours: TRACES_KEPT_h }))
  return forgetLog(tx, { before: tx.now.subtract({ hours: 24 * days }), limit: LIMIT })
}
