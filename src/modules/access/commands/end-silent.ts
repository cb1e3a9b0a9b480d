import { settingValue } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { interim_s } from '../queries/policy.ts'
import { SILENT_INTERIMS, SILENT_WITHOUT_INTERIMS_ms } from '../rules/slots.ts'
import { silentSessions } from '../store.ts'
import { listeningSince } from '../store/answering.ts'
import { concludeSessions } from './conclude-sessions.ts'

const LIMIT = 1_000

/** Ends sessions of which nothing is heard any more, some at a time; gives how many. One that speaks again is open again. */
export async function endSilent(tx: Tx): Promise<number> {
  const since = await listeningSince(tx)
  if (!since) return 0
  const keys = await silentSessions(tx, {
    since,
    ...{ interims: SILENT_INTERIMS, without_s: SILENT_WITHOUT_INTERIMS_ms / 1_000, limit: LIMIT },
    usual_s: await settingValue(tx, interim_s),
  })
  await concludeSessions(tx, { keys, cause: 'Silence', by: 'worker' })
  return keys.length
}
