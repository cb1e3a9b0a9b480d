import { assert } from '#kernel/assert.ts'
import { allocateMoney, divideRounded, kes } from '#kernel/money.ts'
import type { AgreedPrice } from './agreed-prices.ts'
import { chargeBetween, chargeFor } from './charge.ts'
import type { Coupon } from './coupons.ts'
import { phaseOf, type Component } from './plan-terms.ts'
import type { PlanVersion } from './plan-version.ts'
import type { PricedLine, PriceFacts, PriceQuote, PriceStep } from './price-quote.ts'
import type { PriceRule } from './price-rules.ts'
import {
  couponApplies,
  couponReaches,
  ruleApplies,
  ruleReaches,
  shareOf,
} from './price-conditions.ts'
import { ALL_BP } from './shapes.ts'
import { sumTaxed, taxAmount, treatmentOf, type Seller, type TaxTable } from './taxes.ts'

/** Everything that prices are made of at one time: loaded once, used for as many services as one likes. */
export type PriceBook = {
  /** The ISP's zone: days, seasons and hours are local. */
  readonly zone: string
  readonly seller: Seller
  readonly taxes: TaxTable
  readonly segmentNames: ReadonlyMap<string, { en: string; sw: string }>
  /** Rules that are on, by priority. */
  readonly rules: readonly PriceRule[]
  readonly agreed: readonly AgreedPrice[]
  readonly coupons: readonly Coupon[]
  /** No rules and coupons together take more than this share of a price. */
  readonly discountMax_bp: number
}

type Line = Omit<PricedLine, 'taxed'> & { component: Component; base: bigint }
type Change = PricedLine['changes'][number]

/**
 * The price of one period of a plan for somebody at a moment, and why. In this order: what the plan lists, its
 * phase or an agreed price, the ramp and the bulk prices of its contract, bulk discounts, price rules by priority, coupons (shares before amounts), tax. Each share is
 * rounded once per line; amounts are spread by what is left of each line, to the cent; nothing falls below zero.
 *
 * What may not be combined is tried alone, and the subscriber gets the cheapest of the ways that are allowed.
 */
export function resolvePrice(
  of: PlanVersion,
  book: PriceBook,
  facts: PriceFacts,
  at: Temporal.Instant,
): PriceQuote {
  const local = at.toZonedDateTimeISO(book.zone)
  const day = local.toPlainDate().toString()
  const start = startOf(of, book, facts, day)
  const told: PriceStep[] = []

  const asked = { of, facts, local, day, segmentNames: book.segmentNames }
  const rules = start.withRules
    ? book.rules.filter((rule) => {
        if (!ruleReaches(rule, of, facts, start.lines)) return false
        const answer = ruleApplies(rule, asked)
        if (answer.kind === 'no') told.push({ kind: 'skipped', name: rule.name, why: answer.why })
        return answer.kind === 'yes'
      })
    : []
  const coupons = facts.coupons.flatMap((given) => {
    const found = book.coupons.find(({ code }) => code === given.code.trim().toUpperCase())
    const name = { en: given.code, sw: '' }
    const why = !found
      ? 'unknown'
      : couponReaches(found, of, facts, start.lines)
        ? couponApplies(found, given, asked)
        : 'other-plan'
    if (why !== undefined) told.push({ kind: 'skipped', name, why })
    return found && why === undefined ? [found] : []
  })

  const ways = waysOf(rules, coupons).map((way) => discounted(start.lines, way, book, asked))
  assert(ways.length > 0, 'taking no discount is a way, too')
  const best = ways.reduce((cheapest, one) => (one.total < cheapest.total ? one : cheapest))
  for (const { name, id } of [
    ...rules,
    ...coupons.map((one) => ({ id: one.id, name: { en: one.code, sw: '' } })),
  ]) {
    if (!best.used.has(id)) told.push({ kind: 'skipped', name, why: 'not-combined' })
  }

  const taxed = best.lines.map(({ component: _component, base: _base, ...line }) => ({
    ...line,
    taxed: taxAmount(
      line.price,
      _component.taxMode,
      treatmentOf(book.taxes, {
        ...{ classId: line.taxClassId, day, seller: book.seller, status: facts.taxStatus },
      }),
    ),
  }))
  const minimum = of.terms.components.find(({ kind }) => kind === 'minimum')
  return {
    planVersionId: of.id,
    taxDay: day,
    lines: taxed,
    totals: sumTaxed(taxed.map((line) => line.taxed)),
    minimum: minimum ? chargeFor(minimum.charge, 1n) : null,
    steps: [...start.steps, ...best.steps, ...told, ...taxSteps(taxed, book.taxes)],
    ruleIds: rules.filter(({ id }) => best.used.has(id)).map(({ id }) => id),
    couponIds: coupons.filter(({ id }) => best.used.has(id)).map(({ id }) => id),
  }
}

const sumOf = (lines: readonly { price: bigint }[]) =>
  lines.reduce((sum, line) => sum + line.price, 0n)

// ───────────────────────────────────────────── what the discounts start from

function startOf(of: PlanVersion, book: PriceBook, facts: PriceFacts, day: string) {
  let lines = of.terms.components.flatMap((component) => linesOf(component, facts))
  const steps: PriceStep[] = [
    { kind: 'list', plan: of.planName, number: of.number, after: sumOf(lines) },
  ]
  const agreed = agreedFor(of, book, facts, day)
  const phase = agreed.length > 0 ? undefined : phaseOf(of.terms, facts.cycle)
  if (phase) {
    const before = sumOf(lines)
    const { effect } = phase
    const first = lines.find(({ kind }) => kind === 'recurring')
    lines = lines.map((line) => {
      if (line.kind !== 'recurring') return line
      if (effect.kind === 'percent-off') return lowered(line, effect.share_bp, by('phase', null))
      return line === first ? at(line, effect.price.cents, by('phase', null)) : line
    })
    const { name, cycles } = phase
    steps.push({
      ...{ kind: 'phase', name, cycle: facts.cycle, cycles, before, after: sumOf(lines) },
    })
  }
  for (const one of agreed) {
    const before = sumOf(lines)
    const reached = lines.filter((line) =>
      one.componentKey === null ? line.kind === 'recurring' : line.key === one.componentKey,
    )
    const { effect } = one
    lines = lines.map((line) => {
      if (!reached.includes(line)) return line
      if (effect.kind === 'percent-off') return lowered(line, effect.share_bp, by('agreed', one.id))
      // One price for all recurring ones together is the first one's; the others cost nothing then.
      const cents = line === reached[0] ? effect.price.cents * (line.quantity || 1n) : 0n
      return at(line, cents, by('agreed', one.id))
    })
    const { holderKind: holder, reason, withRules } = one
    steps.push({ kind: 'agreed', holder, reason, withRules, before, after: sumOf(lines) })
  }
  for (const [what, off_bp] of contractSteps(facts)) {
    const before = sumOf(lines)
    lines = lines.map((line) =>
      line.kind === 'recurring' ? lowered(line, off_bp, by('contract', null)) : line,
    )
    const share_bp = what === 'ramp' ? ALL_BP - off_bp : off_bp
    const count = facts.contract?.lines ?? 0
    steps.push({ kind: 'contract', what, share_bp, lines: count, before, after: sumOf(lines) })
  }
  const started = lines.map((line) => ({ ...line, base: line.price }))
  return { lines: started, steps, withRules: agreed.every(({ withRules }) => withRules) }
}

/** What a contract takes off recurring prices: first what its ramp leaves out this month, then what its lines are worth together. */
function contractSteps({ contract }: PriceFacts): (readonly ['ramp' | 'bulk', number])[] {
  if (!contract) return []
  const steps = [
    ['ramp', ALL_BP - contract.ramp_bp],
    ['bulk', contract.bulk_bp],
  ] as const
  return steps.filter(([, off_bp]) => off_bp > 0)
}

function linesOf(component: Component, facts: PriceFacts): Line[] {
  const { key, kind, name, taxClassId, charge } = component
  const line = (quantity: bigint, cents: bigint): Line[] => [
    {
      ...{ component, key, kind, name, taxClassId, quantity },
      ...{ list: cents, price: cents, base: cents, changes: [] },
    },
  ]
  const chosen = BigInt(facts.chosen[key] ?? 0)
  switch (kind) {
    case 'recurring':
      return line(1n, chargeFor(charge, 1n))
    case 'one-off':
      return facts.cycle === 0 && (!component.optional || chosen > 0n)
        ? line(1n, chargeFor(charge, 1n))
        : []
    case 'add-on': {
      const count = component.optional ? chosen : 1n
      return count > 0n ? line(count, chargeFor(charge, count)) : []
    }
    case 'device': {
      const more = chosen - BigInt(component.included)
      return more > 0n ? line(more, chargeFor(charge, more)) : []
    }
    case 'usage': {
      const used = facts.usage[key]
      if (!used) return []
      return line(used.total - used.billed, chargeBetween(charge, used.billed, used.total))
    }
    case 'minimum':
      return []
  }
}

/** What was agreed most closely: with the service, the contract, the subscriber, in the order of the holders given. */
function agreedFor(of: PlanVersion, book: PriceBook, facts: PriceFacts, day: string) {
  const holds = book.agreed.filter(
    (one) =>
      one.planId === of.planId &&
      one.state === 'on' &&
      one.from <= day &&
      (one.lastDay === null || day <= one.lastDay),
  )
  const holder = facts.holderIds.find((id) => holds.some((one) => one.holderId === id))
  return holds.filter((one) => one.holderId === holder)
}

// ───────────────────────────────────────────── discounts

type Way = { rules: readonly PriceRule[]; coupons: readonly Coupon[] }
type Asked = Parameters<typeof ruleApplies>[1]

/** The ways in which discounts may be combined. */
function waysOf(rules: readonly PriceRule[], coupons: readonly Coupon[]): Way[] {
  const together = rules.filter(({ exclusive }) => !exclusive)
  const sociable = coupons.filter(({ exclusive }) => !exclusive)
  const stacking = sociable.filter(({ stacks }) => stacks)
  const single = sociable.filter(({ stacks }) => !stacks)
  return [
    { rules: together, coupons: stacking },
    ...single.map((one) => ({ rules: together, coupons: [one] })),
    ...rules.filter(({ exclusive }) => exclusive).map((one) => ({ rules: [one], coupons: [] })),
    ...coupons.filter(({ exclusive }) => exclusive).map((one) => ({ rules: [], coupons: [one] })),
  ]
}

function discounted(start: readonly Line[], way: Way, book: PriceBook, asked: Asked) {
  let lines: readonly Line[] = start
  const steps: PriceStep[] = []
  const used = new Set<string>()
  const apply = (id: string, next: readonly Line[], step: (change: Sums) => PriceStep) => {
    const change = { before: sumOf(lines), after: sumOf(next) }
    lines = next
    used.add(id)
    steps.push(step(change))
  }

  const bulkFirst = way.rules.toSorted(
    (a, b) =>
      Number(b.effect.kind === 'bulk') - Number(a.effect.kind === 'bulk') ||
      a.priority - b.priority,
  )
  for (const rule of bulkFirst) {
    const share_bp = shareOf(rule, asked.facts)
    const answer = ruleApplies(rule, asked)
    apply(rule.id, withRule(lines, rule, share_bp), (change) => ({
      ...{ kind: 'rule', ruleId: rule.id, name: rule.name, effect: rule.effect, share_bp },
      ...{ because: answer.kind === 'yes' ? answer.because : [], ...change },
    }))
  }
  const sharesFirst = way.coupons.toSorted(
    (a, b) => Number(b.effect.kind === 'percent-off') - Number(a.effect.kind === 'percent-off'),
  )
  for (const coupon of sharesFirst) {
    const { id, code, effect } = coupon
    apply(id, withCoupon(lines, coupon), (change) => ({
      ...{ kind: 'coupon', couponId: id, code, ...change },
      share_bp: effect.kind === 'percent-off' ? effect.share_bp : null,
      amount: effect.kind === 'amount-off' ? effect.amount : null,
    }))
  }
  const bounded = lines.map((line) => {
    const least = line.base - portion(line.base, book.discountMax_bp)
    return line.price < least ? at(line, least, by('bounded', null)) : line
  })
  if (sumOf(bounded) !== sumOf(lines)) {
    const change = { before: sumOf(lines), after: sumOf(bounded) }
    steps.push({ kind: 'bounded', share_bp: book.discountMax_bp, ...change })
    lines = bounded
  }
  return { lines, steps, used, total: sumOf(lines) }
}
type Sums = { before: bigint; after: bigint }

function withRule(lines: readonly Line[], rule: PriceRule, share_bp: number | null) {
  const reached = lines.filter(({ kind }) => rule.scope.kinds.includes(kind))
  const { effect } = rule
  if (effect.kind === 'amount-off') {
    return spread(lines, reached, effect.amount.cents, by('rule', rule.id))
  }
  return lines.map((line) => {
    if (!reached.includes(line)) return line
    if (share_bp !== null) return lowered(line, share_bp, by('rule', rule.id))
    if (effect.kind !== 'price' || line !== reached[0]) return line
    return at(line, effect.price.cents, by('rule', rule.id))
  })
}

function withCoupon(lines: readonly Line[], coupon: Coupon) {
  const reached = lines.filter(({ kind }) => coupon.scope.kinds.includes(kind))
  const { effect } = coupon
  if (effect.kind === 'amount-off') {
    return spread(lines, reached, effect.amount.cents, by('coupon', coupon.id))
  }
  return lines.map((line) =>
    reached.includes(line) ? lowered(line, effect.share_bp, by('coupon', coupon.id)) : line,
  )
}

/** Takes an amount off several lines in proportion to what is left of each, never more than that. */
function spread(
  lines: readonly Line[],
  reached: readonly Line[],
  cents: bigint,
  change: Omit<Change, 'cents'>,
) {
  // Usage that reached a cheaper tier may be below zero; nothing can be taken off that.
  const owed = reached.filter(({ price }) => price > 0n)
  const left = sumOf(owed)
  const off = cents < left ? cents : left
  if (off <= 0n) return lines
  const shares = allocateMoney(
    kes(off),
    owed.map(({ price }) => price),
  )
  return lines.map((line) => {
    const share = shares[owed.indexOf(line)]
    return share ? at(line, line.price - share.cents, change) : line
  })
}

const by = (what: Change['by'], id: string | null) => ({ by: what, id })

const portion = (cents: bigint, share_bp: number) =>
  divideRounded(cents * BigInt(share_bp), BigInt(ALL_BP))

function lowered(line: Line, share_bp: number, change: Omit<Change, 'cents'>): Line {
  return at(line, line.price - portion(line.price, share_bp), change)
}

function at(line: Line, cents: bigint, change: Omit<Change, 'cents'>): Line {
  if (cents === line.price) return line
  return {
    ...line,
    price: cents,
    changes: [...line.changes, { ...change, cents: cents - line.price }],
  }
}

// ───────────────────────────────────────────── tax, in words

function taxSteps(lines: readonly PricedLine[], table: TaxTable): PriceStep[] {
  const parts = lines.flatMap((line) =>
    line.taxed.parts.map((part) => ({ ...part, within: line.taxed.mode === 'inclusive' })),
  )
  const groups = Map.groupBy(
    parts,
    (part) => `${part.level} ${part.id} ${part.rate_bp} ${part.within}`,
  )
  const steps = [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, of]): PriceStep[] => {
      const [first] = of
      const known = table.taxes.find(({ id }) => id === first?.id)
      if (!first || !known) return []
      const sum = (cents: (part: (typeof of)[number]) => bigint) =>
        of.reduce((total, part) => total + cents(part), 0n)
      return [
        {
          ...{ kind: 'tax', taxId: known.id, name: known.name, rate_bp: first.rate_bp },
          ...{
            within: first.within,
            base: sum((part) => part.base),
            amount: sum((part) => part.cents),
          },
        },
      ]
    })
  const free = lines.flatMap((line): PriceStep[] => {
    const { vatTreatment: treatment } = line.taxed
    return treatment === 'standard' ? [] : [{ kind: 'untaxed', name: line.name, treatment }]
  })
  return [...steps, ...free]
}
