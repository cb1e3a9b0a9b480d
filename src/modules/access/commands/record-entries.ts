import type { Tx } from '#platform/tx.ts'
import type { Entry } from '../rules/hear.ts'
import { moveSpool } from '../store/spool.ts'
import { endNasSessions } from './end-nas-sessions.ts'
import { recordAccounting, type Recorded, type RecordOptions } from './record-accounting.ts'

/** How far a spool has been brought in. */
export type Mark = { readonly spool: string; readonly from: number; readonly to: number }

/**
 * Records what NASes told, in its order: sessions, and that a NAS has begun anew. With a mark, the entries come from a spool and are
 * recorded only if it stands where the caller believes: a commit of which nobody heard is not done twice. Null: it stood elsewhere.
 */
export async function recordEntries(
  tx: Tx,
  {
    entries,
    mark,
    ...options
  }: RecordOptions & { entries: readonly Entry[]; mark?: Mark | undefined },
): Promise<Pick<Recorded, 'usage' | 'sessions'> | null> {
  if (mark && !(await moveSpool(tx, mark))) return null
  const usage: Recorded['usage'][number][] = []
  const sessions: Recorded['sessions'][number][] = []
  for (let at = 0; at < entries.length;) {
    const rest = entries.slice(at)
    const heard = rest.slice(0, leading(rest)).filter((entry) => 'key' in entry)
    // After the first part, what is remembered may have been written here.
    const some = at === 0 ? options : { ...options, remembered: undefined }
    if (heard.length > 0) {
      const recorded = await recordAccounting(tx, heard, some)
      usage.push(...recorded.usage)
      sessions.push(...recorded.sessions)
    }
    const [next] = rest.slice(heard.length)
    at += heard.length
    if (!next || 'key' in next) continue
    await endNasSessions(tx, { nasId: next.nasId, at_ms: next.at_ms, because: next.kind, by: '' })
    at++
  }
  return { usage, sessions }
}

/** How many records of sessions come before the first restart. */
function leading(entries: readonly Entry[]): number {
  const restart = entries.findIndex((entry) => !('key' in entry))
  return restart === -1 ? entries.length : restart
}
