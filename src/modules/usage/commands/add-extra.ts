import { newId } from '#kernel/id.ts'
import type { Rate } from '#kernel/rate.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { extraAdded } from '../events.ts'
import { policiesOf } from '../queries/policies.ts'
import { nothingToAddTo, serviceNotFound } from '../refusals.ts'
import { extraKey } from '../rules/counter.ts'
import { putCounters } from '../store/counters.ts'
import { insertExtras } from '../store/extras.ts'
import { readStandings } from '../store/standings.ts'
import { decideUsage } from './decide-usage.ts'

export type ExtraToAdd = {
  readonly serviceId: string
  readonly what:
    | { readonly kind: 'data' | 'time'; readonly amount: bigint }
    | { readonly kind: 'boost'; readonly rate: Rate }
  /** Null: until it is used up. A boost has an end. */
  readonly to: Temporal.Instant | null
  readonly how: 'bought' | 'given'
  readonly reason: string
  /** What it was bought with: the same never gives twice. */
  readonly cause?: string
}

/**
 * Gives a service more data, time or speed than its plan has, from now on. The network hears of it with the commit.
 * Answers the id; null where the same cause has given already.
 */
export async function addExtra(tx: Tx, extra: ExtraToAdd): Promise<string | null> {
  const { serviceId, what } = extra
  await decideUsage(tx, [serviceId])
  const [standing] = await readStandings(tx, [serviceId])
  if (!standing) throw serviceNotFound()
  const { quota } = (await policiesOf(tx, [standing]))(standing)
  const isTime = (meter: string) => meter === 'time'
  const allowance = quota?.allowances.find(({ meter }) => isTime(meter) === (what.kind === 'time'))
  if (what.kind !== 'boost' && !allowance) throw nothingToAddTo({ kind: what.kind })

  const id = newId(tx.now)
  const [added] = await insertExtras(tx, [
    {
      ...{ id, serviceId, kind: what.kind, from: tx.now, to: extra.to, how: extra.how },
      ...{ reason: extra.reason, cause: extra.cause ?? null },
      amount: what.kind === 'boost' ? null : what.amount,
      rate: what.kind === 'boost' ? what.rate : null,
    },
  ])
  if (!added) return null
  if (what.kind !== 'boost' && allowance) {
    const [from_ms, to_ms] = [tx.now.epochMilliseconds, extra.to?.epochMilliseconds ?? null]
    const blank = { used: 0n, reserved: 0n, beyond: 0n }
    const meter = allowance.meter
    await putCounters(tx, [
      { serviceId, key: extraKey(id), meter, from_ms, to_ms, granted: what.amount, ...blank },
    ])
  }
  await decideUsage(tx, [serviceId], 'all')
  audit(tx, { objects: [{ table: 'services.service', id: serviceId }], reason: extra.reason })
  tx.emit(extraAdded, { serviceId, extraId: id, kind: what.kind, how: extra.how })
  return id
}
