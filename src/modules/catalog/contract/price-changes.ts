import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { text } from '#kernel/text.ts'
import type { PlanVersion } from './plan-version.ts'
import { chargeFor } from './charge.ts'
import { priceFacts, priceQuote } from './price-quote.ts'
import { author, cents, date, instant, version } from './shapes.ts'

/**
 * Moving those who hold an older version of a plan to a newer one: who bought keeps what they bought, unless their
 * version allows a rise and the notice that it promises is over.
 */
export const priceChange = z.object({
  id,
  planId: id,
  planCode: z.string(),
  planName: z.string(),
  toVersionId: id,
  toNumber: z.int(),
  kind: z.enum(['grandfather', 'next-renewal']),
  effectiveOn: date,
  noticeDays: z.int(),
  reason: z.string(),
  announcedAt: instant.nullable(),
  state: z.enum(['planned', 'announced', 'cancelled']),
  version,
  changedAt: instant,
  changedBy: author,
})
export type PriceChange = z.output<typeof priceChange>

/** The recurring prices of a version, as listed. */
export function listedPrice(of: Pick<PlanVersion, 'terms'>): bigint {
  return of.terms.components
    .filter(({ kind }) => kind === 'recurring')
    .reduce((sum, one) => sum + chargeFor(one.charge, 1n), 0n)
}

type Move = Pick<PriceChange, 'kind' | 'effectiveOn' | 'noticeDays' | 'announcedAt' | 'state'>

/**
 * The first local day on which a holder of `held` renews at the new version; nothing when they keep theirs. A version that
 * promises to be kept moves only where nothing gets dearer.
 */
export function movesFrom(
  held: PlanVersion,
  to: PlanVersion,
  change: Move,
  zone: string,
): Temporal.PlainDate | undefined {
  if (change.kind === 'grandfather' || change.state === 'cancelled') return undefined
  if (held.planId !== to.planId || held.number >= to.number) return undefined
  const promise = held.terms.priceRise
  const isDearer = listedPrice(to) > listedPrice(held)
  if (promise.kind === 'grandfather' && isDearer) return undefined
  const effective = Temporal.PlainDate.from(change.effectiveOn)
  if (change.announcedAt === null) return effective
  const days = Math.max(
    change.noticeDays,
    promise.kind === 'next-renewal' && isDearer ? promise.noticeDays : 0,
  )
  const told = Temporal.Instant.from(change.announcedAt).toZonedDateTimeISO(zone).toPlainDate()
  const over = told.add({ days })
  return Temporal.PlainDate.compare(over, effective) > 0 ? over : effective
}

export const pricePreview = z.object({
  change: priceChange,
  /** Each older version that may still be held. */
  versions: z.array(
    z.object({
      planVersionId: id,
      number: z.int(),
      state: z.enum(['published', 'withdrawn']),
      before: cents,
      after: cents,
      /** Null: holders keep this version. */
      movesFrom: date.nullable(),
    }),
  ),
})
export type PricePreview = z.output<typeof pricePreview>

export const listPriceChanges = endpoint({
  name: 'catalog.list-price-changes',
  method: 'GET',
  path: '/api/price-changes',
  access: 'catalog.read',
  summary:
    'Planned, announced and cancelled price changes of one plan or of all, the newest first.',
  input: z.object({ planId: id.optional() }),
  reply: z.object({ changes: z.array(pricePreview) }),
})
export const planPriceChange = endpoint({
  name: 'catalog.plan-price-change',
  method: 'POST',
  path: '/api/plans/:planId/price-change',
  access: 'catalog.publish',
  summary: 'Plans when holders of older versions move to a published one.',
  input: z.object({
    planId: id,
    toVersionId: id,
    kind: z.enum(['grandfather', 'next-renewal']),
    effectiveOn: date,
    noticeDays: z.int().min(0).max(365),
    reason: text({ max: 300 }),
  }),
  reply: pricePreview,
})
export const announcePriceChange = endpoint({
  name: 'catalog.announce-price-change',
  method: 'POST',
  path: '/api/price-changes/:priceChangeId/announce',
  access: 'catalog.publish',
  summary: 'Says that subscribers are told now: the notice begins.',
  input: z.object({ priceChangeId: id, version }),
  reply: pricePreview,
})
export const cancelPriceChange = endpoint({
  name: 'catalog.cancel-price-change',
  method: 'POST',
  path: '/api/price-changes/:priceChangeId/cancel',
  access: 'catalog.publish',
  summary: 'Cancels a price change; who has moved already stays moved.',
  input: z.object({ priceChangeId: id, version }),
  reply: pricePreview,
})

// ───────────────────────────────────────────── the price tester

export const testPrice = endpoint({
  name: 'catalog.test-price',
  method: 'POST',
  path: '/api/price-test',
  access: 'catalog.read',
  summary: 'What somebody would pay for a plan at a moment, and why; nothing is sold.',
  input: z.object({
    planVersionId: id,
    /** Null: now. */
    at: instant.nullable(),
    facts: priceFacts,
  }),
  reply: priceQuote,
})
