import { newId } from '#kernel/id.ts'
import { regionNow } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { boostsOf, chargedNow } from '../queries/facts.ts'
import { policiesOf } from '../queries/policies.ts'
import { type Counter, extraKey } from '../rules/counter.ts'
import { standNow } from '../rules/stand.ts'
import { type RolledOver, turn } from '../rules/turn.ts'
import { ispClock } from '../rules/isp-clock.ts'
import { insertExtras } from '../store/extras.ts'
import { lockCounters, putCounters, retireCounters } from '../store/counters.ts'
import { alignStandings, lockStandings, removeEnded } from '../store/standings.ts'
import { type Decided, tellUsage } from './tell-usage.ts'

/**
 * Decides anew where these services stand: what their plan counts now, which periods run, what was added or has
 * expired. It may be called at any time, and finds what nobody told it. `all` tells the network of each, also where nothing
 * shows that is written down (a boost).
 */
export async function decideUsage(
  tx: Tx,
  serviceIds: readonly string[],
  tell: 'changes' | 'all' = 'changes',
): Promise<Decided[]> {
  if (serviceIds.length === 0) return []
  // Whoever changes a standing has its counters locked first.
  await lockCounters(tx, serviceIds)
  await alignStandings(tx, serviceIds)
  await removeEnded(tx, serviceIds)
  const standings = await lockStandings(tx, serviceIds)
  const ids = standings.map(({ serviceId }) => serviceId)
  // Read again: another process may have made them while this one waited for the standing.
  const before = await lockCounters(tx, ids)
  const policies = await policiesOf(tx, standings)
  const charged = await chargedNow(tx, ids)
  const region = await regionNow(tx)
  const clock = ispClock(region.timeZone)
  const now_ms = tx.now.epochMilliseconds

  const turned = standings.map((standing) => {
    const { serviceId, anchor_ms } = standing
    const facts = {
      ...{ zone: region.timeZone, weekStart: region.weekStart, anchor_ms },
      charged: charged.get(serviceId) ?? null,
    }
    return { standing, ...turn(before.get(serviceId) ?? [], policies(standing), facts, now_ms) }
  })
  const of = <Row>(some: (one: (typeof turned)[number]) => readonly Row[]) =>
    turned.flatMap((one) => some(one).map((row) => ({ serviceId: one.standing.serviceId, ...row })))
  await retireCounters(
    tx,
    of(({ past }) => past),
  )
  const carried = await keepRolledOver(
    tx,
    of(({ rolledOver }) => rolledOver),
  )
  const after = turned.map(({ standing, counters }) => ({
    standing,
    counters: [...counters, ...(carried.get(standing.serviceId) ?? [])],
  }))
  await putCounters(
    tx,
    after.flatMap(({ standing: { serviceId }, counters }) =>
      counters
        .filter((one) => !isSame(one, before.get(serviceId)))
        .map((one) => ({ serviceId, ...one })),
    ),
  )
  const boosts = await boostsOf(tx, ids)
  return tellUsage(
    tx,
    after.map(({ standing, counters }) => {
      const own = boosts.get(standing.serviceId) ?? []
      const stand = standNow(counters, own, policies(standing), clock, now_ms)
      return { before: standing, stand }
    }),
    tell,
  )
}

function isSame(counter: Counter, before: readonly Counter[] = []): boolean {
  const old = before.find(({ key }) => key === counter.key)
  return (
    old?.from_ms === counter.from_ms &&
    old.to_ms === counter.to_ms &&
    old.granted === counter.granted &&
    old.meter === counter.meter
  )
}

async function keepRolledOver(
  tx: Tx,
  rolledOver: readonly (RolledOver & { readonly serviceId: string })[],
): Promise<Map<string, Counter[]>> {
  const carried = rolledOver.map((one) => ({ ...one, id: newId(tx.now) }))
  const added = await insertExtras(
    tx,
    carried.map(({ id, serviceId, meter, amount, from_ms, to_ms, cause }) => ({
      ...{ id, serviceId, amount, rate: null, how: 'rolled-over', reason: '' },
      kind: meter === 'time' ? 'time' : 'data',
      from: Temporal.Instant.fromEpochMilliseconds(from_ms),
      to: Temporal.Instant.fromEpochMilliseconds(to_ms),
      cause: `${serviceId} ${cause}`,
    })),
  )
  const isAdded = new Set(added)
  const counters = carried
    .filter(({ id }) => isAdded.has(id))
    .map(({ id, serviceId, amount, meter, from_ms, to_ms }) => ({
      ...{ serviceId, key: extraKey(id), meter, from_ms, to_ms, granted: amount },
      ...{ used: 0n, reserved: 0n, beyond: 0n },
    }))
  return Map.groupBy(counters, ({ serviceId }) => serviceId)
}
