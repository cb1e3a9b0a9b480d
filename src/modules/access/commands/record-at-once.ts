import { hoursAtOnce, type IspClock } from '#modules/usage/index.ts'
import type { Stroke } from '#platform/tx.ts'
import { freshAndKnown } from '../rules/batch-parts.ts'
import type { Heard } from '../rules/hear.ts'
import { isFilled, mergeBatch } from '../rules/merge-batch.ts'
import type { StoredSession, Writing } from '../store/accounted.ts'
import { writeAtOnce } from '../store/at-once.ts'

type AtOnce = {
  /** What the caller remembers to have written. */
  readonly remembered: Pick<ReadonlyMap<string, StoredSession>, 'get'>
  readonly clock: IspClock
}

/**
 * Records a batch of which nothing has to be read first, in one statement: beginnings, and what goes on as the caller remembers it, of services
 * whose plans count nothing. Nobody else is told. Gives the sessions of the batch as they are now; null, and nothing is done, where it is not such a batch. Where
 * the table says otherwise than the caller remembers, the statement fails as a whole. Both are for `recordAccounting`.
 */
export async function recordAtOnce(
  tx: Stroke,
  batch: readonly Heard[],
  { remembered, clock }: AtOnce,
): Promise<StoredSession[] | null> {
  if (batch.some(({ kind, key }) => kind !== 'start' && !remembered.get(key))) return null
  const written: Writing = { xid: null }
  const before = { stored: remembered, buried: new Map() }
  const merged = mergeBatch(batch, before, { now: tx.now, written })
  if (merged.rest.length + merged.past.length > 0) return null
  const { fresh, known } = freshAndKnown(merged.kept, remembered)
  if (known.some((one) => isFilled(one.before, one.session))) return null

  const counted = merged.deltas.flatMap(({ serviceId, ...delta }) =>
    serviceId === null ? [] : { serviceId, ...delta },
  )
  written.xid = await writeAtOnce(tx, {
    ...{ fresh, known },
    hours: counted.length > 0 ? hoursAtOnce(tx, counted, clock) : null,
  })
  return [...merged.kept.values()].map(({ session }) => session)
}
