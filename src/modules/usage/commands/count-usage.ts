import { regionNow } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { boostsOf } from '../queries/facts.ts'
import { policiesOf } from '../queries/policies.ts'
import { count } from '../rules/count.ts'
import { consume } from '../rules/reserve.ts'
import { byHour, type Moved } from '../rules/split.ts'
import { standNow } from '../rules/stand.ts'
import { ispClock } from '../rules/isp-clock.ts'
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
export async function countUsage(tx: Tx, deltas: readonly SessionUsage[]): Promise<Decided[]> {
  const moved = deltas.flatMap(({ serviceId, ...delta }) =>
    serviceId === null ? [] : { serviceId, ...delta },
  )
  if (moved.length === 0) return []
  const clock = ispClock((await regionNow(tx)).timeZone)
  await addHours(tx, byHour(moved, clock))

  const byService = Map.groupBy(moved, ({ serviceId }) => serviceId)
  const standings = await standingsFor(tx, [...byService.keys()])
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
async function standingsFor(tx: Tx, serviceIds: readonly string[]): Promise<Standing[]> {
  const standings = await readStandings(tx, serviceIds)
  const known = new Set(standings.map(({ serviceId }) => serviceId))
  const now_ms = tx.now.epochMilliseconds
  const stale = [
    ...serviceIds.filter((id) => !known.has(id)),
    ...standings
      .filter((one) => one.nextAt_ms !== null && one.nextAt_ms <= now_ms)
      .map((one) => one.serviceId),
  ]
  if (stale.length === 0) return standings
  await decideUsage(tx, stale.toSorted())
  return readStandings(tx, serviceIds)
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
