import type { Period } from '#kernel/period.ts'
import { periodAt, resolvePrice, sumTaxed, type PlanVersion } from '#modules/catalog/contract.ts'
import { planVersionNow } from '#modules/catalog/index.ts'
import { regionNow } from '#modules/organization/index.ts'
import {
  periodsDuring,
  servicesHeld,
  type HeldPeriod,
  type HeldService,
} from '#modules/services/index.ts'
import type { Read } from '#platform/tx.ts'
import {
  notOnSale,
  samePlan,
  serviceIsEnded,
  serviceNotFound,
  trialNotChosen,
} from '../refusals.ts'
import { creditsFor, type LineCredit } from '../rules/credits.ts'
import { isOnSale } from '../rules/on-sale.ts'
import { couponsIn, keptPrice, placeIn, type KeptPrice } from './kept-price.ts'
import { linesOfQuote, type DraftLine } from '../rules/lines.ts'
import { wholePeriod, type NextPeriod } from '../rules/renewal.ts'
import { chargedLines, type ChargedLine } from './charged-lines.ts'
import { lastPeriods } from './last-periods.ts'
import { pricingOf } from './pricing.ts'
import { purse } from './purse.ts'

/** What another plan costs and gives back from a moment on. */
export type PlanChange = {
  readonly service: HeldService
  readonly from: PlanVersion
  readonly to: PlanVersion
  readonly at: Temporal.Instant
  readonly credits: readonly LineCredit[]
  readonly lines: readonly DraftLine[]
  readonly credited: bigint
  readonly charged: bigint
  /** Paid time of the old plan that is cut short at the moment, or that falls away. */
  readonly cut: readonly HeldPeriod[]
  /** Paid time of the new plan; nothing where there was none of the old one, or where the new one is paid afterwards. */
  readonly period: (NextPeriod & { readonly kept: KeptPrice }) | undefined
  /** Of the wallet, with what comes back, when what is overdue is paid. */
  readonly available: bigint
}

const compare = Temporal.Instant.compare
const FAR = { hours: 24 * 365 * 20 }

/**
 * The rest of what was paid is given back by the clock of the old plan, and the new one is charged by its own. Where both are sold by the
 * same length, the period ends when it would have ended, so that due days stay; else a new one begins at the moment. Where one of
 * them is paid whole once begun, it begins anew, too. Prices that are paid once when a service begins are not charged again.
 */
export async function planChangeAt(
  read: Read,
  asked: { serviceId: string; toVersionId: string; at: Temporal.Instant },
): Promise<PlanChange> {
  const { serviceId, at } = asked
  const [service] = await servicesHeld(read, { serviceIds: [serviceId] })
  if (!service) throw serviceNotFound()
  if (service.status === 'ended') throw serviceIsEnded()
  if (service.planVersionId === asked.toVersionId) throw samePlan()
  const from = await planVersionNow(read, service.planVersionId)
  const to = await planVersionNow(read, asked.toVersionId)
  if (!isOnSale(to, at)) throw notOnSale({ plan: to.planName })
  if (to.terms.payment === 'trial') throw trialNotChosen()
  const periods = (
    await periodsDuring(read, { serviceIds: [serviceId], from: at, to: at.add(FAR) })
  ).filter(({ paid, kind }) => paid && kind !== 'addon')
  const running = periods.find((one) => compare(one.from, at) <= 0)
  const toTime = running && to.terms.payment === 'prepaid' ? running : undefined
  const next = toTime && (await newTime(read, { ...{ service, running: toTime, from, to, at } }))
  const credits = await creditsOf(read, { service, at, periods, keepsEnd: next?.keepsEnd === true })
  const lines = (next?.lines ?? []).map((line): DraftLine => ({ ...line, planVersionId: to.id }))
  const credited = credits.reduce((sum, { gross }) => sum + gross, 0n)
  const { wallet, overdue } = await purse(read, service.subscriberId)
  return {
    ...{ service, from, to, at, credits, lines, credited, cut: periods },
    charged: sumTaxed(lines.map(({ taxed }) => taxed)).gross,
    period: next?.period,
    available: wallet + (await backToWallet(read, service, at, credits)) - overdue,
  }
}

async function newTime(
  read: Read,
  about: {
    service: HeldService
    running: HeldPeriod
    from: PlanVersion
    to: PlanVersion
    at: Temporal.Instant
  },
) {
  const { service, running, from, to, at } = about
  const { serviceId } = service
  const pricing = await pricingOf(read, [service], { couponIds: couponsIn(running.price) })
  const { book, weekStart } = pricing
  const { validity, proration } = to.terms
  const keepsEnd =
    running.kind === 'base' &&
    JSON.stringify(validity) === JSON.stringify(from.terms.validity) &&
    proration !== 'none' &&
    from.terms.proration !== 'none'
  const place = (keepsEnd ? placeIn(running.price) : undefined) ?? {
    ...{ anchor: keepsEnd ? running.from : at, k: 0 },
  }
  const nominal = periodAt(validity, { start: place.anchor, zone: book.zone, weekStart }, place.k)
  const period: Period = keepsEnd ? { from: at, to: running.to } : nominal
  // Of time whose place in its row nobody wrote down, what was paid is the whole.
  const isPlaced = compare(nominal.to, period.to) === 0
  const whole = wholePeriod(validity, isPlaced ? nominal : running, book.zone)
  const before = (await lastPeriods(read, [serviceId])).get(serviceId)?.count ?? 0
  const facts = pricing.facts(service, {
    ...{ cycle: keepsEnd ? Math.max(0, before - 1) : before, period: 'running' },
  })
  const quote = resolvePrice(to, book, facts, at)
  const charged = {
    ...{ period, ticks: { in: proration, zone: book.zone } },
    whole: proration === 'none' ? period : whole,
  }
  const ofPlan = linesOfQuote(quote, to, book, facts.taxStatus, {
    ...{ ...charged, serviceId, when: 'in-advance' },
  }).filter(({ kind }) => kind !== 'one-off')
  const next = { ...place, period }
  return {
    keepsEnd,
    lines: keepsEnd ? ofPlan : [...ofPlan, ...pricing.addonLines(service, charged, quote.taxDay)],
    period: { ...next, kept: keptPrice(next, quote) },
  }
}

/** Add-ons go on where the end stays; where it does not, and in periods that fall away, they are given back with the plan. */
async function creditsOf(
  read: Read,
  about: {
    service: HeldService
    at: Temporal.Instant
    periods: readonly HeldPeriod[]
    keepsEnd: boolean
  },
): Promise<LineCredit[]> {
  const { service, at, periods, keepsEnd } = about
  if (periods.length === 0) return []
  const { timeZone: zone } = await regionNow(read)
  const rest = { from: at, to: at.add(FAR) }
  const lines = await chargedLines(read, { serviceId: service.serviceId, ...rest })
  const goesOn = ({ component, period }: ChargedLine) =>
    component.startsWith('add-on:') && keepsEnd && compare(period.from, at) <= 0
  return creditsFor(
    lines.filter((line) => !goesOn(line)),
    [rest],
    zone,
  )
}

/** What of the credits comes into this subscriber's wallet: what is still open of an invoice is lowered first. */
async function backToWallet(
  read: Read,
  service: HeldService,
  at: Temporal.Instant,
  credits: readonly LineCredit[],
): Promise<bigint> {
  const lines = await chargedLines(read, {
    ...{ serviceId: service.serviceId, from: at, to: at.add(FAR) },
  })
  let sum = 0n
  for (const [invoiceId, of] of Map.groupBy(credits, (one) => one.invoiceId)) {
    const invoice = lines.find((one) => one.invoiceId === invoiceId)
    if (invoice?.subscriberId !== service.subscriberId) continue
    const back = of.reduce((total, { gross }) => total + gross, 0n) - invoice.open
    if (back > 0n) sum += back
  }
  return sum
}
