import { settingValue } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { interim_s } from '../queries/policy.ts'
import { QUIET_INTERIMS, SILENT_WITHOUT_INTERIMS_ms } from '../rules/slots.ts'
import { putSilence } from '../store.ts'
import { listeningSince } from '../store/answering.ts'

const LIMIT = 1_000

/** Marks sessions of which nothing is heard, some at a time, so that staff find them among all others; gives how many. */
export async function markSilent(tx: Tx): Promise<number> {
  const since = await listeningSince(tx)
  if (!since) return 0
  return putSilence(tx, {
    since,
    ...{ interims: QUIET_INTERIMS, without_s: SILENT_WITHOUT_INTERIMS_ms / 1_000, limit: LIMIT },
    usual_s: await settingValue(tx, interim_s),
  })
}
