import { must } from '#kernel/assert.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { sitesOfPlan } from '#modules/catalog/index.ts'
import { postMany } from '#modules/ledger/index.ts'
import { routersAt } from '#modules/network/index.ts'
import { orderServices } from '#modules/services/index.ts'
import { addGuests } from '#modules/subscribers/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { voucherRedeemed } from '../events.ts'
import { batchCode } from '../queries/batches.ts'
import { codeUsed } from '../refusals.ts'
import { creditJournal, redemptionJournal } from '../rules/books.ts'
import { countBatch, markRedeemed } from '../store.ts'
import { buyAtPrice } from './buy-at-price.ts'
import { findGood, type Batch, type Found, type Tried } from './find-good.ts'

export type Redeemed =
  | {
      /** `again`: it was used before; whoever holds the code gets back to what it gave. */
      readonly kind: 'redeemed' | 'again'
      readonly serviceId: string
    }
  /** Answered and not thrown, because the try has to be counted. */
  | { readonly kind: 'no'; readonly refusal: Refusal }

export type Typed = Tried & { readonly language: 'en' | 'sw' }

/**
 * Uses codes: for each a service of its batch's plan, paid with what the code is worth, whose time runs from now on. One code is one
 * service, however many redeem it at once, in this unit or another: the first locks it, the others find it used and are led to the same
 * service, which bounds how many devices are online. However many codes, the statements are those of one. Answers in the order of what it was given.
 */
export async function redeemVouchers(tx: Tx, typed: readonly Typed[]): Promise<Redeemed[]> {
  const found = await findGood(tx, typed)
  // Of several who type one code in the same moment the first gets it.
  const good = new Map<string, Good>()
  found.forEach((one, place) => {
    const { siteId, language } = must(typed[place], 'each is found or not')
    if (one.kind === 'good' && !good.has(one.voucher.id))
      good.set(one.voucher.id, { ...one, siteId, language })
  })
  const serviceOf = await give(tx, [...good.values()])
  const taken = new Set<string>()
  return found.map((one): Redeemed => {
    if (one.kind === 'no') return one
    const { id, service_id: before } = one.voucher
    const serviceId = serviceOf.get(id) ?? before
    if (serviceId === null) return { kind: 'no', refusal: codeUsed() }
    const kind = one.kind === 'good' && !taken.has(id) ? 'redeemed' : 'again'
    taken.add(id)
    return { kind, serviceId }
  })
}

type Good = Pick<Found & { kind: 'good' }, 'voucher' | 'batch'> & {
  readonly siteId: string | null
  readonly language: 'en' | 'sw'
}

/** Answers which service each voucher gave. */
async function give(tx: Tx, good: readonly Good[]): Promise<Map<string, string>> {
  if (good.length === 0) return new Map()
  const memoOf = ({ voucher, batch }: Good) => `${batchCode(batch.number)}-${voucher.serial}`
  const guests = await addGuests(
    tx,
    good.map((one) => ({
      ...{
        phone: null,
        name: `Voucher ${memoOf(one)}`,
        language: one.language,
        siteId: one.siteId,
      },
    })),
  )
  const whose = good.map((one, place) => ({
    ...{ ...one, memo: memoOf(one), face: one.batch.face_cents, voucherId: one.voucher.id },
    subscriberId: must(guests[place], 'each has a record'),
  }))
  const routers = await routersOf(
    tx,
    good.map(({ batch }) => batch),
  )
  const ordered = await orderServices(
    tx,
    whose.map(({ subscriberId, batch, siteId }) => ({
      ...{ subscriberId, planVersionId: batch.plan_version_id, siteId, pay: 'prepaid', grace_s: 0 },
      nasIds: routers.get(batch.id) ?? [],
      ...{ access: 'hotspot', waitsFor: 'payment', autoRenew: false, sessionsMax: batch.devices },
    })),
  )
  const all = whose.map((one, place) => ({
    ...one,
    ...must(ordered[place], 'each has a service'),
  }))
  await markRedeemed(
    tx,
    all.map(({ voucherId: id, serviceId, siteId }) => ({ id, serviceId, siteId })),
  )
  const worth = all.filter(({ face }) => face > 0n)
  await postMany(tx, worth.map(creditJournal))
  await buyAtPrice(
    tx,
    all.map(({ subscriberId, serviceId, batch, face }) => ({
      ...{ subscriberId, serviceId, planVersionId: batch.plan_version_id, cents: face },
      reason: 'Voucher',
    })),
  )
  // Last, because from here on all others who redeem codes of these batches wait for this unit to end.
  await postMany(
    tx,
    worth.map((one) => redemptionJournal({ ...one, batchId: one.batch.id })),
  )
  const ofBatch = Map.groupBy(all, ({ batch }) => batch.id)
  for (const batchId of [...ofBatch.keys()].toSorted()) {
    const redeemed = ofBatch.get(batchId)?.length ?? 0
    await countBatch(tx, batchId, { sold: -redeemed, redeemed })
  }
  audit(tx, { objects: all.map(({ voucherId: id }) => ({ table: 'vouchers.voucher', id })) })
  for (const { voucher, serviceId, subscriberId } of all) {
    const { batch_id: batchId, serial } = voucher
    tx.emit(voucherRedeemed, { batchId, serial, serviceId, subscriberId })
  }
  return new Map(all.map(({ voucherId, serviceId }) => [voucherId, serviceId]))
}

/** Of batches that count at some sites, the routers there: what a code gives is of no use elsewhere, whichever page it was typed on. */
async function routersOf(tx: Tx, batches: readonly Batch[]): Promise<Map<string, string[]>> {
  const routers = new Map<string, string[]>()
  for (const { id, site_ids: batchSites, plan_version_id: planVersionId } of batches) {
    if (routers.has(id)) continue
    const planSites = await sitesOfPlan(tx, planVersionId)
    const sites = batchSites.length > 0 ? batchSites : planSites
    routers.set(id, sites === null ? [] : await routersAt(tx, sites))
  }
  return routers
}
