import type { Tx } from '#platform/tx.ts'
import type { UsageNow } from '../contract.ts'
import { quotaChanged, shareReached, stageChanged, usageChanged } from '../events.ts'
import type { Stand } from '../rules/stand.ts'
import { lockStandings, type Standing, writeStandings } from '../store/standings.ts'

/** What came out for one service, and whether it changes what the service gets. */
export type Decided = {
  readonly serviceId: string
  readonly usage: UsageNow
  readonly isChanged: boolean
}

/** So many ids fit into one notification of PostgreSQL (8000 bytes). */
const IDS_PER_EVENT = 150

/**
 * Writes down where services stand now and announces what has changed. Rows are touched, and the network told, only
 * where something did: what is left of a quota is told in sixteenths, everything else at once. Their counters are locked.
 */
export async function tellUsage(
  tx: Tx,
  decided: readonly { readonly before: Standing; readonly stand: Stand }[],
  tell: 'changes' | 'all' = 'changes',
): Promise<Decided[]> {
  const suspects = decided.filter((one) => tell === 'all' || isWritten(one.before, one.stand))
  // What was read without a lock may be old by now, and nothing is announced twice.
  const locked = await lockStandings(
    tx,
    suspects.map(({ before }) => before.serviceId),
  )
  const now = new Map(locked.map((standing) => [standing.serviceId, standing]))
  const changes = suspects.flatMap(({ before: { serviceId }, stand }) => {
    const before = now.get(serviceId)
    return before ? { before, stand } : []
  })
  await writeStandings(
    tx,
    changes.map(({ before, stand }) => ({
      ...{ serviceId: before.serviceId, ...columns(stand) },
      isTold: tell === 'all' || isTold(before, stand),
    })),
  )
  announce(tx, changes, tell)
  const changed = new Set(
    changes
      .filter(({ before, stand }) => tell === 'all' || isMeant(before, stand))
      .map(({ before }) => before.serviceId),
  )
  return decided.map(({ before: { serviceId }, stand: { usage } }) => ({
    ...{ serviceId, usage, isChanged: changed.has(serviceId) },
  }))
}

type Change = { readonly before: Standing; readonly stand: Stand }

function columns({ usage, ...stand }: Stand) {
  return { stage: usage.stage, quotaState: usage.quota?.state ?? null, ...stand }
}

/** Whether what the service gets is another thing now. */
function isMeant(before: Standing, { usage }: Stand): boolean {
  return before.stage !== usage.stage || before.quotaState !== (usage.quota?.state ?? null)
}

function isTold(before: Standing, stand: Stand): boolean {
  return isMeant(before, stand) || before.quotaStep !== stand.quotaStep
}

function isWritten(before: Standing, stand: Stand): boolean {
  const isShare =
    before.quotaShare !== stand.quotaShare || before.fairUseShare !== stand.fairUseShare
  return isTold(before, stand) || isShare || before.nextAt_ms !== stand.nextAt_ms
}

function announce(tx: Tx, changes: readonly Change[], tell: 'changes' | 'all'): void {
  for (const { before, stand } of changes) {
    const { serviceId, stage: from, quotaState } = before
    const { stage: to, quota } = stand.usage
    const shares = [
      { of: 'quota', was: before.quotaShare, is: stand.quotaShare },
      { of: 'fair-use', was: before.fairUseShare, is: stand.fairUseShare },
    ] as const
    for (const { of, was, is } of shares)
      if (is !== null && is > (was ?? 0)) tx.emit(shareReached, { serviceId, of, share_bp: is })
    if (from !== to) tx.emit(stageChanged, { serviceId, from, to })
    // That a quota begins is no news.
    if (quota && quota.state !== quotaState && (quotaState ?? 'left') !== quota.state)
      tx.emit(quotaChanged, { serviceId, state: quota.state })
  }
  const told = changes
    .filter(({ before, stand }) => tell === 'all' || isTold(before, stand))
    .map(({ before }) => before.serviceId)
  for (let from = 0; from < told.length; from += IDS_PER_EVENT)
    tx.emit(usageChanged, { serviceIds: told.slice(from, from + IDS_PER_EVENT) })
}
