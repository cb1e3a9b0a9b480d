import { settingValue } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { lookAt, type Look } from '../queries/looks.ts'
import { askRouters_min } from '../queries/policy.ts'
import { claimDueLooks } from '../store/looks.ts'

const LIMIT = 50

/** Takes on the routers whose turn it is to be asked, some at a time. */
export async function takeLooks(tx: Tx): Promise<Look[]> {
  const every_min = await settingValue(tx, askRouters_min)
  if (every_min === 0) return []
  const looks: Look[] = []
  for (const nasId of await claimDueLooks(tx, { every_min, limit: LIMIT }))
    looks.push(...(await lookAt(tx, nasId)))
  return looks
}
