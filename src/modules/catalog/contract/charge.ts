import { z } from 'zod'
import { assert } from '#kernel/assert.ts'
import { divideRounded } from '#kernel/money.ts'
import { price, units, unitsAboveZero } from './shapes.ts'

/**
 * How a quantity becomes an amount. Unit prices are fractions (5 shillings per 100 MB is 500 cents per
 * 100,000,000 bytes), so that nothing is lost before the one rounding at the end.
 */
export const unitPrice = z.object({ amount: price, per: unitsAboveZero })

/** A tier reaches up to and including `upTo`; the last one has no end. */
export const tier = z.object({ upTo: unitsAboveZero.nullable(), price: unitPrice, flat: price })
export type Tier = z.output<typeof tier>

const tiers = z
  .array(tier)
  .min(1)
  .max(20)
  .superRefine((all, context) => {
    for (const [place, one] of all.entries()) {
      const before = all[place - 1]
      const isLast = place === all.length - 1
      if (isLast !== (one.upTo === null)) {
        context.addIssue({
          code: 'custom',
          path: [place, 'upTo'],
          message: isLast ? 'The last tier has no end.' : 'Only the last tier has no end.',
        })
      }
      if (before?.upTo && one.upTo !== null && one.upTo <= before.upTo) {
        context.addIssue({
          code: 'custom',
          path: [place, 'upTo'],
          message: 'Each tier reaches further than the one before.',
        })
      }
    }
  })

export const chargeModel = z.discriminatedUnion('model', [
  /** The same price for each unit. With `per` 1 and one unit: a plain price. */
  z.object({ model: z.literal('flat'), price: unitPrice }),
  /** Each slice at its own tier's price. */
  z.object({ model: z.literal('graduated'), tiers, flatAtZero: z.boolean() }),
  /** Everything at the price of the tier that was reached. */
  z.object({ model: z.literal('volume'), tiers, flatAtZero: z.boolean() }),
  /** Whole packages, the started one included; `free` units cost nothing. */
  z.object({
    model: z.literal('package'),
    size: unitsAboveZero,
    price,
    free: units,
  }),
])
export type ChargeModel = z.output<typeof chargeModel>

/** What this quantity costs, in cents, rounded once. Never negative, never less for more in the graduated model. */
export function chargeFor(charge: ChargeModel, quantity: bigint): bigint {
  assert(quantity >= 0n, 'a quantity is never negative')
  switch (charge.model) {
    case 'flat':
      return divideRounded(quantity * charge.price.amount.cents, charge.price.per)
    case 'graduated':
      return graduated(charge.tiers, quantity, charge.flatAtZero)
    case 'volume': {
      const reached = charge.tiers.find(({ upTo }) => upTo === null || quantity <= upTo)
      assert(reached, 'the last tier has no end')
      const flat = quantity > 0n || charge.flatAtZero ? reached.flat.cents : 0n
      return divideRounded(quantity * reached.price.amount.cents, reached.price.per) + flat
    }
    case 'package': {
      const paid = quantity > charge.free ? quantity - charge.free : 0n
      return ((paid + charge.size - 1n) / charge.size) * charge.price.cents
    }
  }
}

function graduated(tiers: readonly Tier[], quantity: bigint, flatAtZero: boolean): bigint {
  let from = 0n
  let flats = 0n
  // The sum of the slices as one fraction: rounded slices would not sum to the rounded whole.
  let above = 0n
  let below = 1n
  for (const [place, { upTo, price: unit, flat }] of tiers.entries()) {
    if (quantity > from || (place === 0 && flatAtZero)) flats += flat.cents
    if (quantity <= from) break
    const slice = (upTo === null || quantity < upTo ? quantity : upTo) - from
    above = above * unit.per + slice * unit.amount.cents * below
    below *= unit.per
    if (upTo === null) break
    from = upTo
  }
  return divideRounded(above, below) + flats
}

/**
 * What is due for going from `billed` to `total` units of one period. However often usage is rated on the way,
 * the parts sum to `chargeFor(total)`: each is a difference of totals and none is rounded by itself.
 * In the volume model it may be negative, when a cheaper tier is reached.
 */
export function chargeBetween(charge: ChargeModel, billed: bigint, total: bigint): bigint {
  return chargeFor(charge, total) - (billed === 0n ? 0n : chargeFor(charge, billed))
}

/** A plain price for one of something. */
export function flatCharge(cents: bigint): ChargeModel {
  return { model: 'flat', price: { amount: { cents, currency: 'KES' }, per: 1n } }
}

/** What is missing to a minimum commitment; added on the last invoice of the period. */
export function missingToMinimum(minimum_cents: bigint, charged_cents: bigint): bigint {
  return charged_cents < minimum_cents ? minimum_cents - charged_cents : 0n
}
