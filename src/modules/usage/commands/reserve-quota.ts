import { regionNow } from '#modules/organization/index.ts'
import type { Tx } from '#platform/tx.ts'
import { policiesOf } from '../queries/policies.ts'
import { findReservation } from '../queries/reservations.ts'
import { type Counter, inOrderOfUse, leftOf, type Policies, windowsOf } from '../rules/counter.ts'
import { type IspClock, ispClock } from '../rules/isp-clock.ts'
import { lockCounters, promise } from '../store/counters.ts'
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

/**
 * Promises a session a part of what is left, so that no other session of the service spends it too: all that is wanted, or
 * what one allowance still has; 0 where nothing is left. What the session uses comes out of its promise, the rest goes back
 * when it is settled, or when it expires.
 */
export async function reserveQuota(tx: Tx, asked: QuotaWanted): Promise<bigint> {
  const { serviceId, sessionId, seq, meter, wanted, expires } = asked
  // Sessions of one service ask one after another; what the one before got is seen, also its answer to the same question.
  const counters = (await lockCounters(tx, [serviceId])).get(serviceId) ?? []
  const known = await findReservation(tx, asked)
  if (known !== undefined) return known
  const [standing] = await readStandings(tx, [serviceId])
  if (!standing) return 0n
  const policies = (await policiesOf(tx, [standing]))(standing)
  const clock = ispClock((await regionNow(tx)).timeZone)
  const now_ms = tx.now.epochMilliseconds
  const open = inOrderOfUse(counters).find(
    (one) => (one.meter === 'time') === (meter === 'time') && isFree(one, policies, clock, now_ms),
  )
  const granted = open ? least(wanted, leftOf(open) - open.reserved) : 0n
  if (open) await promise(tx, { serviceId, key: open.key, amount: granted })
  // A no is kept as well: whoever asks the same again gets the same answer.
  const made = { serviceId, sessionId, seq, counter: open?.key ?? '', granted, expires }
  if (!(await insertReservation(tx, made))) throw new AskedTwice('the same was asked at once')
  return granted
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other
}

function isFree(counter: Counter, policies: Policies, clock: IspClock, now_ms: number): boolean {
  const windows = windowsOf(counter, policies)
  const isRunning = counter.from_ms <= now_ms && (counter.to_ms === null || now_ms < counter.to_ms)
  const isOpen = !windows || clock.isOpen(windows, now_ms)
  return isRunning && isOpen && leftOf(counter) > counter.reserved
}
