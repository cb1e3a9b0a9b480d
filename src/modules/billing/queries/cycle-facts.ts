import type { Period } from '#kernel/period.ts'
import { isWithinWindows, type PriceBook } from '#modules/catalog/contract.ts'
import { planVersionsNow, priceBook, versionForRenewal } from '#modules/catalog/index.ts'
import {
  addonsDuring,
  buyersKnown,
  holdsDuring,
  servicesHeld,
  type HeldHold,
  type HeldService,
} from '#modules/services/index.ts'
import { segmentsOf, subscriberFacts } from '#modules/subscribers/index.ts'
import type { Read } from '#platform/tx.ts'
import type { HourOfWeek } from '../rules/arrears.ts'
import {
  couponUse,
  type CycleFacts,
  type KeptVersions,
  type PayersCycle,
  type RatedRow,
  type ServiceInCycle,
} from '../rules/cycle-facts.ts'
import { heldDuring, withoutHoles } from '../rules/cycles.ts'
import { chargedTime, groupsOf, ownCycles, stretchesOf, type Charged } from './due-cycles.ts'
import { heldCoupons, type HeldCoupon } from './held-coupons.ts'
import { contractPrices, contractsOver, taxStatusOf } from './price-facts.ts'
import { soldContents } from './sold-addons.ts'
import { ratedSince, usageSums, type AskedUsage } from './usage-sums.ts'

const compare = Temporal.Instant.compare
/** For usage that comes to light late. */
const LOOKS_BACK = { hours: 24 * 31 }
const later = (one: Temporal.Instant, other: Temporal.Instant) =>
  compare(one, other) >= 0 ? one : other

/** Everything that the cycles of these payers are priced by, in a dozen statements however many they are. */
export async function loadCycleFacts(
  read: Read,
  cycles: readonly PayersCycle[],
  {
    on,
    kept,
    used: before = new Map(),
  }: { on: Temporal.PlainDate; kept: KeptVersions; used?: ReadonlyMap<string, number> },
): Promise<CycleFacts> {
  const groups = await groupsOf(read, [...new Set(cycles.map(({ payerId }) => payerId))])
  const payerOf = payersOf(groups)
  const own = await ownCycles(
    read,
    groups.flatMap(({ payerId, subscriberId }) => (payerId === subscriberId ? [] : [subscriberId])),
  )
  const subscriberIds = groups.map(({ subscriberId }) => subscriberId)
  const payers = await subscriberFacts(read, subscriberIds)
  const from = cycles.map((one) => one.from).reduce((a, b) => (compare(a, b) < 0 ? a : b))
  const to = cycles.map((one) => one.to).reduce(later)

  const now = await servicesHeld(read, { subscriberIds })
  const ids = now.map(({ serviceId }) => serviceId)
  const changes = await stretchesOf(read, { serviceIds: ids, subscriberIds, after: from })
  const known = new Set(ids)
  const gone = [...new Set(changes.map(({ serviceId }) => serviceId))].filter(
    (id) => !known.has(id),
  )
  const services =
    gone.length > 0 ? [...now, ...(await servicesHeld(read, { serviceIds: gone }))] : now
  const billed = services.filter(
    ({ pay, activatedAt, endedAt, serviceId }) =>
      activatedAt !== null &&
      (endedAt === null || compare(endedAt, from) > 0) &&
      (pay === 'postpaid' || pay === 'payg' || changes.some((one) => one.serviceId === serviceId)),
  )
  const serviceIds = billed.map(({ serviceId }) => serviceId)
  const changesOf = Map.groupBy(changes, ({ serviceId }) => serviceId)
  const charged = await chargedTime(read, { serviceIds, after: from })
  const holds = Map.groupBy(
    (await holdsDuring(read, { serviceIds, from, to })).filter(({ bills }) => !bills),
    ({ serviceId }) => serviceId,
  )
  const addons = await addonsInCycle(read, serviceIds, { from, to })
  const rated = Map.groupBy(
    await ratedSince(read, { serviceIds, since: from.subtract(LOOKS_BACK) }),
    ({ serviceId }) => serviceId,
  )
  await loadVersions(read, kept, [
    ...billed.map((one) => one.planVersionId),
    ...changes.map((one) => one.planVersionId),
    ...[...rated.values()].flat().map((one) => one.planVersionId),
  ])
  const held = await heldCoupons(read, serviceIds)
  const book = await priceBook(read, {
    coupons: [...new Set([...held.values()].flat().map(({ code }) => code))],
    holderIds: [
      ...new Set(
        billed.flatMap(({ serviceId, contractId, subscriberId }) =>
          contractId === null ? [serviceId, subscriberId] : [serviceId, contractId, subscriberId],
        ),
      ),
    ],
  })

  const ofPayer = servicesOfPayers(billed, changes, groups)
  const isMine = isMineIn(groups)
  const asked: AskedUsage[] = []
  const drafts = await draftsOf(read, cycles, {
    ...{ kept, own, charged, holds, addons, rated, changesOf, asked },
    ...{ ofPayer, isMine },
  })
  const contracts = await contractsOver(read, billed)
  const used = await usageSums(read, asked, book.zone)
  return {
    ...{ book, taxDay: on.toString(), payers, kept },
    services: Map.groupBy(
      drafts.map(({ key, one }) => ({ key, ...withUsage(one, used) })),
      ({ key }) => key,
    ),
    goingOn: goingOnOf(cycles, ofPayer, isMine),
    segments: await segmentsOf(read, { subscriberIds, on }),
    status: await taxStatusOf(read, [...new Set(cycles.map(({ payerId }) => payerId))], on),
    lines: linesOf(services, payerOf),
    coupons: couponsOf(held, book, before),
    buyers: book.rules.some(({ when }) => when.referral !== null)
      ? await buyersKnown(read, subscriberIds)
      : new Map(),
    contract: await contractPrices(read, billed, contracts),
    contracts,
    isWithin: hoursWithin(),
  }
}

type Loaded = {
  readonly kept: KeptVersions
  readonly ofPayer: ReadonlyMap<string, readonly HeldService[]>
  readonly isMine: (payerId: string, subscriberId: string) => boolean
  /** Up to when those who are billed to a company are still invoiced themselves. */
  readonly own: ReadonlyMap<string, Temporal.Instant>
  readonly charged: Charged
  readonly holds: ReadonlyMap<string, readonly HeldHold[]>
  readonly addons: ReadonlyMap<string, ServiceInCycle['addons']>
  readonly rated: ReadonlyMap<string, readonly RatedRow[]>
  readonly changesOf: ReadonlyMap<string, Awaited<ReturnType<typeof stretchesOf>>>
  /** Filled with the stretches whose usage is needed. */
  readonly asked: AskedUsage[]
}

/** What each cycle holds, service by service, but for the sums of usage. */
async function draftsOf(read: Read, cycles: readonly PayersCycle[], loaded: Loaded) {
  const { kept, own, ofPayer, charged, holds, addons, rated, changesOf, asked } = loaded
  const askUsage = ({ serviceId, activatedAt }: HeldService, { from, to }: Period) => {
    // Usage is kept by the hour: the one in which a service began is all its own, and no stretch before could have it.
    const isFirst = activatedAt !== null && compare(from, activatedAt) === 0
    return asked.push({ serviceId, from: isFirst ? hourOf(from) : from, to }) - 1
  }
  const drafts: { key: string; one: Draft }[] = []
  for (const cycle of cycles) {
    const isMine = (subscriberId: string) => loaded.isMine(cycle.payerId, subscriberId)
    for (const service of ofPayer.get(cycle.payerId) ?? []) {
      const { serviceId } = service
      const until = charged.until.get(serviceId)
      const theirs =
        service.subscriberId === cycle.payerId
          ? undefined
          : own.get(`${service.subscriberId} ${cycle.kind}`)
      const since = until && theirs ? later(until, theirs) : (until ?? theirs)
      const span = spanOf(service, cycle, since)
      const pieces = span ? heldDuring(span, changesOf.get(serviceId) ?? [], service) : []
      const held: Draft['held'] = []
      for (const piece of pieces.filter(({ subscriberId }) => isMine(subscriberId))) {
        const version = await versionAt(read, kept, piece.planVersionId, cycle.from)
        if (version.terms.payment !== cycle.kind) continue
        const paused = (holds.get(serviceId) ?? []).map((hold) => ({
          from: hold.from,
          to: hold.to ?? cycle.to,
        }))
        const holes = [...paused, ...(charged.paid.get(serviceId) ?? [])]
        const hasUsage = version.terms.components.some(({ kind }) => kind === 'usage')
        const usageAt = hasUsage ? askUsage(service, piece) : -1
        held.push({ ...piece, version, pieces: withoutHoles(piece, holes), usageAt })
      }
      const late = (rated.get(serviceId) ?? []).flatMap((one) => {
        const version = kept.versions.get(one.planVersionId)
        const isLate =
          version?.terms.payment === cycle.kind &&
          isMine(service.subscriberId) &&
          compare(one.to, cycle.from) <= 0 &&
          // By this payer's own cycle, whoever else is in the unit.
          compare(cycle.from.subtract(LOOKS_BACK), one.to) <= 0
        const { component, from: since, to: end, quantity: billed } = one
        const usageAt = isLate ? askUsage(service, one) : -1
        return isLate ? [{ component, version, from: since, to: end, billed, usageAt }] : []
      })
      if (held.length === 0 && late.length === 0) continue
      const one = { service, held, late, addons: addons.get(serviceId) ?? [] }
      drafts.push({ key: `${cycle.payerId} ${cycle.kind}`, one })
    }
  }
  return drafts
}

const hourOf = (at: Temporal.Instant) => at.round({ smallestUnit: 'hour', roundingMode: 'floor' })

type Without<T> = Omit<T, 'usage'> & { readonly usageAt: number }
type Draft = Omit<ServiceInCycle, 'held' | 'late'> & {
  readonly held: Without<ServiceInCycle['held'][number]>[]
  readonly late: Without<ServiceInCycle['late'][number]>[]
}

function withUsage(draft: Draft, used: ReadonlyMap<number, HourOfWeek[]>): ServiceInCycle {
  const fill = <T extends { usageAt: number }>(one: T) => ({
    ...one,
    usage: used.get(one.usageAt) ?? [],
  })
  return { ...draft, held: draft.held.map(fill), late: draft.late.map(fill) }
}

/** Payers and kinds of which anything runs now. */
function goingOnOf(
  cycles: readonly PayersCycle[],
  ofPayer: ReadonlyMap<string, readonly HeldService[]>,
  isMine: (payerId: string, subscriberId: string) => boolean,
): Set<string> {
  const goesOn = ({ payerId, kind }: PayersCycle) =>
    (ofPayer.get(payerId) ?? []).some(
      ({ status, pay, subscriberId }) =>
        status === 'active' && pay === kind && isMine(payerId, subscriberId),
    )
  return new Set(cycles.filter(goesOn).map(({ payerId, kind }) => `${payerId} ${kind}`))
}

type Groups = Awaited<ReturnType<typeof groupsOf>>

/** Who pays from now on: the company, where somebody who is billed to it now is also invoiced themselves once more. */
function payersOf(groups: Groups): Map<string, string> {
  const payers = new Map<string, string>()
  for (const { payerId, subscriberId } of groups)
    if (payerId !== subscriberId || !payers.has(subscriberId)) payers.set(subscriberId, payerId)
  return payers
}

function isMineIn(groups: Groups): (payerId: string, subscriberId: string) => boolean {
  const pairs = new Set(groups.map(({ payerId, subscriberId }) => `${payerId} ${subscriberId}`))
  return (payerId, subscriberId) => pairs.has(`${payerId} ${subscriberId}`)
}

/** Each payer's services in the order of their numbers, with those that were theirs before they changed hands. */
function servicesOfPayers(
  services: readonly HeldService[],
  changes: readonly { serviceId: string; subscriberId: string }[],
  groups: Groups,
): Map<string, HeldService[]> {
  const payersOfOne = Map.groupBy(groups, ({ subscriberId }) => subscriberId)
  const found = new Map<string, Map<string, HeldService>>()
  const add = (subscriberId: string, service: HeldService) => {
    for (const { payerId } of payersOfOne.get(subscriberId) ?? []) {
      const of = found.get(payerId) ?? new Map<string, HeldService>()
      found.set(payerId, of.set(service.serviceId, service))
    }
  }
  const byId = new Map(services.map((one) => [one.serviceId, one]))
  for (const service of services) add(service.subscriberId, service)
  for (const { serviceId, subscriberId } of changes) {
    const service = byId.get(serviceId)
    if (service) add(subscriberId, service)
  }
  const byNumber = (a: HeldService, b: HeldService) => (a.number < b.number ? -1 : 1)
  return new Map([...found].map(([payer, of]) => [payer, [...of.values()].toSorted(byNumber)]))
}

/** The part of a cycle in which a service ran and is not charged yet. */
function spanOf(
  { activatedAt, endedAt }: HeldService,
  cycle: Period,
  until: Temporal.Instant | undefined,
): Period | undefined {
  if (activatedAt === null) return undefined
  const from = later(later(cycle.from, activatedAt), until ?? cycle.from)
  const to = endedAt !== null && compare(endedAt, cycle.to) < 0 ? endedAt : cycle.to
  return compare(from, to) < 0 ? { from, to } : undefined
}

async function addonsInCycle(read: Read, serviceIds: readonly string[], span: Period) {
  const sold = await soldContents(read, await addonsDuring(read, { serviceIds, ...span }))
  return Map.groupBy(
    sold.filter(({ content }) => content.charged === 'each-period'),
    ({ addon }) => addon.serviceId,
  )
}

async function loadVersions(read: Read, kept: KeptVersions, ids: readonly string[]) {
  const missing = [...new Set(ids)].filter((id) => !kept.versions.has(id))
  if (missing.length === 0) return
  for (const [id, version] of await planVersionsNow(read, missing)) kept.versions.set(id, version)
}

/** An announced price change counts from the first cycle that begins after it. */
async function versionAt(
  read: Read,
  kept: KeptVersions,
  planVersionId: string,
  at: Temporal.Instant,
) {
  const key = `${planVersionId} ${at.epochMilliseconds}`
  const known = kept.renewed.get(key)
  if (known) return known
  const version = await versionForRenewal(read, { planVersionId, at })
  kept.renewed.set(key, version)
  return version
}

/** Lines that count together, by service: those of its contract, else all that its payer has without one or with. */
function linesOf(
  services: readonly HeldService[],
  payerOf: ReadonlyMap<string, string>,
): Map<string, number> {
  const counts = new Map<string, number>()
  const payer = ({ subscriberId }: HeldService) => payerOf.get(subscriberId) ?? subscriberId
  for (const one of services) {
    if (one.status !== 'active') continue
    for (const of of [payer(one), ...(one.contractId === null ? [] : [one.contractId])])
      counts.set(of, (counts.get(of) ?? 0) + 1)
  }
  return new Map(
    services.map((one) => [one.serviceId, counts.get(one.contractId ?? payer(one)) ?? 0]),
  )
}

function couponsOf(
  held: ReadonlyMap<string, readonly HeldCoupon[]>,
  { coupons }: PriceBook,
  before: ReadonlyMap<string, number>,
): CycleFacts['coupons'] {
  const effects = new Map(coupons.map(({ id, effect }) => [id, effect.kind]))
  return new Map(
    [...held].map(([serviceId, some]) => [
      serviceId,
      some
        .map((one) => ({ ...one, used: one.used + (before.get(couponUse(one)) ?? 0) }))
        .filter(({ used, cycles }) => used < cycles)
        .map(({ couponId, code, usedBefore, used }) => ({
          ...{ couponId, code, usedBefore, used },
          takes: effects.get(couponId) === 'percent-off' ? 'share' : 'amount',
        })),
    ]),
  )
}

const A_MONDAY = Temporal.PlainDateTime.from('2026-01-05T00:00').toZonedDateTime('UTC')

/** Whether an hour of the week (0 is Monday, 00:00) is one of a price's; by its first minute. */
function hoursWithin(): CycleFacts['isWithin'] {
  const known = new Map<string, boolean>()
  return (component, hour) => {
    if (component.during === null) return true
    const key = `${JSON.stringify(component.during)} ${hour}`
    const answer =
      known.get(key) ?? isWithinWindows(component.during, A_MONDAY.add({ hours: hour }))
    known.set(key, answer)
    return answer
  }
}
