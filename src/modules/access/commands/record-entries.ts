import type { Decided } from '#modules/usage/index.ts'
import type { Tx } from '#platform/tx.ts'
import type { Entry } from '../rules/hear.ts'
import { moveSpool } from '../store/spool.ts'
import { endNasSessions } from './end-nas-sessions.ts'
import { recordAccounting } from './record-accounting.ts'

/** How far a spool has been brought in. */
export type Mark = { readonly spool: string; readonly from: number; readonly to: number }

/**
 * Records what NASes told, in its order: sessions, and that a NAS has begun anew. With a mark, the entries come from a spool and are
 * recorded only if it stands where the caller believes: a commit of which nobody heard is not done twice. Null: it stood elsewhere.
 */
export async function recordEntries(
  tx: Tx,
  { entries, mark, by }: { entries: readonly Entry[]; mark: Mark | undefined; by: string },
): Promise<readonly Decided[] | null> {
  if (mark && !(await moveSpool(tx, mark))) return null
  const usage: Decided[] = []
  for (let at = 0; at < entries.length;) {
    const rest = entries.slice(at)
    const heard = rest.slice(0, leading(rest)).filter((entry) => 'key' in entry)
    if (heard.length > 0) usage.push(...(await recordAccounting(tx, heard, by)).usage)
    const [next] = rest.slice(heard.length)
    at += heard.length
    if (!next || 'key' in next) continue
    await endNasSessions(tx, { nasId: next.nasId, at_ms: next.at_ms, because: next.kind, by: '' })
    at++
  }
  return usage
}

/** How many records of sessions come before the first restart. */
function leading(entries: readonly Entry[]): number {
  const restart = entries.findIndex((entry) => !('key' in entry))
  return restart === -1 ? entries.length : restart
}
