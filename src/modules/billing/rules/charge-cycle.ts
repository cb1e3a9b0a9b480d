import { must } from '#kernel/assert.ts'
import { overlap, type Period } from '#kernel/period.ts'
import {
  boundary,
  periodIndexOf,
  resolvePrice,
  type PlanVersion,
  type PriceFacts,
} from '#modules/catalog/contract.ts'
import {
  joined,
  lineOfMinimum,
  linesOfAddon,
  linesOfPeriod,
  linesOfUsage,
  quantityOf,
  type About,
  type ChargedPeriod,
  type UsedOf,
} from './arrears.ts'
import { lineOfCommitment } from './contract-minimum.ts'
import type {
  CycleCoupon,
  CycleFacts,
  PayersCycle,
  RatedRow,
  ServiceInCycle,
} from './cycle-facts.ts'
import { agreedTerms, cycleAfter, planPeriods, type Cycle } from './cycles.ts'
import type { DraftLine } from './lines.ts'
import { monthsServed } from './months-served.ts'
import { referralOf } from './referral.ts'

type Line = DraftLine & { planVersionId: string }
type HeldPiece = ServiceInCycle['held'][number]

const compare = Temporal.Instant.compare

/** A coupon that lowered one more period of a service. */
export type CouponUse = { readonly serviceId: string; readonly couponId: string }

/** All lines of one payer's cycle, service by service, how much usage they invoice, and which coupons lowered them. */
export function chargeCycle(
  cycle: PayersCycle,
  facts: CycleFacts,
): { lines: Line[]; rated: RatedRow[]; coupons: CouponUse[]; goesOn: boolean } {
  const services = facts.services.get(`${cycle.payerId} ${cycle.kind}`) ?? []
  const about: About = {
    ...{ book: facts.book, taxDay: facts.taxDay, status: facts.status(cycle.payerId) },
  }
  const lines: Line[] = []
  const rated: RatedRow[] = []
  const coupons: CouponUse[] = []
  for (const one of services) {
    const taken: Taken = { places: new Map(), uses: new Map() }
    for (const piece of one.held) {
      const of = [...timeLines(cycle, one, piece, facts, about, taken)]
      of.push(...usageLines(one, piece, facts, about, rated, taken))
      of.push(...minimumLines(cycle, one, piece, of, facts, about))
      add(lines, one, piece.version.id, of)
    }
    for (const late of one.late) {
      add(lines, one, late.version.id, lateLines(one, late, facts, about, rated))
    }
    coupons.push(...taken.uses.values())
  }
  lines.push(...commitments(cycle, services, lines, facts, about))
  // Who is billed to a company now is invoiced here once more, for the time before that.
  const goesOn =
    facts.payers.get(cycle.payerId)?.billedTo !== 'parent' &&
    facts.goingOn.has(`${cycle.payerId} ${cycle.kind}`)
  return { lines, rated, coupons, goesOn }
}

/**
 * Periods of one service in a cycle in their order, and what coupons lowered in it. Two plans within a period share it, and a coupon that
 * lowers both is used for it once.
 */
type Taken = { readonly places: Map<number, number>; readonly uses: Map<string, CouponUse> }

function placeOf({ places }: Taken, whole: Period): number {
  const at = whole.from.epochMilliseconds
  const place = places.get(at) ?? places.size
  places.set(at, place)
  return place
}

function add(to: Line[], { service }: ServiceInCycle, planVersionId: string, lines: DraftLine[]) {
  const { serviceId } = service
  for (const line of lines) to.push({ ...line, serviceId, planVersionId })
}

/**
 * The plan's periods that a piece touches, with what of each is charged. One that is paid whole once begun is on the invoice of the cycle in which
 * it began for this service: a month is not charged with each of its weeks.
 */
function chargedPeriods(
  cycle: PayersCycle,
  { service }: ServiceInCycle,
  piece: HeldPiece,
  { kept, book }: CycleFacts,
): ChargedPeriod[] {
  const key = `${cycleKey(cycle)} ${piece.version.id}`
  const periods =
    kept.periods.get(key) ?? planPeriods(piece.version.terms.validity, cycle, book.zone)
  kept.periods.set(key, periods)
  const goesOn =
    piece.version.terms.proration === 'none' &&
    compare(piece.from, cycle.from) === 0 &&
    compare(must(service.activatedAt, 'it ran'), cycle.from) < 0
  return periods.flatMap((whole) => {
    if (goesOn && compare(whole.from, cycle.from) < 0) return []
    const pieces = piece.pieces.flatMap((part) => overlap(whole, part) ?? [])
    return pieces.length > 0 ? [{ whole, pieces }] : []
  })
}

/** Cycles of which this is the same have the same periods, and the same cycle after them. */
function cycleKey({ unit, count, anchorDay, anchorAt, from, to }: PayersCycle): string {
  const moments = [anchorAt, from, to].map((at) => at.epochMilliseconds)
  return [unit, count, anchorDay, ...moments].join(' ')
}

/** The payer's next cycle, by the terms that hold now. */
export function nextCycle(cycle: PayersCycle, facts: CycleFacts): Cycle {
  const agreed = facts.payers.get(cycle.payerId)?.cycle
  const terms = agreedTerms(cycle.kind, agreed)
  const key = `${cycleKey(cycle)} ${cycle.k} ${terms.unit} ${terms.count} ${terms.anchorDay}`
  const next = facts.kept.cycles.get(key) ?? cycleAfter(cycle, terms, facts.book.zone)
  facts.kept.cycles.set(key, next)
  return next
}

function timeLines(
  cycle: PayersCycle,
  one: ServiceInCycle,
  piece: HeldPiece,
  facts: CycleFacts,
  about: About,
  taken: Taken,
): DraftLine[] {
  const { version } = piece
  const { zone } = facts.book
  const { serviceId } = one.service
  const held = facts.coupons.get(serviceId) ?? []
  const periods = chargedPeriods(cycle, one, piece, facts)
  const lines = periods.flatMap((period) => {
    const place = placeOf(taken, period.whole)
    const asked = {
      ...factsOf(one, period.whole, piece, version, facts),
      coupons: couponFacts(held, place),
    }
    // What is sold once comes with the first period of a service, not with that of each plan it moves to.
    const isFirst = compare(piece.from, must(one.service.activatedAt, 'it ran')) === 0
    const key = keyOf(asked, version.id, isFirst, period, about)
    const known = key === undefined ? undefined : facts.kept.lines.get(key)
    if (known) return known
    const quote = resolvePrice(version, facts.book, asked, period.whole.from)
    for (const couponId of quote.couponIds)
      taken.uses.set(`${couponId} ${place}`, { serviceId, couponId })
    const made = linesOfPeriod(quote, version, period, about).filter(
      ({ kind }) => isFirst || kind !== 'one-off',
    )
    if (key !== undefined) facts.kept.lines.set(key, made)
    return made
  })
  const addons = one.addons.flatMap(({ addon, content }) => {
    return periods.flatMap((period) => {
      const time = { from: addon.from, to: addon.to ?? cycle.to }
      const pieces =
        compare(time.from, time.to) < 0
          ? period.pieces.flatMap((part) => overlap(part, time) ?? [])
          : []
      if (pieces.length === 0) return []
      const thing = {
        ...{ taxMode: content.taxMode, taxClassId: content.taxClassId, name: content.name },
        ...{ component: `add-on:${addon.addonId}`, cents: content.price.cents },
        quantity: BigInt(addon.quantity),
      }
      return linesOfAddon(thing, version, { whole: period.whole, pieces }, about)
    })
  })
  return [...joined(lines, zone, version.planName), ...addons]
}

function usageLines(
  one: ServiceInCycle,
  piece: HeldPiece,
  facts: CycleFacts,
  about: About,
  rated: RatedRow[],
  taken: Taken,
): DraftLine[] {
  const components = piece.version.terms.components.filter(({ kind }) => kind === 'usage')
  if (components.length === 0) return []
  const used = new Map<string, UsedOf>()
  for (const component of components) {
    const total = quantityOf(component, piece.usage, facts.isWithin)
    rated.push({
      ...{ serviceId: one.service.serviceId, component: component.key, quantity: total },
      ...{ planVersionId: piece.version.id, from: piece.from, to: piece.to },
    })
    if (total > 0n || hasFlatAtZero(component.charge))
      used.set(component.key, { billed: 0n, total })
  }
  if (used.size === 0) return []
  // A share comes off usage as off all else. An amount came off the period's price, and is not given twice.
  const shares = (facts.coupons.get(one.service.serviceId) ?? []).filter(
    ({ takes }) => takes === 'share',
  )
  const asked = {
    ...factsOf(one, piece, piece, piece.version, facts),
    coupons: couponFacts(shares, Math.max(0, taken.places.size - 1)),
    usage: Object.fromEntries(used),
  }
  const quote = resolvePrice(piece.version, facts.book, asked, piece.from)
  return linesOfUsage(quote, piece.version, { from: piece.from, to: piece.to }, used, about)
}

function hasFlatAtZero(charge: HeldPiece['version']['terms']['components'][number]['charge']) {
  return 'flatAtZero' in charge && charge.flatAtZero
}

/** What came to light of a stretch that was invoiced: the difference. A cheaper tier that was reached late gives nothing back here. */
function lateLines(
  one: ServiceInCycle,
  late: ServiceInCycle['late'][number],
  facts: CycleFacts,
  about: About,
  rated: RatedRow[],
): DraftLine[] {
  const component = late.version.terms.components.find(({ key }) => key === late.component)
  if (!component) return []
  const total = quantityOf(component, late.usage, facts.isWithin)
  if (total <= late.billed) return []
  const used = new Map([[component.key, { billed: late.billed, total }]])
  const asked = {
    ...factsOf(one, late, late, late.version, facts),
    usage: Object.fromEntries(used),
  }
  const quote = resolvePrice(late.version, facts.book, asked, late.from)
  const lines = linesOfUsage(quote, late.version, { from: late.from, to: late.to }, used, about)
  const { version, from, to } = late
  rated.push({
    ...{ serviceId: one.service.serviceId, component: component.key, quantity: total },
    ...{ planVersionId: version.id, from, to },
  })
  return lines
}

function minimumLines(
  cycle: PayersCycle,
  one: ServiceInCycle,
  piece: HeldPiece,
  lines: readonly DraftLine[],
  facts: CycleFacts,
  about: About,
): DraftLine[] {
  const minimum = piece.version.terms.components.find(({ kind }) => kind === 'minimum')
  if (!minimum) return []
  const { minimum: cents } = resolvePrice(
    piece.version,
    facts.book,
    factsOf(one, piece, piece, piece.version, facts),
    piece.from,
  )
  const periods = chargedPeriods(cycle, one, piece, facts)
  return lineOfMinimum(minimum, piece.version, periods, lines, cents ?? 0n, about)
}

/** Up to the minimum of each contract: what its lines that are paid afterwards cost together counts, once for all of them. */
function commitments(
  cycle: PayersCycle,
  services: readonly ServiceInCycle[],
  lines: readonly Line[],
  { contracts }: CycleFacts,
  about: About,
): Line[] {
  if (cycle.kind !== 'postpaid' || contracts.size === 0) return []
  const running = services.filter(({ held }) => held.length > 0)
  const under = Map.groupBy(running, ({ service }) => service.contractId ?? '')
  return [...under].flatMap(([contractId, some]) => {
    const [agreed, first] = [contracts.get(contractId), some[0]]
    const version = first?.held.at(-1)?.version
    if (!agreed || !first || !version) return []
    const { serviceId } = first.service
    const theirs = new Set<string | null>(some.map(({ service }) => service.serviceId))
    const its = lines.filter((line) => theirs.has(line.serviceId))
    return lineOfCommitment(cycle, agreed, { serviceId, version, lines: its }, about) ?? []
  })
}

/** Coupons of a service as the period at this place of the cycle uses them. */
function couponFacts(held: readonly CycleCoupon[], place: number): PriceFacts['coupons'] {
  return held.slice(0, 5).map(({ code, usedBefore, used }) => ({
    ...{ code, usedBefore, held: true, cycle: used + place },
  }))
}

/** What the price of one period depends on, but for the coupons that are used for it. */
function factsOf(
  { service }: ServiceInCycle,
  period: Period,
  piece: { readonly subscriberId?: string; readonly usage: HeldPiece['usage'] },
  version: PlanVersion,
  facts: CycleFacts,
): PriceFacts {
  const { serviceId, contractId, siteId } = service
  const subscriberId = piece.subscriberId ?? service.subscriberId
  const activatedAt = must(service.activatedAt, 'it ran')
  const hasRules = facts.book.rules.length > 0
  const cycle = cycleOf(period, activatedAt, version, facts)
  return {
    holderIds: [serviceId, ...(contractId === null ? [] : [contractId]), subscriberId],
    segmentIds: hasRules ? [...(facts.segments.get(subscriberId) ?? [])] : [],
    cycle,
    monthsServed: hasRules ? monthsServed(activatedAt, period.from) : 0,
    activeLines: hasRules ? (facts.lines.get(serviceId) ?? 1) : 1,
    volume: piece.usage.reduce((sum, { up, down }) => sum + up + down, 0n),
    ...{ referral: referralOf(facts.buyers.get(subscriberId)), isNew: cycle === 0, siteId },
    contract: facts.contract(service, () => dayOf(period.from, facts.book.zone)),
    taxStatus: facts.status(subscriberId),
    ...{ chosen: service.chosen, usage: {}, coupons: [] },
  }
}

const dayOf = (at: Temporal.Instant, zone: string) =>
  at.toZonedDateTimeISO(zone).toPlainDate().toString()

/** Which period of the service this is: 0 is the one in which it began. Counted exactly only where a price depends on it. */
function cycleOf(
  period: Period,
  activatedAt: Temporal.Instant,
  { terms }: PlanVersion,
  facts: CycleFacts,
): number {
  if (compare(activatedAt, period.from) >= 0) return 0
  if (terms.phases.length === 0 && facts.book.rules.length === 0) return 1
  const anchor = { start: activatedAt, zone: facts.book.zone }
  const { unit, count } = terms.validity
  const whole = { unit, count, mode: 'elapsed', anchor: null } as const
  const k = periodIndexOf(whole, anchor, period.from)
  // The first, shorter period ends before one whole one is over.
  const isOnBoundary = compare(boundary(whole, anchor, k), period.from) === 0
  return Math.min(isOnBoundary ? k : k + 1, 10_000)
}

/** Services for which this is the same pay the same for a period. Nothing where one of them has a price or a coupon of its own. */
function keyOf(
  asked: PriceFacts,
  versionId: string,
  isFirst: boolean,
  period: ChargedPeriod,
  about: About,
) {
  if (asked.coupons.length > 0 || Object.keys(asked.chosen).length > 0) return undefined
  if (about.book.agreed.some(({ holderId }) => asked.holderIds.includes(holderId))) return undefined
  const { cycle, segmentIds, monthsServed, activeLines, siteId, volume, taxStatus, contract } =
    asked
  const { whole, pieces } = period
  return [
    ...[
      versionId,
      isFirst,
      cycle,
      monthsServed,
      activeLines,
      volume,
      taxStatus.vat,
      taxStatus.excise,
    ],
    ...[about.status.vat, about.status.excise, about.taxDay, whole.from.epochMilliseconds],
    ...(about.book.rules.length > 0 ? [siteId, asked.referral, ...segmentIds] : []),
    ...(contract ? ['contract', contract.ramp_bp, contract.bulk_bp, contract.lines] : []),
    ...pieces.flatMap(({ from, to }) => [from.epochMilliseconds, to.epochMilliseconds]),
  ].join(' ')
}
