import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { newId } from '#kernel/id.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { planPriceChange as endpoint } from '../contract.ts'
import { todayOf } from '../queries/taxes.ts'
import { versionsOfPlan } from '../queries/plan-version.ts'
import {
  changeFromPast,
  nothingToMove,
  planNotFound,
  planVersionNotFound,
  priceChangeExists,
} from '../refusals.ts'
import { insertPriceChange, lockPlan } from '../store.ts'

/** Plans when those who hold older versions move to a published one. Nobody moves before it is announced. */
export async function planPriceChange(
  tx: Tx,
  input: ParsedInputOf<typeof endpoint>,
): Promise<string> {
  const { planId, toVersionId, kind, effectiveOn, noticeDays, reason } = input
  if (!(await lockPlan(tx, planId))) throw planNotFound()
  const versions = await versionsOfPlan(tx, planId)
  const to = versions.find(({ id }) => id === toVersionId)
  if (to?.state !== 'published') throw planVersionNotFound()
  if (effectiveOn < (await todayOf(tx))) {
    throw changeFromPast({}, [{ path: 'effectiveOn', message: 'Choose today or a day to come.' }])
  }
  if (!versions.some(({ state, number }) => state !== 'draft' && number < to.number))
    throw nothingToMove()
  const id = newId(tx.now)
  const planned = await insertPriceChange(tx, {
    ...{ id, plan_id: planId, to_version_id: toVersionId, kind, notice_days: noticeDays, reason },
    ...{ effective_on: Temporal.PlainDate.from(effectiveOn), announced_at: null, state: 'planned' },
  })
  if (!planned) throw priceChangeExists()
  audit(tx, { objects: [{ table: 'catalog.plan', id: planId }], reason })
  return id
}
