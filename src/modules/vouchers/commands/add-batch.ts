import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { PlanTerms } from '#modules/catalog/contract.ts'
import { planVersionsNow, todayOf } from '#modules/catalog/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { addBatch as endpoint } from '../contract.ts'
import { makeCodes } from '../jobs.ts'
import { sitesOpen } from '../queries/sites.ts'
import { faceNotFit, lastDayPast, planNotFit, siteUnknown } from '../refusals.ts'
import { insertBatch } from '../store.ts'

const FACE_CENTS_MAX = 10_000_000n

/** Orders a batch; its codes are made in the background, some thousands at a time. The sender's id makes a repetition the same batch. */
export async function addBatch(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { id, planVersionId, face, siteIds } = input
  const version = (await planVersionsNow(tx, [planVersionId])).get(planVersionId)
  const isFit = version && version.state !== 'draft' && isFitFor(version.terms)
  if (!isFit) throw planNotFit({}, [{ path: 'planVersionId', message: 'Choose another plan.' }])
  if (face.cents < 0n || face.cents > FACE_CENTS_MAX)
    throw faceNotFit({}, [{ path: 'face', message: 'From 0 to 100,000 shillings.' }])
  const lastDay = Temporal.PlainDate.from(input.lastDay)
  const today = Temporal.PlainDate.from(await todayOf(tx))
  const isAhead = Temporal.PlainDate.compare(lastDay, today) >= 0
  if (!isAhead || Temporal.PlainDate.compare(lastDay, today.add({ years: 5 })) > 0)
    throw lastDayPast({}, [{ path: 'lastDay', message: 'Choose another day.' }])
  if (!(await sitesOpen(tx, siteIds)))
    throw siteUnknown({}, [{ path: 'siteIds', message: 'Choose open sites.' }])
  const isNew = await insertBatch(tx, {
    ...{ id, name: input.name, plan_version_id: planVersionId, site_ids: [...new Set(siteIds)] },
    ...{ face_cents: face.cents, currency: face.currency, kind_of_code: input.codes },
    ...{ devices: input.devices, last_day: lastDay, wanted: input.vouchers },
    printable_until: tx.now.add({ hours: 24 * input.printableDays }),
  })
  if (!isNew) return
  audit(tx, { objects: [{ table: 'vouchers.batch', id }] })
  tx.later(makeCodes, { batchId: id }, { order: id })
}

/** Paid before it is used, and at a price with its taxes in it: what is printed on a voucher is all that it costs. */
function isFitFor({ payment, components }: PlanTerms): boolean {
  const always = components.filter(({ optional }) => !optional)
  return (
    (payment === 'prepaid' || payment === 'trial') &&
    always.every(({ kind, taxMode }) => kind === 'recurring' && taxMode === 'inclusive')
  )
}
