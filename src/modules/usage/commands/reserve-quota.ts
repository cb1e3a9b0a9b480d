import { regionNow } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { policiesOf } from '../queries/policies.ts'
import { findReservation } from '../queries/reservations.ts'
import { countersOf } from '../queries/usage-now.ts'
import { type Counter, inOrderOfUse, leftOf, type Policies, windowsOf } from '../rules/counter.ts'
import { type WallClock, wallClock } from '../rules/wall-clock.ts'
import { promise } from '../store/counters.ts'
import { insertReservation } from '../store/reservations.ts'
import { readStandings } from '../store/standings.ts'

export type QuotaWanted = {
  readonly serviceId: string
  readonly sessionId: string
  /** Counts up within the session. A repeated question is answered as before. */
  readonly seq: number
  readonly meter: 'data' | 'time'
  readonly wanted: bigint
  readonly expires: Temporal.Instant
}

/** Somebody else asked the same at once. The code makes the unit start over, and find that answer. */
class AskedTwice extends Error {
  readonly code = '40001'
}

const TRIES = 5

/**
 * Promises a session a part of what is left, so that no other session of the service spends it too: all that is wanted, or what one
 * allowance still has; 0 where nothing is left. What the session uses comes out of its promise, the rest goes back when
 * it is settled, or when it expires.
 */
export async function reserveQuota(tx: Tx, asked: QuotaWanted): Promise<bigint> {
  const { serviceId, sessionId, seq, meter, wanted, expires } = asked
  const known = await findReservation(tx, asked)
  if (known !== undefined) return known
  const [standing] = await readStandings(tx, [serviceId])
  if (!standing) return 0n
  const policies = (await policiesOf(tx, [standing]))(standing)
  const clock = wallClock((await regionNow(tx)).timeZone)
  for (let tries = 0; tries < TRIES; tries++) {
    const counters = (await countersOf(tx, [serviceId])).get(serviceId) ?? []
    const now_ms = tx.now.epochMilliseconds
    const open = inOrderOfUse(counters).find(
      (one) => (one.meter === 'time') === (meter === 'time') && isFree(one, policies, clock, now_ms),
    )
    if (!open) break
    const free = leftOf(open) - open.reserved
    const granted = wanted < free ? wanted : free
    if (!(await promise(tx, { serviceId, key: open.key, amount: granted }))) continue
    const made = { serviceId, sessionId, seq, counter: open.key, granted, expires }
    if (!(await insertReservation(tx, made))) throw new AskedTwice('the same was asked at once')
    return granted
  }
  return 0n
}

function isFree(counter: Counter, policies: Policies, clock: WallClock, now_ms: number): boolean {
  const windows = windowsOf(counter, policies)
  const isRunning = counter.from_ms <= now_ms && (counter.to_ms === null || now_ms < counter.to_ms)
  const isOpen = !windows || clock.isOpen(windows, now_ms)
  return isRunning && isOpen && leftOf(counter) > counter.reserved
}
