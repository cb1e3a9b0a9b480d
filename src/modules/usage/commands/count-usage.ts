import { regionNow } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { boostsOf } from '../queries/facts.ts'
import { policiesOf } from '../queries/policies.ts'
import { count } from '../rules/count.ts'
import { consume } from '../rules/reserve.ts'
import { byHour, type Moved } from '../rules/split.ts'
import { standNow } from '../rules/stand.ts'
import { type IspClock, ispClock } from '../rules/isp-clock.ts'
import { type CounterOf, lockCounters, writeCounts } from '../store/counters.ts'
import { addHours } from '../store/hours.ts'
import { lockReservations, writeRemaining } from '../store/reservations.ts'
import { readStandings, type Standing } from '../store/standings.ts'
import { decideUsage } from './decide-usage.ts'
import { type Decided, tellUsage } from './tell-usage.ts'

/** What a session moved; null: nobody knows whose it is. */
export type SessionUsage = Moved & { readonly sessionId: string; readonly serviceId: string | null }

/**
 * Counts what a batch of accounting added, in its transaction: hours, the counters of running periods, and what follows
 * from them. A handful of statements however many records; gives where the services stand whose plans count anything.
 */
export async function countUsage(
  tx: Tx,
  deltas: readonly SessionUsage[],
  /** The ISP's, where the caller keeps it. */
  clockKept?: IspClock,
): Promise<Decided[]> {
  const moved = deltas.flatMap(({ serviceId, ...delta }) =>
    serviceId === null ? [] : { serviceId, ...delta },
  )
  if (moved.length === 0) return []
  const clock = clockKept ?? ispClock((await regionNow(tx)).timeZone)
  const byService = Map.groupBy(moved, ({ serviceId }) => serviceId)
  const found = await addHours(tx, byHour(moved, clock), [...byService.keys()])
  const standings = await standingsFor(tx, found)
  const counting = standings.filter(({ fairUseId, quotaId }) => fairUseId ?? quotaId)
  if (counting.length === 0) return []
  const ids = counting.map(({ serviceId }) => serviceId)
  const policies = await policiesOf(tx, counting)
  const before = await lockCounters(tx, ids)
  const boosts = await boostsOf(tx, ids)
  const after = counting.map((standing) => {
    const { serviceId } = standing
    const own = before.get(serviceId) ?? []
    return {
      standing,
      counters: count(own, byService.get(serviceId) ?? [], policies(standing), clock),
    }
  })
  const written = await keepPromises(
    tx,
    after.flatMap(({ standing: { serviceId }, counters }) =>
      counters.map((counter) => ({ serviceId, ...counter })),
    ),
    moved,
  )
  await writeCounts(tx, written)
  const kept = Map.groupBy(written, ({ serviceId }) => serviceId)
  return tellUsage(
    tx,
    counting.map((standing) => ({
      before: standing,
      stand: standNow(
        kept.get(standing.serviceId) ?? [],
        boosts.get(standing.serviceId) ?? [],
        policies(standing),
        clock,
        tx.now.epochMilliseconds,
      ),
    })),
  )
}

/** Standings that hold now: those whose period has ended are decided anew first, and new services get theirs. */
async function standingsFor(
  tx: Tx,
  { counting, missing }: { counting: readonly Standing[]; missing: readonly string[] },
): Promise<readonly Standing[]> {
  const now_ms = tx.now.epochMilliseconds
  const isOver = ({ nextAt_ms }: Standing) => nextAt_ms !== null && nextAt_ms <= now_ms
  const stale = [...missing, ...counting.filter(isOver).map(({ serviceId }) => serviceId)]
  if (stale.length === 0) return counting
  await decideUsage(tx, stale.toSorted())
  return readStandings(tx, [...missing, ...counting.map(({ serviceId }) => serviceId)])
}

/** What a session uses of what it was promised is promised no more. */
async function keepPromises(
  tx: Tx,
  counters: readonly CounterOf[],
  moved: readonly (SessionUsage & { readonly serviceId: string })[],
): Promise<CounterOf[]> {
  const promising = counters.filter(({ reserved }) => reserved > 0n)
  if (promising.length === 0) return [...counters]
  const open = await lockReservations(tx, [...new Set(promising.map(({ serviceId }) => serviceId))])
  const consumed = consume(counters, open, moved)
  await writeRemaining(tx, consumed.reservations)
  return consumed.counters
}
